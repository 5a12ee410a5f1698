"""A page of contacts and their number, at 1,000 and at 100,000 contacts, against the bare SQL for the same.

Both sides ask inside an open transaction: what a scope costs is paid once per request, whatever it asks for.
Small and large, ours and bare are measured in turns, so that what disturbs one disturbs all.
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

import psycopg
import uvloop
from sqlmodel.ext.asyncio.session import AsyncSession

from crm_app import crm
from crm_app.core.database import Database, libpq_url
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import migrate
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from tests.bench.ratios import Ratio

SMALL, LARGE = 1_000, 100_000
TIMES, ROUNDS = 25, 15
OF_BARE = 0.34
"""The service may take three times as long as the bare SQL."""
OF_SMALL = 0.67
"""A hundred times as many contacts may make a page half as slow again."""

COLUMNS = """
SELECT contacts.uuid, contacts.name, contacts.status, contacts.email, contacts.phone, companies.name,
       company_memberships.role_in_company, contacts.details ->> 'avatar_uuid', contacts.updated_at
FROM contacts
LEFT JOIN company_memberships ON company_memberships.contact_uuid = contacts.uuid AND is_primary
LEFT JOIN companies ON companies.uuid = company_memberships.company_uuid AND companies.status <> 'trashed'
WHERE contacts.status <> 'trashed'
"""
FIRST = COLUMNS + "ORDER BY contacts.sort_name, contacts.uuid LIMIT 51"
MIDDLE = (
    COLUMNS + "AND (contacts.sort_name, contacts.uuid) > (%s, %s)"
    "ORDER BY contacts.sort_name, contacts.uuid LIMIT 51"
)
COUNT = "SELECT count(*) FROM (SELECT 1 FROM contacts WHERE status <> 'trashed' LIMIT 1000) AS found"

FILL = """
INSERT INTO companies (uuid, name, sort_name, status, details, inserted_at, updated_at)
SELECT gen_random_uuid(), 'Company ' || n, 'company ' || n, 'active', '{{}}', now(), now()
FROM generate_series(1, {companies}) AS n;
INSERT INTO contacts (uuid, name, sort_name, status, email, phone, notes, details, inserted_at, updated_at)
SELECT gen_random_uuid(), name, lower(name),
       CASE WHEN n % 20 = 0 THEN 'trashed' WHEN n % 7 = 0 THEN 'inactive' ELSE 'active' END,
       'person' || n || '@example.com', '+1 202 555 01' || n % 100, repeat('A note. ', 20),
       '{{}}', now(), now()
FROM (SELECT n, initcap(substr(md5(n::text), 1, 6)) || ' ' || initcap(substr(md5('x' || n), 1, 8)) AS name
      FROM generate_series(1, {contacts}) AS n) AS made;
INSERT INTO company_memberships (uuid, contact_uuid, company_uuid, role_in_company, is_primary, position,
                                 inserted_at, updated_at)
SELECT gen_random_uuid(), contact.uuid, company.uuid, 'Engineer', true, 0, now(), now()
FROM (SELECT uuid, row_number() OVER () AS n FROM contacts) AS contact
JOIN (SELECT uuid, row_number() OVER () AS n FROM companies) AS company
  ON company.n = contact.n % {companies} + 1
WHERE contact.n % 5 > 0;
"""


@dataclass(frozen=True)
class Book:
    """A database with that many contacts, open for both sides, and a cursor that points into its middle."""

    service: Database
    bare: psycopg.AsyncConnection[Any]
    middle: crm.Cursor


Ask = Callable[[Scope, Book], Awaitable[Any]]
Case = tuple[str, Ask, str, bool]
CASES: tuple[Case, ...] = (
    ("first page", lambda scope, book: crm.list_contacts(scope), FIRST, False),
    ("middle page", lambda scope, book: crm.list_contacts(scope, after=book.middle), MIDDLE, True),
    ("count", lambda scope, book: crm.count_contacts(scope), COUNT, False),
)


def ratios() -> list[Ratio]:
    with ExitStack() as opened:
        url = opened.enter_context(
            embedded_postgres(Path(opened.enter_context(tempfile.TemporaryDirectory())))
        )
        runner = opened.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        small, large = (opened.enter_context(book(runner, url, size)) for size in (SMALL, LARGE))
        return [ratio for case in CASES for ratio in _compared(runner, case, small, large)]


def _compared(runner: asyncio.Runner, case: Case, small: Book, large: Book) -> Iterator[Ratio]:
    """Both sizes against bare, and the large one against the small one."""
    name, ask, statement, after = case
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for size, where in ((SMALL, small), (LARGE, large)):
            ours = runner.run(_through_the_service(where, ask))
            bare = runner.run(_bare(where, statement, after))
            times.setdefault(("ours", size), []).append(ours)
            times.setdefault(("bare", size), []).append(bare)
    speed = {key: TIMES / statistics.median(found) for key, found in times.items()}
    for size in (SMALL, LARGE):
        yield Ratio(
            f"{name} of {size:,} / bare SQL", speed["ours", size], speed["bare", size], "per s", OF_BARE
        )
    grown = f"{name} of {LARGE:,} / of {SMALL:,}"
    yield Ratio(grown, speed["ours", LARGE], speed["ours", SMALL], "per s", OF_SMALL)


async def _through_the_service(book: Book, ask: Ask) -> float:
    async with book.service.session() as session:
        scope = Scope(session, None, None)
        return await _seconds(lambda: ask(scope, book))


async def _bare(book: Book, statement: str, after: bool) -> float:
    place = (book.middle.sort_name, book.middle.uuid) if after else None

    async def once() -> None:
        await (await book.bare.execute(statement, place, prepare=True)).fetchall()

    async with book.bare.transaction():
        return await _seconds(once)


async def _seconds(once: Callable[[], Awaitable[Any]]) -> float:
    """How long some calls take together, after one that opens the transaction."""
    await once()
    start = time.perf_counter()
    for _ in range(TIMES):
        await once()
    return time.perf_counter() - start


@contextmanager
def book(runner: asyncio.Runner, url: str, contacts: int) -> Iterator[Book]:
    """A database of its own on the server, migrated and filled."""
    name = f"book{contacts}"
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    own = url.replace("/postgres?", f"/{name}?")
    migrate(own)
    with psycopg.connect(libpq_url(own), autocommit=True) as connection:
        connection.execute(FILL.format(contacts=contacts, companies=contacts // 10))  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")
    opened = runner.run(_opened(own, contacts))
    yield opened
    runner.run(opened.service.stop())
    runner.run(opened.bare.close())


async def _opened(url: str, contacts: int) -> Book:
    service = Database()
    service.start(url)
    bare = await psycopg.AsyncConnection.connect(libpq_url(url))
    found = await bare.execute(
        "SELECT name, uuid FROM contacts ORDER BY sort_name OFFSET %s LIMIT 1", [contacts // 2]
    )
    name, uuid = (await found.fetchall())[0]
    await bare.commit()
    async with service.session() as session:
        await _warm(session)
    return Book(service, bare, crm.Cursor(sort_key(name), uuid))


async def _warm(session: AsyncSession) -> None:
    await crm.list_contacts(Scope(session, None, None))
