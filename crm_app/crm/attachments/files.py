"""Listing, attaching and detaching the files of a record."""

from typing import Literal
from uuid import UUID

from sqlmodel import col, select

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm import records, topics
from crm_app.crm.attachments.folders import Owner, owner_of, root_folder_name
from crm_app.crm.errors import RecordTrashed
from crm_app.crm.topics import Resource
from crm_app.storage import Attached, Detached, File

Only = Literal["all", "images", "non_images"]
MEDIA_CHANGED = "media_changed"


async def list_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> list[File]:
    """Live files at home in or linked into the folder, newest first, at most 200. No folder: none."""
    scope.require("crm.view")
    return await storage.list_files(scope, folder_uuid, only=only)


async def count_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> int:
    """How many files `list_files` would answer if it answered all."""
    scope.require("crm.view")
    counts = await storage.count_by_folder(scope, [folder_uuid] if folder_uuid else [], only=only)
    return counts.get(folder_uuid, 0) if folder_uuid else 0


async def get_file(scope: Scope, uuid: UUID) -> File | None:
    """The file, live or trashed; None when there is none, or only a system-managed one."""
    scope.require("crm.view")
    return await storage.get_file(scope, uuid)


async def is_image(scope: Scope, file_uuid: UUID) -> bool:
    """Whether there is such a file and its bytes are a picture's."""
    found = await get_file(scope, file_uuid)
    return found is not None and found.file_type == storage.FileType.IMAGE


async def attach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> Attached:
    """Puts a file into a record's folder: `already_attached`, `adopted` as its home, or `linked`.

    Raises `NotFound`, `FileTrashed`, `FolderUnavailable`, `RecordTrashed`.
    """
    scope.require("crm.edit")
    owner = await _open_owner(scope, folder_uuid)
    outcome = await storage.attach(scope, file_uuid, folder_uuid)
    if outcome is not Attached.ALREADY_ATTACHED:
        tell_media(scope, owner, "added", count=1)
    return outcome


async def reattach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> None:
    """Undoes a `detach`: takes the file out of the trash if it went there, and attaches it again.

    Raises what `attach` raises; the trash of a file that is held elsewhere is not touched.
    """
    scope.require("crm.edit")
    owner = await _open_owner(scope, folder_uuid)
    await storage.restore_into(scope, file_uuid, folder_uuid)
    tell_media(scope, owner, "added", count=1)


async def detach(scope: Scope, file_uuid: UUID, folder_uuid: UUID | None) -> Detached:
    """Takes a file out of a record's folder: `absent`, `unlinked`, `rehomed` or `trashed`.

    Never destroys anything. A picture that is taken out stops being the record's picture.
    """
    scope.require("crm.edit")
    owner = await owner_of(scope, folder_uuid) if folder_uuid else None
    await _hold(scope, owner)
    outcome = await storage.detach(scope, file_uuid, folder_uuid)
    if outcome is not Detached.ABSENT:
        await _clear_picture(scope, owner, file_uuid)
        tell_media(scope, owner, "removed", file_uuid=str(file_uuid))
    return outcome


async def purge_media(scope: Scope, resource: Resource, record_uuid: UUID) -> None:
    """Deletes every folder of this record for good, live or trashed; files held elsewhere survive there."""
    scope.require("crm.delete")
    await storage.purge_named(scope, root_folder_name(resource, record_uuid))


def tell_media(scope: Scope, owner: Owner | None, what: str, **details: object) -> None:
    """Writes `crm.<resource>_<file|image>_<what>` and tells the record's page. No owner: nothing to tell."""
    if owner is None:
        return
    thing = "image" if owner.kind == "images" else "file"
    scope.record(f"crm.{owner.resource}_{thing}_{what}", (f"crm_{owner.resource}", owner.uuid), **details)
    scope.publish(topics.record(owner.resource, owner.uuid), MEDIA_CHANGED, owner.uuid)


async def refuse_trashed(scope: Scope, resource: Resource, record_uuid: UUID) -> str | None:
    """The record's status, None without one; `RecordTrashed` in the trash.

    Its row is held until this transaction ends, so nobody trashes or deletes it meanwhile.
    """
    model = records.MODELS[resource]
    query = select(model.status).where(col(model.uuid) == record_uuid).with_for_update(read=True)
    status = (await scope.session.exec(query)).first()
    if status == "trashed":
        raise RecordTrashed()
    return status


async def _open_owner(scope: Scope, folder_uuid: UUID) -> Owner | None:
    owner = await owner_of(scope, folder_uuid)
    if owner is not None:
        await refuse_trashed(scope, owner.resource, owner.uuid)
    return owner


async def _hold(scope: Scope, owner: Owner | None) -> None:
    """Locks the record's row before any file's, as all others do: else two of them wait for each other."""
    if owner is not None:
        model = records.MODELS[owner.resource]
        held = select(model.uuid).where(col(model.uuid) == owner.uuid).with_for_update(key_share=True)
        await scope.session.exec(held)


async def _clear_picture(scope: Scope, owner: Owner | None, file_uuid: UUID) -> None:
    from crm_app.crm.attachments.avatars import clear_pointer

    if owner is not None and owner.kind == "images":
        await clear_pointer(scope, owner.resource, owner.uuid, file_uuid)
