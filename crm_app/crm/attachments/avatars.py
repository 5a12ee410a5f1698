"""The picture of a record: one pointer, `avatar_uuid`, among its server-owned details."""

from collections.abc import Collection, Iterable
from uuid import UUID

from crm_app import storage
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.crm import records, topics
from crm_app.crm.attachments.folders import folder_uuid, owner_of
from crm_app.crm.errors import NotRecordImage, RecordTrashed
from crm_app.crm.models import Record, is_trashed
from crm_app.crm.topics import Resource
from crm_app.storage import File

POINTER = storage.Pointer("details", "avatar_uuid")


def avatar_uuid(record: Record) -> UUID | None:
    """The uuid that the record points at; None for anything that is not one."""
    return parse_uuid(record.details.get("avatar_uuid"))


async def avatar_file(scope: Scope, record: Record) -> File | None:
    """The picture's file; None if unset, missing or trashed."""
    scope.require("crm.view")
    uuid = avatar_uuid(record)
    return (await storage.live_files(scope, [uuid])).get(uuid) if uuid else None


async def avatar_url(scope: Scope, record: Record) -> str | None:
    """The address of the picture's thumbnail, or None."""
    return storage.thumb_url(await avatar_file(scope, record))


async def avatar_urls(scope: Scope, uuids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many pictures' thumbnails by file, in one query; none for no uuids."""
    scope.require("crm.view")
    wanted = list(uuids)
    files = await storage.live_files(scope, wanted) if wanted else {}
    return {uuid: url for uuid, file in files.items() if (url := storage.thumb_url(file))}


async def is_avatar_candidate(scope: Scope, resource: Resource, record_uuid: UUID, file_uuid: UUID) -> bool:
    """Whether the file is a live image held by this record's own Images folder."""
    scope.require("crm.view")
    images = await folder_uuid(scope, resource, record_uuid, "images")
    return images is not None and await storage.holds_file(scope, images, file_uuid, only="images")


async def set_avatar(scope: Scope, resource: Resource, record_uuid: UUID, file_uuid: UUID) -> Record:
    """Makes one of the record's own images its picture and answers the record as it is now.

    The record's row is held, so that nobody trashes it meanwhile, and the file's row while its
    place is checked and the one key written. Raises `RecordTrashed`, `NotRecordImage`, `NotFound`.
    """
    scope.require("crm.edit")
    if is_trashed(await records.lock(scope, resource, record_uuid)):
        raise RecordTrashed()
    images = await folder_uuid(scope, resource, record_uuid, "images")
    model = records.MODELS[resource]
    try:
        if images is None:
            raise NotRecordImage()
        await storage.point_at(scope, model, record_uuid, POINTER, file_uuid, images, only="images")
    except storage.NotHeld as error:
        raise NotRecordImage() from error
    _tell(scope, resource, record_uuid, "avatar_set")
    return await records.require(scope, resource, record_uuid)


async def clear_avatar(
    scope: Scope, resource: Resource, record_uuid: UUID, *, file_uuid: UUID | None = None
) -> Record:
    """Takes the picture away; with `file_uuid` only if the row still points at that very file.

    A newer picture set by somebody else stays. Allowed on a trashed record. Raises `NotFound`.
    """
    scope.require("crm.edit")
    record = await records.lock(scope, resource, record_uuid)
    shown = file_uuid or avatar_uuid(record)
    if shown is not None:
        await clear_pointer(scope, resource, record_uuid, shown)
    return await records.require(scope, resource, record_uuid)


async def clear_pointer(scope: Scope, resource: Resource, record_uuid: UUID, file_uuid: UUID) -> bool:
    """Clears the record's pointer if it is this file; whether it was."""
    model = records.MODELS[resource]
    cleared = await storage.clear_pointer_if(scope, model, record_uuid, POINTER, file_uuid)
    if cleared:
        _tell(scope, resource, record_uuid, "avatar_removed")
    return cleared


async def tell_picture_made(scope: Scope, file_uuid: UUID, folder_uuids: Collection[UUID]) -> None:
    """A file that waited for its thumbnail has it now: pages and lists may show it as a record's picture."""
    for folder in folder_uuids:
        owner = await owner_of(scope, folder)
        record = await records.find(scope, owner.resource, owner.uuid) if owner else None
        if owner and record and avatar_uuid(record) == file_uuid:
            scope.publish(topics.record(owner.resource, owner.uuid), "avatar_made", owner.uuid)
            scope.publish(topics.records(owner.resource), "avatar_made", owner.uuid)


def _tell(scope: Scope, resource: Resource, record_uuid: UUID, what: str) -> None:
    scope.record(f"crm.{resource}_{what}", (f"crm_{resource}", record_uuid))
    scope.publish(topics.record(resource, record_uuid), what, record_uuid)
    scope.publish(topics.records(resource), what, record_uuid)
