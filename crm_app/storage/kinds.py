"""What the types of files mean here: their class for people, and what a browser may show in place."""

from crm_app.storage.models import FileType
from crm_app.storage.pdf_pages import PDF

IMAGE_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heic", "image/heif"}
)
"""The pictures that thumbnails are made from."""

PLAIN_TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
SVG = "image/svg+xml"

_DOCUMENT_WORDS = (
    "msword",
    "officedocument",
    "opendocument",
    "ms-excel",
    "ms-powerpoint",
    "rtf",
    "epub",
    "xml",
)
_ARCHIVE_WORDS = ("zip", "archive", "x-tar", "x-rar", "7z", "x-bzip", "x-xz", "zstd")
_AUDIO_EXTENSIONS = frozenset(
    {"mp3", "m4a", "aac", "flac", "ogg", "oga", "opus", "wav", "weba", "aiff", "wma"}
)


def determine_file_type(mime: str, ext: str = "") -> FileType:
    """The class of a file, from its type as read from its bytes and, where that says nothing, its extension.

    SVG is a document: it can carry scripts, so it is neither shown in place nor made into thumbnails,
    and has no place among pictures.
    """
    family = mime.partition("/")[0]
    if mime == SVG:
        return FileType.DOCUMENT
    if family in ("image", "video", "audio"):
        return FileType(family)
    if family == "text" or mime in (PDF, "application/json") or any(word in mime for word in _DOCUMENT_WORDS):
        return FileType.DOCUMENT
    if any(word in mime for word in _ARCHIVE_WORDS):
        return FileType.ARCHIVE
    return FileType.AUDIO if ext.lower().lstrip(".") in _AUDIO_EXTENSIONS else FileType.OTHER


def has_thumbnail(mime: str) -> bool:
    """Whether a picture can be made of files of this type."""
    return mime in IMAGE_TYPES or mime == PDF


def shown_inline(mime: str) -> bool:
    """Whether a browser may show files of this type in place; everything that it could run may not."""
    lowered = mime.lower()
    if lowered == SVG:
        return False
    return lowered in (PDF, PLAIN_TEXT) or lowered.partition("/")[0] in ("image", "video", "audio")
