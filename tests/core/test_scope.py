"""One block is one transaction: rows, audit and events at once, or nothing."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlmodel import select

from crm_app.core.audit import Activity
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import CHANNEL, Change, decode
from crm_app.core.scope import Scope, open_scope, system_scope


class Mira:
    uuid = uuid7()
    name = "Mira from sales"


@pytest.fixture
async def listening(database: str) -> AsyncIterator[psycopg.AsyncConnection]:
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        yield connection


async def heard(connection: psycopg.AsyncConnection) -> list[list[Change]]:
    """All notifications up to a marker that is sent now, so that silence needs no waiting."""
    await connection.execute("SELECT pg_notify(%s, 'end')", [CHANNEL])
    found = []
    async for notification in connection.notifies():
        if notification.payload == "end":
            return found
        found.append(decode(notification.payload))
    return found


async def entries() -> list[Activity]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(Activity)))


async def test_leaving_the_block_writes_the_audit_row_with_its_actor(database: str):
    contact = uuid7()
    async with open_scope(Mira(), frozenset()) as scope:
        scope.record("crm.contact_created", ("crm_contact", contact), count=2)
    (entry,) = await entries()
    assert (entry.actor_uuid, entry.actor_name) == (Mira.uuid, "Mira from sales")
    assert (entry.resource_type, entry.resource_uuid, entry.details) == ("crm_contact", contact, {"count": 2})


async def test_an_exception_writes_nothing_and_tells_nobody(listening: psycopg.AsyncConnection):
    with pytest.raises(RuntimeError):
        async with system_scope() as scope:
            scope.record("crm.contact_created", ("crm_contact", uuid7()))
            scope.publish("contacts", "created")
            raise RuntimeError
    assert await entries() == []
    assert await heard(listening) == []


async def test_all_events_of_a_transaction_arrive_as_one_notification(listening: psycopg.AsyncConnection):
    contact = uuid7()
    async with system_scope() as scope:
        scope.publish("contacts", "created", contact)
        scope.publish(f"contact:{contact}", "created", contact)
        scope.publish("contacts", "created", contact)
    created = [Change("contacts", "created", (contact,)), Change(f"contact:{contact}", "created", (contact,))]
    assert await heard(listening) == [created]


async def test_a_transaction_without_events_notifies_nobody(listening: psycopg.AsyncConnection):
    async with system_scope() as scope:
        await scope.session.exec(select(Activity))
    assert await heard(listening) == []


async def test_what_waits_for_the_commit_sees_it(database: str):
    seen: list[int] = []

    async def look() -> None:
        seen.append(len(await entries()))

    async with system_scope() as scope:
        scope.record("crm.contact_created", ("crm_contact", uuid7()))
        scope.after_commit(look)
        assert seen == []
    assert seen == [1]


async def test_what_waits_for_the_commit_never_runs_after_a_rollback(database: str):
    seen: list[int] = []

    async def look() -> None:
        seen.append(1)

    with pytest.raises(RuntimeError):
        async with system_scope() as scope:
            scope.after_commit(look)
            raise RuntimeError
    assert seen == []


async def test_who_is_cancelled_while_they_commit_has_done_all_of_it(database: str):
    begun, going_on, seen = asyncio.Event(), asyncio.Event(), list[int]()

    async def wait() -> None:
        begun.set()
        await going_on.wait()

    async def look() -> None:
        seen.append(len(await entries()))

    async def change() -> None:
        async with system_scope() as scope:
            scope.record("crm.contact_created", ("crm_contact", uuid7()))
            scope.after_commit(wait)
            scope.after_commit(look)

    task = asyncio.create_task(change())
    await begun.wait()
    task.cancel()
    going_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == [1]


async def test_a_granted_permission_passes(database: str):
    async with open_scope(Mira(), frozenset({"crm.view"})) as scope:
        scope.require("crm.view")
        assert scope.can("crm.view")


async def test_a_missing_permission_is_forbidden(database: str):
    async with open_scope(Mira(), frozenset({"crm.view"})) as scope:
        assert not scope.can("crm.edit")
        with pytest.raises(Forbidden):
            scope.require("crm.edit")


async def test_the_system_may_everything_and_is_nobody(database: str):
    async with system_scope() as scope:
        scope.require("anything.at_all")
        assert scope.actor_uuid is None


def test_a_scope_names_its_actor():
    assert Scope(None, Mira(), frozenset()).actor_uuid == Mira.uuid  # type: ignore[arg-type]
