"""A page of a contact's timeline, of 10 and of 10,000 interactions with 5 files each, and a save with 10
staged files, against the bare SQL for the same.

Both sides ask inside an open transaction, and save in one of their own each. Ours and bare are measured in
turns, so that what disturbs one disturbs the other.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import uvloop
from sqlmodel import select

from crm_app.accounts import User
from crm_app.core.database import Database, libpq_url
from crm_app.core.embedded import embedded_postgres
from crm_app.core.ids import uuid7
from crm_app.core.migrations import migrate
from crm_app.core.scope import Scope
from crm_app.crm import interactions
from crm_app.crm.interactions import TimelineCursor
from tests.bench.ratios import Ratio

SMALL, LARGE = 10, 10_000
TIMES, ROUNDS = 30, 16
SAVES = 10
OF_BARE = 0.34
"""The service may take three times as long as the bare SQL."""
OF_SMALL = 0.67
"""A thousand times as many interactions may make a page half as slow again."""
OF_BARE_SAVE = 0.07
"""The bare side only writes. The service also asks who it is, holds draft, record, tree, name and files, and
looks whether they are live and this person's: as many statements again, and through the ORM."""

_SHOWN = """
SELECT i.*, coalesce(contacts.name, companies.name)
FROM ({found}) AS found JOIN interactions AS i USING (uuid)
LEFT JOIN contacts ON contacts.uuid = i.contact_uuid LEFT JOIN companies ON companies.uuid = i.company_uuid
ORDER BY i.occurred_at DESC, i.inserted_at DESC, i.uuid DESC
"""
_FOUND = """
SELECT * FROM (
    (SELECT uuid, occurred_at, inserted_at FROM interactions WHERE contact_uuid = %(of)s {own}
     ORDER BY occurred_at DESC, inserted_at DESC, uuid DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT interaction_uuid, occurred_at, logged_at FROM interaction_parties
     WHERE contact_uuid = %(of)s {party}
     ORDER BY occurred_at DESC, logged_at DESC, interaction_uuid DESC LIMIT %(limit)s)
) AS both_of_them ORDER BY occurred_at DESC, inserted_at DESC, uuid DESC LIMIT %(limit)s
"""
_PLACE = "(%(occurred_at)s, %(inserted_at)s, %(uuid)s)"
FIRST = _SHOWN.format(found=_FOUND.format(own="", party=""))
MIDDLE = _SHOWN.format(
    found=_FOUND.format(
        own=f"AND (occurred_at, inserted_at, uuid) < {_PLACE}",
        party=f"AND (occurred_at, logged_at, interaction_uuid) < {_PLACE}",
    )
)
PARTIES = (
    "SELECT * FROM interaction_parties WHERE interaction_uuid = ANY(%s) ORDER BY interaction_uuid, position"
)
FILES = """
SELECT folders.name, files.* FROM folders JOIN files ON files.folder_uuid = folders.uuid
WHERE folders.name = ANY(%(names)s) AND folders.trashed_at IS NULL AND files.trashed_at IS NULL
UNION ALL
SELECT folders.name, files.* FROM folders JOIN folder_links ON folder_links.folder_uuid = folders.uuid
JOIN files ON files.uuid = folder_links.file_uuid
WHERE folders.name = ANY(%(names)s) AND folders.trashed_at IS NULL AND files.trashed_at IS NULL
"""

FILL = """
INSERT INTO users (uuid, email, name, role, active, inserted_at, updated_at)
VALUES (gen_random_uuid(), 'mira@example.com', 'Mira', 'member', true, now(), now());
INSERT INTO contacts (uuid, name, sort_name, status, details, inserted_at, updated_at)
SELECT gen_random_uuid(), 'Contact ' || n, 'contact ' || n, 'active', '{{}}', now(), now()
FROM generate_series(1, 50) AS n;
CREATE TEMP TABLE noted AS
SELECT gen_random_uuid() AS uuid, gen_random_uuid() AS folder_uuid, who.n AS n,
       who.uuid AS contact_uuid, now() - numbered.n * interval '1 hour' AS at
FROM (SELECT uuid, row_number() OVER (ORDER BY sort_name) AS n FROM contacts) AS who
JOIN generate_series(1, {large}) AS numbered(n)
  ON who.n = 1 AND numbered.n <= {small} OR who.n = 2 OR who.n > 2 AND numbered.n <= 100;
INSERT INTO interactions (uuid, contact_uuid, interaction_type, occurred_at, subject, body, inserted_at,
                          updated_at)
SELECT uuid, contact_uuid, 'call', at, 'A subject', repeat('What was said. ', 20), at, at FROM noted;
INSERT INTO interaction_parties (uuid, inserted_at, interaction_uuid, occurred_at, logged_at, raw_name,
                                 contact_uuid, party_snapshot, position)
SELECT gen_random_uuid(), at, noted.uuid, at, at, 'Contact', contacts.uuid, '{{"source": "crm_contact"}}', 0
FROM noted JOIN contacts ON contacts.name = 'Contact ' || (noted.n + 3);
INSERT INTO folders (uuid, name, color, inserted_at, updated_at)
SELECT folder_uuid, 'crm-interaction-' || uuid, 'default', at, at FROM noted;
INSERT INTO files (uuid, original_file_name, mime_type, file_type, ext, file_checksum, user_file_checksum,
                   size, status, metadata, user_uuid, folder_uuid, system_managed, inserted_at, updated_at)
SELECT gen_random_uuid(), 'offer' || place || '.pdf', 'application/pdf', 'document', 'pdf', repeat('0', 64),
       encode(sha256((noted.uuid::text || place)::bytea), 'hex'), 1000000,
       'active', '{{}}', users.uuid, folder_uuid, false, at, at
FROM noted, generate_series(1, 5) AS place, users;
"""
STAGE = """
INSERT INTO files (uuid, original_file_name, mime_type, file_type, ext, file_checksum, user_file_checksum,
                   size, status, metadata, user_uuid, system_managed, inserted_at, updated_at)
SELECT gen_random_uuid(), 'new.pdf', 'application/pdf', 'document', 'pdf', repeat('0', 64),
       encode(sha256((%(draft)s::text || n)::bytea), 'hex'), 1000000, 'active', '{"staged": true}',
       users.uuid, false, now(), now() FROM users, generate_series(1, 10) AS n RETURNING uuid
"""
DRAFT = """
INSERT INTO interaction_drafts (uuid, user_uuid, anchor_type, anchor_uuid, form, inserted_at, updated_at)
SELECT %(draft)s, uuid, 'contact', %(of)s, '{}', now(), now() FROM users
"""
WAITS = """
INSERT INTO interaction_draft_files (draft_uuid, file_uuid, name, position) VALUES (%s, %s, 'new.pdf', %s)
"""
SAVE = (
    """INSERT INTO interactions (uuid, contact_uuid, interaction_type, occurred_at, subject, body,
                                 inserted_at, updated_at)
       VALUES (%(draft)s, %(of)s, 'note', now(), 'New', '', now(), now())""",
    """INSERT INTO interaction_parties (uuid, inserted_at, interaction_uuid, occurred_at, logged_at, raw_name,
                                        party_snapshot, position)
       VALUES (gen_random_uuid(), now(), %(draft)s, now(), now(), 'Amy', '{}', 0)""",
    """INSERT INTO folders (uuid, name, color, inserted_at, updated_at)
       VALUES (%(folder)s, 'crm-interaction-' || %(draft)s::text, 'default', now(), now())""",
    "UPDATE files SET folder_uuid = %(folder)s, metadata = metadata - 'staged' WHERE uuid = ANY(%(files)s)",
    "DELETE FROM interaction_draft_files WHERE draft_uuid = %(draft)s",
    "UPDATE interaction_drafts SET form = '{}' WHERE uuid = %(draft)s",
    """INSERT INTO activities (uuid, action, resource_type, resource_uuid, details, inserted_at)
       VALUES (gen_random_uuid(), 'crm.interaction_logged', 'crm_contact', %(of)s, '{}', now())""",
    "SELECT pg_notify('crm_live', %(told)s)",
)


@dataclass(frozen=True)
class Book:
    """The database open for both sides, its two contacts, and a cursor into the middle of the long one."""

    service: Database
    bare: psycopg.AsyncConnection[Any]
    small: UUID
    large: UUID
    middle: TimelineCursor


@dataclass(frozen=True)
class Page:
    """A page of one of the contacts: behind the cursor, if there is one."""

    name: str
    of: UUID
    limit: int
    after: TimelineCursor | None = None


def ratios() -> list[Ratio]:
    with ExitStack() as opened:
        url = opened.enter_context(
            embedded_postgres(Path(opened.enter_context(tempfile.TemporaryDirectory())))
        )
        runner = opened.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        where = opened.enter_context(book(runner, url))
        return [*_pages(runner, where), _saves(runner, where)]


def _pages(runner: asyncio.Runner, where: Book) -> Iterator[Ratio]:
    pages = (
        Page(f"10 rows of {SMALL:,}", where.small, 10),
        Page(f"10 rows of {LARGE:,}", where.large, 10),
        Page(f"25 rows of {LARGE:,}", where.large, 25),
        Page(f"25 rows in the middle of {LARGE:,}", where.large, 25, where.middle),
    )
    sides: tuple[Callable[[Book, Page], Awaitable[float]], ...] = (_through_the_service, _by_bare_sql)
    times: dict[tuple[str, int], list[float]] = {}
    for turn in range(ROUNDS):
        for page in pages if turn % 2 else pages[::-1]:
            for side, measure in enumerate(sides):
                times.setdefault((page.name, side), []).append(runner.run(measure(where, page)))
    speed = {key: TIMES / statistics.median(found) for key, found in times.items()}
    for page in pages:
        yield Ratio(
            f"timeline, {page.name} / bare", *(speed[page.name, side] for side in (0, 1)), "per s", OF_BARE
        )
    small, large = speed[pages[0].name, 0], speed[pages[1].name, 0]
    yield Ratio(f"timeline, 10 rows of {LARGE:,} / of {SMALL:,}", large, small, "per s", OF_SMALL)


def _saves(runner: asyncio.Runner, where: Book) -> Ratio:
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(runner.run(_saved_by_the_service(where)))
        bare.append(runner.run(_saved_by_bare_sql(where)))
    speed = (SAVES / statistics.median(ours), SAVES / statistics.median(bare))
    return Ratio("save with 10 staged files / bare SQL", *speed, "per s", OF_BARE_SAVE)


async def _through_the_service(book: Book, page: Page) -> float:
    async with book.service.session() as session:
        scope = Scope(session, None, None)
        of = ("contact", page.of)
        return await _seconds(
            lambda: interactions.timeline(scope, of, after=page.after, limit=page.limit),  # type: ignore[arg-type]
        )


async def _by_bare_sql(book: Book, page: Page) -> float:
    place = (
        {name: getattr(page.after, name) for name in ("occurred_at", "inserted_at", "uuid")}
        if page.after
        else {}
    )
    statement, values = MIDDLE if page.after else FIRST, {"of": page.of, "limit": page.limit + 1, **place}

    async def once() -> None:
        rows = await (await book.bare.execute(statement, values, prepare=True)).fetchall()
        uuids = [row[0] for row in rows[: page.limit]]
        await (await book.bare.execute(PARTIES, [uuids], prepare=True)).fetchall()
        names = [f"crm-interaction-{uuid}" for uuid in uuids]
        await (await book.bare.execute(FILES, {"names": names}, prepare=True)).fetchall()

    async with book.bare.transaction():
        return await _seconds(once)


async def _seconds(once: Callable[[], Awaitable[Any]]) -> float:
    """How long some calls take together, after one that opens the transaction."""
    await once()
    start = time.perf_counter()
    for _ in range(TIMES):
        await once()
    return time.perf_counter() - start


async def _staged(book: Book) -> tuple[UUID, list[UUID]]:
    """A draft with ten files that wait for it."""
    draft = uuid7()
    async with book.bare.transaction():
        await book.bare.execute(DRAFT, {"draft": draft, "of": book.large})
        files = [row[0] for row in await (await book.bare.execute(STAGE, {"draft": draft})).fetchall()]
        for place, file in enumerate(files):
            await book.bare.execute(WAITS, [draft, file, place])
    return draft, files


async def _saved_by_the_service(book: Book) -> float:
    drafts = [await _staged(book) for _ in range(SAVES)]
    start = time.perf_counter()
    for draft, _ in drafts:
        async with book.service.session() as session:
            scope = Scope(session, (await session.exec(select(User))).one(), None)
            said, parties = {"subject": "New"}, [interactions.Party("Amy")]
            await interactions.save_interaction(scope, draft, ("contact", book.large), said, parties)
            await scope.commit()
    return time.perf_counter() - start


async def _saved_by_bare_sql(book: Book) -> float:
    drafts = [await _staged(book) for _ in range(SAVES)]
    start = time.perf_counter()
    for draft, files in drafts:
        told = json.dumps([[f"contact:{book.large}:interactions", "created", [draft.hex]]])
        values = {"draft": draft, "of": book.large, "folder": uuid4(), "files": files, "told": told}
        async with book.bare.transaction():
            for statement in SAVE:
                await book.bare.execute(statement, values, prepare=True)
    return time.perf_counter() - start


@contextmanager
def book(runner: asyncio.Runner, url: str) -> Iterator[Book]:
    """A database of its own on the server, migrated and filled."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute("CREATE DATABASE timelines")
    own = url.replace("/postgres?", "/timelines?")
    migrate(own)
    with psycopg.connect(libpq_url(own), autocommit=True) as connection:
        connection.execute(FILL.format(small=SMALL, large=LARGE))  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")
    opened = runner.run(_opened(own))
    yield opened
    runner.run(opened.service.stop())
    runner.run(opened.bare.close())


async def _opened(url: str) -> Book:
    service = Database()
    service.start(url)
    bare = await psycopg.AsyncConnection.connect(libpq_url(url))
    contacts = await (await bare.execute("SELECT uuid FROM contacts ORDER BY sort_name LIMIT 2")).fetchall()
    (small,), (large,) = contacts
    middle = (
        "SELECT occurred_at, inserted_at, uuid FROM interactions WHERE contact_uuid = %s ORDER BY 1 OFFSET %s"
    )
    row = await (await bare.execute(middle + " LIMIT 1", [large, LARGE // 2])).fetchone()
    assert row is not None
    await bare.commit()
    return Book(service, bare, small, large, TimelineCursor(*row))
