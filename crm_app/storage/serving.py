"""Giving bytes out: who may read which variant, under which address, and what browsers are told about it."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage import names
from crm_app.storage.kinds import PDF, PLAIN_TEXT, has_thumbnail, shown_inline
from crm_app.storage.library_models import FileVersion
from crm_app.storage.models import STAGED, Blob, File, FileInstance, FileStatus, Folder, InstanceStatus
from crm_app.storage.queries import holders
from crm_app.storage.refusals import BytesMissing
from crm_app.storage.runtime import runtime
from crm_app.storage.thumbnails import VARIANTS
from crm_app.storage.uploads import ORIGINAL
from crm_app.storage.variants import ERROR

VERSION_LENGTH = 16
_FORMER = re.compile(r"version-([1-9][0-9]{0,8})")
_KEPT_FOR_EVER = "private, max-age=31536000, immutable"
_ASKED_EVERY_TIME = "private, no-cache"
_NEVER_KEPT = "private, no-store"

_SANDBOX = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "sandbox; frame-ancestors 'self'"
)
_PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"
)
"""Browsers refuse to show a PDF in a sandbox; their viewers run none of its scripts with our origin."""


@dataclass(frozen=True, slots=True)
class Served:
    """One variant of a file, for somebody who may read it."""

    file: File
    variant: str
    mime_type: str
    ext: str
    size: int
    key: str
    checksum: str

    @property
    def etag(self) -> str:
        return f'"{self.checksum}"'


class Shown(Protocol):
    """What addresses are made from: a File, or what a list shows of one."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def mime_type(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def meta(self) -> dict[str, Any]: ...
    @property
    def file_checksum(self) -> str: ...


def file_url(file: Shown, variant: str = ORIGINAL, *, download: bool = False) -> str:
    """The address of a variant. It changes with the content, so browsers may keep what it answers."""
    version = file.file_checksum[:VERSION_LENGTH]
    return f"/files/{file.uuid}/{variant}?v={version}" + ("&dl=1" if download else "")


def download_url(file: Shown | None) -> str | None:
    """The address of the original; None without a file."""
    return file_url(file) if file else None


def thumb_url(file: Shown | None) -> str | None:
    """The address of the thumbnail; None without one: not made yet, not possible, or not of this type."""
    return file_url(file, "thumbnail") if file and has_pictures(file) else None


def has_pictures(file: Shown) -> bool:
    """Whether the variants of this file are there to be shown."""
    return has_thumbnail(file.mime_type) and file.status != FileStatus.PROCESSING and ERROR not in file.meta


async def find_readable(
    scope: Scope, file_uuid: UUID, variant: str, folder_permissions: Mapping[str, str]
) -> Served | None:
    """The variant; None for what is not there and for what the caller may not read.

    A variant that is missing is made soon. The original never stands in for it: whoever asked for a small
    picture did not ask for what the camera wrote beside the big one, such as where it was taken.
    `folder_permissions` names the permission that opens the folders of records, by the beginning of
    their names; `media.view` opens everything but what waits for somebody's draft, and what lies in the trash
    takes `media.delete` too.
    """
    file = await scope.session.get(File, file_uuid)
    if file is None or file.system_managed or not await _may_read(scope, file, folder_permissions):
        return None
    if number := version_number(variant):
        return await _version(scope, file, variant, number)
    if variant != ORIGINAL and (variant not in VARIANTS or not has_thumbnail(file.mime_type)):
        return None
    wanted = await _instance(scope, file, variant)
    if wanted is None and variant != ORIGINAL and ERROR not in file.meta:
        runtime().variants.add(file.uuid)
    return wanted


def serving_headers(served: Served, version: str, *, download: bool) -> dict[str, str]:
    """What the answer says beside the bytes; `version` is the `v` of the address that was asked for."""
    shown = shown_inline(served.mime_type) and not download
    text = "; charset=utf-8" if served.mime_type == PLAIN_TEXT else ""
    return {
        "Content-Type": served.mime_type + text,
        "Content-Disposition": names.disposition("inline" if shown else "attachment", _name(served)),
        "Content-Security-Policy": _PDF_POLICY if served.mime_type == PDF else _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": _caching(served, version),
        "Vary": "Cookie",
        "ETag": served.etag,
        "Accept-Ranges": "bytes",
    }


def version_number(variant: str) -> int | None:
    """The number in `version-3`; None for another variant."""
    match = _FORMER.fullmatch(variant)
    return int(match[1]) if match else None


def _caching(served: Served, version: str) -> str:
    if served.file.trashed_at is not None:
        return _NEVER_KEPT
    content = served.checksum if version_number(served.variant) else served.file.file_checksum
    current = version == content[:VERSION_LENGTH]
    return _KEPT_FOR_EVER if current else _ASKED_EVERY_TIME


def _name(served: Served) -> str:
    name = served.file.original_file_name
    return name if served.variant == ORIGINAL else names.variant_name(name, served.variant, served.ext)


async def _may_read(scope: Scope, file: File, folder_permissions: Mapping[str, str]) -> bool:
    if file.trashed_at is not None and not scope.can("media.delete"):
        return False
    if _waits_for(scope, file):
        return True
    if file.folder_uuid is None and STAGED in file.meta:
        return scope.actor_uuid is None
    if scope.can("media.view"):
        return True
    open_to_caller = [start for start, permission in folder_permissions.items() if scope.can(permission)]
    return bool(open_to_caller) and await _is_below(scope, file, open_to_caller)


def _waits_for(scope: Scope, file: File) -> bool:
    """Whether the caller has uploaded it and it has no place yet: what it belongs to is being written."""
    return file.folder_uuid is None and file.user_uuid == scope.actor_uuid


async def _is_below(scope: Scope, file: File, starts: list[str]) -> bool:
    """Whether a folder that holds the file, or one above it, has a name that begins so."""
    held_by = await holders(scope, [file.uuid])
    up = select(Folder.uuid, Folder.parent_uuid, Folder.name).where(col(Folder.uuid).in_(held_by))
    tree = up.cte("up", recursive=True)
    above = select(Folder.uuid, Folder.parent_uuid, Folder.name)
    tree = tree.union(above.join(tree, col(Folder.uuid) == tree.c.parent_uuid))
    named = or_(*(tree.c.name.startswith(start, autoescape=True) for start in starts))
    return (await scope.session.exec(select(tree.c.uuid).where(named).limit(1))).first() is not None


async def _instance(scope: Scope, file: File, variant: str) -> Served | None:
    query = (
        select(FileInstance, Blob)
        .join(Blob, col(Blob.key) == col(FileInstance.blob_key))
        .where(
            FileInstance.file_uuid == file.uuid,
            FileInstance.variant_name == variant,
            FileInstance.processing_status == InstanceStatus.COMPLETED.value,
        )
    )
    found = (await scope.session.exec(query)).one_or_none()
    if found is None:
        return None
    row, blob = found
    return Served(file, variant, row.mime_type, row.ext, blob.size, blob.key, blob.checksum)


async def _version(scope: Scope, file: File, variant: str, number: int) -> Served | None:
    """A content that the file had before; those who may read the file may read it too."""
    query = (
        select(FileVersion, Blob)
        .join(Blob, col(Blob.key) == col(FileVersion.blob_key))
        .where(FileVersion.file_uuid == file.uuid, FileVersion.number == number)
    )
    found = (await scope.session.exec(query)).one_or_none()
    if found is None:
        return None
    row, blob = found
    return Served(file, variant, row.mime_type, row.ext, blob.size, blob.key, blob.checksum)


async def read(served: Served, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes from `start` up to and without `end`. `BytesMissing` before the first of them is sent."""
    store = runtime().store
    if not await store.exists(served.key):
        raise BytesMissing()
    return store.stream(served.key, start, end)
