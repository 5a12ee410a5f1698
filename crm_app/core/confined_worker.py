"""What every process does that opens strangers' files: it may run out of memory, crash, or be killed.

It is started by `storage.confined`, reads one line of JSON per file from its standard input, answers a line
and bytes, and ends with its input. It knows neither database nor secrets, and imports little.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

READY = b"ready\n"

Answer = Callable[[dict[str, Any]], tuple[dict[str, Any], Sequence[bytes]]]
"""Makes of a request the line and the bytes behind it."""


def work(load: Callable[[], Answer], *, priority: int, seconds: int, memory: int) -> None:
    """Answers until the input ends. A file that takes `seconds` ends the process, if nobody else does.

    `load` imports what the answers need: before the limit of `memory` bytes, as that is not the file's.
    """
    answers = _own_output()
    for unwanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(unwanted, signal.SIG_IGN)  # meant for the server, which ends this process itself
    os.nice(priority)
    answer = load()
    with suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    answers.write(READY)
    answers.flush()
    _serve(sys.stdin.buffer, answers, answer, seconds)


def leave_the_door_shut(package: str, folder: Path) -> None:
    """The modules of the package, which lie in this folder, without its `__init__`: it brings a database."""
    module = ModuleType(package)
    module.__path__ = [str(folder)]
    sys.modules[package] = module


def _serve(requests: BinaryIO, answers: BinaryIO, answer: Answer, seconds: int) -> None:
    for line in requests:
        signal.alarm(seconds)
        head, contents = answer(json.loads(line))
        signal.alarm(0)
        answers.write(json.dumps(head).encode() + b"\n" + b"".join(contents))
        answers.flush()


def _own_output() -> BinaryIO:
    """The standard output for the answers alone; what a library prints goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers
