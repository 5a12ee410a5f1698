"""What the media of one contact are: its two folders, what they hold, its picture."""

from dataclasses import dataclass
from uuid import UUID

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.crm import attachments
from crm_app.web.media.rows import FileRow, file_rows


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a contact; None for one that nobody has needed yet."""

    files: UUID | None
    images: UUID | None

    def of(self, kind: attachments.Kind) -> UUID | None:
        """The folder of this kind."""
        return self.images if kind == "images" else self.files

    @property
    def present(self) -> list[UUID]:
        """Those that exist."""
        return [folder for folder in (self.files, self.images) if folder]


@dataclass(frozen=True, slots=True)
class Media:
    """The newest files of each kind, and how many there are in all."""

    contact: crm.Contact
    files: list[FileRow]
    images: list[FileRow]
    file_count: int
    image_count: int

    @property
    def has_photo(self) -> bool:
        """Whether the contact has a picture, also one that is not among the newest."""
        return attachments.avatar_uuid(self.contact) is not None


async def folders_of(scope: Scope, contact_uuid: UUID) -> Folders:
    """The contact's folders as they are now; none is made."""
    files = await attachments.folder_uuid(scope, "contact", contact_uuid, "files")
    images = await attachments.folder_uuid(scope, "contact", contact_uuid, "images") if files else None
    return Folders(files, images)


async def read_media(scope: Scope, contact_uuid: UUID, folders: Folders) -> Media:
    """What the folders hold. Raises NotFound without the contact."""
    contact = await crm.require_contact(scope, contact_uuid)
    files = await attachments.list_files(scope, folders.files, only="non_images")
    images = await attachments.list_files(scope, folders.images, only="images")
    picture = attachments.avatar_uuid(contact)
    return Media(
        contact=contact,
        files=await file_rows(scope, files),
        images=await file_rows(scope, images, picture),
        file_count=await attachments.count_files(scope, folders.files, only="non_images"),
        image_count=await attachments.count_files(scope, folders.images, only="images"),
    )
