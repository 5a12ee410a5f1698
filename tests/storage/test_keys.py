"""Keys come from content, and no path made here leaves its root."""

from pathlib import Path
from uuid import UUID

import pytest

from crm_app.storage.keys import key_for, owner_checksum, path_of

CHECKSUM = "ab" * 32


def test_a_key_is_made_from_the_checksum() -> None:
    assert key_for(CHECKSUM) == f"blobs/ab/ab/{CHECKSUM}"


@pytest.mark.parametrize("wrong", ["", "ab", "AB" * 32, "../" + "a" * 61, "g" * 64, CHECKSUM + "\n"])
def test_nothing_else_makes_a_key(wrong: str) -> None:
    with pytest.raises(ValueError):
        key_for(wrong)


def test_a_key_lies_below_its_root(tmp_path: Path) -> None:
    assert path_of(tmp_path, key_for(CHECKSUM)) == tmp_path / "blobs/ab/ab" / CHECKSUM


@pytest.mark.parametrize(
    "key",
    [
        *("", "..", "../x", "a/../../x", "a/./b", "/etc/passwd", "a//b", "a/", "~/x", "a\\..\\b", "C:\\x"),
        *("a\x00b", "%2e%2e/x", "a/%2e%2e/b", "..%2fx", "\uff0e\uff0e/x", "a/.hidden", "A", "a b", "x\n"),
        *("a..b", "\u2024\u2024/x"),
    ],
)
def test_what_could_leave_the_root_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError):
        path_of(tmp_path, key)


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    root, sibling = tmp_path / "store", tmp_path / "store-of-others"
    root.mkdir()
    sibling.mkdir()
    (root / "door").symlink_to(sibling)
    with pytest.raises(ValueError):
        path_of(root, "door/x")


def test_the_same_content_of_two_people_is_told_apart() -> None:
    mira, victor = UUID(int=1), UUID(int=2)
    assert owner_checksum(mira, CHECKSUM) == owner_checksum(mira, CHECKSUM)
    assert owner_checksum(mira, CHECKSUM) != owner_checksum(victor, CHECKSUM)
