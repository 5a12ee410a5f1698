"""Folders that go for good: dissolved into their parent, or deleted with everything in them."""

from uuid import UUID

from sqlalchemy import ARRAY, String, any_, literal
from sqlmodel import col, delete, select, update

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.deletion import destroy_files, destroy_folders
from crm_app.storage.folder_access import read_folder, require_within
from crm_app.storage.folder_fields import name_clash_told
from crm_app.storage.locks import hold_tree_alone
from crm_app.storage.models import File, Folder, FolderLink
from crm_app.storage.queries import among, subtree, uuids_of
from crm_app.storage.succession import hand_over_all
from crm_app.storage.topics import FILE_ADDED, FILE_REMOVED, publish_folders, publish_holdings


async def delete_folder(scope: Scope, folder_uuid: UUID, *, within: UUID | None = None) -> None:
    """Dissolves the folder: its folders and files move up to its parent, then it goes.

    Needs `media.delete`. `NotFound`, `OutOfScope`, `NameTaken` where the parent has a folder of the
    name of one that moves up (nothing is changed then).
    """
    scope.require("media.delete")
    await hold_tree_alone(scope)
    folder = await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid)
    parent_uuid = folder.parent_uuid
    async with name_clash_told(scope):
        folders = await _lift_folders(scope, folder_uuid, parent_uuid)
    files = await _lift_files(scope, folder_uuid, parent_uuid)
    publish_folders(scope, [(lifted, parent_uuid) for lifted in folders])
    publish_holdings(scope, FILE_REMOVED, files, [(folder_uuid, lifted) for lifted in files])
    publish_holdings(scope, FILE_ADDED, files, [(parent_uuid, lifted) for lifted in files])
    await destroy_folders(scope, col(Folder.uuid) == folder_uuid)


async def _lift_folders(scope: Scope, folder_uuid: UUID, parent_uuid: UUID | None) -> list[UUID]:
    # Trashed first, so that a child may have the name of the folder that goes.
    await scope.session.exec(update(Folder).where(col(Folder.uuid) == folder_uuid).values(trashed_at=now()))
    children = col(Folder.parent_uuid) == folder_uuid
    statement = update(Folder).where(children).values(parent_uuid=parent_uuid, updated_at=now())
    return list((await scope.session.exec(statement.returning(col(Folder.uuid)))).scalars())


async def _lift_files(scope: Scope, folder_uuid: UUID, parent_uuid: UUID | None) -> list[UUID]:
    at_home = col(File.folder_uuid) == folder_uuid
    if parent_uuid is not None:
        twice = col(FolderLink.file_uuid).in_(select(col(File.uuid)).where(at_home))
        await scope.session.exec(delete(FolderLink).where(col(FolderLink.folder_uuid) == parent_uuid, twice))
    statement = update(File).where(at_home).values(folder_uuid=parent_uuid, updated_at=now())
    return list((await scope.session.exec(statement.returning(col(File.uuid)))).scalars())


async def delete_folder_completely(scope: Scope, folder_uuid: UUID, *, within: UUID | None = None) -> None:
    """Deletes the folder with all below it and their files; files that a folder outside holds survive there.

    Needs `media.delete`. `NotFound`, `OutOfScope`.
    """
    scope.require("media.delete")
    await hold_tree_alone(scope)
    await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid)
    await _raze(scope, folder_uuid)


async def purge_named(scope: Scope, *names: str) -> None:
    """Deletes every folder of these names, live or trashed, wherever it is; files held elsewhere survive.

    As many statements for any number of names; none for none. A record's primitive: asks for no
    permission. Takes the tree alone: call it before anything else of storage. An error is raised, not
    hidden: it rolls back the record's deletion too, nothing is half gone.
    """
    if not names:
        return
    await hold_tree_alone(scope)
    wanted = any_(literal(list(names), ARRAY(String)))
    named = await scope.session.exec(select(col(Folder.uuid)).where(col(Folder.name) == wanted))
    if roots := named.all():  # one of each name, or a few that were trashed before
        await _raze(scope, *roots)


async def _raze(scope: Scope, *folder_uuids: UUID) -> None:
    await hand_over_all(scope, *folder_uuids)
    tree = uuids_of(subtree(*folder_uuids))
    inside = (await scope.session.exec(select(col(Folder.uuid)).where(col(Folder.uuid).in_(tree)))).all()
    await destroy_files(scope, among(col(File.folder_uuid), inside))
    await destroy_folders(scope, among(col(Folder.uuid), inside))
