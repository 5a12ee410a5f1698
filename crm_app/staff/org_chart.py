"""What the org chart draws: numbers first, and people only of the branches that somebody opens."""

from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, func, literal, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import named_rows, shown
from crm_app.staff.listing_organisation import department_heads, on_no_team, team_rows
from crm_app.staff.models import Department, Person, Team, TeamMembership
from crm_app.staff.org import PERSON, OrgPerson

Branch = Literal["department", "team", "unassigned"]
CHILDREN = 50


class TeamCount(NamedTuple):
    """A team and how many people are on it."""

    uuid: UUID
    name: str
    people: int


class DepartmentCount(NamedTuple):
    """A department: all its people, those of them who are on no team, and its teams by name."""

    uuid: UUID
    name: str
    description: str | None
    people: int
    dept_only: int
    teams: list[TeamCount]


class OrgCounts(NamedTuple):
    """The chart without its people. `people` counts everybody once, `unassigned` those without a place."""

    departments: list[DepartmentCount]
    unassigned: int
    people: int


class OrgChildren(NamedTuple):
    """Some people of a branch by name, and how many it has."""

    people: list[OrgPerson]
    total: int


async def org_counts(scope: Scope) -> OrgCounts:
    """Departments and teams with their numbers of people, in three statements. Needs `staff.view`."""
    scope.require("staff.view")
    unplaced = and_(col(Person.primary_department_uuid).is_(None), on_no_team())
    numbers = sa_select(func.count(), func.count().filter(unplaced)).select_from(Person).where(shown.LIVE)
    people, unassigned = (await scope.session.execute(numbers)).one()
    teams: dict[UUID, list[TeamCount]] = {}
    for row in await team_rows(scope):
        teams.setdefault(row.department_uuid, []).append(TeamCount(row.uuid, row.name, row.people))
    found = await scope.session.execute(_departments())
    return OrgCounts(
        [DepartmentCount(*row, teams=teams.get(row[0], [])) for row in found], unassigned, people
    )


async def org_children(
    scope: Scope,
    kind: Branch,
    uuid: UUID | str | None = None,
    *,
    limit: int = CHILDREN,
    offset: int = 0,
) -> OrgChildren:
    """Some people of a branch by name: of a team, of a department but on no team, or in neither.

    They are counted from `offset`: the chart knows how many there are, and asks for those in view.
    `NotFound` for a department or team that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    here = _in_branch(kind, uuid)
    counted = sa_select(func.count()).select_from(Person).where(*here)
    total = (await scope.session.execute(counted)).scalar_one()
    if not total:
        await _require_branch(scope, kind, uuid)
    return OrgChildren(await _people(scope, here, limit, offset), total)


async def org_place(
    scope: Scope, kind: Branch, uuid: UUID | str | None, person_uuid: UUID | str
) -> int | None:
    """How many of a branch come before this person by name; None for somebody who is not in it.

    Needs `staff.view`.
    """
    scope.require("staff.view")
    here = _in_branch(kind, uuid)
    own = sa_select(*shown.BY_NAME).where(*here, col(Person.uuid) == uuid_of(person_uuid))
    found = (await scope.session.execute(own)).one_or_none()
    if found is None:
        return None
    earlier = tuple_(*shown.BY_NAME) < tuple_(*found)
    before = sa_select(func.count()).select_from(Person).where(*here, earlier)
    return (await scope.session.execute(before)).scalar_one()


async def _people(
    scope: Scope, here: list[ColumnElement[bool]], limit: int, offset: int = 0
) -> list[OrgPerson]:
    query = cast(Select[Any], sa_select(*PERSON)).join_from(Person, accounts.User, shown.their_user())
    query = query.where(*here).order_by(*shown.BY_NAME).limit(limit).offset(offset)
    return [OrgPerson(*row) for row in await scope.session.execute(query)]


def _in_branch(kind: Branch, uuid: UUID | str | None) -> list[ColumnElement[bool]]:
    if kind == "team":
        on_it = sa_select(col(TeamMembership.staff_person_uuid)).where(
            col(TeamMembership.team_uuid) == uuid_of(uuid)
        )
        return [shown.LIVE, col(Person.uuid).in_(on_it)]
    own = col(Person.primary_department_uuid)
    here = own.is_(None) if kind == "unassigned" else own == literal(uuid_of(uuid), Uuid)
    return [shown.LIVE, here, on_no_team()]


async def _require_branch(scope: Scope, kind: Branch, uuid: UUID | str | None) -> None:
    if kind == "team":
        await named_rows.require(scope, Team, uuid or "")
    if kind == "department":
        await named_rows.require(scope, Department, uuid or "")


def _departments() -> Select[Any]:
    """The fields of `DepartmentCount` but the teams."""
    heads = department_heads()
    numbers = (func.coalesce(heads.c.people, 0), func.coalesce(heads.c.dept_only, 0))
    columns: list[Any] = [col(Department.uuid), col(Department.name), col(Department.description), *numbers]
    query = cast(Select[Any], sa_select(*columns)).outerjoin(
        heads, heads.c.department_uuid == col(Department.uuid)
    )
    return query.order_by(col(Department.sort_name), col(Department.uuid))
