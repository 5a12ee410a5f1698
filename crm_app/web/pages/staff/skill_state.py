"""What the page of a skill does: shows who has it and how well, adds people, sets levels, takes it away."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypedDict
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.org_deleting import SKILL
from crm_app.web.pages.staff.org_people_state import OrgPeopleState
from crm_app.web.pages.staff.org_rows import levels_line
from crm_app.web.pages.staff.org_words import SKILLS
from crm_app.web.pages.staff.people_chips import person_options, seen
from crm_app.web.ui.pickers import LevelGroup, LevelOption, PersonOption


class SkilledPerson(TypedDict):
    """Somebody who has the skill; `levels` are ids of theirs."""

    assignment: str
    person: PersonOption
    levels: list[str]


class SkillState(OrgPeopleState, rx.State):
    """The skill on the screen."""

    groups: list[LevelGroup] = []
    levels_in_words: str = ""
    people: list[SkilledPerson] = []
    _words: ClassVar = SKILLS
    _deletion: ClassVar = SKILL

    @handler("staff.edit")
    async def add(self, person_uuid: str, levels: list[str]) -> None:
        """Gives somebody the skill at these levels."""
        async with scope_of(self) as scope:
            await staff.assign_skill(scope, person_uuid, self._uuid(), levels)

    @handler("staff.edit")
    async def set_level(self, assignment: str, level: str, wanted: bool) -> None:
        """Gives or takes one level: decided from what they have by now, not from what was shown."""
        async with scope_of(self) as scope:
            await staff.choose_level(scope, assignment, level, chosen=wanted)

    @handler("staff.edit")
    async def remove(self, person_uuid: str) -> rx.event.EventSpec:
        """Takes the skill from somebody; the notice gives it back, with its levels."""
        skill, name = self._uuid(), self.name
        theirs = next((each for each in self.people if each["person"]["uuid"] == person_uuid), None)
        if theirs is None:
            raise NotFound()
        async with scope_of(self) as scope:
            await staff.unassign_skill(scope, person_uuid, skill)
        self.people = [each for each in self.people if each["person"]["uuid"] != person_uuid]
        undo = SkillState.put_back(str(skill), person_uuid, list(theirs["levels"]))
        text = t("{name} does not have {skill} any more.", name=theirs["person"]["name"], skill=name)
        return notify(text, kind="success", undo=undo)

    @handler("staff.edit")
    async def put_back(self, skill_uuid: str, person_uuid: str, levels: list[str]) -> None:
        """Undoes a removal, whatever page is open by now; levels that are gone meanwhile stay away."""
        async with scope_of(self) as scope:
            skill = await staff.require_skill(scope, skill_uuid)
            kept = staff.prune_level_ids(skill, levels)
            await staff.assign_skill(scope, person_uuid, skill.uuid, kept)

    def _topics(self, uuid: UUID) -> tuple[str, ...]:
        return (staff.topics.skill(uuid), staff.topics.PEOPLE)

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        skill = await staff.skill_row(scope, uuid)
        if skill is None:
            raise NotFound()
        self.name, self.description = skill.name, skill.description or ""
        self.levels_in_words = levels_line(skill.levels) or t("No levels")
        self.groups = [_group(group) for group in staff.level_groups(skill) if group["options"]]
        self._counted(skill.people)
        rows = await staff.list_people_for_skill(scope, uuid, limit=self.most)
        people = await person_options(scope, map(seen, rows))
        self.people = [
            SkilledPerson(assignment=str(row.assignment_uuid), person=person, levels=row.proficiency_levels)
            for row, person in zip(rows, people, strict=True)
        ]
        await self._read_candidates(scope)

    async def _candidates(self, scope: Scope, search: str) -> Sequence[Any]:
        return await staff.people_without_skill(scope, self._uuid(), search=search)


def _group(group: Any) -> LevelGroup:
    options = [LevelOption(id=option["id"], name=option["name"]) for option in group["options"]]
    return LevelGroup(id=group["id"], name=group["name"], several=group["allow_multiple"], options=options)
