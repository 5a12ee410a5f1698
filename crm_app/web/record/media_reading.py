"""What the media of one record are: its two folders, what they hold, its picture."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.storage import record_media
from crm_app.storage.record_media import RecordType
from crm_app.web.media.rows import FileRow, file_rows


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a record; None for one that nobody has needed yet."""

    files: UUID | None
    images: UUID | None

    @property
    def present(self) -> list[UUID]:
        """Those that exist."""
        return [folder for folder in (self.files, self.images) if folder]


@dataclass(frozen=True, slots=True)
class Media:
    """The newest files of each kind, and how many there are in all.

    `has_photo`: the record has a picture, also one that is not among the newest.
    """

    files: list[FileRow]
    images: list[FileRow]
    file_count: int
    image_count: int
    has_photo: bool
    is_trashed: bool


async def folders_of(scope: Scope, of: RecordType[Any], uuid: UUID) -> Folders:
    """The record's folders as they are now; none is made."""
    files = await record_media.folder_uuid(scope, of, uuid, "files")
    images = await record_media.folder_uuid(scope, of, uuid, "images") if files else None
    return Folders(files, images)


async def read_media(scope: Scope, of: RecordType[Any], uuid: UUID, folders: Folders) -> Media:
    """What the folders hold. Raises NotFound without the record."""
    record = await record_media.require_record(scope, of, uuid)
    files = await record_media.list_files(scope, of, folders.files, only="non_images")
    images = await record_media.list_files(scope, of, folders.images, only="images")
    picture = record_media.avatar_uuid(record)
    return Media(
        files=await file_rows(scope, files),
        images=await file_rows(scope, images, picture),
        file_count=await record_media.count_files(scope, of, folders.files, only="non_images"),
        image_count=await record_media.count_files(scope, of, folders.images, only="images"),
        has_photo=picture is not None,
        is_trashed=record_media.is_trashed(record),
    )
