"""What an open tab costs, in one process and in two with Redis: figures for docs/scaling.md.

`python -m tests.bench.scaling [tabs]`: so many tabs look at 200 people, one of whom is renamed, often.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import psutil
from sqlmodel import col, select

from crm_app import staff
from crm_app.core.database import database
from crm_app.core.scope import system_scope
from crm_app.staff.models import Person
from tests.e2e.people import database_url
from tests.scaling import Scaled, scaling
from tests.serving import Server, serving
from tests.staff_filling import fill_staff
from tests.web import tabs
from tests.web.tabs import Tab

TABS, PEOPLE, ROUNDS, PAUSE = 100, 200, 20, 0.5


def app_of(server: Server) -> list[psutil.Process]:
    return server.members() if isinstance(server, Scaled) else [psutil.Process(server.pid)]


def memory(server: Server) -> float:
    """Kilobytes of the app's processes."""
    return sum(process.memory_info().rss for process in app_of(server)) / 1000


def redis_memory(server: Server) -> float:
    """Kilobytes that Redis keeps; 0 without one."""
    if not isinstance(server, Scaled):
        return 0.0
    with server.redis() as connection:
        return int(connection.info("memory")["used_memory"]) / 1000  # type: ignore[index]


def processor(server: Server) -> float:
    """Milliseconds of processor that the app's processes have used."""
    return sum(sum(process.cpu_times()[:2]) for process in app_of(server)) * 1000


async def opened(server: Server, count: int) -> list[Tab]:
    """Tabs of one signed-in browser, at the list of people."""
    cookie = f"crm_session={server.sign_in().cookies['crm_session']}"
    found = [Tab(server.url, cookie, "/staff", page=f"page-{number}") for number in range(count)]
    for tab in found:
        await tab.open()
        await tab.until(lambda tab=tab: tab.value("is_hydrated"))
    return found


async def rename_again_and_again(opened_tabs: list[Tab]) -> None:
    """Each time when every tab has heard of the time before."""
    async with system_scope() as scope:
        first = (await scope.session.exec(select(Person).order_by(col(Person.sort_name)))).first()
    assert first is not None
    for turn in range(ROUNDS):
        heard = [len(tab.updates) for tab in opened_tabs]
        async with system_scope() as scope:
            await staff.update_person(scope, first.uuid, {"name": f"Aaa {turn}"})
        for tab, before in zip(opened_tabs, heard, strict=True):
            await tab.until(lambda tab=tab, before=before: len(tab.updates) > before)
        await asyncio.sleep(PAUSE)


async def measure(server: Server, count: int) -> None:
    """Prints what the tabs cost."""
    fill_staff(database_url(server), PEOPLE)
    database.start(database_url(server))
    for tab in await opened(server, 4):  # what is loaded and cached with the first
        await tab.close()
    before, kept, begun = memory(server), redis_memory(server), processor(server)
    opened_tabs = await opened(server, count)
    opening = processor(server) - begun
    grown, stored = memory(server) - before, redis_memory(server) - kept
    begun = processor(server)
    await asyncio.sleep(10)
    idle = (processor(server) - begun) / 10
    begun = processor(server)
    await rename_again_and_again(opened_tabs)
    working = processor(server) - begun - idle * ROUNDS * PAUSE
    kind = f"{type(server).__name__} with {count} tabs"
    print(
        f"{kind}: {before / 1000:.0f} MB before, {grown / count:.0f} kB per tab, "
        f"{stored / count:.0f} kB in Redis; {opening / count:.1f} ms to open one, "
        f"{working / ROUNDS:.1f} ms per change for all, {idle / count:.3f} ms/s each while nothing happens",
        flush=True,
    )
    for tab in opened_tabs:
        await tab.close()
    await database.stop()


def main() -> None:
    tabs.PATIENCE = 60  # a busy machine is measured, not failed
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TABS
    for start in (serving, scaling):
        with tempfile.TemporaryDirectory() as name, start(Path(name)) as server:
            asyncio.run(measure(server, count))


if __name__ == "__main__":
    main()
