"""Reading the list of people: the rows down to where it ended before, and how many there are."""

from typing import NamedTuple

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.addresses import PeopleAddress
from crm_app.web.pages.staff.list_rows import PersonItem, person_items

PAGE = 50
MOST = 2_000
"""So many rows are kept and read again at a change; beyond them one searches."""
COUNTED = 10_000
"""As many as one action can be about."""


class Part(NamedTuple):
    """Some rows of the list, where the next ones begin, and where these ended."""

    items: list[PersonItem]
    next: staff.PeopleCursor | None
    last: staff.PeopleCursor | None


class Listing(NamedTuple):
    """What the list shows: everybody with `staff.view` sees the same. `number` may be one too many."""

    part: Part
    number: int
    trashed: int


async def read_listing(scope: Scope, address: PeopleAddress, last: staff.PeopleCursor | None) -> Listing:
    """The first page, or down to the row that was the `last`: nobody who came above pushes others off."""
    known = await _until(scope, address, last) if last else 0
    part = await read_part(scope, address, limit=max(PAGE, known))
    number = await staff.count_matching(scope, address.wanted, upto=COUNTED + 1)
    return Listing(part, number, await staff.count_trashed(scope))


async def read_part(
    scope: Scope, address: PeopleAddress, *, after: staff.PeopleCursor | None = None, limit: int = PAGE
) -> Part:
    """One page with its pictures."""
    page = await staff.people_page(scope, address.wanted, sort=address.sort, after=after, limit=limit)
    return Part(await person_items(scope, page.rows), page.next, page.last)


async def _until(scope: Scope, address: PeopleAddress, last: staff.PeopleCursor) -> int:
    return await staff.count_until(scope, address.wanted, last, sort=address.sort, upto=MOST)
