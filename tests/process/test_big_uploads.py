"""Half a gigabyte: the server stays small, and a killed one leaves nothing half."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from tests.e2e.pictures import a_big_file
from tests.serving import Server, serving
from tests.waiting import PATIENCE

SIZE = 490_000_000
ALLOWED_GROWTH = 60 * 1024 * 1024


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_big_file(tmp_path_factory.mktemp("big") / "film.bin", SIZE)


def a_contact(server: Server) -> str:
    """A contact, written straight into the running server's database."""
    with connected(server) as connection:
        row = connection.execute(
            "INSERT INTO contacts (uuid, inserted_at, updated_at, name, sort_name, status, details)"
            " VALUES (gen_random_uuid(), now(), now(), 'Ada', 'ada', 'active', '{}') RETURNING uuid"
        ).fetchone()
    assert row
    return str(row[0])


def connected(server: Server) -> psycopg.Connection:
    return psycopg.connect(f"postgresql://postgres@/postgres?host={server.data_dir / 'postgres'}")


def counts(server: Server) -> dict[str, int]:
    """How many rows tell of bytes, and how many files lie in store and spool."""
    with connected(server) as connection:
        rows = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
            for table in ("files", "file_instances", "blobs")
        }
    stored = [path for path in (server.data_dir / "storage" / "blobs").rglob("*") if path.is_file()]
    spooled = [
        path for path in (server.data_dir / "spool").rglob("*") if path.is_file() and path.stat().st_size
    ]
    return {**rows, "stored": len(stored), "spooled": len(spooled)}


def pieces(path: Path, until: threading.Event | None = None) -> Iterator[bytes]:
    """The file in pieces; with `until`, half of it, and then nothing before the event."""
    sent = 0
    with path.open("rb") as file:
        while piece := file.read(1_000_000):
            yield piece
            sent += len(piece)
            if until and sent >= SIZE // 2:
                until.wait(PATIENCE)
                return


def test_memory_stays_flat_while_half_a_gigabyte_goes_up_and_comes_down(tmp_path: Path, big: Path):
    with serving(tmp_path) as server:
        client, contact = server.sign_in(), a_contact(server)
        address = f"/uploads?resource=contact&record={contact}&kind=files"
        client.post(f"{address}&name=warm.bin", content=b"\x00warm" * 1000).raise_for_status()
        process = psutil.Process(server.pid)
        idle, peak, done = process.memory_info().rss, [0], threading.Event()

        def watch() -> None:
            while not done.wait(0.02):
                peak[0] = max(peak[0], process.memory_info().rss)

        watcher = threading.Thread(target=watch)
        watcher.start()
        sent = client.post(f"{address}&name=film.bin", content=pieces(big)).raise_for_status()
        received = 0
        with client.stream("GET", sent.json()["file"]["url"]) as answer:
            for piece in answer.iter_raw():
                received += len(piece)
        done.set()
        watcher.join()
    assert received == SIZE
    assert peak[0] - idle < ALLOWED_GROWTH, f"grew by {(peak[0] - idle) / 1e6:.0f} MB"


def test_a_server_killed_in_the_middle_of_an_upload_has_nothing_of_it_after_the_restart(
    tmp_path: Path, big: Path
):
    with serving(tmp_path) as server:
        client, contact = server.sign_in(), a_contact(server)
        halfway = threading.Event()
        address = f"/uploads?resource=contact&record={contact}&kind=files&name=film.bin"

        def send() -> None:
            with pytest.raises(httpx.TransportError):
                client.post(address, content=pieces(big, halfway))

        sender = threading.Thread(target=send)
        sender.start()
        while not (server.data_dir / "spool").exists() or _spooled(server) < SIZE // 4:
            assert sender.is_alive()
        server.kill()
        halfway.set()
        sender.join()
        assert _spooled(server) > 0
        server.start()
        assert counts(server) == {"files": 0, "file_instances": 0, "blobs": 0, "stored": 0, "spooled": 0}
        again = server.sign_in().post(address, content=pieces(big))
        assert (again.status_code, again.json()["outcome"]) == (201, "added")


def _spooled(server: Server) -> int:
    sizes = []
    for path in (server.data_dir / "spool").rglob("*"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            continue
    return sum(sizes)
