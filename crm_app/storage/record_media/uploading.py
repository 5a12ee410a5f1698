"""What an upload asks of the record it is meant for: before the first byte, and when the bytes are safe."""

from typing import Any
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.placement import Placed, place_stored
from crm_app.storage.record_media.files import tell_media
from crm_app.storage.record_media.folders import Owner, ensure_folder, owner_of
from crm_app.storage.record_media.record_types import Kind, RecordType
from crm_app.storage.record_media.records import refuse_trashed
from crm_app.storage.stored import StoredFile


async def check_upload(scope: Scope, of: RecordType[Any], record_uuid: UUID) -> None:
    """Raises `Forbidden`, `NotFound` or the type's `trashed` where this record takes no files from them."""
    scope.require(of.edit)
    if not await refuse_trashed(scope, of, record_uuid):
        raise NotFound()


async def check_takes(scope: Scope, folder_uuid: UUID | None) -> None:
    """`check_upload` of the record that the folder belongs to; any other folder takes everything.

    Holds the record: before the tree, and before any file.
    """
    owner = await owner_of(scope, folder_uuid) if folder_uuid else None
    if owner is not None:
        await check_upload(scope, owner.of, owner.uuid)


async def place_upload(
    scope: Scope, of: RecordType[Any], record_uuid: UUID, kind: Kind, stored: StoredFile
) -> Placed:
    """Puts stored bytes into the record's folder, which is made when there is none.

    Checks again what `check_upload` did: meanwhile the record may have gone.
    """
    await check_upload(scope, of, record_uuid)
    folder = await ensure_folder(scope, of, record_uuid, kind)
    placed = await place_stored(scope, stored, folder)
    if placed.changed:
        tell_media(scope, Owner(of, record_uuid, kind), "added", count=1)
    return placed
