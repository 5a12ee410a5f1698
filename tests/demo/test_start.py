"""What `make demo` sets, fills and says at the console."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_app import demo, storage
from crm_app.core.database import Database
from crm_app.core.errors import Unavailable
from crm_app.demo import filling, start
from crm_app.settings import settings
from tests.demo.conftest import FEW


@pytest.fixture
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An environment in which nobody has chosen anything, put back afterwards."""
    for name in demo.DEFAULTS:
        monkeypatch.setenv(name, "")
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_demo_has_a_data_directory_and_a_sign_in_of_its_own(nothing_chosen: None) -> None:
    demo.use_demo_defaults()
    assert settings().data_dir == Path("data/demo")
    assert (settings().owner_email, settings().owner_password) == ("owner@example.com", "lantern-yard-14")


def test_what_somebody_has_chosen_stays(nothing_chosen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "/elsewhere")
    monkeypatch.setenv("OWNER_EMAIL", "me@example.org")
    demo.use_demo_defaults()
    assert os.environ["DATA_DIR"] == "/elsewhere"
    assert settings().owner_email == "me@example.org"


def test_the_console_says_how_to_sign_in_and_that_two_can(demo_environment: Path) -> None:
    said = demo.greeting(True)
    assert "owner@example.com" in said and "lantern-yard-14" in said and "mira@example.com" in said


def test_the_console_gives_no_password_for_an_app_of_somebody_else(demo_environment: Path) -> None:
    said = demo.greeting(False)
    assert "lantern-yard-14" not in said
    assert "nothing was filled in" in said


async def test_the_command_fills_and_closes_what_it_opened(
    database: str, demo_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, said = Database(), list[str]()
    monkeypatch.setenv("DATABASE_URL", database)
    settings.cache_clear()
    monkeypatch.setattr(start, "database", opened)
    monkeypatch.setattr(filling, "people", lambda: FEW[:1])
    assert await demo.filled(said.append)
    assert len(said) == 1
    with pytest.raises(Unavailable):
        opened.session()
    with pytest.raises(storage.StoreUnavailable):
        storage.runtime()
