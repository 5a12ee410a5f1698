"""The demo's company: filled in once for all tests that only look, and a small one for the others."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from crm_app import demo, storage
from crm_app.core.database import database as the_database
from crm_app.demo import filling, office
from crm_app.demo.employees import employees
from crm_app.demo.people import people
from crm_app.settings import settings

FEW = people()[:5]
EMPLOYEES = employees()[:4]


@pytest.fixture(scope="module")
def demo_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The environment of `make demo`, over a data directory of its own."""
    with pytest.MonkeyPatch.context() as environment:
        data_dir = tmp_path_factory.mktemp("demo")
        environment.setenv("DATA_DIR", str(data_dir))
        environment.setenv("OWNER_EMAIL", "owner@example.com")
        environment.setenv("OWNER_PASSWORD", "lantern-yard-14")
        settings.cache_clear()
        yield data_dir
    settings.cache_clear()


@pytest.fixture(scope="module")
async def whole_company(running_database: str, demo_environment: Path) -> AsyncIterator[None]:
    """Everybody and everything, for the tests of one module."""
    await storage.start()
    assert await demo.fill(settings(), lambda text: None)
    yield
    await storage.stop()
    tables = ", ".join(table.name for table in SQLModel.metadata.sorted_tables)
    async with the_database.session() as session:
        await session.execute(text(f"TRUNCATE {tables} CASCADE"))
        await session.commit()


@pytest.fixture
async def empty_app(
    database: str, demo_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """An app with nothing in it, and only the first few of the list to fill in."""
    monkeypatch.setattr(filling, "people", lambda: FEW)
    monkeypatch.setattr(office, "employees", lambda: EMPLOYEES)
    shutil.rmtree(demo_environment / "storage", ignore_errors=True)  # of the database before
    await storage.start()
    yield
    await storage.stop()


@pytest.fixture
async def small_company(empty_app: None) -> None:
    """The first few, filled in."""
    assert await demo.fill(settings(), lambda text: None)
