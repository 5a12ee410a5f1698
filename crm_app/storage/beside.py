"""What lies in folders under which names, in whatever case: an upload must not hide one file behind another.

Asks for no permission. Past the ORM: a dropped folder asks for hundreds of names at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Row, String, TextClause, Uuid, bindparam, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.storage.models import NAME_LENGTH, ROOT, STAGED
from crm_app.storage.names import extension

_IN_FOLDERS = """
FROM unnest(:folders, :names) WITH ORDINALITY AS asked (folder_uuid, name, n)
JOIN LATERAL (
    SELECT uuid FROM files WHERE folder_uuid = asked.folder_uuid
    UNION ALL SELECT file_uuid FROM folder_links WHERE folder_uuid = asked.folder_uuid
    UNION ALL SELECT uuid FROM files WHERE asked.folder_uuid = :root AND folder_uuid IS NULL
) AS held ON true
JOIN files AS file ON file.uuid = held.uuid
WHERE file.trashed_at IS NULL AND NOT file.system_managed AND NOT file.metadata ? :staged
"""


def _query(columns: str, condition: str) -> TextClause:
    arrays = (bindparam("folders", type_=ARRAY(Uuid)), bindparam("names", type_=ARRAY(String)))
    return text(f"SELECT {columns} {_IN_FOLDERS} AND {condition}").bindparams(*arrays)


_SAME_NAME = "lower(file.original_file_name) = lower(asked.name)"
_TAKEN = _query("asked.n, file.uuid, file.original_file_name", f"{_SAME_NAME} ORDER BY n, file.uuid")
_TWIN = _query("file.uuid", f"{_SAME_NAME} AND file.file_checksum = :checksum LIMIT 1")
_BEGINNING = _query(
    "lower(file.original_file_name)",
    "starts_with(lower(file.original_file_name), lower(asked.name)) AND file.uuid <> :of",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A name that is asked for and that a file there has: its place in the question, and that file."""

    index: int
    file_uuid: UUID
    name: str


async def taken_names(scope: Scope, asked: Sequence[tuple[UUID | None, str]]) -> list[Taken]:
    """Which of the names a live file in its folder (None: the root) has; the newest where several have it."""
    rows = await _read(scope, _TAKEN, asked)
    newest = {row.n: Taken(row.n - 1, row.uuid, row.original_file_name) for row in rows}
    return list(newest.values())


async def twin_in(scope: Scope, folder_uuid: UUID | None, name: str, checksum: str) -> UUID | None:
    """A live file in the folder that has this name and these bytes."""
    rows = await _read(scope, _TWIN, [(folder_uuid, name)], checksum=checksum)
    return rows[0][0] if rows else None


async def free_name(scope: Scope, folder_uuid: UUID | None, name: str, *, of: UUID) -> str:
    """The name, or `name (2)`, ... where another live file in the folder than `of` has it.

    For callers that hold the name.
    """
    own = extension(name)
    stem, end = (name[: -len(own) - 1], name[-len(own) - 1 :]) if own else (name, "")
    rows = await _read(scope, _BEGINNING, [(folder_uuid, stem[: NAME_LENGTH // 2])], of=of)
    taken = {row[0] for row in rows}
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        mark = f" ({number})"
        candidate = stem[: NAME_LENGTH - len(mark) - len(end)] + mark + end
    return candidate


async def _read(
    scope: Scope, query: TextClause, asked: Sequence[tuple[UUID | None, str]], **values: Any
) -> Sequence[Row[Any]]:
    folders = [folder or ROOT for folder, _ in asked]
    arrays = {"folders": folders, "names": [name for _, name in asked], "root": ROOT, "staged": STAGED}

    def read(connection: Connection) -> Sequence[Row[Any]]:
        return connection.execute(query, arrays | values).all()

    return await past_the_orm(scope, read) if asked else []
