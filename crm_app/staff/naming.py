"""What people, departments, teams and skills are called, many at once."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.staff.models import Department, Person, Skill, Team
from crm_app.staff.shown import NAME, their_user


async def person_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The display names of those of the people who exist, trashed ones too, in one query.

    Needs `staff.view`, as the others here.
    """
    scope.require("staff.view")
    query = select(Person.uuid, NAME).join(accounts.User, their_user()).where(col(Person.uuid).in_(uuids))
    return dict((await scope.session.exec(query)).all())


async def department_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the departments that exist, in one query."""
    return await _names(scope, Department, uuids)


async def team_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the teams that exist, in one query."""
    return await _names(scope, Team, uuids)


async def skill_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the skills that exist, in one query."""
    return await _names(scope, Skill, uuids)


async def _names(
    scope: Scope, model: type[Department | Team | Skill], uuids: Collection[UUID]
) -> dict[UUID, str]:
    scope.require("staff.view")
    query = select(model.uuid, model.name).where(col(model.uuid).in_(uuids))
    return dict((await scope.session.exec(query)).all())
