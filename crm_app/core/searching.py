"""Searching text as people mean it: no wildcards, no capitals, nothing that breaks a query."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

ESCAPE = "\\"
LONGEST = 10_000


def contains(search: str, *columns: Any) -> ColumnElement[bool]:
    """Whether any of the columns contains the text. `%`, `_` and the backslash stand for themselves."""
    pattern = f"%{escaped(search)}%"
    return or_(*(col(column).ilike(pattern, escape=ESCAPE) for column in columns))


def escaped(search: str) -> str:
    """The text for LIKE, without characters that PostgreSQL cannot take."""
    storable = "".join(c for c in search[:LONGEST].strip() if c != "\0" and not "\ud800" <= c <= "\udfff")
    return storable.replace(ESCAPE, ESCAPE * 2).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_")
