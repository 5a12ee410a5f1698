"""Who is on which team."""

from datetime import datetime
from typing import Any, NamedTuple, cast
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
from crm_app.staff.holding import hold_live_person, require_known_person
from crm_app.staff.models import Department, Person, Team, TeamMembership
from crm_app.staff.shown import PersonChoice
from crm_app.staff.telling import tell_membership

JOINED = (col(TeamMembership.inserted_at), col(TeamMembership.uuid))
PICKER = 20


class TeamPerson(NamedTuple):
    """Somebody on a team, and since when."""

    membership_uuid: UUID
    person_uuid: UUID
    name: str
    email: str
    status: str
    job_title: str | None
    avatar_uuid: str | None
    since: datetime


class TeamOfPerson(NamedTuple):
    """A team that somebody is on, with its department."""

    membership_uuid: UUID
    team_uuid: UUID
    name: str
    department_uuid: UUID
    department: str
    since: datetime


async def list_team_memberships(scope: Scope, team_uuid: UUID | str) -> list[TeamMembership]:
    """The memberships of everybody on the team who is not in the trash, the oldest first.

    `NotFound` for a team that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = select(TeamMembership).join(Person, _the_person()).where(shown.LIVE, _on(team_uuid))
    found = list(await scope.session.exec(query.order_by(*JOINED)))
    return found or await _none_on(scope, team_uuid)


async def list_memberships_for_person(scope: Scope, person_uuid: UUID | str) -> list[TeamMembership]:
    """All memberships of the person, who may be in the trash, the oldest first.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    found = list(await scope.session.exec(select(TeamMembership).where(_of(person_uuid)).order_by(*JOINED)))
    return found or await _none_of(scope, person_uuid)


async def team_people(scope: Scope, team_uuid: UUID | str, *, limit: int | None = None) -> list[TeamPerson]:
    """Everybody on the team who is not in the trash, or the first of them, in the order of their names.

    `NotFound` for a team that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = _people_of_teams().where(shown.LIVE, _on(team_uuid)).order_by(*shown.BY_NAME).limit(limit)
    found = [TeamPerson(*row) for row in await scope.session.execute(query)]
    return found or await _none_on(scope, team_uuid)


async def teams_of(scope: Scope, person_uuid: UUID | str) -> list[TeamOfPerson]:
    """The teams of the person, who may be in the trash, in the order of their names.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = _teams_of_people().where(_of(person_uuid)).order_by(col(Team.sort_name), col(Team.uuid))
    found = [TeamOfPerson(*row) for row in await scope.session.execute(query)]
    return found or await _none_of(scope, person_uuid)


async def add_team_person(scope: Scope, team_uuid: UUID | str, person_uuid: UUID | str) -> TeamMembership:
    """Puts the person on the team.

    `ValidationFailed` at `team_uuid` for somebody who is on it already, `PersonTrashed`, `NotFound`.
    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    if not await named_rows.hold(scope, Team, team_uuid):
        raise NotFound()
    person = await hold_live_person(scope, person_uuid)
    membership = await pairs.join(
        scope, TeamMembership, team_uuid=uuid_of(team_uuid), staff_person_uuid=person
    )
    if membership is None:
        raise ValidationFailed({"team_uuid": [t("This person is on this team already.")]})
    added = str(membership.uuid)
    tell_membership(scope, membership.team_uuid, person, "added", team_membership_uuid=added)
    return membership


async def remove_team_person(scope: Scope, team_uuid: UUID | str, person_uuid: UUID | str) -> None:
    """Takes the person, who may be in the trash, off the team. `NotFound` when they are not on it.

    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    await _remove(scope, _on(team_uuid), _of(person_uuid))


async def remove_membership(scope: Scope, uuid: UUID | str) -> None:
    """The same for a membership. `NotFound` when somebody was faster. Needs `staff.edit`."""
    scope.require("staff.edit")
    await _remove(scope, col(TeamMembership.uuid) == uuid_of(uuid))


async def people_not_on_team(
    scope: Scope, team_uuid: UUID | str, *, search: str = "", limit: int = PICKER
) -> list[PersonChoice]:
    """Up to `limit` people, not in the trash, who could come to the team, in the order of their names.

    `search` looks into names and e-mails. `NotFound` for a team that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    await named_rows.require(scope, Team, team_uuid)
    joined = exists().where(_on(team_uuid), _the_person())
    return await shown.choices(scope, ~joined, search=search, limit=limit)


async def _remove(scope: Scope, *wanted: ColumnElement[bool]) -> None:
    gone = await pairs.part(scope, TeamMembership, *wanted)
    tell_membership(scope, gone.team_uuid, gone.staff_person_uuid, "removed")


async def _none_on(scope: Scope, team_uuid: UUID | str) -> list[Any]:
    await named_rows.require(scope, Team, team_uuid)
    return []


async def _none_of(scope: Scope, person_uuid: UUID | str) -> list[Any]:
    await require_known_person(scope, person_uuid)
    return []


def _people_of_teams() -> Select[Any]:
    columns: list[Any] = [  # in the order of TeamPerson's fields
        col(TeamMembership.uuid),
        col(Person.uuid),
        shown.NAME,
        col(accounts.User.email),
        col(Person.status),
        col(Person.job_title),
        shown.AVATAR,
        col(TeamMembership.inserted_at),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(TeamMembership)
    return query.join(Person, _the_person()).join(accounts.User, shown.their_user())


def _teams_of_people() -> Select[Any]:
    columns: list[Any] = [  # in the order of TeamOfPerson's fields
        col(TeamMembership.uuid),
        col(Team.uuid),
        col(Team.name),
        col(Department.uuid),
        col(Department.name),
        col(TeamMembership.inserted_at),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(TeamMembership)
    query = query.join(Team, col(Team.uuid) == col(TeamMembership.team_uuid))
    return query.join(Department, col(Department.uuid) == col(Team.department_uuid))


def _on(team_uuid: UUID | str) -> ColumnElement[bool]:
    return col(TeamMembership.team_uuid) == uuid_of(team_uuid)


def _of(person_uuid: UUID | str) -> ColumnElement[bool]:
    return col(TeamMembership.staff_person_uuid) == uuid_of(person_uuid)


def _the_person() -> ColumnElement[bool]:
    return col(TeamMembership.staff_person_uuid) == col(Person.uuid)
