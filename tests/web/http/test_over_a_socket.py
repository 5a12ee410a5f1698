"""Uploads through a real server and a real socket: lengths that lie, clients that go away, early refusals."""

import asyncio
import http.client
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest

from crm_app.accounts import User
from crm_app.storage.models import File
from crm_app.web.cookies import SESSION_COOKIE
from tests import samples
from tests.route_server import RouteServer, route_server
from tests.storage_help import assert_nothing, assert_whole, rows, spooled
from tests.waiting import PATIENCE
from tests.web.http.conftest import token_for

MEGABYTE = 1_000_000


class Caller:
    """Somebody who speaks HTTP by hand."""

    def __init__(self, server: RouteServer, token: str, record: UUID) -> None:
        self._server = server
        self._cookie = f"{SESSION_COOKIE}={token}"
        self._record = record

    def path(self, kind: str = "files") -> str:
        fields = {"resource": "contact", "record": str(self._record), "kind": kind, "name": "a.bin"}
        return f"/uploads?{urlencode(fields)}"

    def post(self, content: bytes, kind: str = "files", declared: int | None = None) -> tuple[int, bytes]:
        """Sends everything, whatever the server says meanwhile, and then reads the answer: as browsers do."""
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=PATIENCE)
        length = str(len(content) if declared is None else declared)
        headers = {"Cookie": self._cookie, "Content-Length": length}
        connection.request("POST", self.path(kind), content, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Cookie": self._cookie})
        return connection.getresponse().read()

    def begin(self, declared: int, content: bytes) -> socket.socket:
        """Sends the beginning of an upload and keeps the connection."""
        connection = socket.create_connection(("127.0.0.1", self._server.port), timeout=PATIENCE)
        head = f"POST {self.path()} HTTP/1.1\r\nHost: crm\r\nCookie: {self._cookie}\r\n"
        connection.sendall(f"{head}Content-Length: {declared}\r\n\r\n".encode() + content)
        return connection


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the server."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(postgres_url: str, home: Path) -> Iterator[RouteServer]:
    with route_server(postgres_url, home) as running:
        yield running


@pytest.fixture
def data_dir(home: Path) -> Iterator[Path]:
    """The server's, emptied after each test as the database is."""
    yield home
    shutil.rmtree(home / "storage" / "blobs", ignore_errors=True)


@pytest.fixture
async def caller(data_dir: Path, database: str, server: RouteServer, mira: User, anna: UUID) -> Caller:
    return Caller(server, await token_for(mira), anna)


async def until(condition: object) -> None:
    """Returns when the condition holds; what never comes is a failure."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.01)


async def test_bytes_go_up_and_come_down_as_they_were(caller: Caller, data_dir: Path) -> None:
    import json

    content = os.urandom(5 * MEGABYTE + 3)
    status, text = await asyncio.to_thread(caller.post, content)
    assert status == 201
    assert await asyncio.to_thread(caller.get, json.loads(text)["file"]["url"]) == content
    await assert_whole(data_dir)


async def test_a_client_that_goes_away_in_the_middle_leaves_nothing(caller: Caller, data_dir: Path) -> None:
    connection = await asyncio.to_thread(caller.begin, 50 * MEGABYTE, samples.noise(3 * MEGABYTE))
    await until(lambda: spooled(data_dir))
    connection.close()
    await until(lambda: not spooled(data_dir))
    await assert_nothing(data_dir)


async def test_a_client_that_promised_more_than_it_sends_leaves_nothing(
    caller: Caller, data_dir: Path
) -> None:
    connection = await asyncio.to_thread(caller.begin, 2 * MEGABYTE, samples.noise(MEGABYTE))
    await until(lambda: spooled(data_dir))
    connection.shutdown(socket.SHUT_WR)
    await until(lambda: not spooled(data_dir))
    connection.close()
    await assert_nothing(data_dir)


async def test_what_is_sent_beyond_the_promise_is_not_part_of_the_file(
    caller: Caller, data_dir: Path
) -> None:
    status, _ = await asyncio.to_thread(caller.post, b"hello and more", "files", 5)
    assert status in (201, 400)  # the rest is no request, and its refusal may come first
    assert [file.size for file in await rows(File)] in ([5], [])
    await assert_whole(data_dir)


async def test_a_refusal_is_heard_by_a_client_that_sends_everything_first(
    caller: Caller, data_dir: Path
) -> None:
    status, text = await asyncio.to_thread(caller.post, samples.noise(30 * MEGABYTE), "images")
    assert status == 415
    assert b"belongs_in_files" in text
    await assert_nothing(data_dir)


async def test_a_file_that_is_too_large_hears_it_without_being_sent(caller: Caller, data_dir: Path) -> None:
    connection = await asyncio.to_thread(caller.begin, 501 * MEGABYTE, b"")
    answer = await asyncio.to_thread(connection.recv, 1000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    connection.close()
    await assert_nothing(data_dir)
