"""The process that makes pictures of strangers' files: it may run out of memory, crash, or be killed.

Run as a script by `rendering`. It reads one line of JSON per file from its standard input, answers a
line and the bytes of the pictures, and ends with its input. It knows neither database nor secrets.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from crm_app.storage.thumbnails import Pictures

READY = b"ready\n"
LOW_PRIORITY = 5

Render = Callable[[Path, str], "Pictures"]


def main(seconds: int, memory: int) -> None:
    """Answers until the input ends. A file that takes `seconds` ends the process, if nobody else does."""
    answers = _own_output()
    for unwanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(unwanted, signal.SIG_IGN)  # meant for the server, which ends this process itself
    os.nice(LOW_PRIORITY)
    from crm_app.storage.thumbnails import render

    with suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    answers.write(READY)
    answers.flush()
    serve(sys.stdin.buffer, answers, render, seconds)


def serve(requests: BinaryIO, answers: BinaryIO, render: Render, seconds: int) -> None:
    """One answer for every request."""
    for line in requests:
        wanted = json.loads(line)
        signal.alarm(seconds)
        head, contents = _answer(Path(wanted["path"]), wanted["type"], render)
        signal.alarm(0)
        answers.write(json.dumps(head).encode() + b"\n" + b"".join(contents))
        answers.flush()


def _answer(path: Path, mime_type: str, render: Render) -> tuple[dict[str, Any], list[bytes]]:
    from crm_app.storage.thumbnails import NoPicture

    try:
        made = render(path, mime_type)
    except NoPicture as reason:
        return {"reason": str(reason)}, []
    facts = ("variant", "mime_type", "ext", "width", "height")
    variants = [
        {fact: getattr(picture, fact) for fact in facts} | {"size": len(picture.content)}
        for picture in made.variants
    ]
    contents = [picture.content for picture in made.variants]
    return {"width": made.width, "height": made.height, "variants": variants}, contents


def _own_output() -> BinaryIO:
    """The standard output for the answers alone; what a library prints goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _leave_the_door_shut() -> None:
    """The modules of the package without its `__init__`, which would bring the database along."""
    package = ModuleType("crm_app.storage")
    package.__path__ = [str(Path(__file__).parent)]
    sys.modules[package.__name__] = package


if __name__ == "__main__":
    _leave_the_door_shut()
    main(int(sys.argv[1]), int(sys.argv[2]))
