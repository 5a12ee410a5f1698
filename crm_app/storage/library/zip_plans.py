"""What goes into a zip, under which names: decided before the first byte is sent.

Names in a zip are paths for whoever unpacks it: no part of one leads out of the directory, none is written
over by another, however a file system over there compares names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from crm_app.core.errors import NotFound
from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage.library.numbering import free_name
from crm_app.storage.library.record_places import read_record_names
from crm_app.storage.library.statements import LIVE
from crm_app.storage.library.views import split_keys
from crm_app.storage.names import safe_name

_ODD = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)

_FOLDERS = text("""
WITH RECURSIVE tree AS (
    SELECT uuid, parent_uuid, name FROM folders WHERE uuid = ANY(:folders) AND trashed_at IS NULL
    UNION SELECT below.uuid, below.parent_uuid, below.name FROM folders AS below
    JOIN tree ON below.parent_uuid = tree.uuid WHERE below.trashed_at IS NULL
)
SELECT uuid, parent_uuid, name FROM tree
""")
_FILES = text(f"""
SELECT held.folder_uuid, file.original_file_name, blob.key, blob.size FROM (
    SELECT folder_uuid, uuid FROM files WHERE folder_uuid = ANY(:inside)
    UNION ALL SELECT folder_uuid, file_uuid FROM folder_links WHERE folder_uuid = ANY(:inside)
    UNION ALL SELECT CAST(NULL AS uuid), uuid FROM files WHERE uuid = ANY(:files)
) AS held JOIN files AS file ON file.uuid = held.uuid
JOIN file_instances AS original ON original.file_uuid = file.uuid AND original.variant_name = 'original'
JOIN blobs AS blob ON blob.key = original.blob_key
WHERE {LIVE} ORDER BY lower(file.original_file_name), file.uuid
""")


class ZipEntry(NamedTuple):
    """A file of the zip: its path in there, and where its bytes are. A directory has no key."""

    path: str
    key: str | None
    size: int


@dataclass(frozen=True, slots=True)
class ZipPlan:
    """A zip that can be sent: what to call it, and what is in it, directories before what they hold."""

    name: str
    entries: list[ZipEntry]


@dataclass(slots=True)
class _Directory:
    """Names that are taken below one path, as the most careless file system would compare them."""

    path: str
    taken: set[str] = field(default_factory=set[str])

    def place(self, name: str) -> str:
        wanted = part_of_path(name)
        free, tried = wanted, {wanted}
        while _compared(free) in self.taken:
            tried.add(free := free_name(wanted, tried))
        self.taken.add(_compared(free))
        return f"{self.path}{free}"


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def part_of_path(name: str) -> str:
    """The name as one part of a path: no separator, no way up, nothing that a file system refuses."""
    part = _ODD.sub("_", safe_name(name.replace("/", "_").replace("\\", "_"))).rstrip(". ")
    return f"_{part}" if not part or _DEVICE.fullmatch(part) else part


async def zip_plan(scope: Scope, keys: Collection[str]) -> ZipPlan:
    """All that is live in the folders and among the files, empty folders too. Needs `media.view`.

    `NotFound` where there is nothing of it any more.
    """
    scope.require("media.view")
    folders, files = split_keys(keys)
    return await past_the_orm(scope, lambda connection: _plan(scope, connection, folders, files))


def _plan(scope: Scope, connection: Connection, folders: list[UUID], files: list[UUID]) -> ZipPlan:
    tree = connection.execute(_FOLDERS, {"folders": folders}).fetchall()
    asked = {"inside": [row[0] for row in tree], "files": files}
    held = connection.execute(_FILES, asked).fetchall()
    if not tree and not held:
        raise NotFound()
    names = read_record_names(scope, connection, (row[2] for row in tree))
    called = {row[0]: names[row[2]].name if row[2] in names else row[2] for row in tree}
    entries, places = _directories(tree, called)
    root = places[None]
    for folder, name, key, size in held:
        entries.append(ZipEntry(places.get(folder, root).place(name), key, size))
    return ZipPlan(_name(entries), sorted(entries, key=lambda entry: entry.path))


def _directories(
    tree: Sequence[Any], called: dict[UUID, str]
) -> tuple[list[ZipEntry], dict[UUID | None, _Directory]]:
    """The directories of the zip, and what is below which of them."""
    below: dict[UUID | None, list[UUID]] = defaultdict(list)
    for uuid, parent, _ in tree:
        below[parent if parent in called else None].append(uuid)
    places: dict[UUID | None, _Directory] = {None: _Directory("")}
    entries: list[ZipEntry] = []
    waiting: list[UUID | None] = [None]
    while waiting:
        parent = waiting.pop()
        for uuid in sorted(below[parent], key=lambda each: (called[each].casefold(), each)):
            places[uuid] = _Directory(f"{places[parent].place(called[uuid])}/")
            entries.append(ZipEntry(places[uuid].path, None, 0))
            waiting.append(uuid)
    return entries, places


def _name(entries: Sequence[ZipEntry]) -> str:
    """A single folder or file gives its name to the zip."""
    tops = {entry.path.split("/", 1)[0] for entry in entries}
    return f"{tops.pop()}.zip" if len(tops) == 1 else t("files") + ".zip"
