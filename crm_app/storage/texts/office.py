"""The words of office documents: archives of XML, read entry by entry as a stream."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError, XMLParser
from zipfile import ZipFile, ZipInfo

from crm_app.storage.texts import kinds

CHUNK = 65_536
LARGEST_ENTRY = 200_000_000
"""Bytes of one entry that are unpacked at most: an archive of 1 MB can hold a thousand times as many."""

_ENTRIES = {
    kinds.WORD: re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    kinds.SHEET: re.compile(r"xl/(sharedStrings|worksheets/sheet\d+|comments\d*)\.xml"),
    kinds.SLIDES: re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"),
    **dict.fromkeys(kinds.OPEN_KINDS, re.compile(r"content\.xml")),
}
_ENDS_OF_LINES = {
    **dict.fromkeys(("p", "h", "si", "row", "table-row", "br", "line-break"), "\n"),
    **dict.fromkeys(("c", "tab", "table-cell", "s"), " "),
}
_NUMBER = re.compile(r"\d+")


class Damaged(Exception):
    """Not the document that it claims to be."""


def words_of_office(path: Path, mime_type: str) -> Iterator[str]:
    """The words of each part of the document, the main one first. `Damaged`, and what `ZipFile` raises."""
    with ZipFile(path) as document:
        entries = [entry for entry in document.infolist() if _ENTRIES[mime_type].fullmatch(entry.filename)]
        if not entries:
            raise Damaged()
        for entry in sorted(entries, key=_place):
            with document.open(entry) as xml:
                yield from _words(xml, open_document=mime_type in kinds.OPEN_KINDS)


def _place(entry: ZipInfo) -> tuple[bool, str, int]:
    """The document before its notes; slides and sheets by their numbers."""
    number = _NUMBER.search(entry.filename)
    aside = not entry.filename.startswith(("word/document", "xl/shared", "ppt/slides", "content"))
    return aside, _NUMBER.sub("", entry.filename), int(number[0]) if number else 0


def _words(xml: IO[bytes], *, open_document: bool) -> Iterator[str]:
    """Text, a piece for each chunk of the entry: there is never a tree, so a large sheet needs no memory."""
    target = _Text(open_document)
    parser = XMLParser(target=target)  # noqa: S314 - in a process of its own, with limits
    left = LARGEST_ENTRY
    try:
        while left > 0 and (chunk := xml.read(CHUNK)):
            left -= len(chunk)
            parser.feed(chunk)
            yield target.take()
    except ParseError as error:
        raise Damaged() from error


class _Text:
    """Gathers what is text to people, with line ends where they see some."""

    def __init__(self, open_document: bool) -> None:
        self._everything = open_document
        self._heard = open_document
        self._shared = False
        self._gathered: list[str] = []

    def take(self) -> str:
        """What came since the last time."""
        taken, self._gathered = "".join(self._gathered), []
        return taken

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A cell of a sheet may hold the number of a text that stands elsewhere: that says nothing."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self._shared = attributes.get("t") == "s"
        if not self._everything:
            self._heard = name == "t" or (name == "v" and not self._shared)

    def data(self, text: str) -> None:
        """What stands between the tags."""
        if self._heard:
            self._gathered.append(text)

    def end(self, tag: str) -> None:
        """What follows a text belongs to nothing, until the next one begins."""
        name = tag.rpartition("}")[2]
        self._heard = self._everything
        if name in _ENDS_OF_LINES:
            self._gathered.append(_ENDS_OF_LINES[name])

    def close(self) -> None:
        """The parser asks for it."""
