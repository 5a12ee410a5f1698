"""The first page of a PDF as a picture. PDFium may be used by one thread at a time, hence the lock."""

import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from crm_app.core.texts import t

PDF = "application/pdf"

_one_at_a_time = threading.Lock()


class NoPage(Exception):
    """There is no page to show. The message is for people."""


def first_page(path: Path, side: int) -> Image.Image:
    """The first page, its longest side `side` pixels long, on white. `NoPage` with a reason."""
    try:
        with _one_at_a_time:
            return _render(path, side)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise NoPage(t("This PDF is protected by a password.")) from error
        raise NoPage(t("This PDF is damaged and could not be read.")) from error


def _render(path: Path, side: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        page: Any = document[0]
        bitmap: Any = page.render(scale=side / max(page.get_size()))
        try:
            shown: Image.Image = bitmap.to_pil()
            return shown.convert("RGB").copy()
        finally:
            bitmap.close()
            page.close()
