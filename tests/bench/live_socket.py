"""A browser tab as both servers see it, at the least cost: one web socket, spoken by hand.

The load generator shares the processor with the server it measures. So what comes in is only stamped with the
time; frames are taken apart later, when nobody waits for anything. Compression is offered as Chromium does.
"""

import asyncio
import base64
import os
import re
import struct
import time
import zlib
from dataclasses import dataclass, field
from typing import cast

EXTENSION = "permessage-deflate; client_max_window_bits"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_MESSAGE_ID = re.compile(rb'"_id":(\d+)')


@dataclass(frozen=True)
class Script:
    """How a tab opens: its address and headers, the packet that connects it, then what it sends and awaits.

    Each step is what to send and what text to await before the next. `acknowledge` is the packet that tells
    how far the tab has read, with `%d` in it, where the framework's own browser side sends one.
    """

    host: str
    port: int
    path: str
    connect: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    acknowledge: str = ""


class TabSocket(asyncio.Protocol):
    """One tab. `found` is when the wanted text came in, 0 before; `ready` is set when all steps are done."""

    def __init__(self, script: Script) -> None:
        self.ready = asyncio.Event()
        self.closed = False
        self.wanted = b""
        self.found = 0.0
        self.wire = self.text = 0
        self._script = script
        self._steps = list(script.steps)
        self.awaited: bytes | None = None
        self._came: list[tuple[float, bytes]] = []
        self._buffer = bytearray()
        self._upgraded = False
        self._inflater: zlib._Decompress | None = None
        self._forgets = False
        self._parts: list[bytes] = []
        self._deflated = False
        self._read_until = self._acknowledged = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        key = base64.b64encode(os.urandom(16)).decode()
        headers = {
            "Host": f"{self._script.host}:{self._script.port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Extensions": EXTENSION,
            **self._script.headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        transport.write(f"GET {self._script.path} HTTP/1.1\r\n{lines}\r\n".encode())

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True

    def data_received(self, data: bytes) -> None:
        self._came.append((time.time(), data))

    def look_for(self, text: bytes) -> None:
        """From now on `found` is about this text."""
        self.wanted, self.found = text, 0.0

    def digest(self) -> None:
        """Takes apart what has come in, and answers what wants an answer."""
        came, self._came = self._came, []
        for at, data in came:
            self._buffer += data
            if not self._upgraded and not self._upgrade():
                continue
            while (frame := self._frame()) is not None:
                self._take(at, *frame)

    def acknowledge(self) -> None:
        """Tells the server how far this tab has read, when its framework wants to know."""
        if self._script.acknowledge and self._read_until > self._acknowledged:
            self._acknowledged = self._read_until
            self._send(self._script.acknowledge % self._read_until)

    def close(self) -> None:
        self._transport.abort()

    def _upgrade(self) -> bool:
        head, ended, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not ended:
            return False
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode(errors="replace"))
        if b"permessage-deflate" in head:
            self._inflater = zlib.decompressobj(-15)
            self._forgets = b"server_no_context_takeover" in head
        self._buffer = bytearray(rest)
        self._upgraded = True
        return True

    def _frame(self) -> tuple[int, bytes, int] | None:
        """The next whole frame: its first byte, payload, and size on the wire."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, start = buffer[1], 2
        if length == 126:
            start = 4
        elif length == 127:
            start = 10
        if len(buffer) < start:
            return None
        if start > 2:
            (length,) = struct.unpack_from(">H" if start == 4 else ">Q", buffer, 2)
        if len(buffer) < start + length:
            return None
        first, payload = buffer[0], bytes(buffer[start : start + length])
        del buffer[: start + length]
        return first, payload, start + length

    def _take(self, at: float, first: int, payload: bytes, size: int) -> None:
        code = first & 15
        if code == _PING:
            self._send_frame(_PONG, payload)
        elif code == _CLOSE:
            self._transport.close()
        elif code <= 2:
            self._deflated = bool(first & 64) if code else self._deflated
            self._parts.append(payload)
            if first & 128:
                self._message(at, self._whole(), size)
            else:
                self.wire += size

    def _whole(self) -> bytes:
        payload, self._parts = b"".join(self._parts), []
        if not self._deflated:
            return payload
        if self._inflater is None or self._forgets:
            self._inflater = zlib.decompressobj(-15)
        return self._inflater.decompress(payload + b"\x00\x00\xff\xff")

    def _message(self, at: float, message: bytes, size: int) -> None:
        if message == b"2":  # the heartbeat: the same for everybody, and no part of a broadcast
            self._send("3")
            return
        self.wire += size
        self.text += len(message)
        if self.wanted and not self.found and self.wanted in message:
            self.found = at
        if self._script.acknowledge and (numbered := _MESSAGE_ID.search(message)):
            self._read_until = int(numbered[1]) + 1
        if not self.ready.is_set():
            self._open(message)

    def _open(self, message: bytes) -> None:
        if message.startswith(b"0"):
            self._send(self._script.connect)
        elif message.startswith(b"44"):
            raise ConnectionError(message.decode(errors="replace"))
        elif message.startswith(b"40"):
            self.awaited = b""
        if self.awaited is not None and self.awaited in message:
            self._next_step()

    def _next_step(self) -> None:
        if not self._steps:
            self.ready.set()
            return
        packet, awaited = self._steps.pop(0)
        self.awaited = awaited.encode()
        if packet:
            self._send(packet)

    def _send(self, text: str) -> None:
        self._send_frame(_TEXT, text.encode())

    def _send_frame(self, code: int, payload: bytes) -> None:
        """A client masks what it sends; a mask of zeros is one, too."""
        length = len(payload)
        head = struct.pack(">BB", 128 | code, 128 | length) if length < 126 else b""
        head = head or struct.pack(">BBH", 128 | code, 254, length)
        if not self.closed:
            self._transport.write(head + bytes(4) + payload)
