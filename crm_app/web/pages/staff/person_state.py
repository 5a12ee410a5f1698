"""What the page of one person does: reads them, follows them, moves them to the trash and back."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify, notify_now
from crm_app.web.pages.staff.addresses import PersonTab, person_in, person_tab_in
from crm_app.web.pages.staff.list_rows import PersonItem, person_items
from crm_app.web.pages.staff.person_details import (
    NOTHING,
    Details,
    SkillItem,
    TeamItem,
    details_of,
    skill_items,
    team_items,
)
from crm_app.web.presence import look
from crm_app.web.problems import explain

NOBODY = PersonItem(
    uuid="",
    name="",
    email="",
    title="",
    department="",
    teams=[],
    more_teams="",
    all_teams="",
    status="",
    placeholder=False,
    image="",
    letters="",
    tint="0",
)


class PersonState(rx.State):
    """The person on the screen. `path` is the address that this was read for, `href` the one of the page."""

    path: str = ""
    href: str = ""
    tab: PersonTab = "overview"
    person: PersonItem = NOBODY
    details: Details = NOTHING
    teams: list[TeamItem] = []
    skills: list[SkillItem] = []
    problem: str = ""
    asked: bool = False

    @handler("staff.view")
    async def load(self) -> Any:
        """Reads the person that the address names; an unknown one leads back to the list."""
        uuid = person_in(self.router.url.path)
        self.tab, self.asked = person_tab_in(self.router.url.query_parameters), False
        if uuid is None:
            return await not_found(self)
        topics = (staff.topics.person(uuid), staff.topics.EVERY_PERSON)
        live.follow(self, dict.fromkeys(topics, PersonState.refresh))
        self.href = f"/staff/people/{uuid}"
        try:
            await self._show(uuid)
            await look(self, staff.topics.person(uuid), "staff")
        except NotFound:
            return await not_found(self)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem, self.path = explain(error, handler="PersonState.load").message, self.href
        return None

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> Any:
        """Something about the person changed; whoever looks at somebody who was deleted is told so."""
        uuid = parse_uuid(self.person["uuid"])
        if uuid is None:
            return None
        try:
            await self._show(uuid)
        except NotFound:
            return await self._leave()
        return None

    @handler("staff.delete")
    async def trash(self) -> rx.event.EventSpec:
        """Moves the person to the trash; their page stays open, and the notice brings them back."""
        uuid, name = self._uuid(), self.person["name"]
        async with scope_of(self) as scope:
            await staff.trash_person(scope, uuid)
        undo = PersonState.bring_back(str(uuid))
        return notify(t("{name} is in the trash now.", name=name), kind="success", undo=undo)

    @handler("staff.delete")
    async def restore(self) -> rx.event.EventSpec:
        """Takes this person out of the trash."""
        return await self._restore(self._uuid())

    @handler("staff.delete")
    async def bring_back(self, uuid: str) -> rx.event.EventSpec:
        """Undoes a move to the trash, whatever page is open by now."""
        wanted = parse_uuid(uuid)
        if wanted is None:
            raise NotFound()
        return await self._restore(wanted)

    @handler("staff.delete")
    async def ask_to_delete(self) -> None:
        """Opens the question."""
        self.asked = True

    @handler("staff.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.asked = False

    @handler("staff.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes the person for good and goes back to the list."""
        uuid, name = self._uuid(), self.person["name"]
        self.asked = False
        yield
        async with scope_of(self) as scope:
            await staff.delete_person(scope, uuid)
        self._forget()
        yield notify(t("{name} is permanently deleted.", name=name), kind="success")
        yield rx.redirect("/staff?status=trashed")

    async def _show(self, uuid: UUID) -> None:
        async with scope_of(self) as scope:
            await self._read(scope, uuid)
        self.problem, self.path = "", f"/staff/people/{uuid}"

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await staff.person_row(scope, uuid)
        person = await staff.require_person(scope, uuid)
        if row is None:
            raise NotFound()
        (self.person,) = await person_items(scope, [row])
        self.details = details_of(person)
        self.teams, self.skills = await team_items(scope, person), await skill_items(scope, person)

    async def _restore(self, uuid: UUID) -> rx.event.EventSpec:
        async with scope_of(self) as scope:
            await staff.restore_person(scope, uuid)
            row = await staff.person_row(scope, uuid)
        return notify(t("{name} is back.", name=row.name if row else ""), kind="success")

    async def _leave(self) -> rx.event.EventSpec:
        name = self.person["name"]
        self._forget()
        await notify_now(self, t("{name} was deleted.", name=name), "info")
        return rx.redirect("/staff", replace=True)

    def _forget(self) -> None:
        live.follow(self, {})
        self.person, self.path = NOBODY, ""

    def _uuid(self) -> UUID:
        uuid = parse_uuid(self.person["uuid"])
        if uuid is None:
            raise NotFound()
        return uuid


async def on_screen(state: rx.State) -> UUID:
    """The person whose page the tab shows; NotFound where it shows none."""
    return (await state.get_state(PersonState))._uuid()


async def not_found(state: rx.State) -> rx.event.EventSpec:
    """Back to the list, with a word about it: the address leads to no person (any more)."""
    await notify_now(state, t("Person not found"), "error")
    return rx.redirect("/staff", replace=True)
