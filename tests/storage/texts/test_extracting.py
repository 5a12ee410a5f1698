"""What files of every kind say, as plain text."""

import io
import zipfile
from pathlib import Path

import pytest

from crm_app.storage.texts import kinds, office
from crm_app.storage.texts.extracting import text_of
from crm_app.storage.texts.kinds import NoText
from tests import samples
from tests.storage.texts import documents

LIMIT = 10_000


def said(tmp_path: Path, content: bytes, mime_type: str, limit: int = LIMIT) -> str:
    path = tmp_path / "file"
    path.write_bytes(content)
    return text_of(path, mime_type, limit)


@pytest.mark.parametrize("kind", documents.MADE)
def test_the_words_of_a_document_are_found(kind: str, tmp_path: Path) -> None:
    mime_type, make = documents.MADE[kind]
    assert documents.WORDS in said(tmp_path, make(), mime_type)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("docx", "tablecell"),
        ("docx", "letterhead"),
        ("xlsx", "471100"),
        ("xlsx", "othersheet"),
        ("pptx", "speakernotes"),
        ("rtf", "next line"),
        ("html", "next"),
    ],
)
def test_what_stands_elsewhere_in_it_is_found_too(kind: str, word: str, tmp_path: Path) -> None:
    mime_type, make = documents.MADE[kind]
    assert word in said(tmp_path, make(), mime_type)


@pytest.mark.parametrize("kind", ["rtf", "html"])
def test_what_nobody_sees_is_left_out(kind: str, tmp_path: Path) -> None:
    mime_type, make = documents.MADE[kind]
    assert "nseen" not in said(tmp_path, make(), mime_type)


def test_a_pdf_of_pictures_has_no_words(tmp_path: Path) -> None:
    assert said(tmp_path, samples.pdf(2), kinds.PDF) == ""


def test_a_pdf_says_what_stands_on_all_its_pages(tmp_path: Path) -> None:
    assert said(tmp_path, documents.pdf("first words", "last words"), kinds.PDF) == "first words\nlast words"


def test_a_book_says_what_its_chapters_say(tmp_path: Path) -> None:
    book = samples.archive({"mimetype": b"application/epub+zip", "one.xhtml": b"<p>Chapter one</p>"})
    assert said(tmp_path, book, kinds.EPUB) == "Chapter one"


@pytest.mark.parametrize("mime_type", [kinds.PDF, kinds.WORD, kinds.SHEET, kinds.OPEN_KINDS[0], kinds.EPUB])
def test_a_damaged_file_is_told(mime_type: str, tmp_path: Path) -> None:
    with pytest.raises(NoText):
        said(tmp_path, samples.noise(5_000), mime_type)


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        said(tmp_path, samples.locked_pdf(), kinds.PDF)


def test_half_a_document_is_told(tmp_path: Path) -> None:
    half = samples.archive({"word/document.xml": b"<w:document><w:t>Half a"})
    with pytest.raises(NoText):
        said(tmp_path, half, kinds.WORD)


def test_an_archive_without_a_document_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        said(tmp_path, samples.archive({"other.xml": b"<a/>"}), kinds.WORD)


def test_a_document_without_words_has_none(tmp_path: Path) -> None:
    assert said(tmp_path, documents.empty_slides(), kinds.OPEN_KINDS[2]) == ""


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    assert said(tmp_path, b"word " * 1_000, "text/plain", 12) == "word word wo"


def test_what_the_database_cannot_hold_is_left_out(tmp_path: Path) -> None:
    assert said(tmp_path, b"a\0b \t  c\n\n\n d", "text/plain") == "ab c\nd"


def test_an_archive_that_unpacks_to_very_much_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "LARGEST_ENTRY", 2 * office.CHUNK)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<d><t>first</t>" + b" " * 40_000_000 + b"<t>last</t></d>")
    assert said(tmp_path, packed.getvalue(), kinds.WORD) == "first"
