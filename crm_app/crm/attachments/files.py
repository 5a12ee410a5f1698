"""Listing, attaching and detaching the files of a contact, a company or an interaction."""

from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.attachments.record_types import CONTACT, TYPES
from crm_app.crm.topics import Resource
from crm_app.storage import Attached, Detached, File, record_media
from crm_app.storage.record_media import Only


async def list_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> list[File]:
    """Live files at home in or linked into the folder, newest first, at most 200. No folder: none."""
    return await record_media.list_files(scope, CONTACT, folder_uuid, only=only)


async def count_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> int:
    """How many files `list_files` would answer if it answered all."""
    return await record_media.count_files(scope, CONTACT, folder_uuid, only=only)


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
    return await record_media.attach(scope, file_uuid, folder_uuid)


async def reattach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> None:
    """Undoes a `detach`: takes the file out of the trash if it went there, and attaches it again.

    Raises what `attach` raises; the trash of a file that is held elsewhere is not touched.
    """
    scope.require("crm.edit")
    await record_media.reattach(scope, file_uuid, folder_uuid)


async def detach(scope: Scope, file_uuid: UUID, folder_uuid: UUID | None) -> Detached:
    """Takes a file out of a record's folder: `absent`, `unlinked`, `rehomed` or `trashed`.

    Never destroys anything. A picture that is taken out stops being the record's picture.
    """
    scope.require("crm.edit")
    return await record_media.detach(scope, file_uuid, folder_uuid)


async def purge_media(scope: Scope, resource: Resource, record_uuid: UUID) -> None:
    """Deletes every folder of this record for good, live or trashed; files held elsewhere survive there."""
    await record_media.purge_media(scope, TYPES[resource], record_uuid)
