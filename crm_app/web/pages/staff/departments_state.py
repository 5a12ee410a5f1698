"""The list of departments."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.org_deleting import DEPARTMENT
from crm_app.web.pages.staff.org_list_state import OrgListState
from crm_app.web.pages.staff.org_rows import OrgItem, department_item
from crm_app.web.pages.staff.org_words import DEPARTMENTS


async def _read(scope: Scope) -> Iterable[OrgItem]:
    return map(department_item, await staff.department_rows(scope))


class DepartmentList(OrgListState, rx.State):
    """All departments."""

    _words: ClassVar = DEPARTMENTS
    _deletion: ClassVar = DEPARTMENT
    _columns: ClassVar = ("name", "teams", "people")
    _topics: ClassVar = (staff.topics.DEPARTMENTS, staff.topics.TEAMS, staff.topics.PEOPLE)
    _all_rows: ClassVar = _read
