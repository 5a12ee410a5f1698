"""What people type, brought into one form. Normalising is quadratic in a run of combining marks, and a
request may bring a megabyte of them: so what is too long or too strange is left as it is, for the
rules of the field to refuse.
"""

import unicodedata

LONGEST_RUN = 100
"""More marks on one letter than any language or joke needs."""


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
