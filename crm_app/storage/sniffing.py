"""What a file is, read from its first bytes. The name only tells apart what the bytes leave open.

Own signatures stand first, because they are exact and few; puremagic names the rest of the binary
world. Markup that a browser would run is recognised wherever a browser would recognise it.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Any

import puremagic

from crm_app.storage import names
from crm_app.storage.kinds import PLAIN_TEXT, SVG, UNKNOWN, determine_file_type
from crm_app.storage.models import FileType

HEAD_SIZE = 64 * 1024
"""How much of a file is looked at: office documents name their kind within their first entries."""

_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"GIF87a", "image/gif", "gif"),
    (0, b"GIF89a", "image/gif", "gif"),
    (0, b"II*\x00", "image/tiff", "tiff"),
    (0, b"MM\x00*", "image/tiff", "tiff"),
    (8, b"WEBP", "image/webp", "webp"),
    (8, b"WAVE", "audio/wav", "wav"),
    (8, b"AVI ", "video/x-msvideo", "avi"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"fLaC", "audio/flac", "flac"),
    (0, b"OggS", "audio/ogg", "ogg"),
    (0, b"\x1f\x8b", "application/gzip", "gz"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar", "rar"),
    (257, b"ustar", "application/x-tar", "tar"),
    (0, b"{\\rtf", "application/rtf", "rtf"),
)
_RIFF_KINDS = frozenset({"image/webp", "audio/wav", "video/x-msvideo"})

_BRANDS: dict[bytes, tuple[str, str]] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), ("image/heic", "heic")),
    **dict.fromkeys((b"mif1", b"msf1"), ("image/heif", "heif")),
    **dict.fromkeys((b"avif", b"avis"), ("image/avif", "avif")),
    **dict.fromkeys((b"M4A ", b"M4B "), ("audio/mp4", "m4a")),
    b"qt  ": ("video/quicktime", "mov"),
}

_OOXML = "application/vnd.openxmlformats-officedocument."
_SURE = 0.4
_OFFICE_FOLDERS: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", f"{_OOXML}wordprocessingml.document", "docx"),
    (b"xl/", f"{_OOXML}spreadsheetml.sheet", "xlsx"),
    (b"ppt/", f"{_OOXML}presentationml.presentation", "pptx"),
)
_ANY_ZIP = ("application/zip", "zip")
_OLE_KINDS = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
}
_TEXT_KINDS = {
    **dict.fromkeys(("html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "hta"), "text/html"),
    **dict.fromkeys(("xml", "xsl", "xslt", "xsd", "rdf", "atom", "rss"), "text/xml"),
    **dict.fromkeys(("js", "mjs", "cjs"), "text/javascript"),
    **dict.fromkeys(("md", "markdown"), "text/markdown"),
    "svg": SVG,
    "css": "text/css",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "eml": "message/rfc822",
}
_HTML_START = re.compile(
    rb"<(!doctype\s+html|html|head|title|script|iframe|h1|div|font|table|a|style|b|body|br|p|img|form|link"
    rb"|meta|base|object|embed|video|audio|input|button|details|math|template)[\s>/]",
    re.IGNORECASE,
)
_SVG_TAG = re.compile(rb"<(\w+:)?svg[\s>]", re.IGNORECASE)
_XML_START = re.compile(rb"<(\?xml|!doctype|!--|\w++(?::\w++)?[\s>])", re.IGNORECASE)
"""Possessive: an endless name is read once. Every pattern here costs no more than the head is long."""

_STATED_IN_ZIP = re.compile(
    rb"PK\x03\x04.{22}\x08\x00..mimetype"
    rb"(application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,60}|epub\+zip))(?:PK|$)",
    re.DOTALL,
)
"""An archive may say that it is one of these documents, and not that it is anything that we show in place."""

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The type that we stand by: for browsers, as an extension, and as a class for people."""

    mime_type: str
    ext: str
    file_type: FileType

    @property
    def is_image(self) -> bool:
        return self.file_type == FileType.IMAGE


def sniff(head: bytes, name: str) -> Sniffed:
    """The type of the file whose first `HEAD_SIZE` bytes are `head` and that a person calls `name`."""
    ext = names.extension(name)
    mime, own_ext = _signature(head) or _container(head, ext) or _text(head, ext) or _other(head, ext)
    return Sniffed(mime, own_ext, determine_file_type(mime, own_ext))


def _signature(head: bytes) -> tuple[str, str] | None:
    for offset, magic, mime, ext in _SIGNATURES:
        if head.startswith(magic, offset) and (mime not in _RIFF_KINDS or head.startswith(b"RIFF")):
            return mime, ext
    if _as_ascii(head[:1024]).lstrip().startswith(b"%PDF-"):
        return "application/pdf", "pdf"
    return None


def _container(head: bytes, ext: str) -> tuple[str, str] | None:
    if head[4:8] == b"ftyp":
        return _iso_media(head, ext)
    if head.startswith(b"BM") and head[6:10] == bytes(4) and len(head) > 26:
        return "image/bmp", "bmp"
    if ext == "mp3" and len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg", "mp3"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(head, ext)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLE_KINDS.get(ext, "application/x-ole-storage"), ext
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return ("video/webm", "webm") if b"webm" in head[:64] else ("video/x-matroska", "mkv")
    return None


def _iso_media(head: bytes, ext: str) -> tuple[str, str]:
    """HEIC, AVIF and MP4 share one container; its brands, the major one first, tell which it is."""
    size = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, 256), 4))]
    for brand in brands:
        if brand in (b"mif1", b"msf1") and any(other in _BRANDS for other in brands if other != brand):
            continue  # the general brand of pictures says less than the one beside it
        if brand in _BRANDS:
            return _BRANDS[brand]
    return ("audio/mp4", ext) if ext in ("m4a", "m4b") else ("video/mp4", "mp4")


def _zip(head: bytes, ext: str) -> tuple[str, str]:
    """An OpenDocument or e-book says its type in its first entry; Office is known by its folders."""
    stated = _STATED_IN_ZIP.match(head)
    if stated:
        return stated.group(1).decode(), ext or "zip"
    for folder, mime, own_ext in _OFFICE_FOLDERS:
        if b"[Content_Types].xml" in head and folder in head:
            return mime, own_ext
    if b"[Content_Types].xml" in head:
        return next(
            ((mime, own) for _, mime, own in _OFFICE_FOLDERS if own == ext), ("application/zip", "zip")
        )
    return _ANY_ZIP


def _text(head: bytes, ext: str) -> tuple[str, str] | None:
    """Text is what decodes and holds no control bytes; markup in it outweighs an innocent name."""
    if not _is_text(head):
        return None
    plain = _as_ascii(head).lstrip()
    if _HTML_START.match(plain):
        return "text/html", ext or "html"
    if plain.startswith(b"<") and _SVG_TAG.search(plain):
        return SVG, "svg"
    if ext in _TEXT_KINDS:
        return _TEXT_KINDS[ext], ext
    if _XML_START.match(plain):
        return ("text/html" if _HTML_START.search(plain) else "text/xml"), ext or "xml"
    return PLAIN_TEXT, ext or "txt"


def _is_text(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return True
    if _BINARY.search(head):
        return False
    return _decodes(head, "utf-8") or not re.search(rb"[\x7f-\x9f]", head)


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _as_ascii(head: bytes) -> bytes:
    """The text for looking for tags: without byte order mark, UTF-16 narrowed."""
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    return head[2:].replace(b"\x00", b"") if head.startswith(_BOMS) else head


def _other(head: bytes, ext: str) -> tuple[str, str]:
    """puremagic's word, where it is sure of something that no browser shows in place or runs."""
    try:
        found: list[Any] = puremagic.magic_string(head[:4096])
    except (puremagic.PureError, ValueError):
        return UNKNOWN, ext
    for match in found:
        if (
            match.confidence >= _SURE
            and match.mime_type
            and not match.mime_type.startswith(("text/", "image/"))
        ):
            return match.mime_type, ext or match.extension.lstrip(".")
    return UNKNOWN, ext
