"""Names as people look them up: without capitals, accents and ligatures."""

import unicodedata

from crm_app.core.typed_text import is_plain

LONGEST = 1_000
"""More of a text is never compared; what is stored is shorter, and a search that long finds nothing."""


def sort_key(name: str) -> str:
    """`Ömer ŁUKASZ` becomes `omer łukasz`: what names are sorted and searched by."""
    name = name[:LONGEST] if is_plain(name[:LONGEST]) else ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
