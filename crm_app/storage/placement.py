"""Putting files into a record's folder and taking them out, decided from the row as it is now.

Asks for no permission: the context whose record it is has asked for its own.
Whoever places several files in one transaction goes in the order of their uuids.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FileTrashed
from crm_app.storage.folder_access import require_live
from crm_app.storage.holdings import (
    is_linked,
    link,
    oldest_live_holder,
    put_in_trash,
    set_home,
    take_from_trash,
    unlink,
)
from crm_app.storage.locks import lock_file
from crm_app.storage.models import File
from crm_app.storage.queries import holders
from crm_app.storage.stored import StoredFile
from crm_app.storage.topics import FILE_ADDED, FILE_REMOVED, FILE_RESTORED, publish_files


class Attached(StrEnum):
    """How the folder came to hold the file."""

    ALREADY_ATTACHED = "already_attached"
    ADOPTED = "adopted"
    LINKED = "linked"


class Detached(StrEnum):
    """What taking the file out of the folder meant for the file."""

    ABSENT = "absent"
    UNLINKED = "unlinked"
    REHOMED = "rehomed"
    TRASHED = "trashed"


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a stored upload: how the folder holds it, and whether it came back from the trash.

    `file` is the one that the folder holds, where it is another one with the same bytes.
    """

    attached: Attached
    restored: bool = False
    file: File | None = None

    @property
    def changed(self) -> bool:
        """False when the very same file was in the folder before, for everybody to see."""
        return self.restored or self.attached is not Attached.ALREADY_ATTACHED


async def attach(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> Attached:
    """Makes the folder hold the file: as its home if it has none, else by a link.

    `FolderUnavailable` for a trashed or missing folder, `NotFound`, `FileTrashed`.
    """
    await require_live(scope, folder_uuid)
    file = await _locked(scope, file_uuid)
    if file.trashed_at is not None:
        raise FileTrashed()
    return await _hold(scope, file, folder_uuid)


async def place_stored(scope: Scope, stored: StoredFile, folder_uuid: UUID) -> Placed:
    """Attaches what was just uploaded; a duplicate from the trash comes back, at home in this folder.

    It does not come back where it was removed before: only whoever uploads it again wants it again.
    Errors as of `attach`, with nothing changed: what was in the trash stays there.
    """
    await require_live(scope, folder_uuid)
    file = await _locked(scope, stored.file.uuid)
    if file.trashed_at is None:
        return Placed(await _hold(scope, file, folder_uuid))
    return await _bring_back(scope, file, folder_uuid)


async def restore_into(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> Placed:
    """Undoes a `detach`: brings the file back from the trash if it lay at home here, else attaches it.

    Errors as of `attach`: `FileTrashed` for what somebody has trashed elsewhere meanwhile.
    """
    await require_live(scope, folder_uuid)
    file = await _locked(scope, file_uuid)
    if file.trashed_at is not None and file.folder_uuid == folder_uuid:
        return await _bring_back(scope, file, folder_uuid)
    return Placed(await attach(scope, file_uuid, folder_uuid))


async def detach(scope: Scope, file_uuid: UUID, folder_uuid: UUID | None) -> Detached:
    """Takes the file out of the folder; what nobody else holds goes to the trash, never further.

    A file that is not here, or lies in the trash, is left alone: `ABSENT`.
    """
    file = await lock_file(scope, file_uuid)
    if file is None or folder_uuid is None or file.trashed_at is not None:
        return Detached.ABSENT
    if await unlink(scope, file_uuid, folder_uuid):
        publish_files(scope, FILE_REMOVED, [file_uuid], [folder_uuid])
        return Detached.UNLINKED
    return await _leave_home(scope, file) if file.folder_uuid == folder_uuid else Detached.ABSENT


async def _locked(scope: Scope, file_uuid: UUID) -> File:
    file = await lock_file(scope, file_uuid)
    if file is None:
        raise NotFound()
    return file


async def _bring_back(scope: Scope, file: File, folder_uuid: UUID) -> Placed:
    known = file.folder_uuid == folder_uuid or await is_linked(scope, file.uuid, folder_uuid)
    await take_from_trash(scope, file, folder_uuid)
    publish_files(scope, FILE_RESTORED, [file.uuid], await holders(scope, [file.uuid]))
    return Placed(Attached.ALREADY_ATTACHED if known else Attached.ADOPTED, restored=True)


async def _hold(scope: Scope, file: File, folder_uuid: UUID) -> Attached:
    if file.folder_uuid == folder_uuid or await is_linked(scope, file.uuid, folder_uuid):
        return Attached.ALREADY_ATTACHED
    publish_files(scope, FILE_ADDED, [file.uuid], [folder_uuid])
    if file.folder_uuid is None:
        await set_home(scope, file, folder_uuid)
        return Attached.ADOPTED
    await link(scope, file.uuid, folder_uuid)
    return Attached.LINKED


async def _leave_home(scope: Scope, file: File) -> Detached:
    left, heir = file.folder_uuid, await oldest_live_holder(scope, file.uuid)
    if heir is None:
        await put_in_trash(scope, file)
        return Detached.TRASHED
    await set_home(scope, file, heir)
    publish_files(scope, FILE_REMOVED, [file.uuid], [left])
    return Detached.REHOMED
