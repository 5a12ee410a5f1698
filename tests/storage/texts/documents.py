"""Real documents of every kind with words in them."""

import io
from collections.abc import Callable

import docx
import openpyxl
import pptx
from odf import table, text
from odf.opendocument import OpenDocumentPresentation, OpenDocumentSpreadsheet, OpenDocumentText

from crm_app.demo.pdf import Page, as_pdf
from crm_app.storage.texts import kinds

WORDS = "Angebot für Müller & Söhne"


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    document.add_table(1, 2).cell(0, 1).text = "tablecell"
    document.sections[0].header.paragraphs[0].text = "letterhead"
    return _saved(document.save)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([WORDS, 471100, None, "second"])
    book.create_sheet("Two")["B2"] = "othersheet"
    return _saved(book.save)


def slides() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = WORDS
    slide.notes_slide.notes_text_frame.text = "speakernotes"
    return _saved(show.save)


def open_text() -> bytes:
    document = OpenDocumentText()
    line = text.P(text="Angebot für ")
    line.addElement(text.Span(text="Müller"))
    line.addText(" & Söhne")
    document.text.addElement(line)
    return _saved(document.write)


def open_sheet() -> bytes:
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="One")
    row = table.TableRow()
    for value in (WORDS, "second"):
        cell = table.TableCell()
        cell.addElement(text.P(text=value))
        row.addElement(cell)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    return _saved(document.write)


def empty_slides() -> bytes:
    return _saved(OpenDocumentPresentation().write)


def rtf() -> bytes:
    return (
        rb"{\rtf1\ansi{\fonttbl{\f0 Helvetica;}}{\*\generator Unseen;}\f0 Angebot f\'fcr "
        rb"M\u252?ller \b &\b0  S\'f6hne\par next line}"
    )


def html() -> bytes:
    return f"<html><script>unseen()</script><p>{WORDS.replace('&', '&amp;')}</p><p>next".encode()


MADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx": (kinds.WORD, word),
    "xlsx": (kinds.SHEET, sheet),
    "pptx": (kinds.SLIDES, slides),
    "odt": (kinds.OPEN_KINDS[0], open_text),
    "ods": (kinds.OPEN_KINDS[1], open_sheet),
    "rtf": (kinds.RTF, rtf),
    "html": (kinds.HTML, html),
    "txt": ("text/plain", WORDS.encode),
    "old txt": ("text/plain", lambda: WORDS.encode("cp1252")),
    "windows txt": ("text/plain", lambda: WORDS.encode("utf-16")),
    "csv": ("text/csv", f"a;b\n{WORDS};2\n".encode),
}


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def pdf(*pages: str) -> bytes:
    """A page with one line for each text."""
    drawn = [Page() for _ in pages]
    for page, line in zip(drawn, pages, strict=True):
        page.text(50, 100, line)
    return as_pdf(drawn, "Words")
