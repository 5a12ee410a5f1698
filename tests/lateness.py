"""Asks a server for something that needs no work, again and again: `python -m tests.lateness <url> <pid>`.

A process of its own, so that nothing else that a test or a bench does makes an answer look late. It ends
with its standard input, and prints for each answer how many milliseconds it took, and for how many of them it
or the server's thread (pid 0: it alone) waited for a core, because others had them.
"""

import json
import select
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

PAUSE_SECONDS = 0.005


def main(url: str, pid: int) -> None:
    """Asks until the input ends."""
    connection = HTTPConnection(urlsplit(url).hostname or "localhost", urlsplit(url).port)
    answers = [_asked(connection, pid)]
    while not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        answers.append(_asked(connection, pid))
    print(json.dumps(answers))


def _asked(connection: HTTPConnection, pid: int) -> tuple[float, float]:
    waited, begun = _waited(pid), time.perf_counter()
    connection.request("GET", "/ping")
    connection.getresponse().read()
    return (time.perf_counter() - begun) * 1_000, _waited(pid) - waited


def _waited(pid: int) -> float:
    """Milliseconds that this process and the server's first thread have waited for a core so far."""
    return sum(_waited_of(each) for each in ("self", pid) if each)


def _waited_of(process: str | int) -> float:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e6
    except OSError:  # a kernel that does not count it
        return 0.0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
