"""Deleting a department, a team or a skill: the question says what goes along, with the numbers of now."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.org_words import Words
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.phrases import phrase


class Doomed(NamedTuple):
    """What is to be deleted, and what goes along with it."""

    name: str
    goes_along: str


async def doomed_department(scope: Scope, uuid: UUID) -> Doomed:
    """The department with its teams, memberships and people; `NotFound`."""
    row = await staff.department_row(scope, uuid)
    if row is None:
        raise NotFound()
    members = sum(team.people for team in await staff.team_rows(scope, uuid))
    said = [_teams(row.teams, members)] if row.teams else []
    said += [_stay(row.people)] if row.people else []
    return Doomed(row.name, " ".join(said) or t("It has no teams and no people."))


async def doomed_team(scope: Scope, uuid: UUID) -> Doomed:
    """The team with who is on it; `NotFound`."""
    row = await staff.team_row(scope, uuid)
    if row is None:
        raise NotFound()
    leave = tn(
        "{count} person leaves it and stays on staff.",
        "{count} people leave it and stay on staff.",
        row.people,
    )
    return Doomed(row.name, leave if row.people else t("Nobody is on it."))


async def doomed_skill(scope: Scope, uuid: UUID) -> Doomed:
    """The skill with who has it; `NotFound`."""
    row = await staff.skill_row(scope, uuid)
    if row is None:
        raise NotFound()
    taken = tn(
        "It will be taken from {count} person, with their level.",
        "It will be taken from {count} people, with their levels.",
        row.people,
    )
    return Doomed(row.name, taken if row.people else t("Nobody has it."))


class Deletion(NamedTuple):
    """How one kind of record is deleted."""

    doomed: Callable[[Scope, UUID], Awaitable[Doomed]]
    delete: Callable[[Scope, UUID], Awaitable[None]]


DEPARTMENT = Deletion(doomed_department, staff.delete_department)
TEAM = Deletion(doomed_team, staff.delete_team)
SKILL = Deletion(doomed_skill, staff.delete_skill)


class OrgDeleting(rx.State, mixin=True):
    """The question before something is deleted, and its answer. `doomed` is the uuid that it is about."""

    doomed: str = ""
    doomed_name: str = ""
    goes_along: str = ""
    _words: ClassVar[Words]
    _deletion: ClassVar[Deletion]

    async def _after_deletion(self, uuid: UUID) -> Any:
        """What the screen does then."""
        raise NotImplementedError

    @handler("staff.delete")
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question."""
        async with scope_of(self) as scope:
            doomed = await self._deletion.doomed(scope, _uuid(uuid))
        self.doomed, self.doomed_name, self.goes_along = uuid, doomed.name, doomed.goes_along

    @handler("staff.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.doomed = ""

    @handler("staff.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes what the question is about; the second click on its answer finds nothing to do."""
        if not self.doomed:
            return
        uuid, name, self.doomed = _uuid(self.doomed), self.doomed_name, ""
        yield
        async with scope_of(self) as scope:
            await self._deletion.delete(scope, uuid)
        yield notify(t("{name} was deleted.", name=name), kind="success")
        yield await self._after_deletion(uuid)

    async def _ask_again(self, scope: Scope) -> None:
        """Brings an open question up to date; one about something that is gone is closed."""
        uuid = parse_uuid(self.doomed)
        if uuid is None:
            return
        try:
            self.doomed_name, self.goes_along = await self._deletion.doomed(scope, uuid)
        except NotFound:
            self.doomed = ""


def delete_question(state: type[OrgDeleting]) -> rx.Component:
    """The question."""
    words = state._words
    return confirm(
        open=state.doomed != "",
        title=phrase(words.delete_question, name=state.doomed_name),
        text=state.goes_along + " " + t("This cannot be undone."),
        confirm_label=words.delete,
        on_confirm=state.delete,
        on_cancel=state.keep,
    )


def _teams(teams: int, members: int) -> str:
    going = tn("{count} team is deleted with it", "{count} teams are deleted with it", teams)
    ended = tn("with {count} membership.", "with {count} memberships.", members)
    return f"{going}, {ended}" if members else f"{going}."


def _stay(people: int) -> str:
    return tn(
        "{count} person loses their place in it and stays on staff.",
        "{count} people lose their place in it and stay on staff.",
        people,
    )


def _uuid(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid
