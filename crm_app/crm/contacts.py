"""Writing contacts: create, change, trash, restore, delete for good."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.crm import interactions, memberships, records, rosters, saving, topics
from crm_app.crm.contact_forms import CONTACT_RULES, ContactForm, clean_contact
from crm_app.crm.models import Contact
from crm_app.crm.record_forms import columns_of

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
    if await saving.insert(scope, "contact", key, _columns(form, OWN_FIELDS)):
        await memberships.name_primary(scope, key, form.company, form.role_in_company)
        records.tell(scope, "contact", key, "created")
        return await require_contact(scope, key)
    await saving.require_mine(scope, "contact", key)
    return await update_contact(scope, key, CONTACT_RULES.as_dict(form))


async def contact_form(scope: Scope, uuid: UUID) -> ContactForm:
    """What the form of this contact shows, or `NotFound`. Needs `crm.view`."""
    contact = await require_contact(scope, uuid)
    company, role = await memberships.primary_of(scope, uuid)
    own = {name: getattr(contact, name) or "" for name in OWN_FIELDS}
    return ContactForm(**own, company=company, role_in_company=role)


async def update_contact(
    scope: Scope, uuid: UUID, attributes: Mapping[str, object], *, seen: Mapping[str, object] | None = None
) -> Contact:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict` where somebody else has changed one of them meanwhile to something else,
    `ValidationFailed` by field, `RecordTrashed`, `NotFound`. A field that is not given stays. Another
    company takes the place of the primary one; the contact's other companies stay.
    Needs `crm.edit`.
    """
    scope.require("crm.edit")
    await saving.lock_live(scope, "contact", uuid)
    wanted, changed = CONTACT_RULES.edited(await contact_form(scope, uuid), attributes, seen)
    if changed:
        await _write(scope, uuid, wanted, changed)
    return await require_contact(scope, uuid)


async def trash_contact(scope: Scope, uuid: UUID) -> Contact:
    """Into the trash; files stay. `AlreadyTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    contact = _contact(await records.trash(scope, "contact", uuid))
    await interactions.tell_timelines(scope, "contact", uuid)
    await rosters.tell_companies(scope, topics.MEMBER_LEFT, uuid)
    return contact


async def restore_contact(scope: Scope, uuid: UUID) -> Contact:
    """Back from the trash with its earlier status. `NotTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    contact = _contact(await records.restore(scope, "contact", uuid))
    await interactions.tell_timelines(scope, "contact", uuid)
    await rosters.tell_companies(scope, topics.MEMBER_JOINED, uuid)
    return contact


async def delete_contact(scope: Scope, uuid: UUID) -> None:
    """For good, with its folder and all files that are held nowhere else. Only from the trash.

    `NotTrashed` for a live one, `NotFound`. Needs `crm.delete`.
    """
    scope.require("crm.delete")
    await rosters.tell_companies(scope, topics.MEMBER_LEFT, uuid)
    await saving.delete(scope, "contact", uuid)


async def _write(scope: Scope, uuid: UUID, form: ContactForm, changed: list[str]) -> None:
    own = [name for name in OWN_FIELDS if name in changed]
    await saving.write(scope, "contact", uuid, _columns(form, own))
    if "company" in changed:
        await memberships.name_primary(scope, uuid, form.company, form.role_in_company)
    elif "role_in_company" in changed:
        await memberships.name_role(scope, uuid, form.role_in_company)
    records.tell(scope, "contact", uuid, "updated")
    if "name" in changed:
        await interactions.tell_timelines(scope, "contact", uuid, what="renamed")
    await rosters.tell_companies(scope, topics.MEMBER_CHANGED, uuid)


def _columns(form: ContactForm, names: Iterable[str]) -> dict[str, str | None]:
    return columns_of(form, names, NULLABLE)


def _contact(record: object) -> Contact:
    if not isinstance(record, Contact):
        raise NotFound()
    return record
