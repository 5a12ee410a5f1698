"""What the list of contacts does: reads what its address asks for, reads on, follows changes, moves rows."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.contacts.addresses import ListAddress, list_address
from crm_app.web.pages.contacts.list_rows import ContactItem, contact_items
from crm_app.web.pages.contacts.list_source import MOST, ContactSource, contact_facts, contact_page
from crm_app.web.problems import explain

PAGE = 50


class ContactList(rx.State):
    """The rows on the screen and where they stand. The address is the only memory of search and filter.

    What of it changes afterwards goes past this state to the browser; `live` says which patches belong to it.
    """

    live: patches.Live = patches.NOT_LIVE
    items: list[ContactItem] = []
    loaded: bool = False
    problem: str = ""
    search: str = ""
    in_trash: bool = False
    filtered: bool = False
    count: str = ""
    trashed: int = 0
    more: bool = False
    doomed: str = ""
    doomed_name: str = ""
    _next: crm.Cursor | None = None

    @handler("crm.view")
    async def load(self) -> None:
        """Shows the first page of what the address asks for."""
        live.follow(self, {})
        try:
            await self._read(self._address(), PAGE)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="ContactList.load").message

    @handler("crm.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: more has changed there than a patch can tell."""
        await self._read(self._address(), max(PAGE, len(self.items)))

    @handler("crm.view")
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            page = await contact_page(scope, self._address(), limit=PAGE, after=self._next)
            items = await contact_items(scope, page.rows)
        shown = self.get_value("items")  # the rows themselves: `self.items` would wrap each, and keep that
        known = {item["uuid"] for item in shown}
        items = [item for item in items if item["uuid"] not in known]
        self.items = [*shown, *patches.also(self, items, ended=page.next is None)]
        self._turn(page)

    @handler("crm.delete")
    async def trash(self, uuid: str) -> rx.event.EventSpec:
        """Moves a contact to the trash; the notice brings it back."""
        async with scope_of(self) as scope:
            contact = await crm.trash_contact(scope, _uuid(uuid))
        return notify(
            t("{name} is in the trash now.", name=contact.name),
            kind="success",
            undo=ContactList.restore(uuid),
        )

    @handler("crm.delete")
    async def restore(self, uuid: str) -> rx.event.EventSpec:
        """Takes a contact back out of the trash."""
        async with scope_of(self) as scope:
            contact = await crm.restore_contact(scope, _uuid(uuid))
        return notify(t("{name} is back.", name=contact.name), kind="success")

    @handler("crm.delete")
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question."""
        async with scope_of(self) as scope:
            self.doomed_name = (await crm.require_contact(scope, _uuid(uuid))).name
        self.doomed = uuid

    @handler("crm.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.doomed = ""

    @handler("crm.delete")
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes the contact in question for good."""
        uuid, name, self.doomed = self.doomed, self.doomed_name, ""
        yield
        async with scope_of(self) as scope:
            await crm.delete_contact(scope, _uuid(uuid))
        yield notify(t("{name} is permanently deleted.", name=name), kind="success")

    async def _read(self, address: ListAddress, limit: int) -> None:
        base = await patches.follow(self, ContactSource(address), ContactList.refresh)
        async with scope_of(self) as scope:
            page = await contact_page(scope, address, limit=limit)
            items = base.rows(await contact_items(scope, page.rows), ended=page.next is None)
            facts = base.facts(await contact_facts(scope, address))
        self.search, self.in_trash, self.filtered = address.search, address.in_trash, address.status != "live"
        self.items, self.live, self.problem, self.loaded = items, base.live, "", True
        self.count, self.trashed = facts["count"], facts["trashed"]
        self._turn(page)

    def _address(self) -> ListAddress:
        return list_address(self.router.url.query_parameters)

    def _turn(self, page: crm.ContactPage) -> None:
        self._next, self.more = page.next, page.next is not None and len(self.items) < MOST


def _uuid(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid
