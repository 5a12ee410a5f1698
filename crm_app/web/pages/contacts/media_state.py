"""What the Files and Images tabs of a contact and its picture do."""

from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import crm, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.crm import attachments
from crm_app.settings import settings
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.media.rows import FileRow
from crm_app.web.notices import notify
from crm_app.web.pages.contacts.addresses import contact_in
from crm_app.web.pages.contacts.media_reading import Folders, Media, folders_of, read_media
from crm_app.web.problems import explain

MOST_AT_ONCE = 200


class MediaState(rx.State):
    """The media of the contact on the screen. `record` is the contact that they belong to."""

    record: str = ""
    record_name: str = ""
    files: list[FileRow] = []
    images: list[FileRow] = []
    file_count: int = 0
    image_count: int = 0
    has_photo: bool = False
    is_trashed: bool = False
    can_edit: bool = False
    loaded: bool = False
    choosing_photo: bool = False
    problem: str = ""
    limit: int = 0

    @handler("crm.view")
    async def load(self) -> None:
        """Reads the media of the contact that the address names."""
        uuid = contact_in(self.router.url.path)
        self.choosing_photo = False
        if uuid is None:
            self._forget()
            return
        if self.record != str(uuid):
            self._forget()
            self.record = str(uuid)
        await self._show(uuid)

    @handler("crm.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Something about the contact or its folders changed: reads again."""
        uuid = parse_uuid(self.record)
        if uuid is not None:
            await self._show(uuid)

    @handler("crm.edit")
    async def remove_files(self, uuids: list[str]) -> Any:
        """Takes files out of the contact's Files; the notice puts them back."""
        return await self._remove("files", uuids)

    @handler("crm.edit")
    async def remove_images(self, uuids: list[str]) -> Any:
        """Takes images out of the contact's Images; the notice puts them back."""
        return await self._remove("images", uuids)

    @handler("crm.edit")
    async def put_back(self, record: str, kind: str, uuids: list[str], photo: str) -> Any:
        """Undoes a removal, whatever page is open by now; `photo` was the contact's picture before."""
        contact_uuid, files = _uuid(record), _uuids(uuids)
        async with scope_of(self) as scope:
            folder = await attachments.ensure_folder(scope, "contact", contact_uuid, _kind(kind))
            for file_uuid in files:
                await attachments.reattach(scope, file_uuid, folder)
            await _photo_back(scope, contact_uuid, files, parse_uuid(photo))
        await self._show_if(contact_uuid)
        return notify(tn("The file is back.", "{count} files are back.", len(files)), kind="success")

    @handler("crm.edit")
    async def set_photo(self, file_uuid: str) -> Any:
        """Makes one of the contact's images its picture."""
        return await self._set_photo(_uuid(self.record), _uuid(file_uuid))

    @handler("crm.edit")
    async def photo_uploaded(self, record: str, file_uuid: str) -> Any:
        """A photo was uploaded for a contact, perhaps not the one that is on the screen by now."""
        return await self._set_photo(_uuid(record), _uuid(file_uuid))

    @handler("crm.edit")
    async def remove_photo(self) -> Any:
        """The contact shows its initials again; the image stays among its images."""
        contact_uuid = _uuid(self.record)
        async with scope_of(self) as scope:
            before = attachments.avatar_uuid(await crm.require_contact(scope, contact_uuid))
            await attachments.clear_avatar(scope, "contact", contact_uuid)
        await self._show_if(contact_uuid)
        if before is None:
            return None
        undo = MediaState.photo_uploaded(str(contact_uuid), str(before))
        return notify(t("The photo was removed."), kind="success", undo=undo)

    @handler("crm.edit")
    async def open_photo_choice(self) -> None:
        """Shows the images to choose the picture from."""
        self.choosing_photo = True

    @handler("crm.view")
    async def close_photo_choice(self) -> None:
        """Closes the choice; nothing was done."""
        self.choosing_photo = False

    async def _remove(self, kind: attachments.Kind, uuids: list[str]) -> Any:
        contact_uuid, files = _uuid(self.record), _uuids(uuids)
        async with scope_of(self) as scope:
            photo = attachments.avatar_uuid(await _changeable(scope, contact_uuid))
            folder = await attachments.folder_uuid(scope, "contact", contact_uuid, kind)
            outcomes = {file: await attachments.detach(scope, file, folder) for file in files}
        removed = [
            str(file) for file, outcome in outcomes.items() if outcome is not attachments.Detached.ABSENT
        ]
        await self._show_if(contact_uuid)
        if not removed:
            return notify(t("That was removed already."), kind="info")
        undo = MediaState.put_back(str(contact_uuid), kind, removed, str(photo or ""))
        return notify(_removed(kind, len(removed)), kind="success", undo=undo)

    async def _set_photo(self, contact_uuid: UUID, file_uuid: UUID) -> Any:
        async with scope_of(self) as scope:
            await attachments.set_avatar(scope, "contact", contact_uuid, file_uuid)
        self.choosing_photo = False
        await self._show_if(contact_uuid)
        return notify(t("The photo was changed."), kind="success")

    async def _show_if(self, contact_uuid: UUID) -> None:
        """The one who did it sees it at once, also when this tab hears nothing for a moment."""
        if self.record == str(contact_uuid):
            await self._show(contact_uuid)

    async def _show(self, contact_uuid: UUID) -> None:
        self._follow(contact_uuid, Folders(None, None))
        try:
            async with scope_of(self) as scope:
                folders = await folders_of(scope, contact_uuid)
                self._follow(contact_uuid, folders)
                media = await read_media(scope, contact_uuid, folders)
                may_edit = scope.can("crm.edit")
        except NotFound:
            self._forget()  # the page's own state says so and leads away
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="MediaState.load").message
        else:
            self._take(media, may_edit)

    def _follow(self, contact_uuid: UUID, folders: Folders) -> None:
        """Folders tell when the pictures of a file are made; the contact tells of everything else."""
        topics = [crm.topics.record("contact", contact_uuid), *map(storage.topics.folder, folders.present)]
        live.follow(self, dict.fromkeys(topics, MediaState.refresh), layer="media")

    def _take(self, media: Media, may_edit: bool) -> None:
        self.record_name = media.contact.name
        self.files, self.file_count = media.files, media.file_count
        self.images, self.image_count = media.images, media.image_count
        self.has_photo = media.has_photo
        self.is_trashed = crm.is_trashed(media.contact)
        self.can_edit = may_edit and not self.is_trashed
        self.limit = settings().max_upload_bytes
        self.loaded, self.problem = True, ""

    def _forget(self) -> None:
        live.follow(self, {}, layer="media")
        self.record = self.record_name = self.problem = ""
        self.files, self.images = [], []
        self.file_count = self.image_count = 0
        self.has_photo = self.is_trashed = self.can_edit = self.loaded = False


async def _changeable(scope: Scope, contact_uuid: UUID) -> crm.Contact:
    contact = await crm.require_contact(scope, contact_uuid)
    if crm.is_trashed(contact):
        raise crm.RecordTrashed()
    return contact


async def _photo_back(scope: Scope, contact_uuid: UUID, files: list[UUID], photo: UUID | None) -> None:
    """The picture that was among the files is the picture again, unless somebody has chosen another."""
    contact = await crm.require_contact(scope, contact_uuid)
    if photo is not None and photo in files and attachments.avatar_uuid(contact) is None:
        await attachments.set_avatar(scope, "contact", contact_uuid, photo)


def _removed(kind: attachments.Kind, count: int) -> str:
    if kind == "images":
        return tn("The image was removed.", "{count} images were removed.", count)
    return tn("The file was removed.", "{count} files were removed.", count)


def _kind(text: object) -> attachments.Kind:
    return "images" if text == "images" else "files"


def _uuid(text: object) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid


def _uuids(texts: object) -> list[UUID]:
    """The uuids in a list from the browser, each once; NotFound where one is none.

    Sorted, because their rows are locked one after the other: two people who remove the same files must
    not wait for each other.
    """
    given = texts if isinstance(texts, list) else []
    return sorted({_uuid(text) for text in given[:MOST_AT_ONCE]})
