"""The roster, the org tree and the bulk trash, at 100 and at 10,000 people, against bare SQL for the same.

Both sides ask inside an open transaction: what a scope costs is paid once per request, whatever it asks for.
Ours and bare are measured in turns, so that what disturbs one disturbs the other.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import uvloop

from crm_app import staff
from crm_app.core.database import Database, libpq_url
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import migrate
from crm_app.core.scope import Scope
from tests.bench.ratios import Ratio
from tests.staff_filling import fill_staff

SIZES = (100, 10_000)
ROUNDS, BULK_ROUNDS = 15, 7
TIMES = {"roster page": {100: 25, 10_000: 25}, "org tree": {100: 25, 10_000: 2}}
OF_BARE = 0.34
"""The service may take three times as long as the bare SQL."""
OF_BARE_UPDATE = 0.5
"""Trashing many may take twice as long as one bare UPDATE."""

PERSON = """
SELECT person.uuid, person.user_uuid, person.name, users.email, person.status, person.job_title,
       person.primary_department_uuid, department.name,
       ARRAY(SELECT team.name FROM staff_team_memberships AS membership
             JOIN staff_teams AS team ON team.uuid = membership.team_uuid
             WHERE membership.staff_person_uuid = person.uuid ORDER BY team.sort_name),
       person.details ->> 'avatar_uuid', users.source, person.updated_at
FROM staff_people AS person
JOIN users ON users.uuid = person.user_uuid
LEFT JOIN staff_departments AS department ON department.uuid = person.primary_department_uuid
WHERE person.status <> 'trashed'
"""
ROSTER = (PERSON + "ORDER BY person.sort_name, person.uuid LIMIT 51",)
_IN_TREE = "person.uuid, person.name, users.email, person.job_title, person.status"
TREE = (
    "SELECT uuid, name, description FROM staff_departments ORDER BY sort_name",
    "SELECT uuid, department_uuid, name FROM staff_teams ORDER BY sort_name",
    f"""SELECT {_IN_TREE}, person.primary_department_uuid FROM staff_people AS person
        JOIN users ON users.uuid = person.user_uuid
        WHERE person.status <> 'trashed' ORDER BY person.status, person.inserted_at DESC""",
    f"""SELECT membership.team_uuid, {_IN_TREE} FROM staff_team_memberships AS membership
        JOIN staff_people AS person ON person.uuid = membership.staff_person_uuid
        JOIN users ON users.uuid = person.user_uuid
        WHERE person.status <> 'trashed' ORDER BY users.email""",
)
TRASH = """
UPDATE staff_people
SET status = 'trashed', details = details || jsonb_build_object('trashed_from_status', status),
    updated_at = now()
WHERE uuid = ANY(%s) AND status <> 'trashed'
"""


@dataclass(frozen=True)
class Office:
    """A database with that many people, open for both sides."""

    people: int
    service: Database
    bare: psycopg.AsyncConnection[Any]
    uuids: list[UUID]


Ask = Callable[[Scope], Awaitable[Any]]
CASES: tuple[tuple[str, Ask, tuple[str, ...]], ...] = (
    ("roster page", lambda scope: staff.people_page(scope, staff.PeopleFilter()), ROSTER),
    ("org tree", staff.org_tree, TREE),
)


def ratios() -> list[Ratio]:
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        url = opened.enter_context(embedded_postgres(folder))
        runner = opened.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        offices = [opened.enter_context(office(runner, url, size)) for size in SIZES]
        found = [_read(runner, where, *case) for case in CASES for where in offices]
        return [*found, _bulk(runner, offices[-1])]


def _read(runner: asyncio.Runner, where: Office, name: str, ask: Ask, statements: tuple[str, ...]) -> Ratio:
    times = TIMES[name][where.people]
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(runner.run(_through_the_service(where, ask, times)))
        bare.append(runner.run(_bare(where, statements, times)))
    return _ratio(f"{name} of {where.people:,} people / bare SQL", ours, bare, OF_BARE, times)


def _bulk(runner: asyncio.Runner, where: Office) -> Ratio:
    ours: list[float] = []
    bare: list[float] = []
    for turn in range(BULK_ROUNDS * 2):
        pair = (_trash_by_service, _trash_by_hand) if turn % 2 else (_trash_by_hand, _trash_by_service)
        for trash in pair:
            (ours if trash is _trash_by_service else bare).append(runner.run(trash(where)))
    return _ratio(f"bulk trash of {where.people:,} / bare UPDATE", ours, bare, OF_BARE_UPDATE, 1)


def _ratio(name: str, ours: list[float], bare: list[float], goal: float, times: int) -> Ratio:
    return Ratio(name, times / statistics.median(ours), times / statistics.median(bare), "per s", goal)


async def _through_the_service(where: Office, ask: Ask, times: int) -> float:
    async with where.service.session() as session:
        scope = Scope(session, None, None)
        return await _seconds(lambda: ask(scope), times)


async def _bare(where: Office, statements: tuple[str, ...], times: int) -> float:
    async def once() -> None:
        for statement in statements:
            await (await where.bare.execute(statement, prepare=True)).fetchall()

    async with where.bare.transaction():
        return await _seconds(once, times)


async def _seconds(once: Callable[[], Awaitable[Any]], times: int) -> float:
    """How long some calls take together, after one that opens the transaction."""
    await once()
    start = time.perf_counter()
    for _ in range(times):
        await once()
    return time.perf_counter() - start


async def _trash_by_service(where: Office) -> float:
    """The whole transaction: the statement, the audit row, the notification, the commit."""
    await _all_live(where)
    start = time.perf_counter()
    async with where.service.session() as session:
        scope = Scope(session, None, None)
        assert await staff.bulk_trash(scope, where.uuids) == where.people
        await scope.commit()
    return time.perf_counter() - start


async def _trash_by_hand(where: Office) -> float:
    await _all_live(where)
    start = time.perf_counter()
    async with where.bare.transaction():
        changed = await where.bare.execute(TRASH, [where.uuids])
    assert changed.rowcount == where.people
    return time.perf_counter() - start


async def _all_live(where: Office) -> None:
    await where.bare.execute("UPDATE staff_people SET status = 'active', details = '{}'")
    await where.bare.commit()
    await where.bare.set_autocommit(True)
    await where.bare.execute("VACUUM ANALYZE staff_people")
    await where.bare.set_autocommit(False)


@contextmanager
def office(runner: asyncio.Runner, url: str, people: int) -> Iterator[Office]:
    """A database of its own on the server, migrated and filled."""
    name = f"office{people}"
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    own = url.replace("/postgres?", f"/{name}?")
    migrate(own)
    fill_staff(own, people)
    opened = runner.run(_opened(own, people))
    yield opened
    runner.run(opened.service.stop())
    runner.run(opened.bare.close())


async def _opened(url: str, people: int) -> Office:
    service = Database()
    service.start(url)
    bare = await psycopg.AsyncConnection.connect(libpq_url(url))
    found = await bare.execute("SELECT uuid FROM staff_people")
    uuids = [uuid for (uuid,) in await found.fetchall()]
    await bare.commit()
    return Office(people, service, bare, uuids)
