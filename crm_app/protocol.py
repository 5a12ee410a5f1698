"""How much and how long a connection may say before it has asked for anything: uvicorn has no limit."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class HeadTooLarge(Exception):
    """Ends the parsing of a request; only the parser sees it."""


class LimitedHttp(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, for requests whose URL and headers are of a sensible size and come soon.

    What follows the headers (a body, a websocket) is not limited here: whoever reads it knows what it is.
    """

    head_bytes: ClassVar[int] = 64 * 1024
    head_seconds: ClassVar[float] = 20

    _in_head = True
    _seen = 0
    _unseen = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time for the first request begins."""
        super().connection_made(transport)
        self._start_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits any more."""
        self._stop_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The parser keeps an unfinished header to itself: what it has not handed on counts as one."""
        if self._in_head and self._deadline is None and (not self.cycle or self.cycle.response_complete):
            self._start_deadline()
        self._unseen += len(data)
        super().data_received(data)
        if self._unseen > self.head_bytes and not self.transport.is_closing():
            self._refuse()

    def send_400_response(self, msg: str) -> None:
        """Called for whatever the parser refuses."""
        if self._seen > self.head_bytes:
            self._refuse()
        else:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._seen = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A part of the URL; HeadTooLarge."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer of a body in chunks; HeadTooLarge."""
        self._count(len(name) + len(": ") + len(value) + len("\r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is all there: a body may take its time."""
        self._in_head, self._unseen = False, 0
        self._stop_deadline()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body, which the app has to limit."""
        self._unseen = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next request's head may come."""
        self._in_head, self._unseen = True, 0
        super().on_message_complete()

    def _count(self, size: int) -> None:
        self._seen, self._unseen = self._seen + size, max(0, self._unseen - size)
        if self._seen > self.head_bytes:
            raise HeadTooLarge()

    def _refuse(self) -> None:
        self.transport.write(_TOO_LARGE)
        self.transport.close()

    def _start_deadline(self) -> None:
        self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
