"""`python -m tests.bench.live_pressure`: ten thousand changes at once, with a tab that does not read.

Prints what the server needs for it: how much its memory grows, how late its event loop is at worst (asked
over HTTP by a process of its own, so an answer's own time is in it; and but for the time in which others had
the cores), what processor it used, and until when every tab shows what the database holds.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import psutil
import psycopg

from crm_app import staff
from crm_app.core.database import database, libpq_url
from crm_app.core.live.changes import CHANNEL, Change, Changes
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.list_state import PeopleList
from tests.bench.live_sides import processor
from tests.e2e.people import database_url
from tests.pressure import DeafTab, lateness_of
from tests.serving import Server, serving
from tests.staff_filling import fill_staff
from tests.web.tabs import Tab

PEOPLE, TABS, PATIENCE = 10_000, 20, 60
Shown = list[tuple[str, str]]


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as server:
        fill_staff(database_url(server), PEOPLE)
        asyncio.run(_measured(server))


async def _measured(server: Server) -> None:
    database.start(database_url(server))
    try:
        cookie = "; ".join(f"{name}={value}" for name, value in server.sign_in().cookies.items())
        with closing(DeafTab(urlsplit(server.url).port or 0, cookie, "/staff")) as deaf:
            tabs = [await _open(server, cookie) for _ in range(TABS)]
            for what, change in (
                ("nothing", asyncio.sleep),
                (f"{PEOPLE:,} changes, one commit each", _burst),
                (f"one bulk action over {PEOPLE:,}", _bulk),
            ):
                await _report(what, change, server, tabs, deaf)
            for tab in tabs:
                await tab.close()
    finally:
        await database.stop()


async def _open(server: Server, cookie: str) -> Tab:
    tab = await Tab(server.url, cookie, "/staff").open()
    await tab.until(lambda: tab.rows(PeopleList))
    return tab


async def _report(
    what: str, change: Callable[[float], Awaitable[None]], server: Server, tabs: list[Tab], deaf: DeafTab
) -> None:
    process = psutil.Process(server.pid)
    before, begun = process.memory_info().rss, time.perf_counter()
    used = processor([server.pid])
    with lateness_of(server.url, server.pid) as lateness:
        await change(1.0)
        changed = time.perf_counter() - begun
        deaf.answer_ping()
        wrong = await _until_true(tabs)
    used = processor([server.pid]) - used
    took, grown = time.perf_counter() - begun, (process.memory_info().rss - before) / 1e6
    received = sum(len(tab.patches) + len(tab.updates) for tab in tabs)
    print(
        f"{what:<34} done after {changed:5.2f} s, all {TABS} tabs true after {took:5.2f} s ({wrong} not), "
        f"memory {grown:+6.1f} MB, {used:6,.0f} ms of processor, event loop late "
        f"by {lateness.worst:5.1f} ms at worst, {lateness.worst_of_ours:5.1f} but for waiting for a core, "
        f"{received} messages so far",
        flush=True,
    )


async def _until_true(tabs: list[Tab]) -> int:
    """Waits until each tab shows what the database holds; answers how many never did."""
    ends = time.perf_counter() + PATIENCE
    while time.perf_counter() < ends:
        truth = await _truth(tabs[0])
        if not (wrong := sum(_shown(tab) != truth for tab in tabs)):
            return 0
        await asyncio.sleep(0.05)
    return wrong


def _shown(tab: Tab) -> Shown:
    return sorted((row["uuid"], row["name"] + row["status"]) for row in tab.rows(PeopleList))


async def _truth(tab: Tab) -> Shown:
    """The rows that the tab shows, as the database has them now."""
    uuids = [UUID(row["uuid"]) for row in tab.rows(PeopleList)]
    async with system_scope() as scope:
        rows = await staff.matching_rows(scope, staff.PeopleFilter(), uuids)
    return sorted((str(row.uuid), row.name + row.status) for row in rows)


async def _burst(_: float) -> None:
    """Everybody is renamed, each in a transaction of their own, as fast as one connection can."""
    async with system_scope() as scope:
        uuids = await staff.matching_uuids(scope, staff.PeopleFilter())
    await asyncio.to_thread(_rename_all, uuids)


def _rename_all(uuids: list[UUID]) -> None:
    rename = "UPDATE staff_people SET name = name || '.' WHERE uuid = %s"
    renamed = f"WITH renamed AS ({rename}) SELECT pg_notify(%s, %s)"
    with psycopg.connect(libpq_url(database.url), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        with connection.pipeline():
            for uuid in uuids:
                changes = Changes()
                changes.add(Change(staff.topics.PEOPLE, "person_updated", (uuid,)))
                connection.execute(renamed, [uuid, CHANNEL, changes.payload()])


async def _bulk(_: float) -> None:
    async with system_scope() as scope:
        uuids = await staff.matching_uuids(scope, staff.PeopleFilter())
        await staff.bulk_set_status(scope, uuids, "inactive")


if __name__ == "__main__":
    main()
