"""Listing, attaching and detaching the files of a record."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.storage import placement, record_files
from crm_app.storage.folder_removal import purge_named
from crm_app.storage.models import File
from crm_app.storage.placement import Attached, Detached
from crm_app.storage.record_media.avatars import clear_pointer
from crm_app.storage.record_media.folders import Owner, owner_of, root_folder_name
from crm_app.storage.record_media.record_types import Only, RecordType
from crm_app.storage.record_media.records import hold, refuse_trashed

MEDIA_CHANGED = "media_changed"


async def list_files(
    scope: Scope, of: RecordType[Any], folder_uuid: UUID | None, *, only: Only = "all"
) -> list[File]:
    """Live files at home in or linked into the folder, newest first, at most 200. No folder: none."""
    scope.require(of.view)
    return await record_files.list_files(scope, folder_uuid, only=only)


async def count_files(
    scope: Scope, of: RecordType[Any], folder_uuid: UUID | None, *, only: Only = "all"
) -> int:
    """How many files `list_files` would answer if it answered all."""
    scope.require(of.view)
    if folder_uuid is None:
        return 0
    return (await record_files.count_by_folder(scope, [folder_uuid], only=only)).get(folder_uuid, 0)


async def attach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> Attached:
    """Puts a file into a record's folder: `already_attached`, `adopted` as its home, or `linked`.

    Asks for the permission of the record; for a folder of no record the caller has asked for its own.
    Raises `NotFound`, `FileTrashed`, `FolderUnavailable`, the record's `trashed`.
    """
    owner = await _open_owner(scope, folder_uuid)
    outcome = await placement.attach(scope, file_uuid, folder_uuid)
    if outcome is not Attached.ALREADY_ATTACHED:
        tell_media(scope, owner, "added", count=1)
    return outcome


async def reattach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> None:
    """Undoes a `detach`: takes the file out of the trash if it went there, and attaches it again.

    Asks and raises as `attach` does; the trash of a file that is held elsewhere is not touched.
    """
    owner = await _open_owner(scope, folder_uuid)
    await placement.restore_into(scope, file_uuid, folder_uuid)
    tell_media(scope, owner, "added", count=1)


async def detach(scope: Scope, file_uuid: UUID, folder_uuid: UUID | None) -> Detached:
    """Takes a file out of a record's folder: `absent`, `unlinked`, `rehomed` or `trashed`.

    Never destroys anything. A picture that is taken out stops being the record's picture. Asks as `attach`.
    """
    owner = await owner_of(scope, folder_uuid) if folder_uuid else None
    if owner is not None:
        scope.require(owner.of.edit)
        await hold(scope, owner.of, owner.uuid)
    outcome = await placement.detach(scope, file_uuid, folder_uuid)
    if outcome is not Detached.ABSENT:
        if owner is not None and owner.kind == "images":
            await clear_pointer(scope, owner.of, owner.uuid, file_uuid)
        tell_media(scope, owner, "removed", file_uuid=str(file_uuid))
    return outcome


async def purge_media(scope: Scope, of: RecordType[Any], record_uuid: UUID) -> None:
    """Deletes every folder of this record for good, live or trashed; files held elsewhere survive there."""
    await purge_media_of(scope, of, [record_uuid])


async def purge_media_of(scope: Scope, of: RecordType[Any], record_uuids: Iterable[UUID]) -> None:
    """`purge_media` for any number of records, in as many statements as for one; none for none.

    Takes the tree of folders alone: call it after the records are deleted, before anything else of storage.
    """
    scope.require(of.delete)
    await purge_named(scope, *(root_folder_name(of, uuid) for uuid in record_uuids))


def tell_media(scope: Scope, owner: Owner | None, what: str, **details: object) -> None:
    """Writes `<area>.<name>_<file|image>_<what>` and tells the record's page. No owner: nothing to tell."""
    if owner is None:
        return
    thing = "image" if owner.kind == "images" else "file"
    scope.record(owner.of.action(f"{thing}_{what}"), owner.of.resource(owner.uuid), **details)
    scope.publish(owner.of.page(owner.uuid), MEDIA_CHANGED, owner.uuid)


async def _open_owner(scope: Scope, folder_uuid: UUID) -> Owner | None:
    owner = await owner_of(scope, folder_uuid)
    if owner is not None:
        scope.require(owner.of.edit)
        await refuse_trashed(scope, owner.of, owner.uuid)
    return owner
