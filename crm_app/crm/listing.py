"""Lists of contacts and of companies: one page by the place of its last row, some rows by uuid, how many."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, Literal, Protocol, TypeVar, cast, get_args
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CursorResult,
    Integer,
    Select,
    Uuid,
    any_,
    bindparam,
    func,
    literal,
    or_,
    tuple_,
)
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from crm_app.core.past_the_orm import rows_by_key
from crm_app.core.scope import Scope
from crm_app.core.searching import ESCAPE, escaped
from crm_app.core.sorting import sort_key
from crm_app.crm.models import Record

Status = Literal["live", "active", "inactive", "trashed"]
Sort = Literal["name", "-name", "updated", "-updated", "added", "-added"]
"""By name, last change or making; with a minus from the other end."""
SORTS: tuple[Sort, ...] = get_args(Sort)
PAGE = 50
COUNTED = 1_000
SELECTED = 1_000
"""So many at most can be selected and changed at once."""


class Shown(Protocol):
    """What every row of such a list has."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def updated_at(self) -> datetime: ...


R = TypeVar("R", bound=Shown)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins behind this row, whatever came or went meanwhile.

    `key` is what the list is sorted by: the sortable form of the name, or a time.
    """

    key: str | datetime
    uuid: UUID


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows in order, and the cursor of the next page if there is one."""

    rows: list[R]
    next: Cursor | None


@dataclass(frozen=True, eq=False, slots=True)
class Listing(Generic[R]):
    """A table of records as a list. `rows` builds the SELECT whose columns `make` turns into a row;
    a search looks into the names and into the columns of `searched`.
    """

    model: type[Record]
    make: Callable[[Sequence[Any]], R]
    rows: Callable[[], Select[Any]]
    searched: tuple[Any, ...]

    async def page(
        self, scope: Scope, *, status: Status, search: str, sort: Sort, after: Cursor | None, limit: int
    ) -> Page[R]:
        """One page in one statement. `after` belongs to the page before with the same `sort`."""
        query = _page(self, status, sort, searched=_asks(search), behind=after is not None)
        values = {"limit": limit + 1, **_patterns(search), **_place(after)}
        found = (await _ask(scope, query, values)).all()
        rows = [self.make(row[:-1]) for row in found[:limit]]
        return Page(rows, Cursor(found[limit - 1][-1], rows[-1].uuid) if len(found) > limit else None)

    async def matching(
        self, scope: Scope, uuids: Collection[UUID], *, status: Status, search: str
    ) -> list[R]:
        """Those of the records that the list shows, in no order."""
        query, values = (
            _these(self, status, searched=_asks(search)),
            {"uuids": list(uuids), **_patterns(search)},
        )
        return list(map(self.make, await rows_by_key(scope, query, values)))

    async def uuids(self, scope: Scope, *, status: Status, search: str, limit: int) -> list[UUID]:
        """Which there are, by name: what "select all" selects."""
        query = _uuids(self, status, searched=_asks(search))
        return list((await _ask(scope, query, {"limit": limit, **_patterns(search)})).scalars())

    async def one(self, scope: Scope, uuid: UUID) -> R | None:
        """One record as the list shows it, live or trashed."""
        found = (await scope.session.execute(self.rows().where(col(self.model.uuid) == uuid))).first()
        return self.make(found) if found else None

    async def count(self, scope: Scope, *, status: Status, search: str, upto: int) -> int:
        """How many there are, counted up to `upto`: nobody reads more, and the page stays fast."""
        query = _number(self, status, searched=_asks(search))
        return (await _ask(scope, query, {"limit": upto, **_patterns(search)})).scalar_one()


async def _ask(scope: Scope, query: Select[Any], values: dict[str, Any]) -> CursorResult[Any]:
    """Past the ORM: for rows that become no entities it only costs time, a fifth of it."""
    if scope.session.new or scope.session.dirty:
        await scope.session.flush()
    return await (await scope.session.connection()).execute(query, values)


@cache
def _page(of: Listing[Any], status: Status, sort: Sort, *, searched: bool, behind: bool) -> Select[Any]:
    """Built once for each of its forms: SQLAlchemy takes longer to build it than PostgreSQL to answer.

    Its last column is what it is sorted by.
    """
    key, uuid, down = _sorted_by(of, sort), col(of.model.uuid), sort.startswith("-")
    wanted = [*_wanted(of, status, searched=searched), *([_behind(key, uuid, down=down)] if behind else [])]
    order = (key.desc(), uuid.desc()) if down else (key, uuid)
    query = of.rows().add_columns(key).where(*wanted)
    return query.order_by(*order).limit(bindparam("limit", type_=Integer))


def _sorted_by(of: Listing[Any], sort: Sort) -> Mapped[Any]:
    match sort.removeprefix("-"):
        case "updated":
            return col(of.model.updated_at)
        case "added":
            return col(of.model.inserted_at)
        case _:
            return cast(Mapped[Any], col(of.model.sort_name))


@cache
def _these(of: Listing[Any], status: Status, *, searched: bool) -> Select[Any]:
    uuids = bindparam("uuids", type_=ARRAY(Uuid))
    return of.rows().where(col(of.model.uuid) == any_(uuids), *_wanted(of, status, searched=searched))


@cache
def _number(of: Listing[Any], status: Status, *, searched: bool) -> Select[Any]:
    wanted = _wanted(of, status, searched=searched)
    some = select(literal(1)).select_from(of.model).where(*wanted).limit(bindparam("limit", type_=Integer))
    return select(func.count()).select_from(some.subquery())


@cache
def _uuids(of: Listing[Any], status: Status, *, searched: bool) -> Select[Any]:
    wanted = _wanted(of, status, searched=searched)
    order = (col(of.model.sort_name), col(of.model.uuid))
    return select(col(of.model.uuid)).where(*wanted).order_by(*order).limit(bindparam("limit", type_=Integer))


def _wanted(of: Listing[Any], status: Status, *, searched: bool) -> list[ColumnElement[bool]]:
    stored = col(of.model.status)
    having = stored != "trashed" if status == "live" else stored == status
    return [having, _searched(of)] if searched else [having]


def _asks(search: str) -> bool:
    return bool(search.strip())


def _searched(of: Listing[Any]) -> ColumnElement[bool]:
    named = col(of.model.sort_name).ilike(bindparam("name_pattern"), escape=ESCAPE)
    return or_(named, *(column.ilike(bindparam("pattern"), escape=ESCAPE) for column in of.searched))


def _patterns(search: str) -> dict[str, str]:
    if not _asks(search):
        return {}
    return {"name_pattern": f"%{escaped(sort_key(search))}%", "pattern": f"%{escaped(search)}%"}


def _behind(key: Mapped[Any], uuid: Mapped[UUID], *, down: bool) -> ColumnElement[bool]:
    here = tuple_(key, uuid)
    last = tuple_(bindparam("last_key", type_=cast(Any, key).type), bindparam("last_uuid", type_=Uuid))
    return here < last if down else here > last


def _place(after: Cursor | None) -> dict[str, object]:
    return {"last_key": after.key, "last_uuid": after.uuid} if after else {}
