"""The list of teams."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.org_deleting import TEAM
from crm_app.web.pages.staff.org_list_state import OrgListState
from crm_app.web.pages.staff.org_rows import OrgItem, team_item
from crm_app.web.pages.staff.org_words import TEAMS


async def _read(scope: Scope) -> Iterable[OrgItem]:
    return map(team_item, await staff.team_rows(scope))


class TeamList(OrgListState, rx.State):
    """All teams of all departments."""

    _words: ClassVar = TEAMS
    _deletion: ClassVar = TEAM
    _columns: ClassVar = ("name", "department", "people")
    _topics: ClassVar = (staff.topics.TEAMS, staff.topics.DEPARTMENTS, staff.topics.PEOPLE)
    _all_rows: ClassVar = _read
