"""The files of many folders as lists show them, in one statement and past the ORM.

Asks for no permission: the record's context has asked for its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope


class ShownFile(NamedTuple):
    """What a list shows of a live file; `thumb_url`, `file_url`, `file_icon` take it as they take a File."""

    uuid: UUID
    original_file_name: str
    mime_type: str
    file_type: str
    ext: str
    size: int
    width: int | None
    height: int | None
    status: str
    file_checksum: str
    inserted_at: datetime
    meta: dict[str, Any]


_COLUMNS = """
file.uuid, file.original_file_name, file.mime_type, file.file_type, file.ext, file.size, file.width,
file.height, file.status, file.file_checksum, file.inserted_at, NULLIF(file.metadata, '{}') AS meta
"""
"""Nearly all files have no metadata: what is not there need not be decoded."""
_LIVE = "file.trashed_at IS NULL AND NOT file.system_managed"
_FILES = text(f"""
WITH folder AS (
    SELECT DISTINCT ON (name) name, uuid FROM folders WHERE name = ANY(:names) AND trashed_at IS NULL
    ORDER BY name, parent_uuid IS NOT NULL, inserted_at, uuid
)
SELECT folder.name, {_COLUMNS} FROM folder JOIN files AS file ON file.folder_uuid = folder.uuid WHERE {_LIVE}
UNION ALL
SELECT folder.name, {_COLUMNS} FROM folder JOIN folder_links AS link ON link.folder_uuid = folder.uuid
JOIN files AS file ON file.uuid = link.file_uuid WHERE {_LIVE}
ORDER BY inserted_at DESC, uuid DESC
""")
"""Of each name the folder that `find_named` chooses anywhere."""


async def shown_files_in(scope: Scope, names: Iterable[str]) -> dict[str, list[ShownFile]]:
    """The live files of the folders of these names, newest first; only names that have some.

    One statement; none for no names.
    """
    return await past_the_orm(scope, lambda connection: read_shown_files(connection, names))


def read_shown_files(connection: Connection, names: Iterable[str]) -> dict[str, list[ShownFile]]:
    """The same, for those who read more `past_the_orm`."""
    wanted = list(names)
    files: dict[str, list[ShownFile]] = defaultdict(list)
    for row in connection.execute(_FILES, {"names": wanted}) if wanted else ():
        name, *values, meta = row
        files[name].append(ShownFile._make((*values, meta or {})))
    return dict(files)
