"""E-mail addresses: one rule for the whole app. Kept as typed, compared without case."""

import re

from crm_app.core.typed_text import normalised

MAX_LENGTH = 254
_PART = r"[^\s@\x00-\x1f\x7f\ud800-\udfff]+"
_EMAIL = re.compile(rf"{_PART}@{_PART}\.{_PART}")


def email_regex() -> re.Pattern[str]:
    """The rule; use `fullmatch`."""
    return _EMAIL


def is_valid_email(value: object) -> bool:
    """Whether this is a text that looks like an address; never raises."""
    return isinstance(value, str) and len(value) <= MAX_LENGTH and _EMAIL.fullmatch(value) is not None


def clean_email(value: str) -> str:
    """NFC and without surrounding space, as it is stored and looked up; what is far too long stays so."""
    return normalised(value, 4 * MAX_LENGTH)  # decomposed, one character may be four
