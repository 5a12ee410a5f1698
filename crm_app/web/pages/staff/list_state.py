"""What the list of people shows: reads what its address asks for, reads on, follows changes."""

from collections.abc import Collection

import reflex as rx

from crm_app import staff
from crm_app.core.texts import t, tn
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.addresses import PeopleAddress, people_address
from crm_app.web.pages.staff.list_filters import filters
from crm_app.web.pages.staff.list_reading import COUNTED, MOST, Listing, Part, read_listing, read_part
from crm_app.web.pages.staff.list_rows import PersonItem
from crm_app.web.problems import explain
from crm_app.web.shared_reads import shared_reads
from crm_app.web.ui.scripts import Choice


class PeopleList(rx.State):
    """The rows on the screen and where they stand. The address alone remembers search, filters and order.

    `listed` names the people in the list, `order` the list with its order.
    """

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
        live.follow(self, {staff.topics.PEOPLE: PeopleList.refresh, **_PLACES})
        address = people_address(self.router.url.query_parameters)
        again = self.loaded and address == self._address
        try:
            self._show(address, await self._read(address, self._last if again else None))
            await self._read_filters()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="PeopleList.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again what is on the screen: something there may have changed."""
        address, last = self._address, self._last
        key = ("people", address, last)
        self._show(address, await shared_reads.get(key, lambda: self._read(address, last)))

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
        known = {item["uuid"] for item in self.items}
        self.items = [*self.items, *(item for item in part.items if item["uuid"] not in known)]
        self._turn(part)

    async def _read(self, address: PeopleAddress, last: staff.PeopleCursor | None) -> Listing:
        async with scope_of(self) as scope:
            return await read_listing(scope, address, last)

    async def _read_filters(self) -> None:
        async with scope_of(self) as scope:
            self.departments, self.teams = await filters(scope, self._address.wanted)

    def _show(self, address: PeopleAddress, listing: Listing) -> None:
        self._address, self.problem, self.loaded = address, "", True
        self.listed, self.order = address.name, f"{address.sort} {address.name}"
        self.search = address.wanted.search
        self.in_trash, self.narrowed = address.in_trash, address.narrowed
        self.items, self.trashed = listing.part.items, listing.trashed
        self.count = _counted(listing.number)
        self.matching, self.beyond = min(listing.number, COUNTED), listing.number > COUNTED
        self._turn(listing.part)

    def _turn(self, part: Part) -> None:
        self._next, self._last = part.next, part.last
        self.more = part.next is not None and len(self.items) < MOST

    def _drop(self, uuids: Collection[str]) -> None:
        """What has just left the list goes at once; the change that is told reads the rest again."""
        self.items = [item for item in self.items if item["uuid"] not in uuids]


_PLACES = dict.fromkeys((staff.topics.DEPARTMENTS, staff.topics.TEAMS), PeopleList.refresh_filters)


def _counted(number: int) -> str:
    if number > COUNTED:
        return t("More than {count} people", count=f"{COUNTED:,}")
    return tn("{count} person", "{number} people", number, number=f"{number:,}")
