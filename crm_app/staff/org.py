"""The whole organisation as a tree: departments, their teams, and the people in their place.

Somebody on several teams stands below each; somebody on a team stands nowhere else. Two statements,
however many people there are, and past the ORM: what becomes no entity need not be one on the way.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Select, case
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.staff import shown
from crm_app.staff.models import Department, Person, Team, TeamMembership


class OrgPerson(NamedTuple):
    """Somebody in the tree."""

    uuid: UUID
    name: str
    email: str
    job_title: str | None
    status: str
    avatar_uuid: str | None


class OrgTeam(NamedTuple):
    """A team and who is on it, by e-mail."""

    uuid: UUID
    name: str
    people: list[OrgPerson]


class OrgDepartment(NamedTuple):
    """A department, its teams by name, and its people who are on no team at all."""

    uuid: UUID
    name: str
    description: str | None
    teams: list[OrgTeam]
    dept_only_people: list[OrgPerson]


class OrgTree(NamedTuple):
    """Departments by name; `unassigned_people` have neither a department nor a team."""

    departments: list[OrgDepartment]
    unassigned_people: list[OrgPerson]


PERSON: tuple[Any, ...] = (  # in the order of OrgPerson's fields
    col(Person.uuid),
    shown.NAME,
    col(accounts.User.email),
    col(Person.job_title),
    col(Person.status),
    shown.AVATAR,
)


async def org_tree(scope: Scope) -> OrgTree:
    """The organisation with everybody who is not in the trash. Needs `staff.view`."""
    scope.require("staff.view")
    await scope.session.flush()
    connection = await scope.session.connection()
    people = (await connection.execute(_people())).all()
    places = (await connection.execute(_places())).all()
    return _grown(places, people)


def _grown(places: Iterable[Any], people: Iterable[Any]) -> OrgTree:
    """Puts people into their places. Who has lost theirs between the statements is told by the next event."""
    tree, departments, teams = OrgTree([], []), dict[UUID, OrgDepartment](), dict[UUID, OrgTeam]()
    for uuid, name, description, team_uuid, team_name in places:
        if uuid not in departments:
            departments[uuid] = OrgDepartment(uuid, name, description, [], [])
            tree.departments.append(departments[uuid])
        if team_uuid is not None:
            teams[team_uuid] = OrgTeam(team_uuid, team_name, [])
            departments[uuid].teams.append(teams[team_uuid])
    _seat(people, tree, departments, teams)
    return tree


def _seat(
    people: Iterable[Any],
    tree: OrgTree,
    departments: dict[UUID, OrgDepartment],
    teams: dict[UUID, OrgTeam],
) -> None:
    seats = {uuid: team.people for uuid, team in teams.items()}
    offices = {uuid: department.dept_only_people for uuid, department in departments.items()}
    for uuid, name, email, job_title, status, avatar, team, department in people:
        person = OrgPerson(uuid, name, email, job_title, status, avatar)
        if team is None:
            offices.get(department, tree.unassigned_people).append(person)
        elif team in seats:
            seats[team].append(person)


@cache
def _places() -> Select[Any]:
    """Departments and their teams in order; a department without a team has one row."""
    columns: list[Any] = [
        col(Department.uuid),
        col(Department.name),
        col(Department.description),
        col(Team.uuid).label("team_uuid"),
        col(Team.name).label("team"),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(Department)
    query = query.outerjoin(Team, col(Team.department_uuid) == col(Department.uuid))
    by_name = (col(Department.sort_name), col(Department.uuid), col(Team.sort_name), col(Team.uuid))
    return query.order_by(*by_name)


@cache
def _people() -> Select[Any]:
    """Each person once for each of their teams, by e-mail, or once without one: by status, newest first."""
    team = col(TeamMembership.team_uuid)
    query = cast(Select[Any], sa_select(*PERSON, team, col(Person.primary_department_uuid)))
    query = query.join_from(Person, accounts.User, shown.their_user())
    query = query.outerjoin(TeamMembership, col(TeamMembership.staff_person_uuid) == col(Person.uuid))
    by_email = case((team.is_not(None), col(accounts.User.email))).collate("C")
    newest = (col(Person.inserted_at).desc(), col(Person.uuid).desc())
    return query.where(shown.LIVE).order_by(by_email, col(Person.status), *newest)
