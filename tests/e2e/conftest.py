"""The people of browser tests. Their server and their browser are in `tests/browsing.py`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import Person, people_with
from tests.serving import Server

People = Callable[..., Person]


@pytest.fixture
def people(chromium: Browser, server: Server) -> Iterator[People]:
    """`people()` is Olga in a browser of her own; `people("mira@example.com")` a colleague, made when new."""
    with people_with(chromium, server) as person:
        yield person


@pytest.fixture
def olga(people: People) -> Person:
    """The owner."""
    return people()


@pytest.fixture
def mira(people: People) -> Person:
    """Mira from sales: a colleague on another machine."""
    return people("mira@example.com")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A directory for files that are uploaded."""
    return tmp_path
