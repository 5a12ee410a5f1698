"""Who has which skill, at which levels.

Whoever gives somebody a level holds the skill, as whoever changes its levels does: so nobody ever has one
that is gone.
"""

from datetime import datetime
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app import accounts
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.staff import named_rows, pairs, shown
from crm_app.staff.errors import SkillNotFound
from crm_app.staff.holding import hold_live_person, require_known_person
from crm_app.staff.models import Person, PersonSkill, Skill
from crm_app.staff.shown import PersonChoice
from crm_app.staff.skill_levels import toggle_option, validate_level_ids
from crm_app.staff.telling import tell_person_skill

PICKER = 20


class SkillOfPerson(NamedTuple):
    """A skill that somebody has. `levels` are the skill's, `proficiency_levels` the ids of theirs."""

    assignment_uuid: UUID
    skill_uuid: UUID
    name: str
    description: str | None
    levels: list[dict[str, Any]]
    proficiency_levels: list[str]
    since: datetime


class PersonWithSkill(NamedTuple):
    """Somebody who has a skill, and at which levels."""

    assignment_uuid: UUID
    person_uuid: UUID
    name: str
    email: str
    status: str
    job_title: str | None
    avatar_uuid: str | None
    proficiency_levels: list[str]
    since: datetime


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
    await _remove(scope, _of(person_uuid), _with(skill_uuid))


async def unassign_skill_by_uuid(scope: Scope, assignment_uuid: UUID | str) -> None:
    """The same for an assignment. `NotFound` when somebody was faster. Needs `staff.edit`."""
    scope.require("staff.edit")
    await _remove(scope, col(PersonSkill.uuid) == uuid_of(assignment_uuid))


async def list_skills_for_person(scope: Scope, person_uuid: UUID | str) -> list[SkillOfPerson]:
    """The skills of the person, who may be in the trash, in the order of their names.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = _skills_of_people().where(_of(person_uuid)).order_by(col(Skill.sort_name), col(Skill.uuid))
    found = [SkillOfPerson(*row) for row in await scope.session.execute(query)]
    if not found:
        await require_known_person(scope, person_uuid)
    return found


async def list_people_for_skill(
    scope: Scope, skill_uuid: UUID | str, *, limit: int | None = None
) -> list[PersonWithSkill]:
    """Everybody who has the skill and is not in the trash, or so many of them; who got it first comes first.

    `NotFound` for a skill that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = _people_with_skills().where(shown.LIVE, _with(skill_uuid))
    query = query.order_by(col(PersonSkill.inserted_at), col(PersonSkill.uuid)).limit(limit)
    found = [PersonWithSkill(*row) for row in await scope.session.execute(query)]
    if not found:
        await named_rows.require(scope, Skill, skill_uuid)
    return found


async def people_without_skill(
    scope: Scope, skill_uuid: UUID | str, *, search: str = "", limit: int = PICKER
) -> list[PersonChoice]:
    """Up to `limit` people, not in the trash, who could get the skill, in the order of their names.

    `search` looks into names and e-mails. `NotFound` for a skill that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    await named_rows.require(scope, Skill, skill_uuid)
    has_it = exists().where(_with(skill_uuid), col(PersonSkill.staff_person_uuid) == col(Person.uuid))
    return await shown.choices(scope, ~has_it, search=search, limit=limit)


async def skills_not_assigned_to(scope: Scope, person_uuid: UUID | str) -> list[Skill]:
    """The skills that the person could get, in the order of their names.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    await require_known_person(scope, person_uuid)
    has_it = exists().where(_of(person_uuid), col(PersonSkill.skill_uuid) == col(Skill.uuid))
    return await named_rows.listed(scope, Skill, ~has_it)


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


def _skills_of_people() -> Select[Any]:
    columns: list[Any] = [  # in the order of SkillOfPerson's fields
        col(PersonSkill.uuid),
        col(Skill.uuid),
        col(Skill.name),
        col(Skill.description),
        col(Skill.levels),
        col(PersonSkill.proficiency_levels),
        col(PersonSkill.inserted_at),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(PersonSkill)
    return query.join(Skill, col(Skill.uuid) == col(PersonSkill.skill_uuid))


def _people_with_skills() -> Select[Any]:
    columns: list[Any] = [  # in the order of PersonWithSkill's fields
        col(PersonSkill.uuid),
        col(Person.uuid),
        shown.NAME,
        col(accounts.User.email),
        col(Person.status),
        col(Person.job_title),
        shown.AVATAR,
        col(PersonSkill.proficiency_levels),
        col(PersonSkill.inserted_at),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(PersonSkill)
    query = query.join(Person, col(Person.uuid) == col(PersonSkill.staff_person_uuid))
    return query.join(accounts.User, shown.their_user())


def _of(person_uuid: UUID | str) -> ColumnElement[bool]:
    return col(PersonSkill.staff_person_uuid) == uuid_of(person_uuid)


def _with(skill_uuid: UUID | str) -> ColumnElement[bool]:
    return col(PersonSkill.skill_uuid) == uuid_of(skill_uuid)
