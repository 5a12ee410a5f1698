"""Reading contacts: one, a page of them, and how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CursorResult,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    func,
    literal,
    or_,
    tuple_,
)
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.core.searching import ESCAPE, escaped
from crm_app.core.sorting import sort_key
from crm_app.crm import records
from crm_app.crm.models import Company, CompanyMembership, Contact

Status = Literal["live", "active", "inactive", "trashed"]
PAGE = 50
COUNTED = 1_000

_COLUMNS: list[Any] = [  # in the order of ContactRow's fields
    col(Contact.uuid),
    col(Contact.name),
    col(Contact.status),
    col(Contact.email),
    col(Contact.phone),
    col(Company.name).label("company"),
    col(CompanyMembership.role_in_company),
    col(Contact.details)["avatar_uuid"].astext.label("avatar_uuid"),
    col(Contact.updated_at),
]


class ContactRow(NamedTuple):
    """What a list shows of a contact. `company` is the primary live one."""

    uuid: UUID
    name: str
    status: str
    email: str | None
    phone: str | None
    company: str | None
    role_in_company: str | None
    avatar_uuid: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins behind this row, whatever came or went meanwhile."""

    sort_name: str
    uuid: UUID


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Rows in the order of their names, and the cursor of the next page if there is one."""

    rows: list[ContactRow]
    next: Cursor | None


async def get_contact(scope: Scope, uuid: UUID) -> Contact | None:
    """The contact, live or trashed; None when there is none. Needs `crm.view`."""
    scope.require("crm.view")
    found = await records.find(scope, "contact", uuid)
    return found if isinstance(found, Contact) else None


async def list_contacts(
    scope: Scope, *, status: Status = "live", search: str = "", after: Cursor | None = None, limit: int = PAGE
) -> ContactPage:
    """One page in one statement. `search` looks into names and e-mail addresses. Needs `crm.view`."""
    scope.require("crm.view")
    query = _page(status, searched=_asks(search), behind=after is not None)
    values = {"limit": limit + 1, **_patterns(search), **_place(after)}
    rows = list(map(ContactRow._make, await _ask(scope, query, values)))
    last = rows[limit - 1] if len(rows) > limit else None
    return ContactPage(rows[:limit], Cursor(sort_key(last.name), last.uuid) if last else None)


async def matching_contacts(
    scope: Scope, uuids: Collection[UUID], *, status: Status = "live", search: str = ""
) -> list[ContactRow]:
    """Those of the contacts that a list shows, in no order. Needs `crm.view`."""
    scope.require("crm.view")
    query = _these(status, searched=_asks(search))
    return list(map(ContactRow._make, await _ask(scope, query, {"uuids": list(uuids), **_patterns(search)})))


async def contact_row(scope: Scope, uuid: UUID) -> ContactRow | None:
    """One contact as lists show it, with its company. Needs `crm.view`."""
    scope.require("crm.view")
    found = (await scope.session.execute(_rows().where(col(Contact.uuid) == uuid))).first()
    return ContactRow._make(found) if found else None


async def count_contacts(
    scope: Scope, *, status: Status = "live", search: str = "", upto: int = COUNTED
) -> int:
    """How many there are, counted up to `upto`: nobody reads more, and the page stays fast.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    query = _number(status, searched=_asks(search))
    return (await _ask(scope, query, {"limit": upto, **_patterns(search)})).scalar_one()


async def _ask(scope: Scope, query: Select[Any], values: dict[str, Any]) -> CursorResult[Any]:
    """Past the ORM: for rows that become no entities it only costs time, a fifth of it."""
    if scope.session.new or scope.session.dirty:
        await scope.session.flush()
    return await (await scope.session.connection()).execute(query, values)


@cache
def _page(status: Status, *, searched: bool, behind: bool) -> Select[Any]:
    """Built once for each of its forms: SQLAlchemy takes longer to build it than PostgreSQL to answer."""
    wanted = [_having(status), *([_searched()] if searched else []), *([_behind()] if behind else [])]
    order = (col(Contact.sort_name), col(Contact.uuid))
    return _rows().where(*wanted).order_by(*order).limit(bindparam("limit", type_=Integer))


@cache
def _these(status: Status, *, searched: bool) -> Select[Any]:
    uuids = bindparam("uuids", type_=ARRAY(Uuid))
    wanted = [_having(status), *([_searched()] if searched else [])]
    return _rows().where(col(Contact.uuid) == any_(uuids), *wanted)


@cache
def _number(status: Status, *, searched: bool) -> Select[Any]:
    wanted = [_having(status), *([_searched()] if searched else [])]
    some = select(literal(1)).select_from(Contact).where(*wanted).limit(bindparam("limit", type_=Integer))
    return select(func.count()).select_from(some.subquery())


def _rows() -> Select[Any]:
    query = cast(Select[Any], sa_select(*_COLUMNS))
    return query.outerjoin(CompanyMembership, _primary()).outerjoin(Company, _live_company())


def _primary() -> ColumnElement[bool]:
    return and_(col(CompanyMembership.contact_uuid) == col(Contact.uuid), col(CompanyMembership.is_primary))


def _live_company() -> ColumnElement[bool]:
    return and_(col(Company.uuid) == col(CompanyMembership.company_uuid), col(Company.status) != "trashed")


def _having(status: Status) -> ColumnElement[bool]:
    return col(Contact.status) != "trashed" if status == "live" else col(Contact.status) == status


def _asks(search: str) -> bool:
    return bool(search.strip())


def _searched() -> ColumnElement[bool]:
    return or_(
        col(Contact.sort_name).ilike(bindparam("name_pattern"), escape=ESCAPE),
        col(Contact.email).ilike(bindparam("email_pattern"), escape=ESCAPE),
    )


def _patterns(search: str) -> dict[str, str]:
    if not _asks(search):
        return {}
    return {"name_pattern": f"%{escaped(sort_key(search))}%", "email_pattern": f"%{escaped(search)}%"}


def _behind() -> ColumnElement[bool]:
    here = tuple_(col(Contact.sort_name), col(Contact.uuid))
    return here > tuple_(bindparam("last_name", type_=Text), bindparam("last_uuid", type_=Uuid))


def _place(after: Cursor | None) -> dict[str, object]:
    return {"last_name": after.sort_name, "last_uuid": after.uuid} if after else {}
