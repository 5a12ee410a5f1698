"""The listener hears what is committed, and comes back by itself."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import text

from crm_app.core.database import database as the_database
from crm_app.core.live.changes import CHANNEL, MANY, Change
from crm_app.core.live.hub import Hub
from crm_app.core.live.listener import SLICE, Listener
from crm_app.core.scope import system_scope
from tests.core.test_hub import Tab
from tests.waiting import PATIENCE
from tests.wire import wire_to_database

CREATED = Change("contacts", "created")
LOOK_AGAIN = Change("contacts", MANY)


@pytest.fixture
async def tab(database: str) -> AsyncIterator[Tab]:
    """A tab that follows `contacts` on a process whose listener runs."""
    tab, hub = Tab(), Hub(interval=0.01)
    listener = Listener(hub)
    running = asyncio.create_task(listener.run(database))
    await asyncio.wait_for(listener.connected.wait(), PATIENCE)
    hub.subscribe("mira's tab", ["contacts"], tab.deliver)
    yield tab
    running.cancel()


async def publish_created() -> None:
    async with system_scope() as scope:
        scope.publish("contacts", "created")


async def test_what_one_transaction_publishes_reaches_the_tab(tab: Tab):
    await publish_created()
    await tab.has(1)
    assert tab.got == [[CREATED]]


async def test_a_foreign_notification_does_no_harm(tab: Tab):
    async with system_scope() as scope:
        await scope.session.execute(text("SELECT pg_notify(:c, 'nonsense')"), {"c": CHANNEL})
    await publish_created()
    await tab.has(1)
    assert tab.got == [[CREATED]]


async def test_after_a_lost_connection_the_tab_is_told_to_look_again_and_hears_again(tab: Tab, database: str):
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as other:
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid() AND datname = current_database()"
        )
    await tab.until(lambda: [LOOK_AGAIN] in tab.got)
    await publish_created()
    await tab.until(lambda: [CREATED] in tab.got)


@asynccontextmanager
async def listening(tab: Tab, database: str, *, quiet: float, answer: float) -> AsyncIterator[Listener]:
    """A listener of a process where `tab` follows `contacts`."""
    hub = Hub(interval=0.01)
    hub.subscribe("mira's tab", ["contacts"], tab.deliver)
    listener = Listener(hub, quiet=quiet, answer=answer)
    running = asyncio.create_task(listener.run(database))
    await tab.until(lambda: [LOOK_AGAIN] in tab.got)
    yield listener
    running.cancel()


async def test_a_network_that_fails_in_silence_is_noticed_and_what_was_missed_is_looked_up(database: str):
    tab = Tab()
    with wire_to_database(database) as (wire, through_the_wire):
        async with listening(tab, through_the_wire, quiet=0.05, answer=0.5) as listener:
            wire.stall()
            await publish_created()
            async with asyncio.timeout(PATIENCE):
                while listener.connected.is_set():
                    await the_database.ping()  # asking lets the listener run
            assert [CREATED] not in tab.got
            before = len(tab.got)
            wire.lose_near_ends()
            wire.flow()
            await tab.until(lambda: [LOOK_AGAIN] in tab.got[before:])
            await publish_created()
            await tab.until(lambda: [CREATED] in tab.got)


async def test_a_quiet_database_that_answers_keeps_its_connection(database: str):
    tab = Tab()
    named = make_conninfo(database, application_name="the listener")
    asked = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'the listener' AND query = 'SELECT 1'"
    async with listening(tab, named, quiet=0.01, answer=PATIENCE):
        async with await psycopg.AsyncConnection.connect(database, autocommit=True) as other:
            while await (await other.execute(asked)).fetchone() is None:
                pass
        await publish_created()
        await tab.until(lambda: [CREATED] in tab.got)
    assert tab.got == [[LOOK_AGAIN], [CREATED]]


async def test_others_have_their_turn_in_the_middle_of_a_burst(database: str):
    """Counted in turns of the event loop, whatever a turn takes."""
    turn, heard, connected, all_heard = 0, Counter[int](), asyncio.Event(), asyncio.Event()

    def hear(payload: str) -> None:
        heard[turn] += 1
        if int(payload) == 20 * SLICE:
            all_heard.set()

    async def count_turns() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    listener = Listener(Hub())
    listener.hears("crm_burst", hear, connected.set)
    running = [asyncio.create_task(listener.run(database)), asyncio.create_task(count_turns())]
    async with asyncio.timeout(PATIENCE):
        await connected.wait()
        async with system_scope() as scope:
            burst = f"SELECT pg_notify('crm_burst', n::text) FROM generate_series(1, {20 * SLICE}) AS n"
            await scope.session.execute(text(burst))
        await all_heard.wait()
    assert heard.total() == 20 * SLICE
    assert max(heard.values()) <= SLICE
    for task in running:
        task.cancel()


async def test_a_database_that_is_away_is_tried_again():
    tries, tried_thrice = 0, asyncio.Event()

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal tries
        tries += 1
        writer.close()
        if tries == 3:
            tried_thrice.set()

    async with await asyncio.start_server(hang_up, "127.0.0.1") as nobody:
        port = nobody.sockets[0].getsockname()[1]
        listener = Listener(Hub())
        running = asyncio.create_task(
            listener.run(f"postgresql://nobody@127.0.0.1:{port}/nothing?sslmode=disable")
        )
        await asyncio.wait_for(tried_thrice.wait(), PATIENCE)
        assert not listener.connected.is_set()
        assert not running.done()
        running.cancel()
