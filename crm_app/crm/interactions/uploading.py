"""Uploads that wait for a draft: what is taken, and where it goes."""

from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.interactions.anchors import Anchor, hold_anchor
from crm_app.crm.interactions.attaching import MOST_FILES
from crm_app.crm.interactions.draft_files import put_on_draft, rows_of
from crm_app.crm.interactions.draft_rows import hold_open_draft
from crm_app.crm.interactions.errors import NotAccepted, TooManyFiles
from crm_app.storage import Attached, Placed, StoredFile, record_media

MOST_BYTES = 26_214_400
"""Bytes of one file."""
ACCEPTED = (
    *("jpg", "jpeg", "png", "gif", "webp", "bmp", "tiff", "heic"),
    *("pdf", "txt", "csv", "rtf", "md", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"),
    *("zip", "gz", "tar", "mp3", "wav", "m4a", "ogg", "mp4", "mov", "webm", "mkv"),
)
"""Extensions that interactions take: nothing that a browser would run."""


_ALSO = ("tif", "heif")
_RUN_BY_BROWSERS = ("text/html", "text/xml", "text/javascript", "text/css", "image/svg+xml")


def accept_upload(name: str, sniffed: storage.Sniffed) -> None:
    """Raises `NotAccepted` unless both the name and the bytes are of a type that is taken."""
    extension = storage.extension(name) or sniffed.ext
    if extension not in (*ACCEPTED, *_ALSO) or sniffed.mime_type in _RUN_BY_BROWSERS:
        raise NotAccepted()


async def check_upload(scope: Scope, draft_uuid: UUID, anchor: Anchor) -> None:
    """Before the first byte: makes the draft when there is none.

    `Forbidden`, `NotFound` and `RecordTrashed` for the record, `NotFound` for somebody else's draft,
    `DraftSaved`, `TooManyFiles`.
    """
    scope.require("crm.edit")
    await hold_open_draft(scope, draft_uuid, anchor)
    await hold_anchor(scope, anchor)
    if len(await rows_of(scope, draft_uuid)) >= MOST_FILES:
        raise TooManyFiles()


async def place_upload(scope: Scope, draft_uuid: UUID, anchor: Anchor, stored: StoredFile) -> Placed:
    """Keeps stored bytes without a folder and lets them wait for the draft, as the last of its files.

    Checks again what `check_upload` did, but for the record: what was dropped in time is not lost with it.
    """
    scope.require("crm.edit")
    await hold_open_draft(scope, draft_uuid, anchor)
    restored = await record_media.stage_stored(scope, stored)
    added = await put_on_draft(scope, draft_uuid, stored.file)
    return Placed(Attached.ADOPTED if added else Attached.ALREADY_ATTACHED, restored=restored)
