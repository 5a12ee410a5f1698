"""Finding a department, a team or a person in the organisation, and the way to them."""

from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.staff import shown
from crm_app.staff.models import Department, Person, Team, TeamMembership

HITS, PLACES, WORDS = 20, 5, 8
"""Hits of a search, departments and teams among them, and the words of it that count."""


class OrgHit(NamedTuple):
    """Something found, with the way to it: a department, a team in one, or a person in one place."""

    kind: Literal["department", "team", "person"]
    name: str
    job_title: str | None
    department_uuid: UUID | None
    department: str | None
    team_uuid: UUID | None
    team: str | None
    person_uuid: UUID | None
    avatar_uuid: str | None


async def find_in_org(scope: Scope, search: str, limit: int = HITS) -> list[OrgHit]:
    """Departments and teams of this name, then people in whose name, title, team or department it all is.

    Every word must be found, and no word finds nothing. Somebody on several teams is found in each; who
    has all of it in their name comes first. Needs `staff.view`.
    """
    scope.require("staff.view")
    words = search.split()[:WORDS]
    if not words:
        return []
    places = min(PLACES, limit)
    hits: list[OrgHit] = []
    for query in (_departments(words, places), _teams(words, places), _people(words, limit)):
        hits += [OrgHit(*row) for row in await scope.session.execute(query)]
    return hits[:limit]


def _departments(words: list[str], limit: int) -> Select[Any]:
    place = (col(Department.uuid), col(Department.name), null(), null())
    query = _hits("department", col(Department.name), null(), *place, null(), null())
    query = query.select_from(Department).where(_named(words, Department.sort_name))
    return query.order_by(col(Department.sort_name), col(Department.uuid)).limit(limit)


def _teams(words: list[str], limit: int) -> Select[Any]:
    query = _hits("team", col(Team.name), null(), *_PLACE, null(), null())
    query = query.select_from(Team).join(Department, col(Department.uuid) == col(Team.department_uuid))
    query = query.where(_named(words, Team.sort_name))
    return query.order_by(col(Team.sort_name), col(Team.uuid)).limit(limit)


def _people(words: list[str], limit: int) -> Select[Any]:
    """People once in each of their teams, or in their department, or nowhere."""
    query = _hits("person", shown.NAME, col(Person.job_title), *_PLACE, col(Person.uuid), shown.AVATAR)
    query = query.join_from(Person, accounts.User, shown.their_user())
    query = query.outerjoin(TeamMembership, col(TeamMembership.staff_person_uuid) == col(Person.uuid))
    query = query.outerjoin(Team, col(Team.uuid) == col(TeamMembership.team_uuid))
    department = func.coalesce(col(Team.department_uuid), col(Person.primary_department_uuid))
    query = query.outerjoin(Department, col(Department.uuid) == department)
    query = query.where(shown.LIVE, and_(*(_somewhere(word) for word in words)))
    by_name = _named(words, Person.sort_name)
    return query.order_by(by_name.desc(), *shown.BY_NAME, col(Team.sort_name), col(Team.uuid)).limit(limit)


_PLACE: tuple[Any, ...] = (col(Department.uuid), col(Department.name), col(Team.uuid), col(Team.name))


def _hits(kind: str, *fields: Any) -> Select[Any]:
    """The fields of `OrgHit`."""
    return cast(Select[Any], sa_select(literal(kind), *fields))


def _named(words: list[str], sort_name: Any) -> ColumnElement[bool]:
    return and_(*(contains(sort_key(word), sort_name) for word in words))


def _somewhere(word: str) -> ColumnElement[bool]:
    named = contains(sort_key(word), Person.sort_name, Team.sort_name, Department.sort_name)
    return or_(named, contains(word, Person.job_title))
