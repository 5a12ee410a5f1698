"""What the lists of departments, teams and skills do: read what the address asks for, follow, delete."""

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.org_addresses import OrgAddress, org_address
from crm_app.web.pages.staff.org_deleting import OrgDeleting
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.pages.staff.org_source import OrgSource
from crm_app.web.problems import explain


class OrgListState(OrgDeleting, mixin=True):
    """The rows on the screen. The address is the only memory of search and order.

    What of it changes afterwards goes past this state to the browser; `live` says which patches belong to it.
    """

    live: patches.Live = patches.NOT_LIVE
    items: list[OrgItem] = []
    loaded: bool = False
    problem: str = ""
    search: str = ""
    count: str = ""
    _columns: ClassVar[tuple[str, ...]] = ()
    """What the list can be sorted by."""
    _topics: ClassVar[tuple[str, ...]] = ()
    """What its columns and numbers show."""

    _all_rows: ClassVar[Callable[[Scope], Awaitable[Iterable[OrgItem]]]]
    """Reads all there are."""

    @handler("staff.view")
    async def load(self) -> None:
        """Shows what the address asks for."""
        live.follow(self, dict.fromkeys(self._topics, type(self).note_change))
        try:
            await self._read()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """More has changed than a patch can tell."""
        await self._read()

    @handler("staff.view")
    async def note_change(self, kinds: list[str]) -> None:
        """Something has changed that an open question may be about."""
        if self.doomed:
            async with scope_of(self) as scope:
                await self._ask_again(scope)

    async def _read(self) -> None:
        address = self._address()
        source = OrgSource(type(self)._all_rows, self._words, address, frozenset(self._topics))
        base = await patches.follow(self, source, type(self).refresh)
        async with scope_of(self) as scope:
            items, facts = await source.read_in(scope)
            await self._ask_again(scope)
        self.items, self.live, self.search = base.rows(items), base.live, address.search
        self.count = base.facts(facts)["count"]
        self.problem, self.loaded = "", True

    def _address(self) -> OrgAddress:
        return org_address(self.router.url.query_parameters, self._columns)

    async def _after_deletion(self, uuid: UUID) -> None:
        """The patch that takes the row away is on its way."""
