"""Pages of the library, in at most three statements however much they show. Everything needs `media.view`."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.settings import settings
from crm_app.storage.library import statements
from crm_app.storage.library.record_places import (
    RecordName,
    RecordPlace,
    place_named,
    read_record_names,
    record_of,
    record_places,
)
from crm_app.storage.library.statements import SEEN, Part, Statement
from crm_app.storage.library.views import (
    MOST,
    PAGE,
    Behind,
    LibraryPage,
    LibraryRow,
    LibraryView,
    decode,
    encode,
    key_of,
    split_keys,
)
from crm_app.storage.serving import file_url, thumb_url

Names = dict[str, RecordName]


class _Shown(NamedTuple):
    """What addresses are made from."""

    uuid: UUID
    mime_type: str
    status: str
    meta: dict[str, Any]
    file_checksum: str


async def library_page(
    scope: Scope, view: LibraryView, after: str | None = None, limit: int = PAGE
) -> LibraryPage:
    """The rows behind `after` (None: the first), folders first; 200 at most.

    A place of records shows nothing to those who may not see the records.
    """
    scope.require("media.view")
    if not _open(scope, view):
        return LibraryPage([], None, 0)
    wanted = min(max(limit, 1), MOST)
    behind = _behind(view, after)
    found = await past_the_orm(scope, lambda connection: _read(scope, connection, view, behind, wanted))
    rows = found[:wanted]
    following = encode(rows[-1][1]) if len(found) > wanted else None
    known = len(rows) if behind is None and following is None else None
    return LibraryPage([row for row, _ in rows], following, known)


async def these_library_rows(scope: Scope, view: LibraryView, keys: Collection[str]) -> list[LibraryRow]:
    """Those of the folders and files that the view shows, in its order. Needs `media.view`."""
    scope.require("media.view")
    folders, files = split_keys(keys)
    if not _open(scope, view) or not (folders or files):
        return []
    named = _named(scope)

    def read(connection: Connection) -> list[LibraryRow]:
        first = statements.folders_of(view, Part(len(folders), None, folders, named)) if folders else None
        then = statements.files_of(view, Part(len(files), these=files)) if files else None
        return [row for row, _ in _rows(scope, connection, _ask(connection, first), _ask(connection, then))]

    return await past_the_orm(scope, read)


async def library_rows(scope: Scope, keys: Collection[str]) -> list[LibraryRow]:
    """The folders and files wherever they are, live or trashed, with their paths. Needs `media.view`."""
    scope.require("media.view")
    folders, files = split_keys(keys)
    view = LibraryView(place="all")

    def read(connection: Connection) -> list[LibraryRow]:
        first = statements.folders_of(view, Part(len(folders), these=folders), anywhere=True)
        then = statements.files_of(view, Part(len(files), these=files), anywhere=True)
        found = _ask(connection, first if folders else None), _ask(connection, then if files else None)
        return [row for row, _ in _rows(scope, connection, *found)]

    return await past_the_orm(scope, read) if folders or files else []


async def library_file(scope: Scope, file_uuid: UUID) -> LibraryRow | None:
    """The file wherever it is, live or trashed; None for an unknown one. Needs `media.view`."""
    return next(iter(await library_rows(scope, [key_of("file", file_uuid)])), None)


async def library_counts(scope: Scope) -> dict[str, int]:
    """How much there is by place: `trash`, what was put there by itself. Needs `media.view`."""
    scope.require("media.view")
    return {"trash": (await scope.session.execute(text(_TRASHED))).scalar_one()}


_TRASHED = f"""
SELECT (SELECT count(*) FROM files AS file WHERE file.trashed_at IS NOT NULL AND {SEEN} AND NOT EXISTS (
    SELECT FROM folders AS home WHERE home.uuid = file.folder_uuid AND home.trashed_at = file.trashed_at))
  + (SELECT count(*) FROM folders AS folder WHERE folder.trashed_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM folders AS above
    WHERE above.uuid = folder.parent_uuid AND above.trashed_at = folder.trashed_at))
"""


def _behind(view: LibraryView, after: str | None) -> Behind | None:
    """Where a page ended that was in this view's order; None for a cursor of another one."""
    behind = decode(after)
    if behind is None or not isinstance(behind.place, statements.ordered_by(view, behind.kind)):
        return None
    return behind


def _open(scope: Scope, view: LibraryView) -> bool:
    place = place_named(view.place) if view.folder_uuid is None else None
    return place is None or scope.can(place.view)


def _named(scope: Scope) -> list[RecordPlace]:
    """The records whose names the caller may know."""
    return [known for known in record_places() if scope.can(known.view)]


def _read(
    scope: Scope, connection: Connection, view: LibraryView, behind: Behind | None, wanted: int
) -> list[tuple[LibraryRow, Behind]]:
    """One row more than wanted, so that it shows whether there are more."""
    folders: Sequence[Any] = ()
    if behind is None or behind.kind == "folder":
        folders = _ask(connection, statements.folders_of(view, Part(wanted + 1, behind, named=_named(scope))))
        behind = None
    left = wanted + 1 - len(folders)
    files = _ask(connection, statements.files_of(view, Part(left, behind))) if left else ()
    return _rows(scope, connection, folders, files)


def _ask(connection: Connection, statement: Statement | None) -> Sequence[Any]:
    return connection.execute(_prepared(statement.sql), statement.values).fetchall() if statement else ()


@lru_cache(maxsize=256)
def _prepared(sql: str) -> TextClause:
    """The SQL with its parameters found: there are as many as kinds of views."""
    return text(sql)


def _rows(
    scope: Scope, connection: Connection, folders: Sequence[Any], files: Sequence[Any]
) -> list[tuple[LibraryRow, Behind]]:
    called = {row[1] for row in folders} | {name for row in folders for name in row[11] or ()}
    called |= {name for row in files for name in row[19] or ()}
    names = dict(read_record_names(scope, connection, filter(record_of, called)))
    kept = timedelta(days=settings().trash_retention_days)
    return [
        *((_folder(row, names), Behind("folder", row[12], row[0])) for row in folders),
        *((_file(row, names, kept), Behind("file", row[22], row[0])) for row in files),
    ]


def _folder(row: Any, names: Names) -> LibraryRow:
    uuid, name, color, description, inserted, updated, trashed, parent, owner, trasher, items, path, _ = row
    record = names.get(name)
    return LibraryRow(
        key_of("folder", uuid), "folder", uuid, name, record.name if record else name, color,
        description or "", "", "", 0, None, None, inserted, updated, None, items, None,
        f"/media?folder={uuid}", "trashed" if trashed else "active", owner or "", trashed, trasher or "",
        path_text(path, names), None, 1, None, record.url if record else None,
        record.kind if record else None, parent,
    )  # fmt: skip


def _file(row: Any, names: Names, kept: timedelta) -> LibraryRow:
    (
        uuid, name, description, file_type, mime_type, size, width, height, inserted, updated, held, status,
        checksum, meta, owner, trashed, trasher, version, home, path, snippet, copies, _,
    ) = row  # fmt: skip
    shown = _Shown(uuid, mime_type, status, meta or {}, checksum)
    return LibraryRow(
        key_of("file", uuid), "file", uuid, name, name, "default", description or "", file_type, mime_type,
        size, width, height, inserted, updated, held, None, thumb_url(shown), file_url(shown), status,
        owner or "", trashed, trasher or "", path_text(path, names), trashed + kept if trashed else None,
        version, snippet, None, None, home, checksum, copies,
    )  # fmt: skip


def path_text(path: Sequence[str] | None, names: Names) -> str:
    """`Anna Berg / Images`: the folders above, under the names that people read."""
    return " / ".join(names[name].name if name in names else name for name in path or ())
