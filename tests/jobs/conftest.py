"""Fixtures for jobs: an empty queue without schedules, and this process connected to it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from crm_app import jobs
from crm_app.core.scope import system_scope
from crm_app.jobs.queue import queue
from tests.storage.conftest import running  # noqa: F401 - a fixture

TABLES = ("jobs", "events", "periodic_defers", "workers")
EMPTY = f"TRUNCATE {', '.join(f'procrastinate_{name}' for name in TABLES)}"


@pytest.fixture
async def connected(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The queue without jobs, and without a worker: `jobs.work_off()` does what is in it."""
    monkeypatch.setattr(queue.periodic_registry, "periodic_tasks", {})
    async with system_scope() as scope:
        await scope.session.execute(text(EMPTY))
    await jobs.start(database, work=False)
    yield
    await jobs.stop()
