"""Names are data: whatever they hold, they can be shown, stored and sent."""

import time
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_app.storage.names import LONGEST_NAME, disposition, extension, safe_name, variant_name


@pytest.mark.parametrize("nothing", ["", ".", "..", "/", "a/..", "..\\", " ", "\u202e", "\x00", "dir/"])
def test_a_name_that_names_nothing_becomes_upload(nothing: str) -> None:
    assert safe_name(nothing) == "upload"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\mira\\offer.pdf", "offer.pdf"),
        ("a\x00b\nc\x7f.txt", "abc.txt"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("\u2066x\u2069\u200f.png", "x.png"),
        ("Mira\u2019s \U0001f600 photo.jpg", "Mira\u2019s \U0001f600 photo.jpg"),
        ("  spaced out .txt ", "spaced out .txt"),
        (".htaccess", ".htaccess"),
        ("%2e%2e%2fpasswd", "%2e%2e%2fpasswd"),
    ],
)
def test_only_what_is_harmful_is_taken_out(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_a_family_emoji_stays_joined() -> None:
    assert (
        safe_name("\U0001f468\u200d\U0001f469\u200d\U0001f467.png")
        == "\U0001f468\u200d\U0001f469\u200d\U0001f467.png"
    )


def test_letters_are_composed() -> None:
    assert safe_name("Mu\u0308ller.pdf") == "M\u00fcller.pdf"


def test_a_lone_surrogate_can_be_stored() -> None:
    assert safe_name("bad\ud800.txt").encode()


def test_a_long_name_keeps_its_extension_and_ends_between_characters() -> None:
    name = safe_name("\u00e4" * 300 + ".JPEG")
    assert len(name.encode()) in (LONGEST_NAME - 1, LONGEST_NAME)
    assert name.endswith("\u00e4.JPEG")


def test_exactly_the_longest_name_is_left_alone() -> None:
    name = "a" * (LONGEST_NAME - 4) + ".txt"
    assert safe_name(name) == name


def test_a_long_name_without_extension_is_cut() -> None:
    assert safe_name("x" * 400) == "x" * LONGEST_NAME


def test_a_name_of_endless_accents_is_not_composed_as_a_whole() -> None:
    """The two marks sort the other way round, so that composing them took three seconds."""
    begun = time.process_time()
    name = safe_name("a" + "\u0300\u0316" * 40_000 + ".pdf")
    assert time.process_time() - begun < 0.5
    assert name.endswith(".pdf")


def test_a_far_too_long_name_keeps_its_extension() -> None:
    assert safe_name("folder/" + "x" * 100_000 + ".pdf") == "x" * (LONGEST_NAME - 4) + ".pdf"


@given(st.text())
def test_every_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe not in (".", "..")
    assert len(safe.encode()) <= LONGEST_NAME
    assert "/" not in safe
    assert "\\" not in safe
    assert unicodedata.is_normalized("NFC", safe)
    assert not any(unicodedata.category(character) == "Cc" for character in safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("noext", ""),
        (".bashrc", ""),
        ("a.", ""),
        ("a.b c", ""),
        ("a." + "x" * 33, ""),
    ],
)
def test_the_extension_is_the_last_plausible_part(name: str, expected: str) -> None:
    assert extension(name) == expected


def test_a_disposition_carries_the_real_name_and_a_plain_one() -> None:
    header = disposition("attachment", 'M\u00fcller "best".pdf')
    assert header.startswith('attachment; filename="M_ller _best_.pdf"; ')
    assert unquote(header.split("UTF-8''")[1]) == 'M\u00fcller "best".pdf'


@given(st.text())
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = disposition("inline", safe_name(name))
    assert header.isascii()
    assert header.isprintable()
    plain, encoded = header.removeprefix('inline; filename="').split("\"; filename*=UTF-8''")
    assert '"' not in plain
    assert ";" not in encoded
    assert unquote(encoded) == safe_name(name)


def test_a_variant_is_called_after_its_original() -> None:
    assert variant_name("Beach.HEIC", "thumbnail", "jpg") == "Beach-thumbnail.jpg"
    assert variant_name("scan", "large", "jpg") == "scan-large.jpg"


def test_the_name_of_a_variant_has_room_for_its_ending() -> None:
    name = variant_name("\u00e4" * 127 + ".png", "thumbnail", "webp")
    assert name.endswith("-thumbnail.webp")
    assert len(name.encode()) <= LONGEST_NAME
