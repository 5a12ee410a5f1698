"""Reading the tree of live folders. Everything here needs `media.view`; nothing writes."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.folder_access import is_within, require_within
from crm_app.storage.models import File, Folder
from crm_app.storage.queries import ancestry, held_by, is_live, subtree, uuids_of
from crm_app.storage.searching import containing

MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class FolderNode:
    """A folder with what lies directly below it, by name."""

    folder: Folder
    children: list["FolderNode"] = field(default_factory=list["FolderNode"])


async def _live(scope: Scope, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Folder]:
    name = col(Folder.name)
    query = select(Folder).where(col(Folder.trashed_at).is_(None), *conditions)
    ordered = query.order_by(func.lower(name), name, col(Folder.uuid)).limit(limit)
    return list((await scope.session.exec(ordered)).all())


def _strictly_below(folder_uuid: UUID | None) -> list[ColumnElement[bool]]:
    if folder_uuid is None:
        return []
    return [col(Folder.uuid).in_(uuids_of(subtree(folder_uuid))), col(Folder.uuid) != folder_uuid]


async def list_folders(
    scope: Scope, parent_uuid: UUID | None = None, *, within: UUID | None = None
) -> list[Folder]:
    """The live folders directly below `parent_uuid` (else `within`, else the root), by name."""
    scope.require("media.view")
    parent = col(Folder.parent_uuid)
    chosen = parent_uuid or within
    return await _live(scope, parent.is_(None) if chosen is None else parent == chosen)


async def list_folder_tree(scope: Scope, *, within: UUID | None = None) -> list[FolderNode]:
    """All live folders below `within` (else the root) as nested nodes; `within` itself is not among them."""
    scope.require("media.view")
    nodes = {folder.uuid: FolderNode(folder) for folder in await _live(scope, *_strictly_below(within))}
    for node in nodes.values():
        above = nodes.get(node.folder.parent_uuid) if node.folder.parent_uuid else None
        if above is not None:
            above.children.append(node)
    return [node for node in nodes.values() if node.folder.parent_uuid == within]


async def search_folders(
    scope: Scope, text: str, *, folder_uuid: UUID | None = None, within: UUID | None = None
) -> list[Folder]:
    """The live folders below `folder_uuid` (else `within`, else all) with `text` in their name, 200 at most.

    Blank text finds nothing. `OutOfScope` for a folder that is not `within`.
    """
    scope.require("media.view")
    pattern = containing(text)
    if not pattern:
        return []
    if folder_uuid is not None:
        await require_within(scope, within, folder_uuid)
    matches = [col(Folder.name).ilike(pattern, escape="\\")]
    return await _live(scope, *matches, *_strictly_below(folder_uuid or within), limit=MOST_FOUND)


async def folder_breadcrumbs(
    scope: Scope, folder_uuid: UUID | None, *, within: UUID | None = None
) -> list[Folder]:
    """The way from the root (or from just below `within`) to the folder; empty outside of `within`."""
    scope.require("media.view")
    chain = await ancestry(scope, folder_uuid)
    if within is None:
        return chain[::-1]
    positions = [index for index, folder in enumerate(chain) if folder.uuid == within]
    return chain[: positions[0]][::-1] if positions else []


async def within_scope(scope: Scope, folder_uuid: UUID | None, within: UUID | None) -> bool:
    """Whether the folder is `within` or below it. True without `within`; false for no folder with one."""
    scope.require("media.view")
    return await is_within(scope, folder_uuid, within)


async def ancestor_of(scope: Scope, ancestor_uuid: UUID, folder_uuid: UUID) -> bool:
    """Whether the first folder lies somewhere above the second. No folder is above itself."""
    scope.require("media.view")
    chain = await ancestry(scope, folder_uuid)
    return any(folder.uuid == ancestor_uuid for folder in chain[1:])


async def folder_subtree_uuids(scope: Scope, root_uuid: UUID) -> set[UUID]:
    """The folder and all folders below it, live or not. An unknown folder: nothing."""
    scope.require("media.view")
    query = select(col(Folder.uuid)).where(col(Folder.uuid).in_(uuids_of(subtree(root_uuid))))
    return set((await scope.session.exec(query)).all())


async def count_folder_contents(scope: Scope, folder_uuid: UUID) -> int:
    """How many files the folder holds, as its list shows them: live, each once."""
    scope.require("media.view")
    held = held_by([folder_uuid]).subquery()
    query = (
        select(func.count()).select_from(File).where(is_live(), col(File.uuid).in_(select(held.c.file_uuid)))
    )
    return (await scope.session.exec(query)).one()
