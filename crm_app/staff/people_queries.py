"""The statements of the list of people. Each of their forms is built once: SQLAlchemy takes longer to
build one than PostgreSQL to answer it.

Every order ends with name and uuid, so that a page begins exactly behind the row where the last one
ended. People without a title or department come last, whichever way round the others are.
"""

from functools import cache
from typing import Any, Literal, NamedTuple, cast

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    not_,
    or_,
    text,
    tuple_,
)
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app.accounts import User, placeholder_rule
from crm_app.core.searching import ESCAPE
from crm_app.core.tables import Timestamp
from crm_app.staff.display import shown_name
from crm_app.staff.models import Department, Person, Team, TeamMembership

Status = Literal["live", "active", "inactive", "trashed"]
Sort = Literal["name", "-name", "added", "-added", "title", "-title", "department", "-department"]


_LIMIT = bindparam("limit", type_=Integer, literal_execute=True)
"""Written into the statement, as statuses are: PostgreSQL plans a page better when it knows how long it is,
and takes the index of the live ones only when it knows that it is about them."""


class Shape(NamedTuple):
    """What a statement asks for, apart from the values."""

    status: Status
    searched: bool
    department: bool
    team: bool


@cache
def page_query(shape: Shape, sort: Sort, *, behind: bool) -> Select[Any]:
    """The rows of one page: the fields of `PersonRow`, then the sort name and the key of the order."""
    wanted = [*_wanted(shape), *([_behind(sort)] if behind else [])]
    query = rows_query().add_columns(col(Person.sort_name), _key(sort)).where(*wanted)
    return query.order_by(*_order(sort)).limit(_LIMIT)


@cache
def these_query(shape: Shape) -> Select[Any]:
    """The fields of `PersonRow` of those among some uuids who match."""
    uuids = bindparam("uuids", type_=ARRAY(Uuid))
    return rows_query().where(col(Person.uuid) == any_(uuids), *_wanted(shape))


@cache
def number_query(shape: Shape) -> Select[Any]:
    """How many match, counted up to a limit."""
    some = _from_people(sa_select(literal(1)), shape).where(*_wanted(shape))
    limited = some.limit(_LIMIT)
    return sa_select(func.count()).select_from(limited.subquery())


@cache
def until_query(shape: Shape, sort: Sort) -> Select[Any]:
    """How many match up to the place where a page ended, counted up to a limit."""
    some = _from_people(sa_select(literal(1)), shape)
    if sort in ("department", "-department"):
        some = some.outerjoin(Department, _primary_department())
    limited = some.where(*_wanted(shape), not_(_behind(sort))).limit(_LIMIT)
    return sa_select(func.count()).select_from(limited.subquery())


@cache
def uuids_query(shape: Shape) -> Select[Any]:
    """The uuids of those who match, by name."""
    query = _from_people(sa_select(col(Person.uuid)), shape).where(*_wanted(shape))
    return query.order_by(*_by_name()).limit(_LIMIT)


def rows_query() -> Select[Any]:
    """People as lists show them, in the order of `PersonRow`'s fields."""
    columns: list[Any] = [
        col(Person.uuid),
        col(Person.user_uuid),
        shown_name().label("name"),
        col(User.email),
        col(Person.status),
        col(Person.job_title),
        col(Person.primary_department_uuid),
        col(Department.name).label("department"),
        _team_names().label("teams"),
        col(Person.details)["avatar_uuid"].astext.label("avatar_uuid"),
        placeholder_rule().label("placeholder"),
        col(Person.updated_at),
    ]
    people = cast(Select[Any], sa_select(*columns)).join_from(Person, User, _own_user())
    return people.outerjoin(Department, _primary_department())


def _from_people(query: Select[Any], shape: Shape) -> Select[Any]:
    return query.select_from(Person).join(User, _own_user()) if shape.searched else query.select_from(Person)


def _own_user() -> ColumnElement[bool]:
    return col(User.uuid) == col(Person.user_uuid)


def _primary_department() -> ColumnElement[bool]:
    return col(Department.uuid) == col(Person.primary_department_uuid)


def _team_names() -> Any:
    """Asked for the rows of the page only: PostgreSQL evaluates it behind the limit.

    No type is named, since the driver answers a list already and SQLAlchemy would copy it.
    """
    names = sa_select(col(Team.name)).join_from(TeamMembership, Team, _its_team())
    mine = names.where(col(TeamMembership.staff_person_uuid) == col(Person.uuid)).correlate(Person)
    return func.array(mine.order_by(col(Team.sort_name), col(Team.uuid)).scalar_subquery())


def _its_team() -> ColumnElement[bool]:
    return col(Team.uuid) == col(TeamMembership.team_uuid)


def _wanted(shape: Shape) -> list[ColumnElement[bool]]:
    written: ColumnElement[str] = literal_column(f"'{'trashed' if shape.status == 'live' else shape.status}'")
    status = col(Person.status) != written if shape.status == "live" else col(Person.status) == written
    return [
        status,
        *([_searched()] if shape.searched else []),
        *([col(Person.primary_department_uuid) == bindparam("department", type_=Uuid)] * shape.department),
        *([_on_team()] if shape.team else []),
    ]


def _searched() -> ColumnElement[bool]:
    key, written = bindparam("key_pattern", type_=Text), bindparam("text_pattern", type_=Text)
    member = sa_select(col(TeamMembership.staff_person_uuid)).join_from(TeamMembership, Team, _its_team())
    return or_(
        col(Person.sort_name).like(key, escape=ESCAPE),
        col(User.email).ilike(written, escape=ESCAPE),
        col(Person.job_title).ilike(written, escape=ESCAPE),
        col(Person.uuid).in_(member.where(col(Team.sort_name).like(key, escape=ESCAPE))),
    )


def _on_team() -> ColumnElement[bool]:
    mine = col(TeamMembership.staff_person_uuid) == col(Person.uuid)
    this = col(TeamMembership.team_uuid) == bindparam("team", type_=Uuid)
    return sa_select(literal(1)).select_from(TeamMembership).where(mine, this).correlate(Person).exists()


def _by_name() -> tuple[Any, Any]:
    return col(Person.sort_name), col(Person.uuid)


def _key(sort: Sort) -> Any:
    """What people are ordered by before their names; "" where there is nothing."""
    match sort.removeprefix("-"):
        case "added":
            return col(Person.inserted_at)
        case "title":
            return func.coalesce(_plain(col(Person.job_title)), "").collate("C")
        case "department":
            return func.coalesce(col(Department.sort_name), "")
        case _:
            return col(Person.sort_name)


def _plain(column: Any) -> Any:
    """Nearly `core.sorting.sort_key`, in SQL and fast: most titles have nothing to take away."""
    marks = literal_column("'[\u0300-\u036f]'", Text)
    bare = func.regexp_replace(func.normalize(column, text("NFKD")), marks, "", "g")
    return func.lower(case((func.octet_length(column) == func.length(column), column), else_=bare))


def _order(sort: Sort) -> list[Any]:
    down = sort.startswith("-")
    key, name, uuid = _key(sort), *_by_name()
    if sort in ("name", "-name", "added", "-added"):
        return [key.desc(), uuid.desc()] if down else [key, uuid]
    return [key == "", key.desc() if down else key, name, uuid]


def _behind(sort: Sort) -> ColumnElement[bool]:
    down = sort.startswith("-")
    key, name, uuid = _key(sort), *_by_name()
    last_key = bindparam("last_key", type_=Timestamp if sort.endswith("added") else Text)
    last_name, last_uuid = bindparam("last_name", type_=Text), bindparam("last_uuid", type_=Uuid)
    if sort in ("name", "-name", "added", "-added"):
        here, last = tuple_(key, uuid), tuple_(last_key, last_uuid)
        return here < last if down else here > last
    further = key < last_key if down else key > last_key
    same_key = and_(key == last_key, tuple_(name, uuid) > tuple_(last_name, last_uuid))
    return or_(and_(key == "", last_key != ""), and_((key == "") == (last_key == ""), or_(further, same_key)))
