"""The history of the database and the tables of the code tell the same story."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from alembic import command
from crm_app.core.database import sqlalchemy_url
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import config, migrate
from crm_app.models import is_ours


@pytest.fixture
def empty_database(postgres_url: str) -> Any:
    """A database beside the one of the tests, with nothing in it."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS empty")
        connection.execute("CREATE DATABASE empty")
        yield postgres_url.replace("/postgres?", "/empty?")
        connection.execute("DROP DATABASE empty WITH (FORCE)")


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name for (name,) in rows}


def test_the_migrated_database_is_what_the_models_say(postgres_url: str):
    engine = create_engine(sqlalchemy_url(postgres_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(postgres_url: str):
    before = tables(postgres_url)
    migrate(postgres_url)
    assert tables(postgres_url) == before


async def test_processes_that_start_at_once_migrate_one_after_the_other(empty_database: str):
    await asyncio.gather(*(asyncio.to_thread(migrate, empty_database) for _ in range(3)))
    assert {"users", "contacts", "files", "activities"} <= tables(empty_database)


def test_every_revision_can_be_taken_back(empty_database: str):
    migrate(empty_database)
    engine = create_engine(sqlalchemy_url(empty_database))
    with engine.connect() as connection:
        command.downgrade(config(connection), "base")
    engine.dispose()
    assert tables(empty_database) == {"alembic_version"}
    migrate(empty_database)


def test_the_revisions_make_one_line():
    script = ScriptDirectory.from_config(config(None))  # type: ignore[arg-type]
    assert len(script.get_heads()) == 1


def test_an_embedded_database_is_stopped_at_the_end_and_keeps_its_rows(tmp_path: Path):
    with embedded_postgres(tmp_path) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (name text)")
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
    with embedded_postgres(tmp_path) as url:
        assert "kept" in tables(url)


def test_whoever_comes_while_another_leaves_finds_a_running_database(tmp_path: Path):
    def visit(number: int) -> int:
        with embedded_postgres(tmp_path) as url, psycopg.connect(url) as connection:
            return connection.execute("SELECT %s::int", [number]).fetchone()[0]  # type: ignore[index]

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(visit, range(12))) == list(range(12))
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
