"""Paths of folders as a person drops them: `Trip/Day 1` below some folder, found or made.

Asks for no permission: `folder_uploads` has asked for its own.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ARRAY, String, Uuid, bindparam, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.storage.folder_fields import refuse_kept_name
from crm_app.storage.models import ROOT
from crm_app.storage.names import safe_name
from crm_app.storage.record_folders import ensure

DEEPEST = 64
"""Folders in a path; browsers and systems end far before it."""

FolderPath = tuple[str, ...]
"""Names of folders from the upper to the lower one; () for the place itself."""


def path_in(text: str) -> FolderPath:
    """The path that `text` writes with slashes, each name made safe. Nothing in it leads upwards.

    What lies deeper than `DEEPEST` lands in the last folder that counts.
    """
    parts = [part for part in text.split("/") if part.strip() not in ("", ".", "..")]
    return tuple(safe_name(part) for part in parts[:DEEPEST])


_CHILDREN = text("""
SELECT asked.parent, asked.name, folder.uuid FROM unnest(:folders, :names) AS asked (parent, name)
JOIN folders AS folder ON folder.name = asked.name AND folder.trashed_at IS NULL
AND COALESCE(folder.parent_uuid, '00000000-0000-0000-0000-000000000000'::uuid) = asked.parent
""").bindparams(bindparam("folders", type_=ARRAY(Uuid)), bindparam("names", type_=ARRAY(String)))
"""The zeros stand for the root, as in the index of live names."""


async def make_path(scope: Scope, start: UUID | None, path: FolderPath) -> UUID | None:
    """The live folder at the path below `start`, made where there is none; N at once get the same.

    `FolderUnavailable` for a trashed or missing `start`, `ValidationFailed` for a name of records' folders.
    """
    here = start
    for name in path:
        refuse_kept_name(name)
        here = (await ensure(scope, name, parent_uuid=here)).uuid
    return here


async def make_paths(scope: Scope, start: UUID | None, paths: Iterable[FolderPath]) -> None:
    """`make_path` for each, in one order for everybody: two who make the same must not deadlock."""
    for path in sorted(set(paths)):
        await make_path(scope, start, path)


async def find_paths(
    scope: Scope, start: UUID | None, paths: Collection[FolderPath]
) -> dict[FolderPath, UUID | None]:
    """The live folders at these paths below `start`; only those that exist. One statement for each depth."""
    found: dict[FolderPath, UUID | None] = {(): start}
    prefixes = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    for depth in range(1, max(map(len, paths), default=0) + 1):
        wanted = [path for path in prefixes if len(path) == depth and path[:-1] in found]
        found |= await _children(scope, {path: found[path[:-1]] for path in wanted})
    return found


async def _children(scope: Scope, parents: dict[FolderPath, UUID | None]) -> dict[FolderPath, UUID]:
    """Of each path whose parent is known, the live folder of its last name."""
    paths = list(parents)
    if not paths:
        return {}
    folders = [parents[path] or ROOT for path in paths]
    asked = {"folders": folders, "names": [path[-1] for path in paths]}
    rows = await past_the_orm(scope, lambda connection: connection.execute(_CHILDREN, asked).all())
    known = {(parent_uuid, name): uuid for parent_uuid, name, uuid in rows}
    pairs = ((path, known.get((parents[path] or ROOT, path[-1]))) for path in paths)
    return {path: uuid for path, uuid in pairs if uuid is not None}
