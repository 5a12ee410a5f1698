"""The picture of a record: one pointer, `avatar_uuid`, among its server-owned details."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.rows import find_row, lock_row, require_row
from crm_app.core.scope import Scope
from crm_app.core.tables import ChangingRow
from crm_app.storage.errors import NotHeld
from crm_app.storage.models import File
from crm_app.storage.pointers import Pointer, clear_pointer_if, point_at, pointer_value
from crm_app.storage.record_files import holds_file, live_files
from crm_app.storage.record_media.folders import folder_uuid, owner_of
from crm_app.storage.record_media.record_types import R, RecordType
from crm_app.storage.record_media.records import refuse_trashed
from crm_app.storage.serving import thumb_url

POINTER = Pointer("details", "avatar_uuid")


def avatar_uuid(record: ChangingRow) -> UUID | None:
    """The uuid that the record points at; None for anything that is not one."""
    return pointer_value(record, POINTER)


async def avatar_file(scope: Scope, of: RecordType[R], record: R) -> File | None:
    """The picture's file; None if unset, missing or trashed."""
    scope.require(of.view)
    uuid = avatar_uuid(record)
    return (await live_files(scope, [uuid])).get(uuid) if uuid else None


async def avatar_urls(scope: Scope, of: RecordType[Any], uuids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many pictures' thumbnails by file, in one query; none for no uuids."""
    scope.require(of.view)
    files = await live_files(scope, list(uuids))
    return {uuid: url for uuid, file in files.items() if (url := thumb_url(file))}


async def is_avatar_candidate(scope: Scope, of: RecordType[Any], record_uuid: UUID, file_uuid: UUID) -> bool:
    """Whether the file is a live image held by this record's own Images folder."""
    scope.require(of.view)
    images = await folder_uuid(scope, of, record_uuid, "images")
    return images is not None and await holds_file(scope, images, file_uuid, only="images")


async def set_avatar(scope: Scope, of: RecordType[R], record_uuid: UUID, file_uuid: UUID) -> R:
    """Makes one of the record's own images its picture and answers the record as it is now.

    The record's row is held, so that nobody trashes it meanwhile, and the file's row while its
    place is checked and the one key written. Raises the type's `trashed` and `not_image`, `NotFound`.
    """
    scope.require(of.edit)
    if not await refuse_trashed(scope, of, record_uuid, alone=True):
        raise NotFound()
    images = await folder_uuid(scope, of, record_uuid, "images")
    try:
        if images is None:
            raise NotHeld()
        await point_at(scope, of.model, record_uuid, POINTER, file_uuid, images, only="images")
    except NotHeld as error:
        raise of.not_image() from error
    _tell(scope, of, record_uuid, "avatar_set")
    return await require_row(scope, of.model, record_uuid)


async def clear_avatar(
    scope: Scope, of: RecordType[R], record_uuid: UUID, *, file_uuid: UUID | None = None
) -> R:
    """Takes the picture away; with `file_uuid` only if the row still points at that very file.

    A newer picture set by somebody else stays. Allowed on a trashed record. Raises `NotFound`.
    """
    scope.require(of.edit)
    record = await lock_row(scope, of.model, record_uuid)
    shown = file_uuid or avatar_uuid(record)
    if shown is not None:
        await clear_pointer(scope, of, record_uuid, shown)
    return await require_row(scope, of.model, record_uuid)


async def clear_pointer(scope: Scope, of: RecordType[Any], record_uuid: UUID, file_uuid: UUID) -> bool:
    """Clears the record's pointer if it is this file; whether it was."""
    cleared = await clear_pointer_if(scope, of.model, record_uuid, POINTER, file_uuid)
    if cleared:
        _tell(scope, of, record_uuid, "avatar_removed")
    return cleared


async def tell_picture_made(scope: Scope, file_uuid: UUID, folder_uuids: Collection[UUID]) -> None:
    """A file that waited for its thumbnail has it now: pages and lists may show it as a record's picture."""
    for folder in folder_uuids:
        owner = await owner_of(scope, folder)
        record = await find_row(scope, owner.of.model, owner.uuid) if owner else None
        if owner and record and avatar_uuid(record) == file_uuid:
            _publish(scope, owner.of, owner.uuid, "avatar_made")


def _tell(scope: Scope, of: RecordType[Any], record_uuid: UUID, what: str) -> None:
    scope.record(of.action(what), of.resource(record_uuid))
    _publish(scope, of, record_uuid, what)


def _publish(scope: Scope, of: RecordType[Any], record_uuid: UUID, what: str) -> None:
    scope.publish(of.page(record_uuid), what, record_uuid)
    scope.publish(of.lists, what, record_uuid)
