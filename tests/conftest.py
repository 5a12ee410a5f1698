"""Fixtures for all tests: a real PostgreSQL, a fresh data directory, and people."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from crm_app import accounts
from crm_app.core.database import database as the_database
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import migrate
from crm_app.core.scope import system_scope
from crm_app.models import import_all_tables
from crm_app.settings import settings

import_all_tables()
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

EMPTY = "; ".join(f"DELETE FROM {table.name}" for table in reversed(SQLModel.metadata.sorted_tables))

pytest_plugins = ["tests.browsing", "tests.s3"]


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated PostgreSQL of this test process, or the empty database that DATABASE_URL_FOR_TESTS names."""
    given = os.environ.get("DATABASE_URL_FOR_TESTS")
    if given:
        migrate(given)
        yield given
        return
    with embedded_postgres(tmp_path_factory.mktemp("postgres")) as url:
        _forget_durability(url)
        migrate(url)
        yield url


def _forget_durability(url: str) -> None:
    """Nobody pulls the plug of a test, so nothing has to reach the disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
async def running_database(postgres_url: str) -> AsyncIterator[str]:
    the_database.start(postgres_url)
    yield postgres_url
    await the_database.stop()


@pytest.fixture
async def database(running_database: str) -> AsyncIterator[str]:
    """The database, empty again after the test."""
    yield running_database
    while not await _emptied():
        pass


async def _emptied() -> bool:
    """False when an open tab of a served app was reading: then PostgreSQL has stopped one of the two."""
    try:
        async with the_database.engine.begin() as connection:
            await connection.exec_driver_sql(EMPTY)
    except OperationalError as error:
        if isinstance(error.orig, DeadlockDetected):
            return False
        raise
    return True


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A DATA_DIR of this test alone."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


async def a_user(name: str, role: accounts.Role) -> accounts.User:
    async with system_scope() as scope:
        return await accounts.create_user(scope, f"{name.split()[0].lower()}@example.com", name, role)


@pytest.fixture
async def owner(database: str) -> accounts.User:
    """Olga owns the place: everything is allowed to her."""
    return await a_user("Olga Owner", "owner")


@pytest.fixture
async def mira(database: str) -> accounts.User:
    """Mira from sales, a member: she works with all records, and has no say over settings."""
    return await a_user("Mira from sales", "member")


@pytest.fixture
async def victor(database: str) -> accounts.User:
    """Victor, a viewer: he may look at everything and change nothing."""
    return await a_user("Victor the viewer", "viewer")


@pytest.fixture
def statements(database: str) -> Iterator[list[str]]:
    """Every statement sent to the database during the test, to count them."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = the_database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
