"""WebSockets that take frames which were made once for all."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
import websockets

from crm_app.wires import Wire, frame_of, wire_in
from tests.waiting import PATIENCE

HALF_A_MEGABYTE = "x" * 500_000
Opened = Callable[..., Awaitable[tuple[Any, Wire]]]


@asynccontextmanager
async def a_server() -> AsyncIterator[Opened]:
    """Answers how to open a socket: its browser's side and its wire."""
    wires: asyncio.Queue[Wire | None] = asyncio.Queue()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        await wires.put(wire_in(scope))
        while (await receive())["type"] != "websocket.disconnect":
            pass

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, ws=Wire, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listening]))

    async def open_one(**options: Any) -> tuple[Any, Wire]:
        port = listening.getsockname()[1]
        browser = await websockets.connect(f"ws://127.0.0.1:{port}/", max_size=None, **options)
        wire = await wires.get()
        assert wire is not None
        return browser, wire

    yield open_one
    server.should_exit = True
    await serving


async def test_a_frame_reaches_each_browser_as_it_was_made():
    frame = frame_of("Grüße")
    async with a_server() as open_one:
        sides = [await open_one() for _ in range(3)]
        for _, wire in sides:
            wire.write_frame(frame)
        assert [await browser.recv() for browser, _ in sides] == ["Grüße"] * 3


async def test_a_browser_that_wants_compression_understands_it_too():
    async with a_server() as open_one:
        browser, wire = await open_one(compression="deflate")
        wire.write_frame(frame_of(HALF_A_MEGABYTE))
        assert await browser.recv() == HALF_A_MEGABYTE


async def test_a_wire_whose_browser_takes_nothing_is_full_until_it_does():
    async with a_server() as open_one:
        browser, wire = await open_one(max_queue=1)
        assert not wire.is_full
        written = 0
        while not wire.is_full:
            wire.write_frame(frame_of(HALF_A_MEGABYTE))
            written += 1
            await asyncio.sleep(0)
        for _ in range(written):
            assert await browser.recv() == HALF_A_MEGABYTE
        await asyncio.wait_for(wire.writable.wait(), PATIENCE)
        assert not wire.is_full


async def test_nothing_is_written_to_a_browser_that_has_gone():
    async with a_server() as open_one:
        browser, wire = await open_one()
        await browser.close()
        await browser.wait_closed()
        wire.write_frame(frame_of("too late"))
        other, other_wire = await open_one()
        other_wire.write_frame(frame_of("in time"))
        assert await other.recv() == "in time"


def test_a_socket_of_another_server_has_no_wire():
    assert wire_in({"type": "websocket"}) is None
