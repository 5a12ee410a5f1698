"""Fixtures for storage: the running storage of this process in a data directory of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm_app import storage
from crm_app.settings import settings
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import store_at


@pytest.fixture
async def running(data_dir: Path, database: str) -> AsyncIterator[Runtime]:
    """The running storage, empty."""
    await storage.start()
    yield storage.runtime()
    await storage.stop()


@pytest.fixture
async def running_over(
    data_dir: Path, database: str, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Store]:
    """The running storage over each kind of store: the store itself, which asks for no mark."""
    monkeypatch.setenv("STORAGE_URL", store_url)
    settings.cache_clear()
    await storage.start()
    yield store_at(store_url)
    await storage.stop()
