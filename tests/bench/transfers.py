"""500 MB over the loopback, through the real server: uploads against writing and hashing the file in plain
Python, downloads against Starlette's own FileResponse in the same server."""

import asyncio
import hashlib
import http.client
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from crm_app import accounts, crm
from crm_app.accounts.sessions import open_session
from crm_app.core.database import database
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import migrate
from crm_app.core.scope import system_scope
from crm_app.web.cookies import SESSION_COOKIE
from tests.bench.ratios import Ratio, seconds, side_by_side
from tests.route_server import route_server

SIZE = 500_000_000
BLOCK = 1024 * 1024
ROUNDS = 3


@dataclass(frozen=True)
class Bench:
    """A server with somebody signed in and a contact to upload to."""

    port: int
    cookie: str
    record: str
    directory: Path

    def upload(self, source: Path) -> str:
        """Sends the file and answers its address."""
        query = urlencode(
            {"resource": "contact", "record": self.record, "kind": "files", "name": source.name}
        )
        connection = http.client.HTTPConnection("127.0.0.1", self.port, blocksize=BLOCK)
        with source.open("rb") as body:
            length = {"Content-Length": str(SIZE), "Cookie": self.cookie}
            connection.request("POST", f"/uploads?{query}", body, length)
            answer = connection.getresponse()
            text = answer.read()
        connection.close()
        assert answer.status == 201, text
        import json

        return json.loads(text)["file"]["url"]

    def download(self, address: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", address, headers={"Cookie": self.cookie})
        answer, received, buffer = connection.getresponse(), 0, bytearray(BLOCK)
        while count := answer.readinto(buffer):
            received += count
        connection.close()
        assert (answer.status, received) == (200, SIZE)


@contextmanager
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        with embedded_postgres(directory / "postgres") as url:
            migrate(url)
            cookie, record = asyncio.run(prepare(url))
            (directory / "plain").mkdir()
            with route_server(url, directory / "data", directory / "plain") as server:
                yield Bench(server.port, cookie, record, directory)


async def prepare(url: str) -> tuple[str, str]:
    database.start(url)
    async with system_scope() as scope:
        user = await accounts.create_user(scope, "mira@example.com", "Mira from sales", "member")
        token = await open_session(scope, user, "", "")
        contact = await crm.create_contact(scope, {"name": "Anna"})
    await database.stop()
    return f"{SESSION_COOKIE}={token}", str(contact.uuid)


def a_file(path: Path, turn: int) -> Path:
    """500 MB that no other turn has."""
    if not path.exists():
        block = os.urandom(BLOCK)
        with path.open("wb") as file:
            for start in range(0, SIZE, BLOCK):
                file.write(block[: min(BLOCK, SIZE - start)])
    with path.open("r+b") as file:
        file.write(b"\x00\x01turn %d" % turn)
        os.fsync(file.fileno())
    return path


def write_and_hash(source: Path, target: Path) -> None:
    """What has to be done at least: every byte hashed and on the disk."""
    digest = hashlib.sha256()
    with source.open("rb") as origin, target.open("wb") as copy:
        while block := origin.read(BLOCK):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    target.unlink()


def ratios() -> list[Ratio]:
    with bench() as running:
        source, target = running.directory / "source.bin", running.directory / "target.bin"
        addresses: list[str] = []

        def ours_up(turn: int) -> float:
            file = a_file(source, turn)
            return SIZE / 1e6 / seconds(lambda: addresses.append(running.upload(file)))

        def bare_up(_: int) -> float:
            return SIZE / 1e6 / seconds(lambda: write_and_hash(source, target))

        up = side_by_side(ours_up, bare_up, ROUNDS)
        a_file(running.directory / "plain" / "plain.bin", 0)
        running.download(addresses[0])
        down = side_by_side(
            lambda _: SIZE / 1e6 / seconds(lambda: running.download(addresses[0])),
            lambda _: SIZE / 1e6 / seconds(lambda: running.download("/plain/plain.bin")),
            ROUNDS,
        )
    return [
        Ratio("upload of 500 MB / writing and hashing it", *up, "MB/s", 0.5),
        Ratio("download of 500 MB / Starlette FileResponse", *down, "MB/s", 0.8),
    ]
