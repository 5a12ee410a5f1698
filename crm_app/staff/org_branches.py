"""The people of many branches of the org tree at once: what is open on a screen, in one statement."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, union_all
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.staff import shown
from crm_app.staff.listing_organisation import on_no_team
from crm_app.staff.models import Person, Team, TeamMembership
from crm_app.staff.org import PERSON, OrgPerson

FIRST = 24


async def org_branches(
    scope: Scope, departments: Collection[UUID], *, limit: int = FIRST
) -> dict[UUID, list[OrgPerson]]:
    """The first people, by name, of each team of these departments, and of those who are on no team.

    The former are found under the uuid of the team, the latter under that of the department; a branch of
    nobody is absent. Needs `staff.view`.
    """
    scope.require("staff.view")
    if not departments:
        return {}
    found: dict[UUID, list[OrgPerson]] = {}
    for branch, *person in await scope.session.execute(_first_of_each(departments, limit)):
        found.setdefault(branch, []).append(OrgPerson(*person))
    return found


def _first_of_each(departments: Collection[UUID], limit: int) -> Select[Any]:
    on_teams = _people(col(TeamMembership.team_uuid), col(Team.department_uuid).in_(departments))
    on_teams = on_teams.join(TeamMembership, col(TeamMembership.staff_person_uuid) == col(Person.uuid))
    on_teams = on_teams.join(Team, col(Team.uuid) == col(TeamMembership.team_uuid))
    here = col(Person.primary_department_uuid)
    placed = union_all(on_teams, _people(here, here.in_(departments), on_no_team())).subquery()
    columns: list[Any] = [placed.c[column.key] for column in PERSON]
    query = cast(Select[Any], sa_select(placed.c.branch, *columns))
    return query.where(placed.c.place <= limit).order_by(placed.c.branch, placed.c.place)


def _people(branch: Any, *wanted: ColumnElement[bool]) -> Select[Any]:
    place = func.row_number().over(partition_by=branch, order_by=shown.BY_NAME).label("place")
    query = cast(Select[Any], sa_select(branch.label("branch"), *PERSON, place)).select_from(Person)
    return query.join(accounts.User, shown.their_user()).where(shown.LIVE, *wanted)
