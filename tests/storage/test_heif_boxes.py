"""A HEIC file is whole when its boxes fill it exactly."""

from pathlib import Path

import pytest

from crm_app.storage.heif_boxes import require_whole
from tests import samples


def box(size: int, content: bytes = b"", kind: bytes = b"mdat") -> bytes:
    return size.to_bytes(4, "big") + kind + content


WHOLE = [
    samples.picture("HEIF"),
    b"",
    box(8),
    box(8) + box(12, b"1234"),
    box(1, (20).to_bytes(8, "big") + b"1234"),
    box(8) + box(0, b"everything else"),
]
BROKEN = [
    samples.picture("HEIF")[:-1],
    box(9),
    box(7, b"12"),
    box(1, (4).to_bytes(8, "big")),
    box(1, (99).to_bytes(8, "big")),
    box(8) + b"\x00\x00",
]


@pytest.mark.parametrize("content", WHOLE)
def test_boxes_that_fill_the_file_are_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(content)
    require_whole(path)


@pytest.mark.parametrize("content", BROKEN)
def test_a_box_that_does_not_fit_breaks_off(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(content)
    with pytest.raises(EOFError):
        require_whole(path)
