"""What the list of people shows: reads what its address asks for, reads on, follows changes."""

import reflex as rx

from crm_app import staff
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.addresses import PeopleAddress, people_address
from crm_app.web.pages.staff.list_filters import filters
from crm_app.web.pages.staff.list_reading import Listing, Part, read_listing, read_part
from crm_app.web.pages.staff.list_rows import PersonItem
from crm_app.web.pages.staff.list_source import MOST, PeopleSource
from crm_app.web.problems import explain
from crm_app.web.ui.scripts import Choice


class PeopleList(rx.State):
    """The rows on the screen and where they stand. The address alone remembers search, filters and order.

    `listed` names the people in the list, `order` the list with its order. What of it changes afterwards goes
    past this state to the browser; `live` says which patches belong to it.
    """

    live: patches.Live = patches.NOT_LIVE
    items: list[PersonItem] = []
    loaded: bool = False
    problem: str = ""
    listed: str = ""
    order: str = ""
    search: str = ""
    in_trash: bool = False
    narrowed: bool = False
    count: str = ""
    matching: int = 0
    beyond: bool = False
    trashed: int = 0
    more: bool = False
    departments: list[Choice] = []
    teams: list[Choice] = []
    _address: PeopleAddress = people_address({})
    _next: staff.PeopleCursor | None = None
    _last: staff.PeopleCursor | None = None

    @handler("staff.view")
    async def load(self) -> None:
        """Shows what the address asks for: a page of it, after a lost connection as much as was there."""
        live.follow(self, _PLACES)
        address = people_address(self.router.url.query_parameters)
        again = self.loaded and address == self._address
        try:
            await self._read(address, self._last if again else None)
            await self._read_filters()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="PeopleList.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again what is on the screen: more has changed there than a patch can tell."""
        await self._read(self._address, self._last)

    @handler("staff.view")
    async def refresh_filters(self, kinds: list[str]) -> None:
        """Departments or teams came, went or changed. Who is on a team changes none of them."""
        if any(not kind.startswith("team_person_") for kind in kinds):
            await self._read_filters()

    @handler("staff.view")
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            part = await read_part(scope, self._address, after=self._next)
        self.items = patches.appended(self, part.items, ended=part.next is None)
        self._turn(part)

    async def _read(self, address: PeopleAddress, last: staff.PeopleCursor | None) -> None:
        base = await patches.follow(self, PeopleSource(address), PeopleList.refresh)
        async with scope_of(self) as scope:
            listing = await read_listing(scope, address, last)
        self._show(address, listing, base)

    async def _read_filters(self) -> None:
        async with scope_of(self) as scope:
            self.departments, self.teams = await filters(scope, self._address.wanted)

    def _show(self, address: PeopleAddress, listing: Listing, base: patches.Base) -> None:
        self._address, self.problem, self.loaded = address, "", True
        self.listed, self.order = address.name, f"{address.sort} {address.name}"
        self.search = address.wanted.search
        self.in_trash, self.narrowed = address.in_trash, address.narrowed
        self.items, self.live = base.rows(listing.part.items, ended=listing.part.next is None), base.live
        facts = base.facts(listing.facts)
        self.count, self.trashed = facts["count"], facts["trashed"]
        self.matching, self.beyond = facts["matching"], facts["beyond"]
        self._turn(listing.part)

    def _turn(self, part: Part) -> None:
        self._next, self._last = part.next, part.last
        self.more = part.next is not None and len(self.items) < MOST


_PLACES = dict.fromkeys((staff.topics.DEPARTMENTS, staff.topics.TEAMS), PeopleList.refresh_filters)
