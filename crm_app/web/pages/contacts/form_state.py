"""What the contact form does: fills itself, checks fields as one leaves them, saves, shows conflicts."""

from dataclasses import asdict
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values, first_messages
from crm_app.web.pages.contacts.addresses import contact_in
from crm_app.web.pages.contacts.contact_state import not_found
from crm_app.web.presence import look

LABELS = {
    "name": t("Name"),
    "email": t("E-mail"),
    "phone": t("Phone"),
    "company": t("Company"),
    "role_in_company": t("Role"),
    "status": t("Status"),
    "notes": t("Notes"),
}


class ContactFormState(KeptFormState, rx.State):
    """The form of a contact, with the companies that it suggests."""

    companies: list[str] = []
    _area: ClassVar[str] = "crm"
    _labels: ClassVar[dict[str, str]] = LABELS

    @handler("crm.edit")
    async def open_new(self) -> None:
        """An empty form."""
        live.follow(self, {})
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, "")
        title = t("New contact")
        self._open("/contacts/new", back="/contacts", title=title, values=_shown(crm.ContactForm()))

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
    async def suggest(self, text: str) -> None:
        """Offers the companies whose names contain what somebody is typing."""
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, text)

    async def _open_record(self, uuid: UUID | None) -> None:
        if uuid is None:
            raise NotFound()
        topic = crm.topics.record("contact", uuid)
        live.follow(self, {topic: ContactFormState.note_change})
        values, back = await self._stored(uuid), f"/contacts/{uuid}"
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, values["company"])
        self._open(f"{back}/edit", back=back, title=values["name"], values=values, record=uuid)
        await look(self, topic, self._area, editing=True)

    async def _stored(self, uuid: UUID) -> Values:
        async with scope_of(self) as scope:
            return _shown(await crm.contact_form(scope, uuid))

    def _problem(self, name: str, value: str) -> str:
        form = crm.contact_form_of({name: value})
        return first_messages(crm.contact_errors(form)).get(name, "")

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        async with scope_of(self) as scope:
            if record is None:
                contact = await crm.create_contact(scope, values, uuid=parse_uuid(values.get("uuid")))
            else:
                contact = await crm.update_contact(scope, record, values, seen=seen)
        return Saved(f"/contacts/{contact.uuid}", contact.name)


def _shown(form: crm.ContactForm) -> Values:
    return {name: str(value) for name, value in asdict(form).items()}
