"""The listener hears what is committed, and comes back by itself."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy import text

from crm_app.core.live.changes import CHANNEL, MANY, Change
from crm_app.core.live.hub import Hub
from crm_app.core.live.listener import Listener
from crm_app.core.scope import system_scope
from tests.core.test_hub import Tab

CREATED = Change("contacts", "created")


@pytest.fixture
async def tab(database: str) -> AsyncIterator[Tab]:
    """A tab that follows `contacts` on a process whose listener runs."""
    tab, hub = Tab(), Hub(interval=0.01)
    listener = Listener(hub)
    running = asyncio.create_task(listener.run(database))
    await asyncio.wait_for(listener.connected.wait(), 5)
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
    await tab.until(lambda: [Change("contacts", MANY)] in tab.got)
    await publish_created()
    await tab.until(lambda: [CREATED] in tab.got)


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
        await asyncio.wait_for(tried_thrice.wait(), 10)
        assert not listener.connected.is_set()
        assert not running.done()
        running.cancel()
