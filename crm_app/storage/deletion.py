"""Deleting files for good: the rows now, the bytes after the commit and only where no row names them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.blobs import doom_unreferenced
from crm_app.storage.errors import NotTrashed
from crm_app.storage.folder_access import require_within
from crm_app.storage.folder_trash import trashed_folders
from crm_app.storage.library_models import FileVersion
from crm_app.storage.locks import hold_tree_alone, hold_tree_still, lock_file
from crm_app.storage.models import File, FileInstance, Folder
from crm_app.storage.queries import among, held_pairs, is_trashed, subtree, uuids_of
from crm_app.storage.topics import FILE_DELETED, publish_folders, publish_holdings


async def delete_file_completely(
    scope: Scope, file_uuid: UUID, *, within: UUID | None = None, trashed_only: bool = False
) -> None:
    """Deletes the file with everything that belongs to it, from the trash or from where it lies.

    Needs `media.delete`. `NotFound`, `OutOfScope`; with `trashed_only` `NotTrashed` for a file that
    somebody has brought back meanwhile.
    """
    scope.require("media.delete")
    file = await lock_file(scope, file_uuid)
    if file is None:
        raise NotFound()
    await require_within(scope, within, file.folder_uuid)
    if trashed_only and file.trashed_at is None:
        raise NotTrashed()
    await destroy_files(scope, col(File.uuid) == file_uuid)


async def empty_trash(scope: Scope, *, within: UUID | None = None) -> int:
    """Deletes all trashed files and folders (with `within`: below it); how many files.

    Needs `media.delete`.
    """
    scope.require("media.delete")
    await hold_tree_alone(scope)
    inside = [] if within is None else [col(File.folder_uuid).in_(uuids_of(subtree(within)))]
    count = await destroy_files(scope, is_trashed(), *inside)
    await destroy_folders(scope, *trashed_folders(within))
    return count


async def prune_trash(scope: Scope, days: int, *, now: datetime) -> int:
    """Deletes files that were trashed more than `days` (1 at least) before `now`; how many.

    Folders do not expire: an empty name in the trash costs nothing. Needs `media.delete`.
    """
    scope.require("media.delete")
    await hold_tree_still(scope)
    return await destroy_files(scope, is_trashed(), col(File.trashed_at) < now - timedelta(days=max(days, 1)))


async def destroy_files(scope: Scope, *conditions: ColumnElement[bool]) -> int:
    """Deletes the files that fulfil the conditions, with their children, instances and links; how many.

    The conditions are those of a file's own columns: they are checked again under each file's lock.
    Blobs that nobody names any more are doomed in the same transaction.
    """
    doomed = await _lock(scope, *conditions)
    if not doomed:
        return 0
    told = await held_pairs(scope, doomed)
    keys = await _blob_keys(scope, await _with_children(scope, doomed))
    gone = delete(File).where(among(col(File.uuid), doomed))
    await scope.session.exec(gone.execution_options(synchronize_session=False))
    await doom_unreferenced(scope, keys)
    publish_holdings(scope, FILE_DELETED, doomed, told)
    return len(doomed)


async def destroy_folders(scope: Scope, *conditions: ColumnElement[bool]) -> None:
    """Deletes the folders in one statement, children and parents alike; their links go with them."""
    statement = delete(Folder).where(*conditions).returning(col(Folder.uuid), col(Folder.parent_uuid))
    gone = (await scope.session.exec(statement.execution_options(synchronize_session=False))).all()
    publish_folders(scope, [(row[0], row[1]) for row in gone])


async def _lock(scope: Scope, *conditions: ColumnElement[bool]) -> list[UUID]:
    """In one order everywhere, so that two deletions never wait for each other."""
    query = select(col(File.uuid)).where(~col(File.system_managed), *conditions)
    return list((await scope.session.exec(query.order_by(col(File.uuid)).with_for_update())).all())


async def _with_children(scope: Scope, file_uuids: Collection[UUID]) -> list[UUID]:
    """The files and all their technical children, locked too: what they name is about to be counted."""
    family = select(col(File.uuid)).where(among(col(File.uuid), file_uuids)).cte("family", recursive=True)
    family = family.union(select(col(File.uuid)).join(family, col(File.parent_file_uuid) == family.c.uuid))
    query = select(col(File.uuid)).where(col(File.uuid).in_(select(family.c.uuid)))
    return list((await scope.session.exec(query.order_by(col(File.uuid)).with_for_update())).all())


async def _blob_keys(scope: Scope, file_uuids: Collection[UUID]) -> set[str]:
    instances = select(col(FileInstance.blob_key)).where(among(col(FileInstance.file_uuid), file_uuids))
    versions = select(col(FileVersion.blob_key)).where(among(col(FileVersion.file_uuid), file_uuids))
    found = [*(await scope.session.exec(instances)).all(), *(await scope.session.exec(versions)).all()]
    return {key for key in found if key is not None}
