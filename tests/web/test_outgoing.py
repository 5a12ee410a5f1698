"""What was sent to a tab is forgotten: on a real socket of python-engineio."""

import asyncio
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import engineio
import pytest
import uvicorn
from engineio import async_socket
from engineio.packet import MESSAGE, Packet

from crm_app.web.outgoing import forget_what_was_sent
from tests.waiting import PATIENCE


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(async_socket, "AsyncSocket", async_socket.AsyncSocket)
    forget_what_was_sent()


@asynccontextmanager
async def serving(server: engineio.AsyncServer) -> AsyncIterator[str]:
    """The server on a port of this machine; its address."""
    config = uvicorn.Config(engineio.ASGIApp(server), port=0, log_level="error", lifespan="off")
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())
    while not running.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    await task


async def test_what_was_sent_is_not_kept_until_the_next_packet():
    server, client = engineio.AsyncServer(async_mode="asgi"), engineio.AsyncClient()
    taken: asyncio.Queue[Any] = asyncio.Queue()
    client.on("message", taken.put)
    async with serving(server) as url, asyncio.timeout(PATIENCE):
        await client.connect(url, transports=["websocket"])
        (sid,) = server.sockets
        packet = Packet(MESSAGE, "a list of two hundred people")
        forgotten = asyncio.Event()
        weakref.finalize(packet, forgotten.set)
        await server.send_packet(sid, packet)
        del packet
        assert await taken.get() == "a list of two hundred people"
        await forgotten.wait()
        await client.disconnect()


async def test_a_packet_for_many_tabs_reaches_each():
    server, clients = engineio.AsyncServer(async_mode="asgi"), [engineio.AsyncClient() for _ in range(3)]
    taken: asyncio.Queue[Any] = asyncio.Queue()
    async with serving(server) as url, asyncio.timeout(PATIENCE):
        for client in clients:
            client.on("message", taken.put)
            await client.connect(url, transports=["websocket"])
        packet = Packet(MESSAGE, "hello")
        for sid in list(server.sockets):
            await server.send_packet(sid, packet)
        assert [await taken.get() for _ in clients] == ["hello"] * 3
        for client in clients:
            await client.disconnect()
