"""Two processes over one database tell each other who is here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from crm_app.core.database import database as the_database
from crm_app.core.live import PRESENCE_CHANNEL, Hub, Listener, Presence, announce
from crm_app.core.live.announcing import send_to_all
from tests.waiting import PATIENCE

MIRA, VICTOR = UUID(int=1), UUID(int=2)
ADA = "contact:ada"
BEAT = 0.02


@dataclass
class Process:
    """A registry with its own LISTEN connection. While it is `silent` it says nothing, not even goodbye."""

    presence: Presence = field(default_factory=lambda: Presence(Hub()))
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    silent: bool = False
    gone: set[str] = field(default_factory=set)

    async def start(self, url: str) -> "Process":
        listener = Listener(Hub())
        listener.hears(PRESENCE_CHANNEL, self.presence.hear, self.presence.ask)
        telling = announce(self.presence, lambda tab: tab not in self.gone, send=self.send, beat=BEAT)
        self.tasks = [asyncio.create_task(telling), asyncio.create_task(listener.run(url))]
        await asyncio.wait_for(listener.connected.wait(), PATIENCE)
        return self

    async def send(self, payloads: list[str]) -> None:
        if not self.silent:
            await send_to_all(payloads)

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def knows(self, record: str, **people: bool) -> None:
        """Returns when it believes that these are there, and nobody else."""
        expected = {{"mira": MIRA, "victor": VICTOR}[name]: editing for name, editing in people.items()}
        await until(lambda: self.presence.here(record) == expected)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what it waits for tells nobody
            await asyncio.sleep(0.005)


@pytest.fixture
async def start(database: str) -> AsyncIterator[Callable]:
    started: list[Process] = []

    async def one(**options: object) -> Process:
        started.append(Process(**options))  # type: ignore[arg-type]
        return await started[-1].start(database)

    yield one
    for process in started:
        await process.stop()


async def test_people_come_and_go_across_processes(start: Callable):
    here, there = await start(), await start()
    here.presence.look("tab", ADA, MIRA, editing=True)
    await there.knows(ADA, mira=True)
    there.presence.look("tab", ADA, VICTOR)
    await here.knows(ADA, mira=True, victor=False)
    here.presence.leave("tab")
    await there.knows(ADA, victor=False)


async def test_who_was_there_before_a_process_started_is_known_to_it(start: Callable):
    here = await start()
    here.presence.look("tab", ADA, MIRA)
    await until(lambda: not here.presence.news.is_set())
    await (await start()).knows(ADA, mira=False)


async def test_a_process_that_stops_says_goodbye(start: Callable):
    here, there = await start(), await start()
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)
    await here.stop()
    await there.knows(ADA)


async def test_the_people_of_a_killed_process_vanish_by_themselves(start: Callable):
    clock = Clock()
    here, there = await start(), await start(presence=Presence(Hub(), clock))
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)
    here.silent = True
    await here.stop()
    assert there.presence.here(ADA) == {MIRA: False}
    clock.time += 60
    await there.knows(ADA)


async def test_a_long_silence_of_the_clock_is_healed_by_the_next_beat(start: Callable):
    clock = Clock()
    here, there = await start(), await start(presence=Presence(Hub(), clock))
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)
    clock.time += 60
    await there.knows(ADA, mira=False)


async def test_a_lost_connection_is_healed(start: Callable, database: str):
    here, there = await start(), await start()
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as other:
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid() AND datname = current_database()"
        )
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)


async def test_a_tab_that_is_gone_leaves_with_the_beat(start: Callable):
    here, there = await start(), await start()
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)
    here.gone.add("tab")
    await there.knows(ADA)


async def test_what_could_not_be_said_is_said_with_the_next_beat(start: Callable):
    here, there = await start(), await start()
    url = the_database.url
    await the_database.stop()
    here.presence.look("tab", ADA, MIRA)
    await until(lambda: not here.presence.news.is_set())
    the_database.start(url)
    await there.knows(ADA, mira=False)


async def test_garbage_on_the_channel_does_no_harm(start: Callable):
    here, there = await start(), await start()
    async with the_database.session() as session:
        await session.execute(text("SELECT pg_notify(:c, 'nonsense')"), {"c": PRESENCE_CHANNEL})
        await session.commit()
    here.presence.look("tab", ADA, MIRA)
    await there.knows(ADA, mira=False)


async def test_nothing_is_sent_while_nobody_is_anywhere(start: Callable):
    here = await start()
    await until(lambda: not here.presence.news.is_set())
    here.presence.repeat()
    assert here.presence.outgoing() == []


class Clock:
    """Seconds that only a test lets pass."""

    time = 0.0

    def __call__(self) -> float:
        return self.time
