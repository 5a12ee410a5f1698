"""The picture of a contact or a company."""

from collections.abc import Iterable
from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.attachments.record_types import CONTACT, TYPES
from crm_app.crm.models import Record
from crm_app.crm.topics import Resource
from crm_app.storage import File, record_media


def avatar_uuid(record: Record) -> UUID | None:
    """The uuid that the record points at; None for anything that is not one."""
    return record_media.avatar_uuid(record)


async def avatar_file(scope: Scope, record: Record) -> File | None:
    """The picture's file; None if unset, missing or trashed."""
    return await record_media.avatar_file(scope, CONTACT, record)


async def avatar_url(scope: Scope, record: Record) -> str | None:
    """The address of the picture's thumbnail, or None."""
    return storage.thumb_url(await avatar_file(scope, record))


async def avatar_urls(scope: Scope, uuids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many pictures' thumbnails by file, in one query; none for no uuids."""
    return await record_media.avatar_urls(scope, CONTACT, uuids)


async def is_avatar_candidate(scope: Scope, resource: Resource, record_uuid: UUID, file_uuid: UUID) -> bool:
    """Whether the file is a live image held by this record's own Images folder."""
    return await record_media.is_avatar_candidate(scope, TYPES[resource], record_uuid, file_uuid)


async def set_avatar(scope: Scope, resource: Resource, record_uuid: UUID, file_uuid: UUID) -> Record:
    """Makes one of the record's own images its picture and answers the record as it is now.

    Raises `RecordTrashed`, `NotRecordImage`, `NotFound`.
    """
    return await record_media.set_avatar(scope, TYPES[resource], record_uuid, file_uuid)


async def clear_avatar(
    scope: Scope, resource: Resource, record_uuid: UUID, *, file_uuid: UUID | None = None
) -> Record:
    """Takes the picture away; with `file_uuid` only if the row still points at that very file.

    A newer picture set by somebody else stays. Allowed on a trashed record. Raises `NotFound`.
    """
    return await record_media.clear_avatar(scope, TYPES[resource], record_uuid, file_uuid=file_uuid)
