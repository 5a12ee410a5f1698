"""Writing contacts: create, change, trash, restore, delete for good."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app import activity, comments
from crm_app.core.clock import now
from crm_app.core.edits import edited_fields
from crm_app.core.errors import Conflict, NotFound, NotTrashed
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from crm_app.crm import attachments, commenting, records
from crm_app.crm.companies import company_named
from crm_app.crm.contact_forms import FIELDS, ContactForm, clean_contact
from crm_app.crm.errors import RecordTrashed
from crm_app.crm.models import Company, CompanyMembership, Contact, is_trashed

OWN_FIELDS = ("name", "status", "email", "phone", "notes")
NULLABLE = ("email", "phone", "notes")


async def require_contact(scope: Scope, uuid: UUID) -> Contact:
    """The contact, live or trashed, or `NotFound`. Needs `crm.view`."""
    scope.require("crm.view")
    return _contact(await records.require(scope, "contact", uuid))


async def create_contact(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | None = None
) -> Contact:
    """A new contact; `ValidationFailed` by field. Needs `crm.edit`.

    `uuid` is made by the browser: the same one again (a double click, a lost answer) is the same
    contact, corrected where the form was meanwhile. `Conflict` for a uuid that somebody else has used.
    """
    scope.require("crm.edit")
    form = clean_contact(attributes)
    key = uuid or uuid7()
    if await _insert(scope, key, form):
        return await require_contact(scope, key)
    if not await activity.did(scope, "crm.contact_created", ("crm_contact", key)):
        raise Conflict()
    return await update_contact(scope, key, _as_dict(form))


async def contact_form(scope: Scope, uuid: UUID) -> ContactForm:
    """What the form of this contact shows, or `NotFound`. Needs `crm.view`."""
    contact = await require_contact(scope, uuid)
    company, role = await _company_of(scope, uuid)
    own = {name: getattr(contact, name) or "" for name in OWN_FIELDS}
    return ContactForm(**own, company=company, role_in_company=role)


async def update_contact(
    scope: Scope, uuid: UUID, attributes: Mapping[str, object], *, seen: Mapping[str, object] | None = None
) -> Contact:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict` where somebody else has changed one of them meanwhile to something else,
    `ValidationFailed` by field, `RecordTrashed`, `NotFound`. A field that is not given stays.
    Needs `crm.edit`.
    """
    scope.require("crm.edit")
    if is_trashed(await records.lock(scope, "contact", uuid)):
        raise RecordTrashed()
    current = await contact_form(scope, uuid)
    before = _form(current, seen or {})
    wanted = clean_contact({**_as_dict(current), **attributes})
    given = [name for name in FIELDS if name in attributes]
    if changed := edited_fields(given, before, current, wanted):
        await _write(scope, uuid, wanted, changed)
    return await require_contact(scope, uuid)


async def trash_contact(scope: Scope, uuid: UUID) -> Contact:
    """Into the trash; files stay. `AlreadyTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    return _contact(await records.trash(scope, "contact", uuid))


async def restore_contact(scope: Scope, uuid: UUID) -> Contact:
    """Back from the trash with its earlier status. `NotTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    return _contact(await records.restore(scope, "contact", uuid))


async def delete_contact(scope: Scope, uuid: UUID) -> None:
    """For good, with its folder and all files that are held nowhere else. Only from the trash.

    `NotTrashed` for a live one, `NotFound`. Needs `crm.delete`.
    """
    scope.require("crm.delete")
    gone = delete(Contact).where(col(Contact.uuid) == uuid, col(Contact.status) == "trashed")
    if not (await scope.session.execute(gone.returning(col(Contact.uuid)))).first():
        await records.require(scope, "contact", uuid)
        raise NotTrashed()
    await attachments.purge_media(scope, "contact", uuid)
    await comments.purge(scope, commenting.CONTACT, uuid)
    records.tell(scope, "contact", uuid, "deleted")


async def _insert(scope: Scope, key: UUID, form: ContactForm) -> bool:
    """Whether the contact is new; one with this key stays as it is."""
    values = _values(form, OWN_FIELDS)
    new = insert(Contact).values(uuid=key, inserted_at=now(), updated_at=now(), details={}, **values)
    written = await scope.session.execute(new.on_conflict_do_nothing().returning(col(Contact.uuid)))
    if not written.first():
        return False
    await _join_company(scope, key, form)
    records.tell(scope, "contact", key, "created")
    return True


async def _write(scope: Scope, uuid: UUID, form: ContactForm, changed: list[str]) -> None:
    values = _values(form, [name for name in OWN_FIELDS if name in changed])
    await scope.session.execute(
        update(Contact).where(col(Contact.uuid) == uuid).values(**values, updated_at=now())
    )
    if {"company", "role_in_company"} & set(changed):
        await _join_company(scope, uuid, form)
    records.tell(scope, "contact", uuid, "updated")


async def _join_company(scope: Scope, contact_uuid: UUID, form: ContactForm) -> None:
    """Makes the named company the contact's only one; a blank name leaves it with none."""
    mine = col(CompanyMembership.contact_uuid) == contact_uuid
    await scope.session.execute(delete(CompanyMembership).where(mine))
    if form.company:
        company = await company_named(scope, form.company)
        role = form.role_in_company or None
        scope.session.add(
            CompanyMembership(
                contact_uuid=contact_uuid, company_uuid=company.uuid, role_in_company=role, is_primary=True
            )
        )


async def _company_of(scope: Scope, contact_uuid: UUID) -> tuple[str, str]:
    query = (
        select(Company.name, CompanyMembership.role_in_company)
        .join(CompanyMembership, col(CompanyMembership.company_uuid) == col(Company.uuid))
        .where(CompanyMembership.contact_uuid == contact_uuid, CompanyMembership.is_primary)
    )
    found = (await scope.session.exec(query)).first()
    return (found[0], found[1] or "") if found else ("", "")


def _form(current: ContactForm, seen: Mapping[str, object]) -> ContactForm:
    """The form as this person first saw it; what they cannot have seen counts as it is now."""
    return ContactForm(**{name: str(seen.get(name, value)) for name, value in _as_dict(current).items()})


def _as_dict(form: ContactForm) -> dict[str, str]:
    return {name: getattr(form, name) for name in FIELDS}


def _values(form: ContactForm, names: Iterable[str]) -> dict[str, str | None]:
    """The columns for these fields; the sort key always follows the name."""
    values = {name: getattr(form, name) or (None if name in NULLABLE else "") for name in names}
    return values | ({"sort_name": sort_key(form.name)} if "name" in values else {})


def _contact(record: object) -> Contact:
    if not isinstance(record, Contact):
        raise NotFound()
    return record
