"""What the list of people shows: reads what its address asks for, reads on, follows changes."""

from collections.abc import Collection

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.addresses import PeopleAddress, people_address
from crm_app.web.pages.staff.list_filters import filters
from crm_app.web.pages.staff.list_rows import PersonItem, person_items
from crm_app.web.problems import explain
from crm_app.web.ui.scripts import Choice

PAGE = 50
MOST = 2_000
"""So many rows are kept and read again at a change; beyond them one searches."""
COUNTED = 10_000
"""As many as one action can be about."""


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
            await self._read(address, self._last if again else None)
            await self._read_filters()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="PeopleList.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again what is on the screen: something there may have changed."""
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
            page = await self._page(scope, self._address, PAGE, self._next)
            items = await person_items(scope, page.rows)
        known = {item["uuid"] for item in self.items}
        self.items = [*self.items, *(item for item in items if item["uuid"] not in known)]
        self._turn(page)

    async def _read(self, address: PeopleAddress, last: staff.PeopleCursor | None) -> None:
        """Down to the row that was the last one: those who came above it push nobody off the screen."""
        async with scope_of(self) as scope:
            known = await _until(scope, address, last) if last else 0
            page = await self._page(scope, address, max(PAGE, known), None)
            items = await person_items(scope, page.rows)
            number = await staff.count_matching(scope, address.wanted, upto=COUNTED + 1)
            trashed = await staff.count_trashed(scope)
        self._show(address)
        self.items, self.trashed = items, trashed
        self.count, self.matching, self.beyond = _counted(number), min(number, COUNTED), number > COUNTED
        self._turn(page)

    async def _read_filters(self) -> None:
        async with scope_of(self) as scope:
            self.departments, self.teams = await filters(scope, self._address.wanted)

    async def _page(
        self, scope: Scope, address: PeopleAddress, limit: int, after: staff.PeopleCursor | None
    ) -> staff.PeoplePage:
        return await staff.people_page(scope, address.wanted, sort=address.sort, after=after, limit=limit)

    def _show(self, address: PeopleAddress) -> None:
        self._address, self.problem, self.loaded = address, "", True
        self.listed, self.order = address.name, f"{address.sort} {address.name}"
        self.search = address.wanted.search
        self.in_trash, self.narrowed = address.in_trash, address.narrowed

    def _turn(self, page: staff.PeoplePage) -> None:
        self._next, self._last = page.next, page.last
        self.more = page.next is not None and len(self.items) < MOST

    def _drop(self, uuids: Collection[str]) -> None:
        """What has just left the list goes at once; the change that is told reads the rest again."""
        self.items = [item for item in self.items if item["uuid"] not in uuids]

    def _name_of(self, uuid: str) -> str:
        return next((item["name"] for item in self.items if item["uuid"] == uuid), "")


_PLACES = dict.fromkeys((staff.topics.DEPARTMENTS, staff.topics.TEAMS), PeopleList.refresh_filters)


async def _until(scope: Scope, address: PeopleAddress, last: staff.PeopleCursor) -> int:
    return await staff.count_until(scope, address.wanted, last, sort=address.sort, upto=MOST)


def _counted(number: int) -> str:
    if number > COUNTED:
        return t("More than {count} people", count=f"{COUNTED:,}")
    return tn("{count} person", "{number} people", number, number=f"{number:,}")
