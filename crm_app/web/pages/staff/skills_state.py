"""The list of skills."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.org_deleting import SKILL
from crm_app.web.pages.staff.org_list_state import OrgListState
from crm_app.web.pages.staff.org_rows import OrgItem, skill_item
from crm_app.web.pages.staff.org_words import SKILLS


async def _read(scope: Scope) -> Iterable[OrgItem]:
    return map(skill_item, await staff.skill_rows(scope))


class SkillList(OrgListState, rx.State):
    """All skills."""

    _words: ClassVar = SKILLS
    _deletion: ClassVar = SKILL
    _columns: ClassVar = ("name", "people")
    _topics: ClassVar = (staff.topics.SKILLS, staff.topics.PEOPLE)
    _all_rows: ClassVar = _read
