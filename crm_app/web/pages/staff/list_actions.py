"""What the list of people does to those in it, to one or to many at once.

Whom a bulk action means comes from the browser as `(uuids, everything)`: the chosen uuids, or the name of the
list whose people are all meant. What is no uuid is dropped; a list that is not shown any more is refused.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import Conflict, NotFound
from crm_app.core.ids import parse_uuid, uuid7
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.ui.selection import Answer

UNDOABLE = 4
"""So many bulk actions can be undone: as many as notices are shown."""


class PeopleActions(rx.State):
    """`answer` tells the selection in the browser what came of an action.

    Whom a question is about is settled when it opens: nobody else is deleted, whatever is chosen afterwards.
    """

    answer: Answer = {"number": 0, "done": False}
    asking: bool = False
    deleting: bool = False
    question: str = ""
    consequence: str = ""
    _doomed: list[UUID] = []
    _undoable: dict[str, list[UUID]] = {}

    @handler("staff.delete")
    async def trash(self, uuid: str) -> rx.event.EventSpec:
        """Moves a person to the trash; the notice brings them back."""
        async with scope_of(self) as scope:
            await staff.trash_person(scope, uuid)
            name = await _name(scope, uuid)
        (await self.get_state(PeopleList))._drop({uuid})
        undo = PeopleActions.restore(uuid)
        return notify(t("{name} is in the trash now.", name=name), kind="success", undo=undo)

    @handler("staff.delete")
    async def restore(self, uuid: str) -> rx.event.EventSpec:
        """Takes a person back out of the trash."""
        async with scope_of(self) as scope:
            await staff.restore_person(scope, uuid)
            name = await _name(scope, uuid)
        people = await self.get_state(PeopleList)
        if people.in_trash:
            people._drop({uuid})
        return notify(t("{name} is back.", name=name), kind="success")

    @handler("staff.delete")
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question about one person."""
        async with scope_of(self) as scope:
            await self._ask(scope, [(await staff.require_person(scope, uuid)).uuid])

    @handler("staff.delete")
    async def trash_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Moves the chosen people to the trash; the notice brings them back."""
        with self._answering():
            async with scope_of(self) as scope:
                chosen = await self._chosen(scope, uuids, everything)
                count = await staff.bulk_trash(scope, chosen)
            await self._gone(chosen)
        if not count:
            return notify(t("They were in the trash already."))
        text = tn("{count} person is in the trash now.", "{count} people are in the trash now.", count)
        # Who was there before is not this person's to bring back.
        undo = PeopleActions.undo(self._remember(chosen)) if count == len(chosen) else None
        return notify(text, kind="success", undo=undo)

    @handler("staff.delete")
    async def undo(self, key: str) -> rx.event.EventSpec:
        """Brings back whom one action moved to the trash."""
        async with scope_of(self) as scope:
            count = await staff.bulk_restore(scope, self._undoable.pop(key, []))
        return _restored(count)

    @handler("staff.delete")
    async def restore_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Takes the chosen people back out of the trash."""
        with self._answering():
            async with scope_of(self) as scope:
                chosen = await self._chosen(scope, uuids, everything)
                count = await staff.bulk_restore(scope, chosen)
            await self._gone(chosen)
        return _restored(count)

    @handler("staff.delete")
    async def ask_to_delete_many(self, uuids: list[str], everything: str) -> None:
        """Opens the question about the chosen people; they stay chosen until it is answered."""
        with self._answering(done=False):
            async with scope_of(self) as scope:
                await self._ask(scope, await self._chosen(scope, uuids, everything))

    @handler("staff.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self._close()

    @handler("staff.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes whom the question is about, for good. Asked twice it does so once."""
        doomed = list(self._doomed)
        self.deleting = bool(doomed)
        yield
        try:
            if doomed:
                yield await self._delete(doomed)
        finally:
            self._close()

    async def _delete(self, doomed: list[UUID]) -> rx.event.EventSpec:
        with self._answering():
            async with scope_of(self) as scope:
                if len(doomed) == 1:
                    await staff.delete_person(scope, doomed[0])
                    count = 1
                else:
                    count = await staff.bulk_delete(scope, doomed)
            await self._gone(doomed)
        text = tn("{count} person is permanently deleted.", "{count} people are permanently deleted.", count)
        return notify(text, kind="success")

    async def _ask(self, scope: Scope, doomed: list[UUID]) -> None:
        if not doomed:
            raise NotFound()
        one = await _name(scope, doomed[0]) if len(doomed) == 1 else ""
        self._doomed, self.asking = doomed, True
        self.question = _question(len(doomed))
        self.consequence = _consequence(one)

    def _close(self) -> None:
        self.asking, self.deleting, self._doomed = False, False, []

    async def _chosen(self, scope: Scope, uuids: Sequence[object], everything: str) -> list[UUID]:
        if not everything:
            named = uuids if isinstance(uuids, list) else []
            return list(dict.fromkeys(uuid for text in named if (uuid := parse_uuid(text))))
        people = await self.get_state(PeopleList)
        if everything != people.shown:
            raise Conflict(t("The list has changed meanwhile. Nothing was done."))
        return await staff.matching_uuids(scope, people._address.wanted)

    @contextmanager
    def _answering(self, *, done: bool = True) -> Iterator[None]:
        """The browser waits for an answer whatever comes of the action."""
        finished = False
        try:
            yield
            finished = done
        finally:
            self.answer = {"number": self.answer["number"] + 1, "done": finished}

    async def _gone(self, uuids: Sequence[UUID]) -> None:
        (await self.get_state(PeopleList))._drop({str(uuid) for uuid in uuids})

    def _remember(self, uuids: list[UUID]) -> str:
        key = uuid7().hex
        self._undoable = dict([*self._undoable.items(), (key, uuids)][-UNDOABLE:])
        return key


async def _name(scope: Scope, uuid: UUID | str) -> str:
    row = await staff.person_row(scope, uuid)
    return row.name if row else ""


def _restored(count: int) -> rx.event.EventSpec:
    if not count:
        return notify(t("They are not in the trash any more."))
    return notify(tn("{count} person is back.", "{count} people are back.", count), kind="success")


def _question(count: int) -> str:
    return tn("Delete permanently?", "Delete {count} people permanently?", count)


def _consequence(one: str) -> str:
    if one:
        return t(
            "{name} will be deleted, with their teams, skills and employments, and all files and images that "
            "no other record holds. Their user account stays. This cannot be undone.",
            name=one,
        )
    return t(
        "They will be deleted, with their teams, skills and employments, and all files and images that no "
        "other record holds. Their user accounts stay. This cannot be undone."
    )
