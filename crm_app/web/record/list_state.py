"""What a list of contacts or companies does: reads what its address asks for, follows changes, moves rows."""

from typing import Any, ClassVar

import reflex as rx

from crm_app import crm
from crm_app.core.texts import t
from crm_app.web import live, patches
from crm_app.web.access import RECORD_DELETE, RECORD_VIEW, handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.problems import explain
from crm_app.web.record.addresses import ListAddress, list_address
from crm_app.web.record.kinds import RecordKind
from crm_app.web.record.list_source import MOST, RecordSource, record_facts, record_page
from crm_app.web.record.of_record import OfRecord, known_uuid

PAGE = 50


class RecordListState(OfRecord, mixin=True):
    """The rows on the screen and where they stand. The address is the only memory of search and filter.

    `listed` names the records in the list, `order` the list with its order.
    What of it changes afterwards goes past this state to the browser; `live` says which patches belong to it.
    A state of one kind of record adds `items`, a list of its rows.
    """

    live: patches.Live = patches.NOT_LIVE
    loaded: bool = False
    problem: str = ""
    search: str = ""
    in_trash: bool = False
    filtered: bool = False
    listed: str = ""
    order: str = ""
    count: str = ""
    matching: int = 0
    beyond: bool = False
    trashed: int = 0
    more: bool = False
    _next: crm.Cursor | None = None
    _kind: ClassVar[RecordKind]

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """Shows the first page of what the address asks for."""
        live.follow(self, {})
        try:
            await self._read(self._address(), PAGE)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: more has changed there than a patch can tell."""
        await self._read(self._address(), max(PAGE, len(self.items)))

    @handler(RECORD_VIEW)
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            page = await record_page(scope, self._kind, self._address(), limit=PAGE, after=self._next)
            items = await self._kind.items(scope, page.rows)
        self.items = patches.appended(self, items, ended=page.next is None)
        self._turn(page)

    @handler(RECORD_DELETE)
    async def trash(self, uuid: str) -> rx.event.EventSpec:
        """Moves a record to the trash; the notice brings it back."""
        async with scope_of(self) as scope:
            record = await self._kind.trash(scope, known_uuid(uuid))
        undo = type(self).restore(uuid)
        return notify(t("{name} is in the trash now.", name=record.name), kind="success", undo=undo)

    @handler(RECORD_DELETE)
    async def restore(self, uuid: str) -> rx.event.EventSpec:
        """Takes a record back out of the trash."""
        async with scope_of(self) as scope:
            record = await self._kind.restore(scope, known_uuid(uuid))
        return notify(t("{name} is back.", name=record.name), kind="success")

    async def _read(self, address: ListAddress, limit: int) -> None:
        kind = self._kind
        base = await patches.follow(self, RecordSource(kind, address), type(self).refresh)
        async with scope_of(self) as scope:
            page = await record_page(scope, kind, address, limit=limit)
            items = base.rows(await kind.items(scope, page.rows), ended=page.next is None)
            facts = base.facts(await record_facts(scope, kind, address))
        self.search, self.in_trash, self.filtered = address.search, address.in_trash, address.status != "live"
        self.listed, self.order = address.name, f"{address.sort} {address.name}"
        self.items, self.live, self.problem, self.loaded = items, base.live, "", True
        self.count, self.trashed = facts["count"], facts["trashed"]
        self.matching, self.beyond = facts["matching"], facts["beyond"]
        self._turn(page)

    def _address(self) -> ListAddress:
        return list_address(self.router.url.query_parameters)

    def _turn(self, page: crm.Page[Any]) -> None:
        self._next, self.more = page.next, page.next is not None and len(self.items) < MOST
