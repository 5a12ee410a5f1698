"""The process that reads the words of strangers' files: it may run out of memory, crash, or be killed.

Run as a script by `reader`. It reads one line of JSON per file from its standard input, answers a line
and the text, and ends with its input. It knows neither database nor secrets.
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
from typing import Any, BinaryIO

READY = b"ready\n"
LOW_PRIORITY = 10


def main(seconds: int, memory: int) -> None:
    """Answers until the input ends. A file that takes `seconds` ends the process, if nobody else does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes where errors go
    for unwanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(unwanted, signal.SIG_IGN)  # meant for the server, which ends this process itself
    os.nice(LOW_PRIORITY)
    from crm_app.storage.texts import extracting  # before the limit: what it needs is not the file's

    with suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    answers.write(READY)
    answers.flush()
    for line in sys.stdin.buffer:
        signal.alarm(seconds)
        _answer(json.loads(line), extracting.text_of, answers)
        signal.alarm(0)


def _answer(wanted: dict[str, Any], text_of: Callable[[Path, str, int], str], answers: BinaryIO) -> None:
    from crm_app.storage.texts.kinds import NoText

    try:
        text = text_of(Path(wanted["path"]), wanted["type"], wanted["limit"])
    except NoText as reason:
        head, content = {"reason": str(reason)}, b""
    else:
        content = text.encode()
        head = {"size": len(content)}
    answers.write(json.dumps(head).encode() + b"\n" + content)
    answers.flush()


def _leave_the_doors_shut() -> None:
    """The modules of the packages without their `__init__`, which would bring the database along."""
    here = Path(__file__).parent
    for name, path in (("crm_app.storage", here.parent), ("crm_app.storage.texts", here)):
        package = ModuleType(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package


if __name__ == "__main__":
    _leave_the_doors_shut()
    main(int(sys.argv[1]), int(sys.argv[2]))
