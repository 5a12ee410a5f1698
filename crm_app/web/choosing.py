"""Choosing rows of a list and doing something with them, on the server: what `ui.selection` talks to.

What is meant comes from the browser as `(uuids, everything)`: the chosen uuids, or the name of the list whose
rows are all meant.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import reflex as rx

from crm_app.core.errors import Conflict
from crm_app.core.ids import parse_uuid, uuid7
from crm_app.core.texts import t
from crm_app.web.ui.selection import Answer

UNDOABLE = 4
"""So many bulk actions can be undone: as many as notices are shown."""


class Answering(rx.State, mixin=True):
    """`answer` tells the selection in the browser what came of an action."""

    answer: Answer = {"number": 0, "done": False}

    @contextmanager
    def _answering(self, *, done: bool = True) -> Iterator[None]:
        """The browser waits for an answer, whatever comes of the action; `done` clears the selection."""
        finished = False
        try:
            yield
            finished = done
        finally:
            self.answer = {"number": self.answer["number"] + 1, "done": finished}


class Undoing(rx.State, mixin=True):
    """Remembers what the last bulk actions were done to."""

    _undoable: dict[str, list[UUID]] = {}

    def _remember(self, uuids: list[UUID]) -> str:
        """The key under which the action can be undone."""
        key = uuid7().hex
        self._undoable = dict([*self._undoable.items(), (key, uuids)][-UNDOABLE:])
        return key

    def _remembered(self, key: str) -> list[UUID]:
        """What the action was done to, once; none for one that is too long ago."""
        return self._undoable.pop(key, [])


def chosen_uuids(uuids: object) -> list[UUID]:
    """The uuids that the browser names, each once and in its order; what is no uuid is dropped."""
    named = uuids if isinstance(uuids, list) else []
    return list(dict.fromkeys(uuid for text in named if (uuid := parse_uuid(text))))


def require_same_list(everything: object, *shown: str) -> None:
    """`Conflict` unless the list that the browser means has all these names still."""
    if any(everything != name for name in shown):
        raise Conflict(t("The list has changed meanwhile. Nothing was done."))
