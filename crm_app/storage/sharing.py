"""Which files somebody may put somewhere else too."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, true
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.models import File, Folder, FolderLink
from crm_app.storage.queries import among, holdings


async def may_share(
    scope: Scope, files: Collection[File], folder_permissions: Mapping[str, str]
) -> set[UUID]:
    """Those of the files that the caller has uploaded, or that lie in a live folder which is open to them.

    What somebody else has uploaded and put nowhere yet is theirs alone. `folder_permissions` are those of
    `find_readable`; the system may share everything.
    """
    own = {file.uuid for file in files if scope.actor_uuid in (None, file.user_uuid)}
    others = {file.uuid for file in files} - own
    return own | await _in_open_folders(scope, others, folder_permissions) if others else own


async def _in_open_folders(
    scope: Scope, file_uuids: Collection[UUID], folder_permissions: Mapping[str, str]
) -> set[UUID]:
    starts = [start for start, permission in folder_permissions.items() if scope.can(permission)]
    everything = scope.can("media.view")
    if not everything and not starts:
        return set()
    homes = among(col(File.uuid), file_uuids) & col(File.folder_uuid).is_not(None)
    held = holdings(homes, among(col(FolderLink.file_uuid), file_uuids)).subquery()
    columns: list[Any] = [held.c.file_uuid, Folder.parent_uuid, Folder.name]
    first: Any = sa_select(*columns).join(Folder, col(Folder.uuid) == held.c.folder_uuid)
    tree = first.where(col(Folder.trashed_at).is_(None)).cte("up", recursive=True)
    above: Any = sa_select(tree.c.file_uuid, *columns[1:])
    tree = tree.union(above.join(tree, col(Folder.uuid) == tree.c.parent_uuid))
    named = or_(*(tree.c.name.startswith(start, autoescape=True) for start in starts))
    found = select(tree.c.file_uuid).where(true() if everything else named).distinct()
    return set(await scope.session.exec(found))
