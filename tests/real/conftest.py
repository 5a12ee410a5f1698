"""Tests over the real files that lie where REAL_DATA says, by the people of the browser tests."""

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import people as people


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files."""
    return Path(os.environ["REAL_DATA"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the files there is nothing to test; this says so before a server is started for it."""
    if os.environ.get("REAL_DATA"):
        return
    skipped = pytest.mark.skip("REAL_DATA names no folder of real files")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(skipped)
