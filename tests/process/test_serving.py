"""The process as people start, stop and lose it."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from crm_app.core.embedded import PostgresServer, _pg_ctl
from crm_app.server import SOCKET_BYTES
from tests.serving import OWNER_EMAIL, OWNER_PASSWORD, Server, serving
from tests.waiting import PATIENCE
from tests.web.tabs import HYDRATE, Tab


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("process")) as running:
        yield running


def children_of(server: Server) -> list[psutil.Process]:
    """Everything that the server has started, its database included."""
    started = psutil.Process(server.pid).children(recursive=True)
    postmaster = server.data_dir / "postgres" / "postmaster.pid"
    return [*started, psutil.Process(int(postmaster.read_text().splitlines()[0]))]


def start_database(server: Server) -> None:
    """Starts the server's PostgreSQL by hand, as an administrator would."""
    postgres = PostgresServer(server.data_dir / "postgres", cleanup_mode=None)
    options = f'-h "" -k "{postgres.pgdata}"'
    assert _pg_ctl(postgres, "start", "-o", options, "-l", str(postgres.log)) == 0


def test_health_tells_database_storage_and_listener_apart(server: Server):
    answer = httpx.get(f"{server.url}/healthz")
    assert answer.json() == {"status": "ok", "database": "ok", "storage": "ok", "listener": "ok"}


def test_the_owner_from_the_environment_can_sign_in(server: Server):
    client = server.sign_in(OWNER_EMAIL, OWNER_PASSWORD)
    assert client.get("/contacts").status_code == 200


@pytest.mark.parametrize("path", ["/", "/login", "/contacts", "/contacts/", "/contacts/new", "/settings"])
def test_a_page_is_answered_at_once_without_a_redirect(server: Server, path: str):
    answer = httpx.get(server.url + path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_what_is_no_page_is_not_found(server: Server):
    assert httpx.get(f"{server.url}/nowhere").status_code == 404


def test_pages_come_with_headers_that_keep_foreign_code_out(server: Server):
    headers = httpx.get(f"{server.url}/login").headers
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_headers_of_megabytes_are_refused(server: Server):
    assert httpx.get(f"{server.url}/login", headers={"X-Long": "x" * 60_000}).status_code == 200
    with suppress(httpx.WriteError, httpx.ReadError):
        assert httpx.get(f"{server.url}/login", headers={"X-Long": "x" * 5_000_000}).status_code == 431


@pytest.mark.parametrize(("length", "stays"), [(SOCKET_BYTES - 5_000, True), (SOCKET_BYTES, False)])
async def test_a_tab_can_send_the_longest_notes_twice_and_not_more(server: Server, length: int, stays: bool):
    tab = await Tab(server.url, path="/login").open()
    gone = asyncio.Event()
    tab._client.on("disconnect", lambda *_: gone.set(), namespace="/_event")
    await tab.send("no.such.handler", notes="x" * length)
    if stays:
        await tab.until(lambda: tab.value("is_hydrated"))
        tab.updates.clear()
        await tab.send(HYDRATE)
        await tab.until(lambda: tab.updates)
        await tab.close()
    else:
        await asyncio.wait_for(gone.wait(), PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_that_was_started(tmp_path: Path, number: int):
    with serving(tmp_path) as server:
        started = children_of(server)
        code = server.stop(number)
        _, alive = psutil.wait_procs(started, timeout=PATIENCE)
    assert code in (0, 130, -signal.SIGINT)
    assert alive == []


def test_a_second_start_takes_up_what_the_first_left(tmp_path: Path):
    with serving(tmp_path) as server:
        server.sign_in()
        server.stop()
        server.start()
        server.sign_in()


def test_after_a_kill_the_next_start_takes_the_database_over_and_ends_it(tmp_path: Path):
    with serving(tmp_path) as server:
        server.kill()
        server.start()
        server.sign_in()
        started = children_of(server)
        server.stop()
        _, alive = psutil.wait_procs(started, timeout=PATIENCE)
        assert alive == []
        assert server.errors() == []


def test_a_lost_listener_shows_in_health_and_comes_back(server: Server):
    with psycopg.connect(
        f"postgresql://postgres@/postgres?host={server.data_dir / 'postgres'}"
    ) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )
    server.wait_until_healthy()


def test_a_database_that_is_away_is_told_with_503_and_is_used_again_when_it_is_back(tmp_path: Path):
    with serving(tmp_path) as server:
        client = server.sign_in()
        (postmaster,) = children_of(server)[-1:]
        os.kill(postmaster.pid, signal.SIGQUIT)
        psutil.wait_procs([postmaster], timeout=PATIENCE)
        health = client.get("/healthz")
        assert (health.status_code, health.json()["database"]) == (503, "down")
        refused = client.get("/files/018f0000-0000-7000-8000-000000000001/original")
        assert refused.status_code == 503
        assert refused.json()["code"] == "unavailable"
        start_database(server)
        server.wait_until_healthy()
        assert client.get("/files/018f0000-0000-7000-8000-000000000001/original").status_code == 404
