"""What people type, brought into one form. Normalising is quadratic in a run of combining marks, and a
request may bring a megabyte of them: so what is too long or too strange is left as it is, for the
rules of the field to refuse.
"""

import unicodedata

from crm_app.core.texts import t

LONGEST_RUN = 100
"""More marks on one letter than any language or joke needs."""


SPACIOUS = 4
"""Composing may shorten a text, so one of up to so many times its field's limit gets its chance."""


def text_typed(value: object, limit: int) -> str:
    """What somebody typed into a field of up to `limit` characters, normalised; "" for what is no text."""
    return normalised(value, SPACIOUS * limit) if isinstance(value, str) else ""


def normalised(text: str, limit: int) -> str:
    """The text in NFC and without white space around it; untouched when over `limit` or not `is_plain`."""
    if len(text) > limit or not is_plain(text):
        return text
    return unicodedata.normalize("NFC", text).strip()


def is_plain(text: str) -> bool:
    """Whether no letter carries more than `LONGEST_RUN` combining marks."""
    if text.isascii():
        return True
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > LONGEST_RUN:
            return False
    return True


def text_problem(text: str, limit: int) -> str | None:
    """What keeps this text from being stored in a field of up to `limit` characters; None for nothing."""
    if len(text) > limit:
        return t("Use at most {limit} characters.", limit=limit)
    if not is_storable(text) or not is_plain(text):
        return t("This contains a character that cannot be stored.")
    return None


def is_storable(text: str) -> bool:
    """PostgreSQL takes every character but NUL and halves of surrogate pairs."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
