"""What the page of a team does: shows who is on it, adds people and takes them off."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.org_deleting import TEAM
from crm_app.web.pages.staff.org_people_state import OrgPeopleState
from crm_app.web.pages.staff.org_words import DEPARTMENTS, TEAMS
from crm_app.web.pages.staff.people_chips import person_options, seen
from crm_app.web.ui.pickers import PersonOption


class TeamState(OrgPeopleState, rx.State):
    """The team on the screen."""

    department: str = ""
    department_href: str = ""
    people: list[PersonOption] = []
    _words: ClassVar = TEAMS
    _deletion: ClassVar = TEAM

    @handler("staff.edit")
    async def add(self, person_uuid: str, levels: list[str]) -> None:
        """Puts somebody on the team; a team has no levels."""
        async with scope_of(self) as scope:
            await staff.add_team_person(scope, self._uuid(), person_uuid)

    @handler("staff.edit")
    async def remove(self, person_uuid: str) -> rx.event.EventSpec:
        """Takes somebody off the team; the notice puts them back."""
        team = self._uuid()
        name = next((person["name"] for person in self.people if person["uuid"] == person_uuid), "")
        async with scope_of(self) as scope:
            await staff.remove_team_person(scope, team, person_uuid)
        self.people = [person for person in self.people if person["uuid"] != person_uuid]
        undo = TeamState.put_back(str(team), person_uuid)
        return notify(
            t("{name} is not on {team} any more.", name=name, team=self.name), kind="success", undo=undo
        )

    @handler("staff.edit")
    async def put_back(self, team_uuid: str, person_uuid: str) -> None:
        """Undoes a removal, whatever page is open by now."""
        async with scope_of(self) as scope:
            await staff.add_team_person(scope, team_uuid, person_uuid)

    def _topics(self, uuid: UUID) -> tuple[str, ...]:
        """All departments: which one it is, is known only after reading, and may change."""
        return (staff.topics.team(uuid), staff.topics.PEOPLE, staff.topics.DEPARTMENTS)

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await staff.team_row(scope, uuid)
        if row is None:
            raise NotFound()
        self.name, self.description, self.department = row.name, row.description or "", row.department
        self.department_href = f"{DEPARTMENTS.path}/{row.department_uuid}"
        self._counted(row.people)
        people = await staff.team_people(scope, uuid, limit=self.most)
        self.people = await person_options(scope, map(seen, people))
        await self._read_candidates(scope)

    async def _candidates(self, scope: Scope, search: str) -> Sequence[Any]:
        return await staff.people_not_on_team(scope, self._uuid(), search=search)
