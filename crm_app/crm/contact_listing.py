"""Reading contacts: one, a page of them, and how many."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app.core.scope import Scope
from crm_app.crm import records
from crm_app.crm.listing import COUNTED, PAGE, SELECTED, Cursor, Listing, Page, Sort, Status
from crm_app.crm.models import Company, CompanyMembership, Contact

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


ContactPage = Page[ContactRow]


def _rows() -> Select[Any]:
    query = cast(Select[Any], sa_select(*_COLUMNS))
    return query.outerjoin(CompanyMembership, _primary()).outerjoin(Company, _live_company())


def _primary() -> ColumnElement[bool]:
    return and_(col(CompanyMembership.contact_uuid) == col(Contact.uuid), col(CompanyMembership.is_primary))


def _live_company() -> ColumnElement[bool]:
    return and_(col(Company.uuid) == col(CompanyMembership.company_uuid), col(Company.status) != "trashed")


_CONTACTS = Listing(Contact, ContactRow._make, _rows, searched=(col(Contact.email),))


async def get_contact(scope: Scope, uuid: UUID) -> Contact | None:
    """The contact, live or trashed; None when there is none. Needs `crm.view`."""
    scope.require("crm.view")
    found = await records.find(scope, "contact", uuid)
    return found if isinstance(found, Contact) else None


async def list_contacts(
    scope: Scope,
    *,
    status: Status = "live",
    search: str = "",
    sort: Sort = "name",
    after: Cursor | None = None,
    limit: int = PAGE,
) -> ContactPage:
    """One page in one statement. `search` looks into names and e-mail addresses. Needs `crm.view`."""
    scope.require("crm.view")
    return await _CONTACTS.page(scope, status=status, search=search, sort=sort, after=after, limit=limit)


async def matching_contacts(
    scope: Scope, uuids: Collection[UUID], *, status: Status = "live", search: str = ""
) -> list[ContactRow]:
    """Those of the contacts that a list shows, in no order. Needs `crm.view`."""
    scope.require("crm.view")
    return await _CONTACTS.matching(scope, uuids, status=status, search=search)


async def contact_uuids(
    scope: Scope, *, status: Status = "live", search: str = "", limit: int = SELECTED
) -> list[UUID]:
    """Which contacts a list shows, by name: what "select all" selects. Needs `crm.view`."""
    scope.require("crm.view")
    return await _CONTACTS.uuids(scope, status=status, search=search, limit=limit)


async def contact_row(scope: Scope, uuid: UUID) -> ContactRow | None:
    """One contact as lists show it, with its company. Needs `crm.view`."""
    scope.require("crm.view")
    return await _CONTACTS.one(scope, uuid)


async def count_contacts(
    scope: Scope, *, status: Status = "live", search: str = "", upto: int = COUNTED
) -> int:
    """How many there are, counted up to `upto`: nobody reads more, and the page stays fast.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    return await _CONTACTS.count(scope, status=status, search=search, upto=upto)
