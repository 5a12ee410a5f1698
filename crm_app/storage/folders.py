"""Folders as people make and change them: create, rename, recolour, move."""

from typing import Unpack
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.errors import FolderCycle, FolderUnavailable, NameTaken
from crm_app.storage.folder_access import check_live, read_folder, require_live, require_within
from crm_app.storage.folder_fields import FolderFields, check_fields, name_clash_told, refuse_kept_name
from crm_app.storage.locks import hold_tree_alone
from crm_app.storage.models import LIVE, PARENT_OR_ROOT, Folder
from crm_app.storage.queries import ancestry
from crm_app.storage.record_names import refuse_of_records
from crm_app.storage.topics import publish_folders


async def get_folder(scope: Scope, folder_uuid: UUID | None) -> Folder | None:
    """The folder, trashed or live; nothing for nothing. Needs `media.view`."""
    scope.require("media.view")
    if folder_uuid is None:
        return None
    return (await scope.session.exec(select(Folder).where(Folder.uuid == folder_uuid))).one_or_none()


async def create_folder(
    scope: Scope, *, within: UUID | None = None, **fields: Unpack[FolderFields]
) -> Folder:
    """Makes a folder below `parent_uuid`, or below `within` (else the root) where none is named.

    Needs `media.edit`. `ValidationFailed` (`NameTaken` for a live sibling of that name),
    `FolderUnavailable` for a trashed or missing parent, `OutOfScope` for one that is not `within`.
    """
    scope.require("media.edit")
    check_fields({"name": "", **fields})
    refuse_kept_name(fields.get("name", ""))
    parent_uuid = fields.get("parent_uuid") or within
    await require_live(scope, parent_uuid)
    await require_within(scope, within, parent_uuid)
    new = Folder(
        name=fields.get("name", ""),
        color=fields.get("color", "default"),
        description=fields.get("description"),
        parent_uuid=parent_uuid,
        user_uuid=scope.actor_uuid,
    )
    folder = await insert_or_get(scope, new)
    if folder.uuid != new.uuid:
        raise NameTaken()
    return folder


async def insert_or_get(scope: Scope, new: Folder) -> Folder:
    """Inserts the folder, or answers the live sibling that has its name; the transaction goes on either way.

    One statement, so that nothing can happen between losing and looking who won. For callers that
    hold the tree.
    """
    statement = insert(Folder).values(new.model_dump())
    inserted = statement.on_conflict_do_update(
        index_elements=[col(Folder.name), PARENT_OR_ROOT],
        index_where=LIVE,
        set_={"name": statement.excluded.name},  # changes nothing, but makes RETURNING answer the winner
    ).returning(Folder)
    folder = (await scope.session.exec(inserted.execution_options(populate_existing=True))).scalar_one()
    if folder.uuid == new.uuid:
        publish_folders(scope, [(folder.uuid, folder.parent_uuid)])
    return folder


async def update_folder(
    scope: Scope, folder_uuid: UUID, *, within: UUID | None = None, **fields: Unpack[FolderFields]
) -> Folder:
    """Renames, recolours, describes or moves a live folder; only the fields that are given.

    Needs `media.edit`. `NotFound`, `ValidationFailed` (`NameTaken`), `FolderUnavailable` for a trashed
    folder or new parent, `FolderCycle`, `OutOfScope` for a folder or new parent that is not `within`,
    `BelongsToRecord` for another name of a record's folder, which is found by it.
    """
    scope.require("media.edit")
    check_fields(fields)
    if "name" in fields:
        refuse_kept_name(fields["name"])
        await refuse_of_records(scope, folder_uuid)
    if within is not None or "parent_uuid" in fields:
        await hold_tree_alone(scope)
    folder = await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid)
    if "parent_uuid" in fields:
        await _check_move(scope, folder, fields["parent_uuid"], within)
    left = folder.parent_uuid
    changed = await _write(scope, folder_uuid, fields)
    publish_folders(scope, [(folder_uuid, left), (folder_uuid, changed.parent_uuid)])
    return changed


async def _check_move(scope: Scope, folder: Folder, parent_uuid: UUID | None, within: UUID | None) -> None:
    await require_within(scope, within, parent_uuid)
    await check_live(scope, parent_uuid)
    if any(above.uuid == folder.uuid for above in await ancestry(scope, parent_uuid)):
        raise FolderCycle()


async def _write(scope: Scope, folder_uuid: UUID, fields: FolderFields) -> Folder:
    live = (col(Folder.uuid) == folder_uuid) & col(Folder.trashed_at).is_(None)
    statement = update(Folder).where(live).values(**fields, updated_at=now()).returning(Folder)
    async with name_clash_told(scope):
        result = await scope.session.exec(statement.execution_options(populate_existing=True))
        folder = result.scalar_one_or_none()
    if folder is None:
        raise FolderUnavailable()
    return folder
