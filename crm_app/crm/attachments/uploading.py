"""What an upload asks of the record it is meant for: before the first byte, and when the bytes are safe."""

from uuid import UUID

from crm_app import storage
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.crm.attachments.files import refuse_trashed, tell_media
from crm_app.crm.attachments.folders import Kind, Owner, ensure_folder
from crm_app.crm.topics import Resource
from crm_app.storage import Placed, StoredFile


async def check_upload(scope: Scope, resource: Resource, record_uuid: UUID) -> None:
    """Raises `Forbidden`, `NotFound` or `RecordTrashed` where this record takes no files from this person."""
    scope.require("crm.edit")
    if await refuse_trashed(scope, resource, record_uuid) is None:
        raise NotFound()


async def place_upload(
    scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind, stored: StoredFile
) -> Placed:
    """Puts stored bytes into the record's folder, which is made when there is none.

    Checks again what `check_upload` did: meanwhile the record may have gone.
    """
    await check_upload(scope, resource, record_uuid)
    folder = await ensure_folder(scope, resource, record_uuid, kind)
    placed = await storage.place_stored(scope, stored, folder)
    if placed.changed:
        tell_media(scope, Owner(resource, record_uuid, kind), "added", count=1)
    return placed
