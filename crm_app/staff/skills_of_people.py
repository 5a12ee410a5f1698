"""Reading who has which skill, from either side, and who could get it."""

from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import named_rows, shown
from crm_app.staff.holding import require_known_person
from crm_app.staff.models import Person, PersonSkill, Skill
from crm_app.staff.shown import PersonChoice

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


async def list_skills_for_person(scope: Scope, person_uuid: UUID | str) -> list[SkillOfPerson]:
    """The skills of the person, who may be in the trash, in the order of their names.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = _skills_of_people().where(of_person(person_uuid)).order_by(col(Skill.sort_name), col(Skill.uuid))
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
    query = _people_with_skills().where(shown.LIVE, with_skill(skill_uuid))
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
    has_it = exists().where(with_skill(skill_uuid), col(PersonSkill.staff_person_uuid) == col(Person.uuid))
    return await shown.choices(scope, ~has_it, search=search, limit=limit)


async def skills_not_assigned_to(scope: Scope, person_uuid: UUID | str) -> list[Skill]:
    """The skills that the person could get, in the order of their names.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    await require_known_person(scope, person_uuid)
    has_it = exists().where(of_person(person_uuid), col(PersonSkill.skill_uuid) == col(Skill.uuid))
    return await named_rows.listed(scope, Skill, ~has_it)


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


def of_person(person_uuid: UUID | str) -> ColumnElement[bool]:
    """What somebody has."""
    return col(PersonSkill.staff_person_uuid) == uuid_of(person_uuid)


def with_skill(skill_uuid: UUID | str) -> ColumnElement[bool]:
    """Who has the skill."""
    return col(PersonSkill.skill_uuid) == uuid_of(skill_uuid)
