"""The classes of files, and what browsers may show in place."""

import pytest

from crm_app.storage.kinds import determine_file_type, has_thumbnail, shown_inline


@pytest.mark.parametrize(
    ("mime", "ext", "expected"),
    [
        ("image/jpeg", "jpg", "image"),
        ("image/svg+xml", "svg", "document"),
        ("video/mp4", "mp4", "video"),
        ("audio/mpeg", "mp3", "audio"),
        ("text/csv", "csv", "document"),
        ("application/pdf", "pdf", "document"),
        ("application/msword", "doc", "document"),
        ("application/vnd.oasis.opendocument.text", "odt", "document"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "document"),
        ("application/zip", "zip", "archive"),
        ("application/x-7z-compressed", "7z", "archive"),
        ("application/octet-stream", ".FLAC", "audio"),
        ("application/octet-stream", "bin", "other"),
        ("", "", "other"),
    ],
)
def test_every_type_has_a_class_for_people(mime: str, ext: str, expected: str) -> None:
    assert determine_file_type(mime, ext) == expected


@pytest.mark.parametrize(
    "mime", ["image/png", "IMAGE/PNG", "application/pdf", "text/plain", "video/mp4", "audio/ogg"]
)
def test_harmless_types_are_shown_in_place(mime: str) -> None:
    assert shown_inline(mime)


@pytest.mark.parametrize(
    "mime",
    [
        *("image/svg+xml", "IMAGE/SVG+XML", "text/html", "text/xml", "application/xhtml+xml", "text/css"),
        *("text/javascript", "application/json", "application/zip", "application/octet-stream", ""),
    ],
)
def test_what_a_browser_could_run_is_never_shown_in_place(mime: str) -> None:
    assert not shown_inline(mime)


def test_thumbnails_come_from_pictures_and_pdfs_only() -> None:
    assert has_thumbnail("image/heic")
    assert has_thumbnail("application/pdf")
    assert not has_thumbnail("image/svg+xml")
    assert not has_thumbnail("text/plain")
