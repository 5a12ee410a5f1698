"""How files are shown: sizes in words, icons, addresses."""

import pytest

from crm_app import storage
from crm_app.crm import attachments


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, "—"),
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (1_500_000, "1.5 MB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (2_000_000_000, "2.0 GB"),
        (7 * 10**21, "7000.0 EB"),
    ],
)
def test_sizes_are_decimal_with_one_decimal(size: int | None, text: str):
    assert attachments.format_file_size(size) == text


@pytest.mark.parametrize(
    ("mime", "kind", "icon"),
    [
        ("image/png", "image", "image"),
        ("video/mp4", "video", "film"),
        ("audio/ogg", "audio", "music"),
        ("application/zip", "archive", "archive"),
        ("application/pdf", "document", "file-text"),
        ("text/plain", "document", "file"),
        ("application/octet-stream", "other", "file"),
    ],
)
def test_every_type_has_its_icon(mime: str, kind: str, icon: str):
    file = storage.File(original_file_name="x", mime_type=mime, file_type=kind, file_checksum="", size=1)
    assert attachments.file_icon(file) == icon


def test_no_file_has_no_address():
    assert attachments.download_url(None) is None
    assert attachments.thumb_url(None) is None
