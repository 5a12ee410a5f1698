"""Reading companies: one, a page of them, and how many."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app.core.scope import Scope
from crm_app.crm import records
from crm_app.crm.listing import COUNTED, PAGE, SELECTED, Cursor, Listing, Page, Sort, Status
from crm_app.crm.models import Company, CompanyMembership, Contact


class CompanyRow(NamedTuple):
    """What a list shows of a company. `members` counts the contacts that are not in the trash."""

    uuid: UUID
    name: str
    status: str
    industry: str | None
    website: str | None
    email: str | None
    phone: str | None
    members: int
    avatar_uuid: str | None
    updated_at: datetime


CompanyPage = Page[CompanyRow]


def _members() -> ScalarSelect[int]:
    number = sa_select(func.count()).select_from(CompanyMembership)
    number = number.join(Contact, col(Contact.uuid) == col(CompanyMembership.contact_uuid))
    here = col(CompanyMembership.company_uuid) == col(Company.uuid)
    return number.where(here, col(Contact.status) != "trashed").correlate(Company).scalar_subquery()


_COLUMNS: list[Any] = [  # in the order of CompanyRow's fields
    col(Company.uuid),
    col(Company.name),
    col(Company.status),
    col(Company.industry),
    col(Company.website),
    col(Company.email),
    col(Company.phone),
    _members().label("members"),
    col(Company.details)["avatar_uuid"].astext.label("avatar_uuid"),
    col(Company.updated_at),
]


def _rows() -> Select[Any]:
    return cast(Select[Any], sa_select(*_COLUMNS))


_COMPANIES = Listing(
    Company,
    CompanyRow._make,
    _rows,
    searched=(col(Company.email), col(Company.website), col(Company.industry)),
)


async def get_company(scope: Scope, uuid: UUID) -> Company | None:
    """The company, live or trashed; None when there is none. Needs `crm.view`."""
    scope.require("crm.view")
    found = await records.find(scope, "company", uuid)
    return found if isinstance(found, Company) else None


async def list_companies(
    scope: Scope,
    *,
    status: Status = "live",
    search: str = "",
    sort: Sort = "name",
    after: Cursor | None = None,
    limit: int = PAGE,
) -> CompanyPage:
    """One page in one statement. `search` looks into names, e-mail addresses, websites and industries.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    return await _COMPANIES.page(scope, status=status, search=search, sort=sort, after=after, limit=limit)


async def matching_companies(
    scope: Scope, uuids: Collection[UUID], *, status: Status = "live", search: str = ""
) -> list[CompanyRow]:
    """Those of the companies that a list shows, in no order. Needs `crm.view`."""
    scope.require("crm.view")
    return await _COMPANIES.matching(scope, uuids, status=status, search=search)


async def company_uuids(
    scope: Scope, *, status: Status = "live", search: str = "", limit: int = SELECTED
) -> list[UUID]:
    """Which companies a list shows, by name: what "select all" selects. Needs `crm.view`."""
    scope.require("crm.view")
    return await _COMPANIES.uuids(scope, status=status, search=search, limit=limit)


async def company_row(scope: Scope, uuid: UUID) -> CompanyRow | None:
    """One company as lists show it. Needs `crm.view`."""
    scope.require("crm.view")
    return await _COMPANIES.one(scope, uuid)


async def count_companies(
    scope: Scope, *, status: Status = "live", search: str = "", upto: int = COUNTED
) -> int:
    """How many there are, counted up to `upto`. Needs `crm.view`."""
    scope.require("crm.view")
    return await _COMPANIES.count(scope, status=status, search=search, upto=upto)
