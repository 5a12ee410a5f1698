"""What an upload asks of the contact or company that it is meant for."""

from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.crm.attachments.record_types import TYPES
from crm_app.crm.topics import Resource
from crm_app.storage import Placed, StoredFile, record_media
from crm_app.storage.record_media import Kind


async def check_upload(scope: Scope, resource: Resource, record_uuid: UUID) -> None:
    """Raises `Forbidden`, `NotFound` or `RecordTrashed` where this record takes no files from this person."""
    await record_media.check_upload(scope, TYPES[resource], record_uuid)


async def place_upload(
    scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind, stored: StoredFile
) -> Placed:
    """Puts stored bytes into the record's folder, which is made when there is none.

    Checks again what `check_upload` did: meanwhile the record may have gone.
    """
    return await record_media.place_upload(scope, TYPES[resource], record_uuid, kind, stored)
