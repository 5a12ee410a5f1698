"""The library with 100,000 files in 5,000 folders: opening a folder, searching and the tree, each against the
bare SQL for the same.

Both sides ask inside an open transaction, in turns, so that what disturbs one disturbs the other. The bare
side reads what is shown: contents of folders, owners, paths of what was found.
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

from crm_app.core.database import Database, libpq_url
from crm_app.core.embedded import embedded_postgres
from crm_app.core.migrations import migrate
from crm_app.core.scope import Scope
from crm_app.models import import_all_tables
from crm_app.storage.library import LibraryView, folder_children, library_page
from tests.bench.ratios import Ratio

ROUNDS = 7
OF_BARE = 0.33
"""The service may take three times as long as the bare SQL."""

FILL = """
INSERT INTO users (uuid, email, name, role, active, inserted_at, updated_at)
VALUES (gen_random_uuid(), 'mira@example.com', 'Mira', 'member', true, now(), now());
CREATE TEMP TABLE made AS SELECT gen_random_uuid() AS uuid, n FROM generate_series(1, 5000) AS n;
INSERT INTO folders (uuid, name, color, parent_uuid, user_uuid, inserted_at, updated_at)
SELECT made.uuid, 'Folder ' || made.n, 'default', above.uuid, users.uuid, now(), now()
FROM users, made LEFT JOIN made AS above ON above.n = CASE WHEN made.n > 50 THEN made.n / 10 END;
INSERT INTO files (uuid, original_file_name, mime_type, file_type, ext, file_checksum, user_file_checksum,
                   size, status, metadata, user_uuid, folder_uuid, system_managed, version, inserted_at,
                   updated_at)
SELECT gen_random_uuid(), 'document ' || numbered.n || '.pdf', 'application/pdf', 'document', 'pdf',
       encode(sha256(numbered.n::text::bytea), 'hex'), encode(sha256(('mira' || numbered.n)::bytea), 'hex'),
       1000 + numbered.n, 'active', '{}', users.uuid, home.uuid, false, 1,
       now() - numbered.n * interval '1 minute', now()
FROM users, generate_series(1, 100000) AS numbered(n)
JOIN made AS home ON home.n = CASE WHEN numbered.n <= 1000 THEN 1 ELSE 1 + numbered.n % 5000 END;
INSERT INTO file_texts (file_uuid, file_checksum, content, read_at)
SELECT uuid, file_checksum, 'The offer number ' || size || ' says what chairs and tables cost this year. '
  || repeat('More words of the same letter follow here. ', 20), now()
FROM files WHERE size % 5 = 0;
"""

_ITEMS = """(SELECT count(*) FROM files WHERE folder_uuid = folder.uuid AND trashed_at IS NULL)
  + (SELECT count(*) FROM folder_links WHERE folder_uuid = folder.uuid)
  + (SELECT count(*) FROM folders AS child
     WHERE child.parent_uuid = folder.uuid AND child.trashed_at IS NULL)"""
_UP = """(WITH RECURSIVE up AS (
    SELECT parent_uuid, name, 1 AS depth FROM folders WHERE uuid = {start}
    UNION ALL SELECT above.parent_uuid, above.name, depth + 1 FROM folders AS above
    JOIN up ON above.uuid = up.parent_uuid
) SELECT string_agg(name, ' / ' ORDER BY depth DESC) FROM up)"""
FOLDERS = f"""
SELECT folder.*, users.name, {_ITEMS} FROM (
    SELECT * FROM folders WHERE parent_uuid = %(folder)s AND trashed_at IS NULL
    ORDER BY lower(name), uuid LIMIT 51
) AS folder LEFT JOIN users ON users.uuid = folder.user_uuid ORDER BY lower(folder.name), folder.uuid
"""
FILES = """
SELECT file.*, users.name FROM (
    SELECT * FROM files WHERE folder_uuid = %(folder)s AND trashed_at IS NULL AND NOT system_managed
    UNION ALL SELECT files.* FROM folder_links JOIN files ON files.uuid = folder_links.file_uuid
    WHERE folder_links.folder_uuid = %(folder)s AND trashed_at IS NULL AND NOT system_managed
) AS file LEFT JOIN users ON users.uuid = file.user_uuid
ORDER BY lower(file.original_file_name), file.uuid LIMIT 51
"""
FOUND_FOLDERS = f"""
SELECT folder.*, users.name, {_ITEMS}, {_UP.format(start="folder.parent_uuid")} FROM (
    SELECT * FROM folders WHERE trashed_at IS NULL AND name ILIKE %(like)s ORDER BY lower(name), uuid LIMIT 51
) AS folder LEFT JOIN users ON users.uuid = folder.user_uuid
"""
_SAID = "to_tsquery('simple', %(words)s)"
FOUND_FILES = f"""
SELECT file.*, users.name, {_UP.format(start="file.folder_uuid")},
  (SELECT ts_headline('simple', content, {_SAID}) FROM file_texts
   WHERE file_uuid = file.uuid AND words @@ {_SAID})
FROM (
    SELECT * FROM files WHERE trashed_at IS NULL AND NOT system_managed AND (
      original_file_name ILIKE %(like)s OR uuid IN (SELECT file_uuid FROM file_texts WHERE words @@ {_SAID})
    ) ORDER BY lower(original_file_name), uuid LIMIT 51
) AS file LEFT JOIN users ON users.uuid = file.user_uuid
"""
CHILDREN = f"""
SELECT folder.uuid, folder.name, folder.color,
  EXISTS (SELECT FROM folders AS child WHERE child.parent_uuid = folder.uuid AND child.trashed_at IS NULL),
  {_ITEMS}
FROM folders AS folder WHERE parent_uuid IS NOT DISTINCT FROM %(folder)s AND trashed_at IS NULL
ORDER BY lower(name), uuid LIMIT 500
"""


@dataclass(frozen=True)
class Case:
    """One thing that people do, by the service and by bare SQL."""

    name: str
    ours: Callable[[Scope], Awaitable[Any]]
    bare: tuple[str, ...]
    values: dict[str, Any]
    times: int


@dataclass(frozen=True)
class Shelf:
    """A filled database, asked by both sides."""

    service: Database
    bare: psycopg.AsyncConnection[Any]
    large: UUID
    middle: UUID


def ratios() -> list[Ratio]:
    import_all_tables()
    with ExitStack() as opened:
        directory = opened.enter_context(tempfile.TemporaryDirectory())
        url = opened.enter_context(embedded_postgres(Path(directory)))
        runner = opened.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        shelf = opened.enter_context(_filled(runner, url))
        return [_ratio(runner, shelf, case) for case in _cases(shelf)]


def _cases(shelf: Shelf) -> Iterator[Case]:
    for name, folder in (("1,000 files", shelf.large), ("10 folders, 20 files", shelf.middle)):
        view = LibraryView(folder_uuid=folder)
        opening = (FOLDERS, FILES)
        yield Case(
            f"open a folder of {name}", lambda s, v=view: library_page(s, v), opening, {"folder": folder}, 40
        )
    for name, typed, like, words in (
        ("a name, found 11 times", "document 4321", "%document 4321%", "'document' & '4321':*"),
        ("a word inside 20,000 files", "chairs", "%chairs%", "'chairs':*"),
        ("nothing", "xylophone", "%xylophone%", "'xylophone':*"),
    ):
        asked = {"like": like, "words": words}
        view = LibraryView(place="all", search=typed)
        found = (FOUND_FOLDERS, FOUND_FILES)
        yield Case(f"search for {name}", lambda s, v=view: library_page(s, v), found, asked, 3)
    yield Case("the tree's root", lambda s: folder_children(s, None), (CHILDREN,), {"folder": None}, 20)
    node = shelf.middle
    yield Case("a node of it", lambda s: folder_children(s, node), (CHILDREN,), {"folder": node}, 20)


def _ratio(runner: asyncio.Runner, shelf: Shelf, case: Case) -> Ratio:
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(runner.run(_through_the_service(shelf, case)))
        bare.append(runner.run(_by_bare_sql(shelf, case)))
    speed = (case.times / statistics.median(ours), case.times / statistics.median(bare))
    return Ratio(f"library, {case.name} / bare", *speed, "per s", OF_BARE)


async def _through_the_service(shelf: Shelf, case: Case) -> float:
    async with shelf.service.session() as session:
        scope = Scope(session, None, None)
        return await _seconds(lambda: case.ours(scope), case.times)


async def _by_bare_sql(shelf: Shelf, case: Case) -> float:
    async def once() -> None:
        for statement in case.bare:
            await (await shelf.bare.execute(statement, case.values, prepare=True)).fetchall()  # type: ignore[arg-type]

    async with shelf.bare.transaction():
        return await _seconds(once, case.times)


async def _seconds(once: Callable[[], Awaitable[Any]], times: int) -> float:
    """How long some calls take together, after one that opens the transaction."""
    await once()
    start = time.perf_counter()
    for _ in range(times):
        await once()
    return time.perf_counter() - start


@contextmanager
def _filled(runner: asyncio.Runner, url: str) -> Iterator[Shelf]:
    """A database of its own on the server, migrated and filled."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute("CREATE DATABASE shelves")
    own = url.replace("/postgres?", "/shelves?")
    migrate(own)
    with psycopg.connect(libpq_url(own), autocommit=True) as connection:
        connection.execute(FILL)
        connection.execute("VACUUM ANALYZE")
    shelf = runner.run(_opened(own))
    yield shelf
    runner.run(shelf.service.stop())
    runner.run(shelf.bare.close())


async def _opened(url: str) -> Shelf:
    service = Database()
    service.start(url)
    bare = await psycopg.AsyncConnection.connect(libpq_url(url))
    named = "SELECT uuid FROM folders WHERE name = ANY(%s) ORDER BY name"
    (large,), (middle,) = await (await bare.execute(named, [["Folder 1", "Folder 60"]])).fetchall()
    await bare.commit()
    return Shelf(service, bare, large, middle)
