"""Who belongs to which company: reading both sides of it, and telling each side of changes of the other.

A contact in the trash is in no roster, and a company in the trash is shown at no contact; their places are
kept, so that what is restored belongs where it did.
"""

from collections.abc import Collection
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.crm import topics
from crm_app.crm.models import Company, CompanyMembership, Contact

Place = CompanyMembership
CANDIDATES = 20


class MemberRow(NamedTuple):
    """A contact as a member of a company."""

    uuid: UUID
    name: str
    status: str
    email: str | None
    role_in_company: str | None
    department: str | None
    is_primary: bool
    avatar_uuid: str | None


class PlaceRow(NamedTuple):
    """A company as the place of a contact."""

    uuid: UUID
    name: str
    status: str
    industry: str | None
    role_in_company: str | None
    department: str | None
    is_primary: bool
    avatar_uuid: str | None


async def members_of(
    scope: Scope, company_uuid: UUID, *, only: Collection[UUID] | None = None, limit: int | None = None
) -> list[MemberRow]:
    """The live contacts that belong to the company, by name; with `only` those among them.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    query = _members(company_uuid).order_by(col(Contact.sort_name), col(Contact.uuid)).limit(limit)
    if only is not None:
        query = query.where(col(Contact.uuid).in_(only))
    return list(map(MemberRow._make, await scope.session.execute(query)))


async def count_members(scope: Scope, company_uuid: UUID) -> int:
    """How many live contacts belong to the company. Needs `crm.view`."""
    scope.require("crm.view")
    return await _number(scope, _members(company_uuid))


async def companies_of(
    scope: Scope, contact_uuid: UUID, *, only: Collection[UUID] | None = None, limit: int | None = None
) -> list[PlaceRow]:
    """The live companies that the contact belongs to, the primary one first, then by name.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    order = (col(Place.is_primary).desc(), col(Company.sort_name), col(Company.uuid))
    query = _places(contact_uuid).order_by(*order).limit(limit)
    if only is not None:
        query = query.where(col(Company.uuid).in_(only))
    return list(map(PlaceRow._make, await scope.session.execute(query)))


async def count_companies_of(scope: Scope, contact_uuid: UUID) -> int:
    """How many live companies the contact belongs to. Needs `crm.view`."""
    scope.require("crm.view")
    return await _number(scope, _places(contact_uuid))


async def contacts_to_add(
    scope: Scope, company_uuid: UUID, search: str = "", limit: int = CANDIDATES
) -> list[Contact]:
    """Live contacts that do not belong to the company yet, by name. `search` looks into names and e-mail
    addresses. Needs `crm.view`.
    """
    scope.require("crm.view")
    here = select(Place.uuid).where(Place.contact_uuid == Contact.uuid, Place.company_uuid == company_uuid)
    query = select(Contact).where(Contact.status != "trashed", ~here.exists())
    if search.strip():
        found = or_(contains(sort_key(search), Contact.sort_name), contains(search, Contact.email))
        query = query.where(found)
    order = (col(Contact.sort_name), col(Contact.uuid))
    return list(await scope.session.exec(query.order_by(*order).limit(limit)))


async def companies_to_add(
    scope: Scope, contact_uuid: UUID, search: str = "", limit: int = CANDIDATES
) -> list[Company]:
    """Live companies that the contact does not belong to yet, by name. Needs `crm.view`."""
    scope.require("crm.view")
    here = select(Place.uuid).where(Place.company_uuid == Company.uuid, Place.contact_uuid == contact_uuid)
    query = select(Company).where(Company.status != "trashed", ~here.exists())
    if search.strip():
        query = query.where(contains(sort_key(search), Company.sort_name))
    order = (col(Company.sort_name), col(Company.uuid))
    return list(await scope.session.exec(query.order_by(*order).limit(limit)))


async def tell_companies(scope: Scope, kind: str, *contact_uuids: UUID) -> None:
    """Something about contacts changed that the pages of their companies show."""
    places = await _places_of(scope, col(Place.contact_uuid).in_(contact_uuids))
    for company, contact in places:
        scope.publish(topics.record("company", company), kind, contact)
    if places and kind != topics.MEMBER_CHANGED:
        scope.publish(topics.COMPANIES, kind, *dict(places))


async def tell_contacts(scope: Scope, *company_uuids: UUID) -> None:
    """Companies got another name, went, or came back: their members' pages and lists show that."""
    places = await _places_of(scope, col(Place.company_uuid).in_(company_uuids))
    for company, contact in places:
        scope.publish(topics.record("contact", contact), topics.COMPANY_CHANGED, company)
    if places:
        members = dict.fromkeys(contact for _, contact in places)
        scope.publish(topics.CONTACTS, topics.COMPANY_CHANGED, *members)


async def _places_of(scope: Scope, which: ColumnElement[bool]) -> list[tuple[UUID, UUID]]:
    """Pairs of a company and a contact that belongs there."""
    query = select(Place.company_uuid, Place.contact_uuid).where(which)
    return [(company, contact) for company, contact in await scope.session.exec(query)]


def _members(company_uuid: UUID) -> Select[Any]:
    columns: list[Any] = [Contact.uuid, Contact.name, Contact.status, Contact.email, *_place(Contact)]
    query = cast(Select[Any], sa_select(*columns)).select_from(Place)
    query = query.join(Contact, col(Contact.uuid) == col(Place.contact_uuid))
    return query.where(col(Place.company_uuid) == company_uuid, col(Contact.status) != "trashed")


def _places(contact_uuid: UUID) -> Select[Any]:
    columns: list[Any] = [Company.uuid, Company.name, Company.status, Company.industry, *_place(Company)]
    query = cast(Select[Any], sa_select(*columns)).select_from(Place)
    query = query.join(Company, col(Company.uuid) == col(Place.company_uuid))
    return query.where(col(Place.contact_uuid) == contact_uuid, col(Company.status) != "trashed")


def _place(of: type[Contact] | type[Company]) -> list[Any]:
    picture = col(of.details)["avatar_uuid"].astext
    return [Place.role_in_company, Place.department, Place.is_primary, picture]


async def _number(scope: Scope, rows: Select[Any]) -> int:
    return (await scope.session.execute(sa_select(func.count()).select_from(rows.subquery()))).scalar_one()
