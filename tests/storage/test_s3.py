"""The S3 store when the server is killed, holds one up, is full, or gives other bytes."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from crm_app.storage.local_copies import as_local_file
from crm_app.storage.refusals import BytesMissing, DiskFull, StoreUnavailable
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import store_at
from tests.s3 import S3Server
from tests.storage_help import key_of

KEY = key_of(b"hello")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "finished"
    path.write_bytes(b"hello")
    return path


async def every_operation(store: Store, source: Path) -> None:
    """Each of them is told that the store is away, and none waits for ever."""
    with pytest.raises(StoreUnavailable):
        await store.promote(source, KEY)
    with pytest.raises(StoreUnavailable):
        assert [chunk async for chunk in store.stream(KEY, 0, 5)]
    with pytest.raises(StoreUnavailable):
        await store.delete(KEY)
    with pytest.raises(StoreUnavailable):
        await store.exists(KEY)
    with pytest.raises(StoreUnavailable):
        assert [stored async for stored in store.listed("blobs")]
    assert not await store.healthy()


async def test_a_server_that_is_killed_is_a_store_that_is_away(own_s3: S3Server, source: Path) -> None:
    store = store_at(own_s3.address())
    await store.promote(source, KEY)
    own_s3.kill()
    await every_operation(store, source)
    own_s3.start()


async def test_a_server_that_answers_nobody_is_a_store_that_is_away(
    stalling_s3: S3Server, source: Path
) -> None:
    store = store_at(stalling_s3.address())
    await store.promote(source, KEY)
    stalling_s3.hold_up(store)
    await every_operation(store, source)
    stalling_s3.go_on()
    assert await store.healthy()


async def test_others_go_on_while_the_server_answers_nobody(stalling_s3: S3Server) -> None:
    store = store_at(stalling_s3.address())
    stalling_s3.hold_up(store)
    waiting = asyncio.create_task(store.healthy())
    turns = 0
    while not waiting.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert not waiting.result()
    assert turns > 20


async def test_a_bucket_that_is_not_there_is_no_healthy_store(shared_s3: S3Server, source: Path) -> None:
    address = shared_s3.address().replace("s3://bucket-", "s3://nothing-")
    store = store_at(address)
    with pytest.raises(StoreUnavailable):
        await store.promote(source, KEY)


async def test_bytes_that_have_changed_are_not_given_to_libraries(
    shared_s3: S3Server, source: Path, tmp_path: Path
) -> None:
    address = shared_s3.address()
    store = store_at(address)
    await store.promote(source, KEY)
    shared_s3.overwrite(address, f"crm/files/{KEY}", b"hellO")
    spool = Spool(tmp_path / "spool")
    spool.open()
    with pytest.raises(BytesMissing):
        async with as_local_file(store, spool, KEY, 5):
            pass


ANSWERS = {
    "507 Insufficient Storage": DiskFull,
    "400 Bad Request\r\nX-Code: QuotaExceeded": DiskFull,
    "403 Forbidden": StoreUnavailable,
    "500 Internal Server Error": StoreUnavailable,
}


@contextmanager
def answering(status: str) -> Iterator[str]:
    """A server that knows no object and answers everything else with one status: the address of a bucket."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_answer_all, args=(listening, status), daemon=True).start()
        yield f"s3://bucket/crm?endpoint=http://127.0.0.1:{listening.getsockname()[1]}&timeout=2"
        listening.shutdown(socket.SHUT_RDWR)


def _answer_all(listening: socket.socket, status: str) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            asked = line.recv(65536)
            said = "404 Not Found" if asked.startswith(b"HEAD") else status
            code = "QuotaExceeded" if "QuotaExceeded" in status else "Whatever"
            body = "" if asked.startswith(b"HEAD") else f"<Error><Code>{code}</Code></Error>"
            head = f"HTTP/1.1 {said}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            line.sendall((head + body).encode())


@pytest.mark.parametrize("status", ANSWERS, ids=[name.partition("\r")[0] for name in ANSWERS])
async def test_a_server_that_refuses_says_why(status: str, source: Path) -> None:
    with answering(status) as address, pytest.raises(ANSWERS[status]) as told:
        await store_at(address).promote(source, KEY)
    assert told.type is ANSWERS[status]
