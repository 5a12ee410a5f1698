"""What a connection may say before it has asked for something: over a real server and real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import ClassVar

import pytest
import uvicorn
import websockets
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from crm_app.protocol import LimitedHttp
from tests.waiting import PATIENCE

MEGABYTE = 1_000_000


class Impatient(LimitedHttp):
    """Headers have to come soon."""

    head_seconds = 0.3


class Watched(LimitedHttp):
    """The server's side of connections, which tells whether their time is running."""

    head_seconds = PATIENCE
    seen: ClassVar[list["Watched"]] = []

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.seen.append(self)
        super().connection_made(transport)

    @property
    def is_timed(self) -> bool:
        return self._deadline is not None


async def length(request: Request) -> PlainTextResponse:
    """How long the body is."""
    return PlainTextResponse(str(sum([len(chunk) async for chunk in request.stream()])))


async def refuse(request: Request) -> PlainTextResponse:
    """Answers without reading the body."""
    return PlainTextResponse("no", 413)


async def echo(ws: WebSocket) -> None:
    await ws.accept()
    with suppress(Exception):
        while True:
            await ws.send_text(await ws.receive_text())


app = Starlette(
    routes=[
        Route("/", length, methods=["GET", "POST"]),
        Route("/refuse", refuse, methods=["POST"]),
        WebSocketRoute("/ws", echo),
    ]
)


class Connection:
    """Somebody who speaks HTTP by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def answer(self) -> bytes:
        """Everything up to the end of the connection."""
        async with asyncio.timeout(PATIENCE):
            try:
                return await self._reader.read(-1)
            except ConnectionError:
                return b""

    async def body(self) -> bytes:
        """The body of the next answer, the connection stays."""
        async with asyncio.timeout(PATIENCE):
            head = await self._reader.readuntil(b"\r\n\r\n")
            size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            return await self._reader.readexactly(size)


Connect = Callable[[], Awaitable[Connection]]


@asynccontextmanager
async def serving(protocol: type[LimitedHttp]) -> AsyncIterator[int]:
    config = uvicorn.Config(
        app, http=protocol, log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listening])
        yield listening.getsockname()[1]
        await server.shutdown(sockets=[listening])


async def until(condition: Callable[[], bool]) -> None:
    """Returns when the condition holds for the server's side of a connection."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0)


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield Connection(reader, writer)
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


@pytest.fixture
async def connection() -> AsyncIterator[Connection]:
    """A connection to a server with the usual limits."""
    async with serving(LimitedHttp) as port, connected(port) as one:
        yield one


@pytest.fixture
async def watched() -> AsyncIterator[tuple[Connection, Watched]]:
    """A connection, and the server's side of it, whose time runs."""
    Watched.seen.clear()
    async with serving(Watched) as port, connected(port) as one:
        await until(lambda: [server.is_timed for server in Watched.seen] == [True])
        yield one, Watched.seen[0]


@pytest.fixture
async def hurried() -> AsyncIterator[Connection]:
    """A connection to a server that waits for headers 0.3 seconds."""
    async with serving(Impatient) as port, connected(port) as one:
        yield one


async def test_headers_of_a_usual_size_are_heard(connection: Connection):
    await connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 60_000 + b"\r\n\r\n")
    assert await connection.body() == b"0"


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 100_000,
        b"GET / HTTP/1.1\r\nCookie: " + b"x" * 100_000,
        b"GET / HTTP/1.1\r\nCookie: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 15_000,
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 15_000 + b"\r\n",
    ],
    ids=["address", "unfinished header", "one header", "unfinished headers", "many headers"],
)
async def test_a_head_that_is_too_large_is_refused(connection: Connection, head: bytes):
    await connection.send(head)
    assert (await connection.answer()).startswith(b"HTTP/1.1 431 ")


async def test_endless_headers_are_not_taken_in(connection: Connection):
    with pytest.raises(ConnectionError):
        await connection.send(b"GET / HTTP/1.1\r\nCookie: ")
        for _ in range(200):
            await connection.send(b"x" * MEGABYTE)


@pytest.mark.parametrize("trailer", [b"a: " + b"x" * MEGABYTE, b"a: b\r\n" * 15_000], ids=["one", "many"])
async def test_what_follows_a_body_in_chunks_is_limited_too(connection: Connection, trailer: bytes):
    await connection.send(
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
    )
    with suppress(ConnectionError):
        await connection.send(trailer)
    assert (await connection.answer())[:13] in (b"HTTP/1.1 431 ", b"")


async def test_each_request_of_a_connection_has_the_whole_size(connection: Connection):
    for _ in range(3):
        await connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 40_000 + b"\r\n\r\n")
        assert await connection.body() == b"0"


async def test_what_is_no_http_is_refused_as_ever(connection: Connection):
    await connection.send(b"hello\r\n\r\n")
    assert (await connection.answer()).startswith(b"HTTP/1.1 400 ")


async def test_a_large_body_comes_through(connection: Connection):
    await connection.send(
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n" + bytes(30 * MEGABYTE)
    )
    assert await connection.body() == b"30000000"


async def test_a_large_body_in_chunks_comes_through(connection: Connection):
    await connection.send(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    await connection.send(b"5\r\nhello\r\n" * 100_000 + b"0\r\n\r\n")
    assert await connection.body() == b"500000"


@pytest.mark.parametrize("beginning", [b"", b"\r\n", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"], ids=repr)
async def test_headers_that_do_not_come_end_the_connection(hurried: Connection, beginning: bytes):
    await hurried.send(beginning)
    assert await hurried.answer() == b""


async def test_headers_of_a_second_request_that_do_not_come_end_the_connection(
    watched: tuple[Connection, Watched], monkeypatch: pytest.MonkeyPatch
):
    connection, _ = watched
    await connection.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert await connection.body() == b"0"
    monkeypatch.setattr(Watched, "head_seconds", Impatient.head_seconds)
    await connection.send(b"\r\nGET / HT")
    assert await connection.answer() == b""


async def test_a_body_may_take_its_time(watched: tuple[Connection, Watched]):
    connection, server = watched
    await connection.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
    for _ in range(10):
        await until(lambda: not server.is_timed)
        await connection.send(b"x")
    assert await connection.body() == b"10"


async def test_the_rest_of_a_body_that_was_refused_may_take_its_time(watched: tuple[Connection, Watched]):
    connection, server = watched
    await connection.send(b"POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
    assert await connection.body() == b"no"
    for _ in range(10):
        assert not server.is_timed
        await connection.send(b"x")
    await connection.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert await connection.body() == b"0"


async def test_a_websocket_stays_open_and_is_not_limited():
    Watched.seen.clear()
    async with serving(Watched) as port, websockets.connect(f"ws://127.0.0.1:{port}/ws") as ws:
        assert [server.is_timed for server in Watched.seen] == [False]
        await ws.send("x" * 500_000)
        assert await ws.recv() == "x" * 500_000
