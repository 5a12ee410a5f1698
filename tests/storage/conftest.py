"""Fixtures for storage: the running storage of this process in a data directory of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm_app import storage
from crm_app.storage.runtime import Runtime


@pytest.fixture
async def running(data_dir: Path, database: str) -> AsyncIterator[Runtime]:
    """The running storage, empty."""
    await storage.start()
    yield storage.runtime()
    await storage.stop()
