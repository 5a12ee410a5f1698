"""The places of contacts in companies: coming, leaving, another role, which one is the primary one.

Whoever writes one holds the contact first and the company second. So everything about the places of one
contact happens one after the other, and two people who do the same at once are told, or agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.edits import edited_fields
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.typed_text import text_problem, text_typed
from crm_app.crm import records, saving, topics
from crm_app.crm.companies import company_named
from crm_app.crm.errors import AlreadyMember
from crm_app.crm.models import Company, CompanyMembership, Record

Place = CompanyMembership
LIMIT = 255


@dataclass(frozen=True, slots=True)
class MemberForm:
    """What people write about a place; "" where there is nothing."""

    role_in_company: str = ""
    department: str = ""


FIELDS = ("role_in_company", "department")


async def add_member(
    scope: Scope,
    company_uuid: UUID,
    contact_uuid: UUID,
    role: object = "",
    department: object = "",
    primary: bool | None = None,
) -> CompanyMembership:
    """Gives the contact a place in the company. `primary` None: if the contact has no primary one yet.

    `AlreadyMember`, `RecordTrashed`, `NotFound` for either of the two, `ValidationFailed` by field.
    Needs `crm.edit`.
    """
    scope.require("crm.edit")
    form = _clean({"role_in_company": role, "department": department})
    contact, company = await _hold(scope, company_uuid, contact_uuid)
    if await _place(scope, company_uuid, contact_uuid):
        raise AlreadyMember()
    before = await _primary(scope, contact_uuid)
    starred = before is None if primary is None else primary
    if before and starred:
        await _star(scope, before, contact, starred=False)
    _note(scope, company, contact, topics.MEMBER_JOINED)
    return await _come(scope, company, contact, form, starred=starred)


async def change_member(
    scope: Scope,
    company_uuid: UUID,
    contact_uuid: UUID,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> CompanyMembership:
    """Writes `role_in_company` and `department` as far as they are given; `seen` as in `update_contact`.

    `EditConflict`, `ValidationFailed` by field, `RecordTrashed`, `NotFound` also for who is no member.
    Needs `crm.edit`.
    """
    scope.require("crm.edit")
    contact, company = await _hold(scope, company_uuid, contact_uuid)
    place = await _require_place(scope, company_uuid, contact_uuid)
    current = MemberForm(place.role_in_company or "", place.department or "")
    as_shown = {name: getattr(current, name) for name in FIELDS}
    before = MemberForm(**{name: str((seen or {}).get(name, text)) for name, text in as_shown.items()})
    wanted = _clean({**as_shown, **attributes})
    given = [name for name in FIELDS if name in attributes]
    if changed := edited_fields(given, before, current, wanted):
        await _write(scope, place, {name: getattr(wanted, name) or None for name in changed})
        _tell(scope, company, contact, topics.MEMBER_CHANGED)
        _note(scope, company, contact, topics.MEMBER_CHANGED)
    return place


async def remove_member(scope: Scope, company_uuid: UUID, contact_uuid: UUID) -> CompanyMembership:
    """Takes the contact out of the company and answers the place that it had.

    `RecordTrashed`, `NotFound` also for who is no member (any more). Needs `crm.edit`.
    """
    scope.require("crm.edit")
    contact, company = await _hold(scope, company_uuid, contact_uuid)
    place = await _require_place(scope, company_uuid, contact_uuid)
    _note(scope, company, contact, topics.MEMBER_LEFT)
    await _leave(scope, place, contact)
    return place


async def set_primary_company(scope: Scope, contact_uuid: UUID, company_uuid: UUID | None) -> None:
    """Makes one of the contact's companies its primary one; None leaves it without.

    `RecordTrashed`, `NotFound` also for a company that the contact is no member of. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    contact = await saving.lock_live(scope, "contact", contact_uuid)
    wanted = None
    if company_uuid is not None:
        await saving.lock_live(scope, "company", company_uuid)
        wanted = await _require_place(scope, company_uuid, contact_uuid)
    before = await _primary(scope, contact_uuid)
    if before is wanted:
        return
    if before:
        await _star(scope, before, contact, starred=False)
    if wanted:
        await _star(scope, wanted, contact, starred=True)


async def member_form(scope: Scope, company_uuid: UUID, contact_uuid: UUID) -> MemberForm:
    """What the form of this place shows; `NotFound` for who is no member. Needs `crm.view`."""
    scope.require("crm.view")
    place = await _require_place(scope, company_uuid, contact_uuid)
    return MemberForm(place.role_in_company or "", place.department or "")


def member_form_of(attributes: Mapping[str, object]) -> MemberForm:
    """The form that these attributes fill, trimmed and not yet checked; what is not text counts as ""."""
    return MemberForm(**{name: text_typed(attributes.get(name, ""), LIMIT) for name in FIELDS})


def member_errors(form: MemberForm) -> dict[str, list[str]]:
    """The messages by field; empty when the form may be stored."""
    problems = {name: text_problem(getattr(form, name), LIMIT) for name in FIELDS}
    return {name: [problem] for name, problem in problems.items() if problem}


async def primary_of(scope: Scope, contact_uuid: UUID) -> tuple[str, str]:
    """The name of the contact's primary company and the role there; "" for what there is not."""
    query = (
        select(Company.name, Place.role_in_company)
        .join(Place, col(Place.company_uuid) == col(Company.uuid))
        .where(Place.contact_uuid == contact_uuid, Place.is_primary)
    )
    found = (await scope.session.exec(query)).first()
    return (found[0], found[1] or "") if found else ("", "")


async def name_primary(scope: Scope, contact_uuid: UUID, name: str, role: str) -> None:
    """What the form of a contact says: the company of this name takes the place of the primary one.

    It is made when there is none; a blank name leaves the contact without a primary one. Its other companies
    stay. The contact is held by who calls this.
    """
    contact = await records.require(scope, "contact", contact_uuid)
    before = await _primary(scope, contact_uuid)
    company = await company_named(scope, name) if name else None
    if before and (company is None or company.uuid != before.company_uuid):
        await _leave(scope, before, contact)
    if company is None:
        return
    place = await _place(scope, company.uuid, contact_uuid)
    if place is None:
        await _come(scope, company, contact, MemberForm(role), starred=True)
        return
    await _write(scope, place, {"is_primary": True, "role_in_company": role or None})
    _tell(scope, company, contact, topics.MEMBER_CHANGED)


async def name_role(scope: Scope, contact_uuid: UUID, role: str) -> None:
    """The role in the primary company, if there is one. The contact is held by who calls this."""
    place = await _primary(scope, contact_uuid)
    if place:
        await _write(scope, place, {"role_in_company": role or None})


async def _hold(scope: Scope, company_uuid: UUID, contact_uuid: UUID) -> tuple[Record, Record]:
    contact = await saving.lock_live(scope, "contact", contact_uuid)
    return contact, await saving.lock_live(scope, "company", company_uuid)


async def _place(scope: Scope, company_uuid: UUID, contact_uuid: UUID) -> Place | None:
    query = select(Place).where(Place.company_uuid == company_uuid, Place.contact_uuid == contact_uuid)
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def _require_place(scope: Scope, company_uuid: UUID, contact_uuid: UUID) -> Place:
    place = await _place(scope, company_uuid, contact_uuid)
    if place is None:
        raise NotFound()
    return place


async def _primary(scope: Scope, contact_uuid: UUID) -> Place | None:
    query = select(Place).where(Place.contact_uuid == contact_uuid, Place.is_primary)
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def _come(scope: Scope, company: Record, contact: Record, form: MemberForm, *, starred: bool) -> Place:
    place = Place(
        contact_uuid=contact.uuid,
        company_uuid=company.uuid,
        role_in_company=form.role_in_company or None,
        department=form.department or None,
        is_primary=starred,
    )
    scope.session.add(place)
    await scope.session.flush()
    _tell(scope, company, contact, topics.MEMBER_JOINED)
    return place


async def _leave(scope: Scope, place: Place, contact: Record) -> None:
    company = await records.require(scope, "company", place.company_uuid)
    await scope.session.execute(delete(Place).where(col(Place.uuid) == place.uuid))
    _tell(scope, company, contact, topics.MEMBER_LEFT)


async def _star(scope: Scope, place: Place, contact: Record, *, starred: bool) -> None:
    await _write(scope, place, {"is_primary": starred})
    company = await records.require(scope, "company", place.company_uuid)
    _tell(scope, company, contact, topics.MEMBER_CHANGED)
    _note(scope, company, contact, topics.MEMBER_CHANGED)


async def _write(scope: Scope, place: Place, values: Mapping[str, object]) -> None:
    changed = update(Place).where(col(Place.uuid) == place.uuid)
    await scope.session.execute(changed.values(**values, updated_at=now()))


def _tell(scope: Scope, company: Record, contact: Record, kind: str) -> None:
    """Both pages and both lists hear of it, and the company's trail."""
    ours = ("crm_company", company.uuid)
    scope.record(f"crm.company_{kind}", ours, contact_uuid=str(contact.uuid), name=contact.name)
    scope.publish(topics.record("company", company.uuid), kind, contact.uuid)
    scope.publish(topics.record("contact", contact.uuid), topics.COMPANY_CHANGED, company.uuid)
    scope.publish(topics.CONTACTS, topics.COMPANY_CHANGED, contact.uuid)
    if kind != topics.MEMBER_CHANGED:
        scope.publish(topics.COMPANIES, kind, company.uuid)
        scope.publish(topics.interactions("company", company.uuid), kind)


def _note(scope: Scope, company: Record, contact: Record, kind: str) -> None:
    """The contact's trail; where its form was saved, that is what happened to the contact."""
    theirs, what = ("crm_contact", contact.uuid), kind.replace("member", "company")
    scope.record(f"crm.contact_{what}", theirs, company_uuid=str(company.uuid), name=company.name)


def _clean(attributes: Mapping[str, object]) -> MemberForm:
    form = member_form_of(attributes)
    errors = member_errors(form)
    if errors:
        raise ValidationFailed(errors)
    return form
