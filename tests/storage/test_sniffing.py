"""The content decides the type; a name can lie, and then it does not matter."""

import codecs
import time

import pytest

from crm_app.storage.models import FileType
from crm_app.storage.sniffing import HEAD_SIZE, sniff
from tests import samples


def box(major: bytes, *compatible: bytes) -> bytes:
    brands = major + bytes(4) + b"".join(compatible)
    return (8 + len(brands)).to_bytes(4, "big") + b"ftyp" + brands + noise()


def noise() -> bytes:
    return samples.noise(64)


PICTURES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("name", ["right", "lying.html", "lying.pdf", "lying.exe"])
def test_a_picture_is_a_picture_whatever_it_is_called(kind: str, name: str) -> None:
    found = sniff(samples.picture(kind)[:HEAD_SIZE], name)
    assert found.mime_type == PICTURES[kind]
    assert found.is_image


@pytest.mark.parametrize(
    ("head", "name", "mime"),
    [
        (box(b"heic", b"mif1"), "a", "image/heic"),
        (box(b"mif1", b"mif1", b"heic"), "a", "image/heic"),
        (box(b"mif1", b"mif1", b"miaf"), "a", "image/heif"),
        (box(b"mif1", b"avif"), "a", "image/avif"),
        (box(b"isom", b"mp42"), "a.mp4", "video/mp4"),
        (box(b"mp42"), "song.m4a", "audio/mp4"),
        (box(b"M4A "), "song", "audio/mp4"),
        (box(b"qt  "), "a", "video/quicktime"),
        (b"RIFF\x00\x00\x00\x00WAVE" + noise(), "a", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00AVI " + noise(), "a", "video/x-msvideo"),
        (b"12345678WEBP" + noise(), "a.webp", "application/octet-stream"),
        (b"ID3\x04" + noise(), "a", "audio/mpeg"),
        (b"\xff\xfb\x90\x44" + noise(), "a.mp3", "audio/mpeg"),
        (b"fLaC" + noise(), "a", "audio/flac"),
        (b"OggS" + noise(), "a", "audio/ogg"),
        (b"\x1a\x45\xdf\xa3....webm" + noise(), "a", "video/webm"),
        (b"\x1a\x45\xdf\xa3....matroska" + noise(), "a", "video/x-matroska"),
        (b"\x1f\x8b\x08" + noise(), "a", "application/gzip"),
        (b"7z\xbc\xaf\x27\x1c" + noise(), "a", "application/x-7z-compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(), "a.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(), "a", "application/x-ole-storage"),
        (b"MZ\x90\x00\x03" + noise(), "a.exe", "application/vnd.microsoft.portable-executable"),
        (noise(), "a.jpg", "application/octet-stream"),
        (samples.pdf(), "a.png", "application/pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "a", "application/pdf"),
        (b"a note about %PDF-1.4", "a.txt", "text/plain"),
        (b"{\\rtf1 hello}", "a", "application/rtf"),
    ],
)
def test_binary_files_are_known_by_their_signatures(head: bytes, name: str, mime: str) -> None:
    assert sniff(head, name).mime_type == mime


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (samples.word_document(), "lying.zip", "wordprocessingml.document"),
        (samples.archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a", "spreadsheetml.sheet"),
        (samples.archive({"[Content_Types].xml": b"", "x": b""}), "a.pptx", "presentationml.presentation"),
        (samples.archive({"[Content_Types].xml": b"", "x": b""}), "a.docx.zip", "application/zip"),
        (samples.open_document(), "letter.odt", "application/vnd.oasis.opendocument.text"),
        (samples.archive({"a.txt": b"hello"}), "a.docx", "application/zip"),
        (samples.archive({}), "empty.zip", "application/zip"),
    ],
)
def test_office_files_are_told_from_archives(content: bytes, name: str, mime: str) -> None:
    assert sniff(content[:HEAD_SIZE], name).mime_type.endswith(mime)


HOSTILE = [
    b"<!DOCTYPE html><p>hi",
    b"<script>alert(1)</script>",
    b"  \n\t<ScRiPt >alert(1)</script>",
    b"<html><body onload=alert(1)>",
    b"<iframe src=//evil>",
    b"<img src=x onerror=alert(1)>",
    b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"<svg onload=alert(1)>",
    b"<!-- x --><svg/onload=alert(1)>",
    b"<!-- x --><script>alert(1)</script>",
    b"<?xml-stylesheet href='evil.xsl'?><a/>",
    b"<x:svg xmlns:x='http://www.w3.org/2000/svg'/>",
    codecs.BOM_UTF8 + b"<html>",
    codecs.BOM_UTF16_LE + "<html><script>".encode("utf-16-le"),
    codecs.BOM_UTF16_BE + "<svg onload=alert(1)>".encode("utf-16-be"),
]


@pytest.mark.parametrize("name", ["note.txt", "photo.jpg", "page.html", "picture.svg", "noname"])
@pytest.mark.parametrize("content", HOSTILE)
def test_markup_that_a_browser_would_run_is_never_plain_text_nor_a_picture(content: bytes, name: str) -> None:
    found = sniff(content, name)
    assert found.mime_type in ("text/html", "text/xml", "image/svg+xml")
    assert found.file_type == FileType.DOCUMENT
    assert not found.is_image


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (b"hello", "note", "text/plain"),
        (b"hello", "note.TXT", "text/plain"),
        (b"1 < 2 and <b", "math.txt", "text/plain"),
        ("Gr\u00fc\u00dfe".encode(), "a.txt", "text/plain"),
        ("Gr\u00fc\u00dfe".encode()[:3], "cut-in-a-letter.txt", "text/plain"),
        ("Gr\u00fc\u00dfe".encode("latin-1"), "a.txt", "text/plain"),
        (codecs.BOM_UTF16_LE + "hello".encode("utf-16-le"), "a.txt", "text/plain"),
        (b"a,b\n1,2", "a.csv", "text/csv"),
        (b"{}", "a.json", "application/json"),
        (b"alert(1)", "a.js", "text/javascript"),
        (b"hello", "a.html", "text/html"),
        (b"hello", "a.svg", "image/svg+xml"),
        (b"# Title", "README.md", "text/markdown"),
        (b"<note>x</note>", "a", "text/xml"),
        (b"colour \x1b[31mred", "log.txt", "text/plain"),
        (b"abc\x00def", "a.txt", "application/octet-stream"),
        (b"\x80\x81\xfe", "a.txt", "application/octet-stream"),
    ],
)
def test_the_name_says_which_kind_of_text(content: bytes, name: str, mime: str) -> None:
    assert sniff(content, name).mime_type == mime


def test_a_picture_of_vectors_is_a_document() -> None:
    assert sniff(b"<svg/>", "logo.svg").file_type == FileType.DOCUMENT


WEARISOME = [
    b"<" + b"a" * HEAD_SIZE,
    b"<a:" * (HEAD_SIZE // 3),
    b"<" + b"a:" * (HEAD_SIZE // 2),
    b"<" * HEAD_SIZE,
    b"<!doctype" + b" " * HEAD_SIZE,
    b" " * HEAD_SIZE,
    b"<x:" + b"svg" * (HEAD_SIZE // 3),
    b"PK\x03\x04" + bytes(22) + b"\x08\x00..mimetypeapplication/" + b"a" * HEAD_SIZE,
]


@pytest.mark.parametrize("content", WEARISOME, ids=lambda content: repr(content[:12]))
def test_no_content_takes_longer_than_its_length(content: bytes) -> None:
    """Looking for tags once took a minute and a half where a name never ended."""
    begun = time.process_time()
    sniff(content[:HEAD_SIZE], "a")
    assert time.process_time() - begun < 1


def test_a_tag_with_an_endless_name_is_still_markup() -> None:
    assert sniff(b"<" + b"a" * 5000 + b":b>", "a").mime_type == "text/xml"


def stating(mime: str) -> bytes:
    """An archive whose first entry says that it is of this type."""
    return samples.archive({"mimetype": mime.encode(), "content.xml": b"<a/>"})


@pytest.mark.parametrize("mime", ["application/vnd.oasis.opendocument.text-master", "application/epub+zip"])
def test_documents_and_books_say_what_they_are(mime: str) -> None:
    assert sniff(stating(mime), "a").mime_type == mime


@pytest.mark.parametrize(
    "mime",
    [
        "application/pdf",
        "application/vnd.oasis.opendocument.",
        "application/vnd.oasis.opendocument." + "x" * 300,
        "application/" + "x" * 300,
        "application/epub+zip+more",
        "text/html",
    ],
)
def test_an_archive_cannot_say_that_it_is_something_else(mime: str) -> None:
    assert sniff(stating(mime), "a").mime_type == "application/zip"
