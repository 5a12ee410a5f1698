"""Deleting people from the trash for good: a question first, then the deed."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.list_choice import PeopleChoice


class PeopleDeletion(rx.State):
    """Whom the question is about is settled when it opens, whatever is chosen afterwards."""

    asking: bool = False
    deleting: bool = False
    question: str = ""
    consequence: str = ""
    _doomed: list[UUID] = []

    @handler("staff.delete")
    async def ask(self, uuid: str) -> None:
        """Opens the question about one person."""
        async with scope_of(self) as scope:
            await self._ask(scope, [(await staff.require_person(scope, uuid)).uuid])

    @handler("staff.delete")
    async def ask_about_many(self, uuids: list[str], everything: str) -> None:
        """Opens the question about the chosen people; they stay chosen until it is answered."""
        choice = await self.get_state(PeopleChoice)
        with choice._answering(done=False):
            async with scope_of(self) as scope:
                await self._ask(scope, await choice._people(scope, uuids, everything))

    @handler("staff.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self._close()

    @handler("staff.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes whom the question is about. Pressed twice it does so once."""
        doomed = list(self._doomed)
        self.deleting = bool(doomed)
        yield
        try:
            if doomed:
                yield await self._delete(doomed)
        finally:
            self._close()

    async def _ask(self, scope: Scope, doomed: list[UUID]) -> None:
        if not doomed:
            raise NotFound()
        row = await staff.person_row(scope, doomed[0])
        self._doomed, self.asking = doomed, True
        self.question = tn("Delete permanently?", "Delete {count} people permanently?", len(doomed))
        self.consequence = _consequence(row.name if row and len(doomed) == 1 else "")

    async def _delete(self, doomed: list[UUID]) -> rx.event.EventSpec:
        choice = await self.get_state(PeopleChoice)
        with choice._answering():
            async with scope_of(self) as scope:
                count = await _deleted(scope, doomed)
        text = tn("{count} person is permanently deleted.", "{count} people are permanently deleted.", count)
        return notify(text, kind="success")

    def _close(self) -> None:
        self.asking, self.deleting, self._doomed = False, False, []


async def _deleted(scope: Scope, doomed: list[UUID]) -> int:
    """Of one person it is told why they could not be deleted."""
    if len(doomed) > 1:
        return await staff.bulk_delete(scope, doomed)
    await staff.delete_person(scope, doomed[0])
    return 1


def _consequence(name: str) -> str:
    if name:
        return t(
            "{name} will be deleted, with their teams, skills and employments, and all files and images that "
            "no other record holds. Their user account stays. This cannot be undone.",
            name=name,
        )
    return t(
        "They will be deleted, with their teams, skills and employments, and all files and images that no "
        "other record holds. Their user accounts stay. This cannot be undone."
    )
