"""One file as the browser knows it: everything is worked out here, nothing is computed in the page."""

from collections.abc import Sequence
from typing import Literal, TypedDict
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.scope import Scope
from crm_app.storage import File, FileStatus, FileType, ShownFile, record_media

Preview = Literal["image", "pdf", "text", "film", "none"]

_SHOWN_BY_BROWSERS = ("image/jpeg", "image/png", "image/webp", "image/gif")
_PDF = "application/pdf"
_TEXTS = ("application/json", "application/xml", "application/javascript", "image/svg+xml")
"""Shown as what they are written in, never as what they would do."""


class FileRow(TypedDict):
    """A row of a list, a tile of a grid, a page of the viewer. Texts are empty where there is nothing to say.

    `opens`: the browser shows the original in a tab of its own, rather than saving it.
    `width` and `height`: of the picture as it is shown, 0 where they are not known.
    `pending`: its pictures are still being made.
    """

    uuid: str
    name: str
    size: str
    icon: str
    preview: Preview
    url: str
    download_url: str
    thumb_url: str
    large_url: str
    full_url: str
    note: str
    at: str
    by: str
    width: int
    height: int
    opens: bool
    is_avatar: bool
    pending: bool


async def file_rows(scope: Scope, files: Sequence[File], avatar_uuid: UUID | None = None) -> list[FileRow]:
    """The files as rows, with who uploaded each; the names are looked up together."""
    people = {file.user_uuid for file in files if file.user_uuid}
    names = await accounts.names_of(scope, people)
    return [_row(file, names.get(file.user_uuid or UUID(int=0), ""), avatar_uuid) for file in files]


def shown_file_row(file: ShownFile) -> FileRow:
    """A file of a list that does not say who uploaded it."""
    return _row(file, "", None)


def preview_of(file: File | ShownFile) -> Preview:
    """How the viewer shows the file; `none` for a picture that could not be read."""
    if file.file_type == FileType.IMAGE:
        return "none" if _why_no_picture(file) else "image"
    if file.mime_type == _PDF:
        return "pdf"
    if file.mime_type.startswith("text/") or file.mime_type in _TEXTS:
        return "text"
    return "film" if file.file_type in (FileType.VIDEO, FileType.AUDIO) else "none"


def _row(file: File | ShownFile, by: str, avatar_uuid: UUID | None) -> FileRow:
    return FileRow(
        uuid=str(file.uuid),
        name=file.original_file_name,
        size=record_media.format_file_size(file.size),
        icon=record_media.file_icon(file),
        preview=preview_of(file),
        url=storage.file_url(file),
        download_url=storage.file_url(file, download=True),
        thumb_url=storage.thumb_url(file) or "",
        large_url=storage.file_url(file, "large") if storage.has_pictures(file) else "",
        full_url=storage.file_url(file) if file.mime_type in _SHOWN_BY_BROWSERS else "",
        note=_why_no_picture(file),
        at=file.inserted_at.isoformat(),
        by=by,
        width=file.width or 0,
        height=file.height or 0,
        opens=_opens(file),
        is_avatar=file.uuid == avatar_uuid,
        pending=file.status == FileStatus.PROCESSING,
    )


def _why_no_picture(file: File | ShownFile) -> str:
    reason = file.meta.get("thumbnail_error")
    return reason if isinstance(reason, str) else ""


def _opens(file: File | ShownFile) -> bool:
    shown = (*_SHOWN_BY_BROWSERS, _PDF, "text/plain")
    return file.mime_type in shown or file.file_type in (FileType.VIDEO, FileType.AUDIO)
