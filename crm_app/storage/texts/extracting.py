"""What a file says, as plain text. Runs in a process of its own, as strangers' files can be anything.

Office documents are archives of XML: their words are read as a stream, without a model of the document,
so that neither a large nor a malicious one takes more than what is read of it.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pypdfium2 as pdfium

from crm_app.storage.texts import kinds
from crm_app.storage.texts.kinds import NoText
from crm_app.storage.texts.office import Damaged, words_of_office

LONGEST_PLAIN = 4_000_000
"""Bytes of a plain text that are looked at."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_RTF_CODE = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d+)\??|\\([a-zA-Z]+)(-?\d+)? ?|\\(.)|[{}]|[\r\n]+")
_RTF_BREAKS = frozenset({"par", "line", "tab", "cell", "row", "page", "sect"})
_RTF_ASIDE = re.compile(r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def text_of(path: Path, mime_type: str, limit: int) -> str:
    """The first `limit` characters of what the file says. `NoText` for one that is damaged or locked."""
    gathered: list[str] = []
    length = 0
    try:
        for piece in _reader_of(mime_type)(path, mime_type):
            tidy = _tidied(piece)
            gathered.append(tidy)
            length += len(tidy) + 1
            if length > limit:
                break
    except (Damaged, BadZipFile, pdfium.PdfiumError, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoText("This file is damaged or locked with a password.") from error
    except MemoryError as error:
        raise NoText("It takes too much memory to read this file.") from error
    return "\n".join(filter(None, gathered))[:limit]


Reader = Callable[[Path, str], Iterator[str]]


def _reader_of(mime_type: str) -> Reader:
    special: dict[str, Reader] = {
        kinds.PDF: _pdf,
        kinds.RTF: _rtf,
        kinds.HTML: _html,
        kinds.EPUB: _epub,
    }
    office = mime_type in (kinds.WORD, kinds.SHEET, kinds.SLIDES, *kinds.OPEN_KINDS)
    return special.get(mime_type) or (words_of_office if office else _plain)


def _tidied(text: str) -> str:
    """Without what PostgreSQL cannot hold, and with single spaces and line ends."""
    storable = text.encode(errors="ignore").decode().replace("\0", "")
    return _LINES.sub("\n", _SPACE.sub(" ", storable)).strip()


def _pdf(path: Path, _mime_type: str) -> Iterator[str]:
    document = pdfium.PdfDocument(path)
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            yield words.get_text_bounded()
            words.close()
            page.close()
    finally:
        document.close()


def _plain(path: Path, _mime_type: str) -> Iterator[str]:
    yield _decoded(_head(path))


def _html(path: Path, _mime_type: str) -> Iterator[str]:
    yield _without_tags(_decoded(_head(path)))


def _rtf(path: Path, _mime_type: str) -> Iterator[str]:
    text = _RTF_ASIDE.sub("", _head(path).decode("cp1252", "replace"))
    yield _RTF_CODE.sub(_rtf_meaning, text)


def _rtf_meaning(code: re.Match[str]) -> str:
    hexadecimal, number, word, _, escaped = code.groups()
    if hexadecimal:
        return bytes([int(hexadecimal, 16)]).decode("cp1252", "replace")
    if number:
        return chr(int(number) % 0x10000)
    if word:
        return "\n" if word in _RTF_BREAKS else ""
    return {"~": " ", "_": "-"}.get(escaped, escaped) if escaped else ""


def _epub(path: Path, _mime_type: str) -> Iterator[str]:
    with ZipFile(path) as book:
        for entry in book.infolist():
            if entry.filename.lower().endswith((".xhtml", ".html", ".htm")):
                with book.open(entry) as chapter:
                    yield _without_tags(_decoded(chapter.read(LONGEST_PLAIN)))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_PLAIN)


def _decoded(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)  # a last letter may be cut in two
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class _Words(HTMLParser):
    """What a browser would show of a page, roughly."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style")
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style") and self._unseen > 0
        self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def _without_tags(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    parser.close()
    return "".join(parser.words)
