"""The list of people: a page of it, one row, how many match and which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, get_args
from uuid import UUID

from sqlalchemy import CursorResult, Select
from sqlmodel import col

from crm_app.core.ids import uuid_of
from crm_app.core.past_the_orm import rows_by_key
from crm_app.core.scope import Scope
from crm_app.core.searching import escaped
from crm_app.core.sorting import sort_key
from crm_app.staff.models import Person
from crm_app.staff.people_queries import (
    Shape,
    Sort,
    Status,
    number_query,
    page_query,
    rows_query,
    these_query,
    until_query,
    uuids_query,
)

SORTS: tuple[Sort, ...] = get_args(Sort)
STATUSES: tuple[Status, ...] = get_args(Status)
PAGE = 50
COUNTED = 1_000
SELECTED = 10_000
"""So many at most can be selected and changed at once."""


class PersonRow(NamedTuple):
    """What a list shows of a person: `name` is their display name, `teams` are names in order.

    `placeholder`: nobody has taken the account over yet.
    """

    uuid: UUID
    user_uuid: UUID
    name: str
    email: str
    status: str
    job_title: str | None
    department_uuid: UUID | None
    department: str | None
    teams: list[str]
    avatar_uuid: str | None
    placeholder: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Whom a list shows. `department` is the primary one; `live` is everybody who is not in the trash."""

    status: Status = "live"
    search: str = ""
    department: UUID | None = None
    team: UUID | None = None


@dataclass(frozen=True, slots=True)
class PeopleCursor:
    """Where a page ended: the next one begins behind this row, whatever came or went meanwhile."""

    key: str | datetime
    sort_name: str
    uuid: UUID


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Rows in order, the cursor of the next page if there is one, and where this one ended."""

    rows: list[PersonRow]
    next: PeopleCursor | None
    last: PeopleCursor | None = None


async def people_page(
    scope: Scope,
    wanted: PeopleFilter,
    *,
    sort: Sort = "name",
    after: PeopleCursor | None = None,
    limit: int = PAGE,
) -> PeoplePage:
    """One page in one statement. `search` looks into names, e-mail addresses, job titles and teams.

    `after` belongs to the page before with the same `sort`. A status or an order that does not exist
    counts as none. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = page_query(_shape(wanted), _known(sort), behind=after is not None)
    found = (await _ask(scope, query, {"limit": limit + 1, **_values(wanted), **_place(after)})).all()
    rows = [PersonRow._make(row[: len(PersonRow._fields)]) for row in found[:limit]]
    last = _cursor(found[len(rows) - 1]) if rows else None
    return PeoplePage(rows, last if len(found) > limit else None, last)


async def matching_rows(scope: Scope, wanted: PeopleFilter, uuids: Collection[UUID]) -> list[PersonRow]:
    """Those of the people who match, in no order. Needs `staff.view`."""
    scope.require("staff.view")
    values = {"uuids": list(uuids), **_values(wanted)}
    return list(map(PersonRow._make, await rows_by_key(scope, these_query(_shape(wanted)), values)))


async def person_row(scope: Scope, uuid: UUID | str) -> PersonRow | None:
    """One person as lists show them, live or trashed; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    query = rows_query().where(col(Person.uuid) == uuid_of(uuid))
    found = (await scope.session.execute(query)).first()
    return PersonRow._make(found) if found else None


async def count_matching(scope: Scope, wanted: PeopleFilter, *, upto: int = COUNTED) -> int:
    """How many match, counted up to `upto`: nobody reads more, and the page stays fast.

    Needs `staff.view`.
    """
    scope.require("staff.view")
    query = number_query(_shape(wanted))
    return (await _ask(scope, query, {"limit": upto, **_values(wanted)})).scalar_one()


async def count_until(
    scope: Scope, wanted: PeopleFilter, last: PeopleCursor, *, sort: Sort = "name", upto: int = COUNTED
) -> int:
    """How many match up to the place where a page ended: as many a list reads again to end there again.

    `last` belongs to a page with the same `sort`. Counted up to `upto`. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = until_query(_shape(wanted), _known(sort))
    return (await _ask(scope, query, {"limit": upto, **_values(wanted), **_place(last)})).scalar_one()


async def matching_uuids(scope: Scope, wanted: PeopleFilter, *, limit: int = SELECTED) -> list[UUID]:
    """Who matches, by name: what "select all" selects. Needs `staff.view`."""
    scope.require("staff.view")
    query = uuids_query(_shape(wanted))
    return list((await _ask(scope, query, {"limit": limit, **_values(wanted)})).scalars())


async def _ask(scope: Scope, query: Select[Any], values: dict[str, Any]) -> CursorResult[Any]:
    """Past the ORM: for rows that become no entities it only costs time, a fifth of it."""
    if scope.session.new or scope.session.dirty:
        await scope.session.flush()
    return await (await scope.session.connection()).execute(query, values)


def _shape(wanted: PeopleFilter) -> Shape:
    """Statuses are written into statements: so nothing else than the known ones may come there."""
    status: Status = wanted.status if wanted.status in STATUSES else "live"
    narrowed = (wanted.department is not None, wanted.team is not None)
    return Shape(status, bool(wanted.search.strip()), *narrowed)


def _known(sort: Sort) -> Sort:
    return sort if sort in SORTS else "name"


def _values(wanted: PeopleFilter) -> dict[str, object]:
    values: dict[str, object] = {"department": wanted.department, "team": wanted.team}
    if wanted.search.strip():
        values["key_pattern"] = f"%{escaped(sort_key(wanted.search))}%"
        values["text_pattern"] = f"%{escaped(wanted.search)}%"
    return {name: value for name, value in values.items() if value is not None}


def _place(after: PeopleCursor | None) -> dict[str, object]:
    if after is None:
        return {}
    return {"last_key": after.key, "last_name": after.sort_name, "last_uuid": after.uuid}


def _cursor(row: Sequence[Any]) -> PeopleCursor:
    return PeopleCursor(row[-1], row[-2], row[0])
