"""What the page of a department shows: its teams, and its people who are on none."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.org_deleting import DEPARTMENT
from crm_app.web.pages.staff.org_record_state import OrgRecordState
from crm_app.web.pages.staff.org_rows import OrgItem, in_short, people_in_words, team_item
from crm_app.web.pages.staff.org_words import DEPARTMENTS
from crm_app.web.pages.staff.people_chips import person_options, seen
from crm_app.web.ui.pickers import PersonOption


class DepartmentState(OrgRecordState, rx.State):
    """The department on the screen. `people_in_all` says how many work in it, on its teams or not."""

    teams: list[OrgItem] = []
    people: list[PersonOption] = []
    total: int = 0
    more: bool = False
    people_in_all: str = ""
    _words: ClassVar = DEPARTMENTS
    _deletion: ClassVar = DEPARTMENT

    def _topics(self, uuid: UUID) -> tuple[str, ...]:
        return (staff.topics.department(uuid), staff.topics.PEOPLE)

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await staff.department_row(scope, uuid)
        if row is None:
            raise NotFound()
        self.name, self.description = row.name, row.description or ""
        self.people_in_all = people_in_words(row.people)
        self.teams = [_team(team) for team in await staff.team_rows(scope, uuid)]
        without_team = await staff.org_children(scope, "department", uuid, limit=self.most)
        self.people = await person_options(scope, map(seen, without_team.people))
        self.total, self.more = without_team.total, without_team.total > self.most


def _team(row: staff.TeamRow) -> OrgItem:
    """Whose department it is, goes without saying here."""
    item = in_short(team_item(row))
    item["summary"] = people_in_words(row.people)
    return item
