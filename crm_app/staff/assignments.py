"""Giving people skills and levels, and taking them.

Whoever gives somebody a level holds the skill, as whoever changes its levels does: so nobody ever has one
that is gone.
"""

from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.staff import pairs
from crm_app.staff.errors import SkillNotFound
from crm_app.staff.holding import hold_live_person
from crm_app.staff.models import PersonSkill, Skill
from crm_app.staff.skill_levels import toggle_option, validate_level_ids
from crm_app.staff.skills_of_people import of_person, with_skill
from crm_app.staff.telling import tell_person_skill


async def assign_skill(
    scope: Scope, person_uuid: UUID | str, skill_uuid: UUID | str, level_ids: object = ()
) -> PersonSkill:
    """Gives the person the skill, at these levels: ids of its options, or a single one.

    `ValidationFailed` at `staff_person_uuid` for somebody who has it already, `PersonTrashed`, `NotFound`
    for no such person, `SkillNotFound`, `InvalidLevels`, `TooManyLevels`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    skill = await _held(scope, skill_uuid)
    person = await hold_live_person(scope, person_uuid)
    if skill is None:
        raise SkillNotFound()
    levels = validate_level_ids(skill, level_ids)
    assignment = await pairs.join(
        scope, PersonSkill, staff_person_uuid=person, skill_uuid=skill.uuid, proficiency_levels=levels
    )
    if assignment is None:
        raise ValidationFailed({"staff_person_uuid": [t("This person has this skill already.")]})
    _tell(scope, assignment, "added")
    return assignment


async def update_assignment_levels(
    scope: Scope, assignment_uuid: UUID | str, level_ids: object
) -> PersonSkill:
    """Replaces the levels that somebody, who may be in the trash, has of a skill.

    `InvalidLevels`, `TooManyLevels`, `NotFound` when the assignment is gone. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    skill, assignment = await _held_assignment(scope, assignment_uuid)
    return _set_levels(scope, assignment, validate_level_ids(skill, level_ids))


async def choose_level(
    scope: Scope, assignment_uuid: UUID | str, level_id: str, *, chosen: bool
) -> PersonSkill:
    """Gives somebody, who may be in the trash, one level of a skill they have, or takes it.

    Decided from the levels they have by then: of a selector that takes one, it replaces theirs; what is
    chosen already stays. `InvalidLevels`, `NotFound` when the assignment is gone. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    skill, assignment = await _held_assignment(scope, assignment_uuid)
    validate_level_ids(skill, [level_id])
    theirs = assignment.proficiency_levels
    wanted = theirs if (level_id in theirs) == chosen else toggle_option(skill, theirs, level_id)
    return _set_levels(scope, assignment, validate_level_ids(skill, wanted))


async def unassign_skill(scope: Scope, person_uuid: UUID | str, skill_uuid: UUID | str) -> None:
    """Takes the skill from the person, who may be in the trash. `NotFound` when they do not have it.

    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    await _remove(scope, of_person(person_uuid), with_skill(skill_uuid))


async def unassign_skill_by_uuid(scope: Scope, assignment_uuid: UUID | str) -> None:
    """The same for an assignment. `NotFound` when somebody was faster. Needs `staff.edit`."""
    scope.require("staff.edit")
    await _remove(scope, col(PersonSkill.uuid) == uuid_of(assignment_uuid))


async def _held(scope: Scope, skill_uuid: UUID | str) -> Skill | None:
    """The skill as it is now; nobody changes its levels before this transaction ends."""
    query = select(Skill).where(col(Skill.uuid) == uuid_of(skill_uuid)).with_for_update(read=True)
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def _held_assignment(scope: Scope, uuid: UUID | str) -> tuple[Skill, PersonSkill]:
    """The assignment and its skill, which nobody changes before this transaction ends; `NotFound`."""
    this = select(PersonSkill).where(col(PersonSkill.uuid) == uuid_of(uuid))
    found = (await scope.session.exec(this)).first()
    skill = await _held(scope, found.skill_uuid) if found else None
    held = this.with_for_update(key_share=True).execution_options(populate_existing=True)
    assignment = (await scope.session.exec(held)).first()
    if assignment is None or skill is None:
        raise NotFound()
    return skill, assignment


def _set_levels(scope: Scope, assignment: PersonSkill, levels: list[str]) -> PersonSkill:
    if levels != assignment.proficiency_levels:
        assignment.proficiency_levels = levels
        _tell(scope, assignment, "updated")
    return assignment


async def _remove(scope: Scope, *wanted: ColumnElement[bool]) -> None:
    gone = await pairs.part(scope, PersonSkill, *wanted)
    tell_person_skill(scope, gone.skill_uuid, gone.staff_person_uuid, "removed")


def _tell(scope: Scope, assignment: PersonSkill, what: Literal["added", "updated"]) -> None:
    tell_person_skill(
        scope,
        assignment.skill_uuid,
        assignment.staff_person_uuid,
        what,
        person_skill_uuid=str(assignment.uuid),
        proficiency_levels=assignment.proficiency_levels,
    )
