"""The lists of departments and teams as screens show them: with names and head counts, in one statement.

People in the trash do not count. A department counts the people whom the org tree shows in it: those on
its teams, and those who have it as their department and are on no team.
"""

from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import CTE, Select, exists, func, literal, union
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import shown
from crm_app.staff.models import Department, Person, Team, TeamMembership


class DepartmentRow(NamedTuple):
    """What a list shows of a department. `teams` and `people` are numbers."""

    uuid: UUID
    name: str
    description: str | None
    teams: int
    people: int


class TeamRow(NamedTuple):
    """What a list shows of a team. `department` is a name, `people` a number."""

    uuid: UUID
    name: str
    description: str | None
    department_uuid: UUID
    department: str
    people: int


async def department_rows(scope: Scope) -> list[DepartmentRow]:
    """All departments in the order of their names. Needs `staff.view`."""
    scope.require("staff.view")
    query = _departments().order_by(col(Department.sort_name), col(Department.uuid))
    return [DepartmentRow(*row) for row in await scope.session.execute(query)]


async def department_row(scope: Scope, uuid: UUID | str) -> DepartmentRow | None:
    """One department as the list shows it; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    query = _departments().where(col(Department.uuid) == uuid_of(uuid))
    row = (await scope.session.execute(query)).first()
    return DepartmentRow(*row) if row else None


async def team_rows(scope: Scope, department_uuid: UUID | str | None = None) -> list[TeamRow]:
    """All teams, or those of one department, in the order of their names. Needs `staff.view`."""
    scope.require("staff.view")
    query = _teams().order_by(col(Team.sort_name), col(Team.uuid))
    if department_uuid is not None:
        query = query.where(col(Team.department_uuid) == uuid_of(department_uuid))
    return [TeamRow(*row) for row in await scope.session.execute(query)]


async def team_row(scope: Scope, uuid: UUID | str) -> TeamRow | None:
    """One team as the list shows it; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    row = (await scope.session.execute(_teams().where(col(Team.uuid) == uuid_of(uuid)))).first()
    return TeamRow(*row) if row else None


def _departments() -> Select[Any]:
    in_it, heads = col(Department.uuid), department_heads()
    teams = sa_select(func.count()).where(col(Team.department_uuid) == in_it).scalar_subquery()
    columns: list[Any] = [in_it, col(Department.name), col(Department.description), teams]
    query = cast(Select[Any], sa_select(*columns, func.coalesce(heads.c.people, 0)))
    return query.outerjoin(heads, heads.c.department_uuid == in_it)


def department_heads() -> CTE:
    """How many different people each department has, and how many of them are on no team (`dept_only`)."""
    on_teams = (
        sa_select(col(Team.department_uuid), col(Person.uuid), literal(False).label("alone"))
        .join(TeamMembership, col(TeamMembership.team_uuid) == col(Team.uuid))
        .join(Person, col(Person.uuid) == col(TeamMembership.staff_person_uuid))
        .where(shown.LIVE)
    )
    without_team = sa_select(col(Person.primary_department_uuid), col(Person.uuid), literal(True)).where(
        shown.LIVE, col(Person.primary_department_uuid).is_not(None), on_no_team()
    )
    placed = union(on_teams, without_team).subquery()
    alone = func.count().filter(placed.c.alone).label("dept_only")
    counted = sa_select(placed.c.department_uuid, func.count().label("people"), alone)
    return counted.group_by(placed.c.department_uuid).cte("heads")


def on_no_team() -> Any:
    """People who are on no team at all."""
    return ~exists().where(col(TeamMembership.staff_person_uuid) == col(Person.uuid))


def _teams() -> Select[Any]:
    heads = (
        sa_select(col(TeamMembership.team_uuid), func.count().label("people"))
        .join(Person, col(Person.uuid) == col(TeamMembership.staff_person_uuid))
        .where(shown.LIVE)
        .group_by(col(TeamMembership.team_uuid))
        .cte("heads")
    )
    columns: list[Any] = [col(Team.uuid), col(Team.name), col(Team.description), col(Department.uuid)]
    query = cast(Select[Any], sa_select(*columns, col(Department.name), func.coalesce(heads.c.people, 0)))
    query = query.join(Department, col(Department.uuid) == col(Team.department_uuid))
    return query.outerjoin(heads, heads.c.team_uuid == col(Team.uuid))
