"""Whom a bulk action is about, and how the browser learns what came of it.

Whom it means comes from the browser as `(uuids, everything)`: the chosen uuids, or the name of the list whose
people are all meant. What is no uuid is dropped; a list that is not shown any more is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import Conflict
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.ui.selection import Answer


class PeopleChoice(rx.State):
    """`answer` tells the selection in the browser what came of an action."""

    answer: Answer = {"number": 0, "done": False}

    async def _people(self, scope: Scope, uuids: object, everything: object) -> list[UUID]:
        """Whom the browser means. `Conflict` when it means a list that has become another one."""
        if not everything:
            named = uuids if isinstance(uuids, list) else []
            return list(dict.fromkeys(uuid for text in named if (uuid := parse_uuid(text))))
        people = await self.get_state(PeopleList)
        if everything != people.listed:
            raise Conflict(t("The list has changed meanwhile. Nothing was done."))
        return await staff.matching_uuids(scope, people._address.wanted)

    @contextmanager
    def _answering(self, *, done: bool = True) -> Iterator[None]:
        """The browser waits for an answer, whatever comes of the action; `done` clears the selection."""
        finished = False
        try:
            yield
            finished = done
        finally:
            self.answer = {"number": self.answer["number"] + 1, "done": finished}
