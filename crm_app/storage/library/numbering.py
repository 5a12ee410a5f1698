"""Names that are free: what is there already gets a number, never an error."""

from collections.abc import Collection

from crm_app.storage.models import NAME_LENGTH
from crm_app.storage.names import extension


def free_name(name: str, taken: Collection[str], note: str = "") -> str:
    """The name if it is free, else `name (note)`, `name (note 2)`, ...; without a note `name (2)`, ...

    The number comes before the extension. At most 255 characters.
    """
    if name not in taken:
        return name
    end = extension(name)
    stem, tail = (name[: -len(end) - 1], f".{name[-len(end) :]}") if end else (name, "")
    number = 1
    while True:
        mark = _mark(note, number)
        if mark and (new := f"{stem[: NAME_LENGTH - len(mark) - len(tail)]}{mark}{tail}") not in taken:
            return new
        number += 1


def _mark(note: str, number: int) -> str:
    if number == 1:
        return f" ({note})" if note else ""
    return f" ({note} {number})" if note else f" ({number})"
