"""Who is here when the people's tabs are on two processes over one database, and one of the two is lost."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from tests.web.conftest import Served, app_over
from tests.web.tabs import Tab, cookie_for
from tests.web.test_presence import MIRA, VICTOR, shows
from tests.wire import wire_to

pytestmark = pytest.mark.xdist_group("web")

SOON = {"REFLEX_SOCKET_INTERVAL": "1s", "REFLEX_SOCKET_TIMEOUT": "1s"}
"""A dead line is noticed within two seconds, instead of half a minute."""


@pytest.fixture(scope="module")
def another(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A second process."""
    with app_over(postgres_url, tmp_path_factory.mktemp("another"), **SOON) as running:
        yield running


@pytest.fixture
def mortal(postgres_url: str, tmp_path: Path) -> Iterator[Served]:
    """A second process, of this test alone."""
    with app_over(postgres_url, tmp_path) as running:
        yield running


@pytest.fixture
async def ada(database: str) -> str:
    """The page of a contact."""
    async with system_scope() as scope:
        contact = await crm.create_contact(scope, {"name": "Ada Lovelace"})
    return f"/contacts/{contact.uuid}"


async def opened(url: str, user: accounts.User, path: str) -> Tab:
    tab = await Tab(url, await cookie_for(user), path).open()
    await tab.loaded()
    return tab


@pytest.fixture
async def miras(served: Served, mira: accounts.User, ada: str) -> AsyncIterator[Tab]:
    """Mira's tab, on the process that stays."""
    tab = await opened(served.url, mira, ada)
    yield tab
    await tab.close()


async def joined_by(miras: Tab, victor: accounts.User, url: str) -> Tab:
    """Victor's tab at the same contact, on another process, when both see each other."""
    victors = await opened(url, victor, miras.path)
    await shows(miras, (VICTOR, False))
    await shows(victors, (MIRA, False))
    return victors


async def test_people_on_two_processes_see_each_other_come_and_go(
    miras: Tab, victor: accounts.User, another: Served
):
    victors = await joined_by(miras, victor, another.url)
    await victors.close()
    await shows(miras)


async def test_a_session_that_ends_is_noticed_on_the_other_process(
    miras: Tab, victor: accounts.User, another: Served
):
    victors = await joined_by(miras, victor, another.url)
    await accounts.sign_out(victors.cookie.removeprefix("crm_session="))
    await shows(miras)
    await victors.close()


async def test_who_is_on_a_line_that_died_in_silence_vanishes(
    miras: Tab, victor: accounts.User, another: Served
):
    with wire_to(urlsplit(another.url).port or 0) as wire:
        await joined_by(miras, victor, wire.url)
        wire.stall()
        await shows(miras)


async def test_the_people_of_a_stopped_process_are_gone_at_once(
    miras: Tab, victor: accounts.User, mortal: Served
):
    await joined_by(miras, victor, mortal.url)
    mortal.process.terminate()
    await shows(miras)


async def test_the_people_of_a_killed_process_vanish_by_themselves(
    miras: Tab, victor: accounts.User, mortal: Served
):
    await joined_by(miras, victor, mortal.url)
    mortal.process.kill()
    await shows(miras)
