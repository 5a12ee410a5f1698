"""What became of the rows of a list since somebody saw them: only that goes to the browsers.

Rows are mappings of JSON values with a `uuid`. Facts are what a list says beside them: how many there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Patch:
    """`changed`: the new values by uuid. `came`: rows, each with the uuid of the one before it (None: it is
    the first). `facts` is empty when they stayed as they were.
    """

    changed: Mapping[str, Row] = field(default_factory=dict[str, Row])
    gone: tuple[str, ...] = ()
    came: tuple[tuple[Row, str | None], ...] = ()
    facts: Facts = field(default_factory=dict[str, Any])

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone or self.came or self.facts)

    def encoded(self, key: str, heard: int) -> list[Any]:
        """What is sent, short: the view's key, up to which change this is true, and what is not empty."""
        parts: list[Any] = [key, heard, self.changed, self.gone, self.came, self.facts]
        while not parts[-1]:
            parts.pop()
        return parts


def difference(before: Row | None, after: Row) -> Row:
    """The fields that are another now; all of them when nobody knows what was `before`."""
    if before is None:
        return after
    return {name: value for name, value in after.items() if name not in before or before[name] != value}


def newcomers(rows: Iterable[Row], known: Iterable[str], *, ended: bool) -> list[tuple[Row, str | None]]:
    """The rows that are not among the known, each with the one before it.

    Behind the last known row others may follow that nobody has asked for yet: they count only when the end
    of the list is known, too (`ended`).
    """
    known, found = frozenset(known), list[tuple[Row, str | None]]()
    certain, before = 0, None
    for row in rows:
        if row["uuid"] in known:
            certain = len(found)
        else:
            found.append((row, before))
        before = row["uuid"]
    return found if ended else found[:certain]
