"""The part of the bytes that a browser asks for."""

import pytest

from crm_app.storage.ranges import NotSatisfiable, parse_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("BYTES = 5-5".replace(" ", ""), (5, 6)),
        ("bytes=99-99", (99, 100)),
    ],
)
def test_one_range_is_understood(header: str, part: tuple[int, int]) -> None:
    assert parse_range(header, 100) == part


@pytest.mark.parametrize(
    "header", [None, "", "bytes", "bytes=", "bytes=-", "bytes=9-2", "lines=1-2", "bytes=0-1,3-4", "bytes=a-b"]
)
def test_what_makes_no_sense_asks_for_everything(header: str | None) -> None:
    assert parse_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_answered(header: str) -> None:
    with pytest.raises(NotSatisfiable):
        parse_range(header, 100)


def test_an_endless_number_is_ignored() -> None:
    assert parse_range("bytes=" + "9" * 5000 + "-", 100) is None
