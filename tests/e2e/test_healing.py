"""Whatever breaks between a page and the truth: it comes back true by itself, and keeps what was typed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

import psutil
import psycopg
import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browsing import people_with
from tests.chromium import FLAGS, find_chromium
from tests.e2e.desks import PATIENCE, Desk, a_desk
from tests.e2e.people import database_url
from tests.serving import Server, serving
from tests.wire import Wire, wire_to

SOAK = bool(os.environ.get("SOAK"))
"""`make soak` takes as long as it takes people: the server's own patience, and a minute without a network.
That is too long for every run of the tests."""
QUICK = {} if SOAK else {"REFLEX_SOCKET_INTERVAL": "1", "REFLEX_SOCKET_TIMEOUT": "2"}
"""Seconds after which a silent socket counts as lost. People have 10 and 20."""
OUTAGE_MS = 60_000 if SOAK else 0

TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^(LISTEN|SELECT 1$)'"


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module alone: it is killed, starved and left alone here."""
    with serving(tmp_path_factory.mktemp("mortal"), **QUICK) as server:
        yield server


@pytest.fixture
def wire(mortal: Server) -> Iterator[Wire]:
    with wire_to(mortal.port) as wire:
        yield wire


@pytest.fixture
def desk(chromium: Browser, mortal: Server, wire: Wire, tmp_path: Path) -> Iterator[Desk]:
    """What is open at Mira's."""
    with people_with(chromium, mortal) as people:
        yield a_desk(people("mira@example.com"), wire, tmp_path.name, tmp_path)


@contextmanager
def a_laptop(playwright: Playwright) -> Iterator[tuple[Browser, psutil.Process]]:
    """A browser of a test alone, and its first process: the others are children of it."""
    mine = f"--window-name={token_hex(8)}"
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, mine])
    (first,) = (each for each in psutil.Process().children(recursive=True) if _is_first(each, mine))
    yield chromium, first
    chromium.close()


def _is_first(process: psutil.Process, argument: str) -> bool:
    """No process that ends meanwhile is."""
    with suppress(psutil.NoSuchProcess):
        arguments = process.cmdline()
        return argument in arguments and not any("--type=" in each for each in arguments)
    return False


@contextmanager
def asleep(process: psutil.Process) -> Iterator[None]:
    """Nothing of the browser runs while the block does."""
    everything = [process, *process.children(recursive=True)]
    for each in everything:
        with suppress(psutil.NoSuchProcess):
            each.suspend()
    try:
        yield
    finally:
        for each in everything:
            with suppress(psutil.NoSuchProcess):
                each.resume()


@pytest.fixture
def expired(chromium: Browser, tmp_path: Path) -> Iterator[Desk]:
    """What was open at Mira's for longer than the server keeps what it knows of a tab."""
    with (
        serving(tmp_path / "forgetful", **QUICK, REFLEX_REDIS_TOKEN_EXPIRATION="2") as server,
        wire_to(server.port) as wire,
        people_with(chromium, server) as people,
    ):
        desk = a_desk(people("mira@example.com"), wire, tmp_path.name, tmp_path)
        desk.listed.wait_for_timeout(4_000)
        yield desk


def heals(desk: Desk) -> None:
    """The pages show what was changed meanwhile and what is changed from now on, and the form saves."""
    desk.shows("meanwhile")
    desk.keeps_what_was_typed()
    desk.change_everything("after")
    desk.shows("after")
    desk.keeps_what_was_typed()
    desk.saves("after")
    desk.did_not_complain()


def test_after_the_line_that_hears_changes_was_lost(desk: Desk, mortal: Server):
    with psycopg.connect(database_url(mortal), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )
    desk.change_everything("meanwhile")
    heals(desk)


def test_after_the_database_was_restarted(desk: Desk, mortal: Server):
    mortal.stop_database()
    mortal.start_database()
    desk.change_everything("meanwhile")
    heals(desk)


def test_after_the_database_was_away_when_the_page_came_back(desk: Desk, mortal: Server, wire: Wire):
    mortal.stop_database()
    wire.cut()
    wire.mend()
    expect(desk.listed.get_by_text("not available").first).to_be_visible(timeout=PATIENCE)
    mortal.start_database()
    desk.change_everything("meanwhile")
    heals(desk)


def test_after_the_server_was_killed_and_started_again(desk: Desk, mortal: Server):
    mortal.kill()
    desk.change_everything("meanwhile")
    mortal.start()
    heals(desk)


def test_after_the_network_was_gone_in_the_middle_of_typing(desk: Desk, wire: Wire):
    wire.cut()
    desk.change_everything("meanwhile")
    desk.types_on()
    desk.form.wait_for_timeout(OUTAGE_MS)
    wire.mend()
    heals(desk)


def test_after_the_network_failed_in_silence(desk: Desk, mortal: Server, wire: Wire):
    wire.stall()
    desk.change_everything("meanwhile")
    mortal.wait_until_nobody_is_connected()
    wire.lose_near_ends()
    wire.flow()
    heals(desk)


def test_after_the_network_was_another_one_before_the_server_noticed(desk: Desk, wire: Wire):
    wire.lose_near_ends()
    desk.change_everything("meanwhile")
    heals(desk)


def test_after_a_laptop_was_asleep_until_the_server_gave_it_up(
    playwright: Playwright, mortal: Server, wire: Wire, tmp_path: Path
):
    with a_laptop(playwright) as (chromium, process), people_with(chromium, mortal) as people:
        desk = a_desk(people("mira@example.com"), wire, tmp_path.name, tmp_path)
        with asleep(process):
            desk.change_everything("meanwhile")
            mortal.wait_until_nobody_is_connected()
        heals(desk)


def test_what_is_saved_while_the_server_is_away_changes_the_record_when_it_is_back(
    desk: Desk, mortal: Server
):
    mortal.kill()
    desk.form.keyboard.press("Control+Enter")
    mortal.start()
    desk.saved("before")
    desk.shows("before")


def test_after_the_tabs_had_expired_while_they_were_open(expired: Desk):
    expired.change_everything("meanwhile")
    heals(expired)
