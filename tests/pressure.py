"""What puts a server under pressure, and what measures how it bears it.

A tab that does not read, and how late the event loop is, asked from outside.
"""

import base64
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from tests.serving import PROJECT
from tests.web.tabs import HYDRATE

SMALL = 4_096
"""Bytes that the tab's side of the line takes before it is full; the kernel makes some more of it."""


class DeafTab:
    """A tab that loads a page and then reads nothing any more. Its line stays open."""

    def __init__(self, port: int, cookie: str, path: str = "/contacts") -> None:
        self.token = str(uuid4())
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        self._socket.connect(("127.0.0.1", port))
        self._shake_hands(port, cookie)
        route = {"pathname": path, "query": {}, "asPath": path}
        self._say(
            "40/_event," + json.dumps({"event": {"name": HYDRATE, "payload": {}, "router_data": route}})
        )

    def answer_ping(self) -> None:
        """Says that it is still there, without having heard the question."""
        self._say("3")

    def close(self) -> None:
        self._socket.close()

    def _shake_hands(self, port: int, cookie: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET /_event/?token={self.token}&EIO=4&transport=websocket HTTP/1.1",
            f"Host: localhost:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            f"Cookie: {cookie}",
        ]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            read = self._socket.recv(1)  # no byte more than the head: the rest is what it does not read
            assert read, answer
            answer += read
        assert answer.startswith(b"HTTP/1.1 101"), answer

    def _say(self, text: str) -> None:
        """One text frame, masked as browsers have to."""
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else struct.pack("!BH", 0x80 | 126, len(data))
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self._socket.sendall(b"\x81" + size + mask + masked)


class Lateness:
    """How many milliseconds a server took to answer something that needs no work, and for how many of them
    others had the cores. Known when the block has ended.
    """

    def __init__(self) -> None:
        self.answers: list[tuple[float, float]] = []

    @property
    def worst(self) -> float:
        """The longest answer."""
        return max(took for took, _ in self.answers)

    @property
    def worst_of_ours(self) -> float:
        """The longest that the event loop itself was busy with something else, give or take one answer."""
        return max(took - waited for took, waited in self.answers)


@contextmanager
def lateness_of(url: str, pid: int = 0) -> Iterator[Lateness]:
    """Measures while the block runs. `pid`: the server's process, to know when it waits for a core."""
    lateness = Lateness()
    command = [sys.executable, "-m", "tests.lateness", url, str(pid)]
    asking = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT)
    try:
        yield lateness
    finally:
        answers, _ = asking.communicate()
        lateness.answers = [(took, waited) for took, waited in json.loads(answers)]
