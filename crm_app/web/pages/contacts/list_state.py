"""What the list of contacts does: reads what its address asks for, reads on, follows changes, moves rows."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.contacts.addresses import ListAddress, list_address
from crm_app.web.pages.contacts.list_rows import ContactItem, contact_items
from crm_app.web.problems import explain
from crm_app.web.shared_reads import shared_reads

PAGE = 50
COUNTED = 1_000
MOST = 2_000
"""So many rows are kept and read again at a change; beyond them one searches."""


class Listing(NamedTuple):
    """What was read of the list: everybody with `crm.view` sees the same."""

    page: crm.ContactPage
    items: list[ContactItem]
    number: int
    trashed: int


class ContactList(rx.State):
    """The rows on the screen and where they stand. The address is the only memory of search and filter."""

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
        live.follow(self, {crm.topics.CONTACTS: ContactList.refresh})
        try:
            address = self._address()
            self._show(address, await self._read(address, PAGE))
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="ContactList.load").message

    @handler("crm.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: something among them may have changed."""
        address, limit = self._address(), max(PAGE, len(self.items))
        key = ("contacts", address, limit)
        self._show(address, await shared_reads.get(key, lambda: self._read(address, limit)))

    @handler("crm.view")
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            page = await _page(scope, self._address(), PAGE, self._next)
            items = await contact_items(scope, page.rows)
        shown = {item["uuid"] for item in self.items}
        self.items = [*self.items, *(item for item in items if item["uuid"] not in shown)]
        self._turn(page)

    @handler("crm.delete")
    async def trash(self, uuid: str) -> rx.event.EventSpec:
        """Moves a contact to the trash; the notice brings it back."""
        async with scope_of(self) as scope:
            contact = await crm.trash_contact(scope, _uuid(uuid))
        self._drop(uuid)
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
        if self.in_trash:
            self._drop(uuid)
        return notify(t("{name} is back.", name=contact.name), kind="success")

    @handler("crm.delete")
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question."""
        self.doomed = uuid
        self.doomed_name = next((item["name"] for item in self.items if item["uuid"] == uuid), "")

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
        self._drop(uuid)
        yield notify(t("{name} is permanently deleted.", name=name), kind="success")

    async def _read(self, address: ListAddress, limit: int) -> Listing:
        async with scope_of(self) as scope:
            page = await _page(scope, address, limit, None)
            items = await contact_items(scope, page.rows)
            number = await crm.count_contacts(scope, status=address.status, search=address.search)
            return Listing(page, items, number, await crm.count_contacts(scope, status="trashed"))

    def _show(self, address: ListAddress, listing: Listing) -> None:
        self.search, self.in_trash, self.filtered = address.search, address.in_trash, address.status != "live"
        self.items, self.problem, self.loaded = listing.items, "", True
        self.count = _counted(listing.number, in_trash=address.in_trash)
        self.trashed = listing.trashed
        self._turn(listing.page)

    def _address(self) -> ListAddress:
        return list_address(self.router.url.query_parameters)

    def _turn(self, page: crm.ContactPage) -> None:
        self._next, self.more = page.next, page.next is not None and len(self.items) < MOST

    def _drop(self, uuid: str) -> None:
        self.items = [item for item in self.items if item["uuid"] != uuid]


async def _page(scope: Scope, address: ListAddress, limit: int, after: crm.Cursor | None) -> crm.ContactPage:
    return await crm.list_contacts(
        scope, status=address.status, search=address.search, after=after, limit=limit
    )


def _uuid(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid


def _counted(number: int, *, in_trash: bool) -> str:
    if in_trash:
        return t("{count} in the trash", count=f"{number:,}")
    if number >= COUNTED:
        return t("More than {count} contacts", count=f"{COUNTED:,}")
    return tn("{count} contact", "{count} contacts", number)
