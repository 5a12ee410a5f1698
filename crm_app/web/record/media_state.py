"""What the Files and Images tabs of a record and its picture do, whatever type of record it is."""

from typing import Any, ClassVar, get_args
from uuid import UUID

from crm_app import activity, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.settings import settings
from crm_app.storage import record_media
from crm_app.storage.record_media import Kind, RecordType
from crm_app.web import live, patches
from crm_app.web.access import RECORD_EDIT, RECORD_VIEW, handler, scope_of
from crm_app.web.http.files import FOLDER_PERMISSIONS
from crm_app.web.media.picture_words import PHOTO, PictureWords
from crm_app.web.media.rows import FileRow
from crm_app.web.notices import notify
from crm_app.web.problems import explain
from crm_app.web.record.media_notices import added_text, removed_text
from crm_app.web.record.media_reading import Folders, Media, folders_of, read_media
from crm_app.web.record.media_source import MediaSource, media_facts
from crm_app.web.record.of_record import TabOfRecord, known_uuid

MOST_AT_ONCE = 200


class RecordMediaState(TabOfRecord, mixin=True):
    """The media of the record on the screen.

    What of the lists changes afterwards goes past this state to the browser.
    """

    record_name: str = ""
    files: list[FileRow] = []
    images: list[FileRow] = []
    files_live: patches.Live = patches.NOT_LIVE
    images_live: patches.Live = patches.NOT_LIVE
    file_count: int = 0
    image_count: int = 0
    has_photo: bool = False
    is_trashed: bool = False
    can_edit: bool = False
    loaded: bool = False
    problem: str = ""
    limit: int = 0
    _folders: Folders = Folders(None, None)
    _words: ClassVar[PictureWords] = PHOTO

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """Reads the media of the record that the address names."""
        if uuid := self._arrived():
            await self._show(uuid)

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Reads all of it again."""
        uuid = parse_uuid(self.record)
        if uuid is not None:
            await self._show(uuid)

    @handler(RECORD_VIEW)
    async def look_again(self, kinds: list[str]) -> None:
        """The record changed: its name, whether it is in the trash, or it has got a folder to follow."""
        uuid = parse_uuid(self.record)
        if uuid is not None and not await self._still(uuid):
            await self._show(uuid)

    @handler(RECORD_EDIT)
    async def remove_files(self, uuids: list[str]) -> Any:
        """Takes files out of the record's Files; the notice puts them back."""
        return await self._remove("files", uuids)

    @handler(RECORD_EDIT)
    async def remove_images(self, uuids: list[str]) -> Any:
        """Takes images out of the record's Images; the notice puts them back."""
        return await self._remove("images", uuids)

    @handler(RECORD_EDIT)
    async def put_back(self, record: str, kind: str, uuids: list[str], photo: str) -> Any:
        """Undoes a removal, whatever page is open by now; `photo` was the record's picture before.

        Only what this person has removed from there: whoever knows the uuid of a file does not get it so.
        """
        record_uuid, files = known_uuid(record), _uuids(uuids)
        async with scope_of(self) as scope:
            for file_uuid in files:
                await _require_removed(scope, self._of, record_uuid, _kind(kind), file_uuid)
            folder = await record_media.ensure_folder(scope, self._of, record_uuid, _kind(kind))
            for file_uuid in files:
                await record_media.reattach(scope, file_uuid, folder)
            await _photo_back(scope, self._of, record_uuid, files, parse_uuid(photo))
        await self._show_if(record_uuid)
        return notify(tn("The file is back.", "{count} files are back.", len(files)), kind="success")

    @handler(RECORD_EDIT)
    async def set_photo(self, file_uuid: str) -> Any:
        """Makes one of the record's images its picture."""
        return await self._set_photo(known_uuid(self.record), known_uuid(file_uuid))

    @handler(RECORD_EDIT)
    async def photo_uploaded(self, record: str, file_uuid: str) -> Any:
        """A photo was uploaded for a record, perhaps not the one that is on the screen by now."""
        return await self._set_photo(known_uuid(record), known_uuid(file_uuid))

    @handler(RECORD_EDIT)
    async def remove_photo(self) -> Any:
        """The record shows its initials again; the image stays among its images."""
        record_uuid = known_uuid(self.record)
        async with scope_of(self) as scope:
            before = await _photo(scope, self._of, record_uuid)
            await record_media.clear_avatar(scope, self._of, record_uuid)
        await self._show_if(record_uuid)
        if before is None:
            return None
        undo = type(self).photo_uploaded(str(record_uuid), str(before))
        return notify(self._words.removed, kind="success", undo=undo)

    @handler(RECORD_EDIT)
    async def add_existing(self, record: str, uuids: list[str]) -> Any:
        """Links files that are there already into the record, each where its kind belongs."""
        record_uuid = known_uuid(record)
        async with scope_of(self) as scope:
            added = await self._link(scope, record_uuid, uuids)
        await self._show_if(record_uuid)
        new = [str(uuid) for uuid in (*added.files, *added.images)]
        if not new:
            return notify(t("All of that is here already."), kind="info")
        return notify(added_text(added), kind="success", undo=type(self).take_off(record, new))

    @handler(RECORD_EDIT)
    async def take_off(self, record: str, uuids: list[str]) -> Any:
        """Undoes `add_existing`: the files stay wherever else they are."""
        record_uuid, files = known_uuid(record), _uuids(uuids)
        async with scope_of(self) as scope:
            for kind in get_args(Kind):
                folder = await record_media.folder_uuid(scope, self._of, record_uuid, kind)
                for file in files:
                    await record_media.detach(scope, file, folder)
        await self._show_if(record_uuid)
        return notify(removed_text("files", len(files)), kind="success")

    @handler(RECORD_EDIT)
    async def pick_photo(self, record: str, uuids: list[str]) -> Any:
        """Makes an image that is there already the record's picture, and one of its images."""
        record_uuid, chosen = known_uuid(record), _chosen(uuids)[:1]
        async with scope_of(self) as scope:
            await self._link(scope, record_uuid, uuids[:1])
            for file_uuid in chosen:
                await record_media.set_avatar(scope, self._of, record_uuid, file_uuid)
        await self._show_if(record_uuid)
        return notify(self._words.changed, kind="success")

    async def _link(self, scope: Scope, record_uuid: UUID, uuids: list[str]) -> record_media.Added:
        chosen = _chosen(uuids)
        return await record_media.add_existing(scope, self._of, record_uuid, chosen, FOLDER_PERMISSIONS)

    async def _remove(self, kind: Kind, uuids: list[str]) -> Any:
        record_uuid, files = known_uuid(self.record), _uuids(uuids)
        async with scope_of(self) as scope:
            photo = await _photo(scope, self._of, record_uuid, changeable=True)
            folder = await record_media.folder_uuid(scope, self._of, record_uuid, kind)
            outcomes = {file: await record_media.detach(scope, file, folder) for file in files}
        removed = [str(file) for file, outcome in outcomes.items() if outcome is not storage.Detached.ABSENT]
        await self._show_if(record_uuid)
        if not removed:
            return notify(t("That was removed already."), kind="info")
        undo = type(self).put_back(str(record_uuid), kind, removed, str(photo or ""))
        return notify(removed_text(kind, len(removed)), kind="success", undo=undo)

    async def _set_photo(self, record_uuid: UUID, file_uuid: UUID) -> Any:
        async with scope_of(self) as scope:
            await record_media.set_avatar(scope, self._of, record_uuid, file_uuid)
        await self._show_if(record_uuid)
        return notify(self._words.changed, kind="success")

    async def _show_if(self, record_uuid: UUID) -> None:
        """The one who did it sees it at once, also when this tab hears nothing for a moment."""
        if self.record == str(record_uuid):
            await self._show(record_uuid)

    async def _show(self, record_uuid: UUID) -> None:
        live.follow(self, dict.fromkeys(self._topics(record_uuid), type(self).look_again), layer="media")
        try:
            async with scope_of(self) as scope:
                folders = await folders_of(scope, self._of, record_uuid)
            files = await self._patched("files", record_uuid, folders)
            images = await self._patched("images", record_uuid, folders)
            async with scope_of(self) as scope:
                media = await read_media(scope, self._of, record_uuid, folders)
                self._name(await self._name_of(scope, record_uuid), scope, media.is_trashed)
        except NotFound:
            self._forget()  # the page's own state says so and leads away
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message
        else:
            self._take(media, files, images)
            self._folders = folders

    async def _patched(self, kind: Kind, record_uuid: UUID, folders: Folders) -> patches.Base:
        """Folders tell when the pictures of a file are made; the record tells of everything else."""
        topics = frozenset((*self._topics(record_uuid), *map(storage.topics.folder, folders.present)))
        source = MediaSource(self._of, record_uuid, kind, topics, self._of.view)
        live.follow(self, {}, layer=kind)
        return await patches.follow(self, source, type(self).refresh, layer=kind)

    async def _still(self, record_uuid: UUID) -> bool:
        """Whether its folders are those that are followed; what is said of it is brought up to date."""
        try:
            async with scope_of(self) as scope:
                record = await record_media.require_record(scope, self._of, record_uuid)
                name = await self._name_of(scope, record_uuid)
                self._name(name, scope, record_media.is_trashed(record))
                return await folders_of(scope, self._of, record_uuid) == self._folders
        except NotFound:
            self._forget()
            return True

    def _name(self, name: str, scope: Scope, trashed: bool) -> None:
        self.record_name, self.is_trashed = name, trashed
        self.can_edit = scope.can(self._of.edit) and not trashed

    def _take(self, media: Media, files: patches.Base, images: patches.Base) -> None:
        self.files, self.files_live = files.rows(media.files), files.live
        self.images, self.images_live = images.rows(media.images), images.live
        self.file_count, self.image_count = media.file_count, media.image_count
        self.has_photo = media.has_photo
        for base in (files, images):
            base.facts(media_facts(media))
        self.limit = settings().max_upload_bytes
        self.loaded, self.problem = True, ""

    def _forget(self) -> None:
        for layer in ("media", "files", "images"):
            live.follow(self, {}, layer=layer)
        self.record = self.record_name = self.problem = ""
        self.files, self.images, self._folders = [], [], Folders(None, None)
        self.file_count = self.image_count = 0
        self.has_photo = self.is_trashed = self.can_edit = self.loaded = False


async def _photo(
    scope: Scope, of: RecordType[Any], record_uuid: UUID, *, changeable: bool = False
) -> UUID | None:
    """The record's picture; where it has to be changeable, its type's `trashed` is raised in the trash."""
    record = await record_media.require_record(scope, of, record_uuid)
    if changeable and record_media.is_trashed(record):
        raise of.trashed()
    return record_media.avatar_uuid(record)


async def _photo_back(
    scope: Scope, of: RecordType[Any], record_uuid: UUID, files: list[UUID], photo: UUID | None
) -> None:
    """The picture that was among the files is the picture again, unless somebody has chosen another."""
    pointed = await _photo(scope, of, record_uuid)
    if photo is not None and photo in files and pointed is None:
        await record_media.set_avatar(scope, of, record_uuid, photo)


async def _require_removed(
    scope: Scope, of: RecordType[Any], record_uuid: UUID, kind: Kind, file_uuid: UUID
) -> None:
    """`NotFound` unless the acting person has removed this file from there before."""
    action = of.action("image_removed" if kind == "images" else "file_removed")
    if not await activity.did(scope, action, of.resource(record_uuid), file_uuid=str(file_uuid)):
        raise NotFound()


def _kind(text: object) -> Kind:
    return "images" if text == "images" else "files"


def _chosen(texts: object) -> list[UUID]:
    """The uuids in a list from the browser, each once and in its order; NotFound where one is none."""
    given = texts if isinstance(texts, list) else []
    return list(dict.fromkeys(known_uuid(text) for text in given[:MOST_AT_ONCE]))


def _uuids(texts: object) -> list[UUID]:
    """The uuids in a list from the browser, each once; NotFound where one is none.

    Sorted, because their rows are locked one after the other: two people who remove the same files must
    not wait for each other.
    """
    given = texts if isinstance(texts, list) else []
    return sorted({known_uuid(text) for text in given[:MOST_AT_ONCE]})
