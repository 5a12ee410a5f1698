"""The one connection to the database of a process."""

import os
import socket

import pytest

from crm_app.core.database import Database, libpq_url, sqlalchemy_url
from crm_app.core.embedded import postgres
from crm_app.core.errors import Unavailable
from tests.wire import wire_to_database


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_the_url_is_understood(scheme: str):
    url = f"{scheme}://mira:secret@db.example.com/crm"
    assert sqlalchemy_url(url) == "postgresql+psycopg://mira:secret@db.example.com/crm"
    assert libpq_url(url) == "postgresql://mira:secret@db.example.com/crm"


def test_before_it_is_started_it_is_unavailable():
    stopped = Database()
    with pytest.raises(Unavailable):
        stopped.session()
    with pytest.raises(Unavailable):
        _ = stopped.engine


async def test_it_can_be_stopped_and_started_again(postgres_url: str):
    database = Database()
    await database.stop()
    for _ in range(2):
        database.start(postgres_url)
        await database.ping()
        await database.stop()
    with pytest.raises(Unavailable):
        await database.ping()


async def test_a_database_that_is_away_does_not_answer_the_ping():
    database = Database()
    database.start("postgresql://nobody@localhost:1/nothing")
    with pytest.raises(Exception, match="refused"):
        await database.ping()
    await database.stop()


async def test_a_connection_that_was_lost_while_it_was_idle_is_replaced(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("crm_app.core.database.FRESH_SECONDS", 0)
    database = Database()
    with wire_to_database(postgres_url) as (wire, url):
        database.start(url)
        await database.ping()
        wire.cut()
        wire.mend()
        await database.ping()
        await database.stop()


async def test_a_connection_that_is_in_use_is_not_asked_whether_it_is_there(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("crm_app.core.database.FRESH_SECONDS", 3600)
    asked: list[object] = []
    database = Database()
    database.start(postgres_url)
    monkeypatch.setattr(database.engine.sync_engine.dialect, "do_ping", asked.append)
    for _ in range(3):
        await database.ping()
    assert asked == []
    await database.stop()


async def test_a_connection_over_a_network_is_watched(postgres_url: str):
    database = Database()
    with wire_to_database(postgres_url) as (_, url):
        database.start(url)
        async with database.engine.connect() as connection:
            line = (await connection.get_raw_connection()).driver_connection
            assert line is not None
            with socket.socket(fileno=os.dup(line.fileno())) as end:
                assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 10
                assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 25_000
        await database.stop()


def test_a_database_that_is_given_is_taken_as_it_is(tmp_path):
    with postgres("postgresql://db.example.com/crm", tmp_path) as url:
        assert url == "postgresql://db.example.com/crm"
    assert list(tmp_path.iterdir()) == []


def test_where_none_is_given_the_embedded_one_runs(tmp_path):
    with postgres(None, tmp_path) as url:
        assert str(tmp_path) in url
