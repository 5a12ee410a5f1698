"""Where an upload is meant to go: a folder of a record or of the library, or a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast, get_args
from uuid import UUID

from starlette.requests import Request

from crm_app import crm, staff, storage
from crm_app.core.errors import AppError
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.crm.interactions import Anchor
from crm_app.settings import settings
from crm_app.storage import record_media
from crm_app.storage.record_media import Kind, RecordType

RECORD_TYPES: Mapping[str, RecordType[Any]] = {
    "contact": crm.attachments.CONTACT,
    "company": crm.attachments.COMPANY,
    "person": staff.media.PERSON,
}
"""What files can be uploaded to, by the name in the address. Each asks for the permission of its own area."""
DRAFT = "draft"
VERSION = "version"
FOLDER = "folder"
ROOT = "root"
"""What the address calls the place above all folders."""
ANCHORS = ("contact", "company")


class BadTarget(AppError):
    """The address does not say which record and which of its folders."""

    code = "bad_target"
    status = 400
    text = "This upload does not say where it belongs."


class Target(Protocol):
    """Where the file is meant to go."""

    @property
    def limit(self) -> int:
        """The most bytes that it takes of a file."""
        ...

    async def check(self, scope: Scope) -> None:
        """Raises, before the first byte, where it takes nothing from this person."""
        ...

    def accept(self, sniffed: storage.Sniffed) -> None:
        """Raises for a type that does not belong there."""
        ...

    async def place(self, scope: Scope, stored: storage.StoredFile) -> storage.Placed:
        """Puts the stored bytes there."""
        ...


@dataclass(frozen=True, slots=True)
class RecordTarget:
    """One of the two folders of a record."""

    of: RecordType[Any]
    record_uuid: UUID
    kind: Kind

    @property
    def limit(self) -> int:
        return settings().max_upload_bytes

    async def check(self, scope: Scope) -> None:
        await record_media.check_upload(scope, self.of, self.record_uuid)

    def accept(self, sniffed: storage.Sniffed) -> None:
        """Pictures belong in Images and nothing else does."""
        if sniffed.is_image and self.kind == "files":
            raise storage.BelongsInImages()
        if not sniffed.is_image and self.kind == "images":
            raise storage.BelongsInFiles()

    async def place(self, scope: Scope, stored: storage.StoredFile) -> storage.Placed:
        return await record_media.place_upload(scope, self.of, self.record_uuid, self.kind, stored)


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A draft of an interaction; the name tells the type where the bytes leave it open."""

    draft_uuid: UUID
    anchor: Anchor
    name: str

    @property
    def limit(self) -> int:
        return min(crm.interactions.MOST_BYTES, settings().max_upload_bytes)

    async def check(self, scope: Scope) -> None:
        await crm.interactions.check_upload(scope, self.draft_uuid, self.anchor)

    def accept(self, sniffed: storage.Sniffed) -> None:
        crm.interactions.accept_upload(self.name, sniffed)

    async def place(self, scope: Scope, stored: storage.StoredFile) -> storage.Placed:
        return await crm.interactions.place_upload(scope, self.draft_uuid, self.anchor, stored)


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder of the library (None: its root), or one below it at the path, made where there is none."""

    folder_uuid: UUID | None
    path: storage.FolderPath
    name: str

    @property
    def limit(self) -> int:
        return settings().max_upload_bytes

    async def check(self, scope: Scope) -> None:
        """A record's own folder takes what the record would take; the record is held first."""
        await record_media.check_takes(scope, self.folder_uuid)
        await storage.check_folder_upload(scope, self.folder_uuid)

    def accept(self, sniffed: storage.Sniffed) -> None:
        """The library takes everything."""

    async def place(self, scope: Scope, stored: storage.StoredFile) -> storage.Placed:
        await self.check(scope)
        return await storage.place_in_folder(scope, stored, self.folder_uuid, self.path, self.name)


@dataclass(frozen=True, slots=True)
class VersionTarget:
    """A file that is there, and gets another content."""

    file_uuid: UUID

    @property
    def limit(self) -> int:
        return settings().max_upload_bytes

    async def check(self, scope: Scope) -> None:
        await storage.library.check_version(scope, self.file_uuid)

    def accept(self, sniffed: storage.Sniffed) -> None:
        """Whether it is of the file's kind is asked when the file is held."""

    async def place(self, scope: Scope, stored: storage.StoredFile) -> storage.Placed:
        """It lies where it lies."""
        told = storage.Attached.ALREADY_ATTACHED if stored.duplicate else storage.Attached.ADOPTED
        return storage.Placed(told)


def folder_in(text: str) -> UUID | None:
    """The folder that an address names; None for the root. Raises `BadTarget`."""
    if text == ROOT:
        return None
    folder_uuid = parse_uuid(text)
    if folder_uuid is None:
        raise BadTarget()
    return folder_uuid


def target_of(request: Request) -> Target:
    """What the address says: `resource` and `record`, with the `kind` of a record, the `anchor` of a draft or
    the `path` in a folder.

    Raises `BadTarget`.
    """
    query = request.query_params
    if query.get("resource") == FOLDER:
        folder_uuid = folder_in(query.get("record", ""))
        return FolderTarget(folder_uuid, storage.path_in(query.get("path", "")), query.get("name", ""))
    record_uuid = parse_uuid(query.get("record"))
    if record_uuid is None:
        raise BadTarget()
    if query.get("resource") == VERSION:
        return VersionTarget(record_uuid)
    if query.get("resource") == DRAFT:
        return DraftTarget(record_uuid, _anchor(query.get("anchor", "")), query.get("name", ""))
    of, kind = RECORD_TYPES.get(query.get("resource", "")), query.get("kind")
    if of is None or kind not in get_args(Kind):
        raise BadTarget()
    return RecordTarget(of, record_uuid, cast(Kind, kind))


def _anchor(text: str) -> Anchor:
    """The record that a draft is about, as `contact:<uuid>`."""
    resource, _, uuid = text.partition(":")
    known = parse_uuid(uuid)
    if resource not in ANCHORS or known is None:
        raise BadTarget()
    return cast(Anchor, (resource, known))
