"""What the page of one contact does: reads it, follows it, moves it to the trash and back."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify, notify_now
from crm_app.web.pages.contacts.addresses import Tab, contact_in, tab_in
from crm_app.web.pages.contacts.list_rows import ContactItem, contact_items
from crm_app.web.presence import look
from crm_app.web.problems import explain

NOBODY = ContactItem(
    uuid="",
    href="",
    name="",
    email="",
    phone="",
    company="",
    status="",
    image="",
    letters="",
    tint="0",
    updated_at="",
)


class ContactState(rx.State):
    """The contact on the screen. `path` is the address that this was read for."""

    path: str = ""
    tab: Tab = "overview"
    contact: ContactItem = NOBODY
    role: str = ""
    notes: str = ""
    added_at: str = ""
    problem: str = ""
    asked: bool = False

    @handler("crm.view")
    async def load(self) -> Any:
        """Reads the contact that the address names; an unknown one leads back to the list."""
        uuid = contact_in(self.router.url.path)
        self.tab, self.asked = tab_in(self.router.url.query_parameters), False
        if uuid is None:
            return await not_found(self)
        topic = crm.topics.record("contact", uuid)
        live.follow(self, {topic: ContactState.refresh})
        try:
            leads_away = await self._show(uuid)
            if not leads_away:
                await look(self, topic, "crm")
            return leads_away
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem, self.path = explain(error, handler="ContactState.load").message, f"/contacts/{uuid}"
            return None

    @handler("crm.view")
    async def refresh(self, kinds: list[str]) -> Any:
        """Something about the contact changed: reads it again."""
        uuid = parse_uuid(self.contact["uuid"])
        return await self._show(uuid) if uuid else None

    @handler("crm.delete")
    async def trash(self) -> rx.event.EventSpec:
        """Moves the contact to the trash; its page stays open, and the notice brings it back."""
        async with scope_of(self) as scope:
            contact = await crm.trash_contact(scope, self._uuid())
        undo = ContactState.bring_back(str(contact.uuid))
        return notify(t("{name} is in the trash now.", name=contact.name), kind="success", undo=undo)

    @handler("crm.delete")
    async def restore(self) -> rx.event.EventSpec:
        """Takes this contact out of the trash."""
        return await self._restore(self._uuid())

    @handler("crm.delete")
    async def bring_back(self, uuid: str) -> rx.event.EventSpec:
        """Undoes a move to the trash, whatever page is open by now."""
        wanted = parse_uuid(uuid)
        if wanted is None:
            raise NotFound()
        return await self._restore(wanted)

    @handler("crm.delete")
    async def ask_to_delete(self) -> None:
        """Opens the question."""
        self.asked = True

    @handler("crm.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.asked = False

    @handler("crm.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes the contact for good and goes back to the list."""
        uuid, name = self._uuid(), self.contact["name"]
        self.asked = False
        yield
        live.follow(self, {})
        async with scope_of(self) as scope:
            await crm.delete_contact(scope, uuid)
        yield notify(t("{name} is permanently deleted.", name=name), kind="success")
        yield rx.redirect("/contacts?trash=1")

    async def _show(self, uuid: UUID) -> Any:
        try:
            async with scope_of(self) as scope:
                await self._read(scope, uuid)
        except NotFound:
            return await not_found(self)
        self.problem, self.path = "", f"/contacts/{uuid}"
        return None

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await crm.contact_row(scope, uuid)
        record = await crm.require_contact(scope, uuid)
        if row is None:
            raise NotFound()
        (self.contact,) = await contact_items(scope, [row])
        self.role, self.notes = row.role_in_company or "", record.notes or ""
        self.added_at = record.inserted_at.isoformat()

    async def _restore(self, uuid: UUID) -> rx.event.EventSpec:
        async with scope_of(self) as scope:
            contact = await crm.restore_contact(scope, uuid)
        return notify(t("{name} is back.", name=contact.name), kind="success")

    def _uuid(self) -> UUID:
        uuid = parse_uuid(self.contact["uuid"])
        if uuid is None:
            raise NotFound()
        return uuid


async def not_found(state: rx.State) -> rx.event.EventSpec:
    """Back to the list, with a word about it: the address leads to no contact (any more)."""
    await notify_now(state, t("Contact not found"), "error")
    return rx.redirect("/contacts", replace=True)
