"""What the contact form does: fills itself, checks fields as one leaves them, saves, shows conflicts."""

from dataclasses import asdict
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.contacts.addresses import contact_in
from crm_app.web.pages.contacts.contact_state import not_found
from crm_app.web.ui.scripts import Conflict

LABELS = {
    "name": t("Name"),
    "email": t("E-mail"),
    "phone": t("Phone"),
    "company": t("Company"),
    "role_in_company": t("Role"),
    "status": t("Status"),
    "notes": t("Notes"),
}


class ContactFormState(rx.State):
    """The form as it was when it was opened, and the answers to it. What is typed stays in the browser."""

    path: str = ""
    back: str = "/contacts"
    title: str = ""
    values: dict[str, str] = dict.fromkeys(LABELS, "")
    problems: dict[str, str] = dict.fromkeys(LABELS, "")
    conflicts: list[Conflict] = []
    companies: list[str] = []
    answered: int = 0
    saved: str = ""
    changed_elsewhere: bool = False
    _record: str = ""

    @handler("crm.edit")
    async def open_new(self) -> None:
        """An empty form."""
        live.follow(self, {})
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, "")
        self._record, self.back = "", "/contacts"
        self._open("/contacts/new", t("New contact"), crm.ContactForm())

    @handler("crm.edit")
    async def open_edit(self) -> rx.event.EventSpec | None:
        """The form of the contact that the address names; back to the list where there is none."""
        uuid = contact_in(self.router.url.path)
        try:
            await self._open_record(uuid)
        except NotFound:
            return await not_found(self)
        return None

    @handler("crm.edit")
    async def note_change(self, kinds: list[str]) -> None:
        """Somebody changed the contact while its form is open."""
        uuid = parse_uuid(self._record)
        if uuid is None or self.saved:
            return
        async with scope_of(self) as scope:
            self.changed_elsewhere = _shown(await crm.contact_form(scope, uuid)) != self.values

    @handler("crm.edit")
    async def check(self, name: str, value: str) -> None:
        """Says what is wrong with a field that somebody has just left."""
        if name in LABELS:
            form = crm.contact_form_of({name: value})
            self.problems = {**self.problems, name: _first(crm.contact_errors(form)).get(name, "")}

    @handler("crm.edit")
    async def suggest(self, text: str) -> None:
        """Offers the companies whose names contain what somebody is typing."""
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, text)

    @handler("crm.edit")
    async def save(self, values: dict[str, str], seen: dict[str, str]) -> rx.event.EventSpec | None:
        """Writes the form; the same form twice is one contact. Keeps everything where it is refused."""
        self.saved, self.conflicts = "", []
        try:
            contact = await self._write(values, seen)
        except ValidationFailed as error:
            self.problems = {**dict.fromkeys(LABELS, ""), **_first(error.fields)}
            return None
        except crm.EditConflict as error:
            self.conflicts = [_conflict(difference) for difference in error.differences]
            return None
        finally:
            self.answered += 1
        self.problems = dict.fromkeys(LABELS, "")
        self.saved = f"/contacts/{contact.uuid}"
        return notify(t("{name} is saved.", name=contact.name), kind="success")

    async def _open_record(self, uuid: UUID | None) -> None:
        if uuid is None:
            raise NotFound()
        live.follow(self, {crm.topics.record("contact", uuid): ContactFormState.note_change})
        async with scope_of(self) as scope:
            form = await crm.contact_form(scope, uuid)
            self.companies = await crm.suggest_companies(scope, form.company)
        self._record, self.back = str(uuid), f"/contacts/{uuid}"
        self._open(f"/contacts/{uuid}/edit", form.name, form)

    def _open(self, path: str, title: str, form: crm.ContactForm) -> None:
        self.path, self.title, self.values = path, title, _shown(form)
        self.problems, self.conflicts = dict.fromkeys(LABELS, ""), []
        self.saved, self.changed_elsewhere = "", False

    async def _write(self, values: dict[str, str], seen: dict[str, str]) -> crm.Contact:
        record = parse_uuid(self._record)
        async with scope_of(self) as scope:
            if record is None:
                return await crm.create_contact(scope, values, uuid=parse_uuid(values.get("uuid")))
            return await crm.update_contact(scope, record, values, seen=seen)


def _shown(form: crm.ContactForm) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(form).items()}


def _first(messages: dict[str, list[str]]) -> dict[str, str]:
    return {name: texts[0] for name, texts in messages.items() if texts}


def _conflict(difference: crm.Difference) -> Conflict:
    label = LABELS.get(difference.field, difference.field)
    return Conflict(field=difference.field, label=label, theirs=difference.theirs, yours=difference.yours)
