"""Reading the list of people for one tab: the rows down to where they ended before, and the facts."""

from typing import NamedTuple

from crm_app import staff
from crm_app.core.live import Facts
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.addresses import PeopleAddress
from crm_app.web.pages.staff.list_rows import PersonItem, person_items
from crm_app.web.pages.staff.list_source import MOST, people_facts

PAGE = 50


class Part(NamedTuple):
    """Some rows of the list, where the next ones begin, and where these ended."""

    items: list[PersonItem]
    next: staff.PeopleCursor | None
    last: staff.PeopleCursor | None


class Listing(NamedTuple):
    """What the list shows: everybody with `staff.view` sees the same."""

    part: Part
    facts: Facts


async def read_listing(scope: Scope, address: PeopleAddress, last: staff.PeopleCursor | None) -> Listing:
    """The first page, or down to the row that was the `last`: nobody who came above pushes others off."""
    known = await _until(scope, address, last) if last else 0
    part = await read_part(scope, address, limit=max(PAGE, known))
    return Listing(part, await people_facts(scope, address))


async def read_part(
    scope: Scope, address: PeopleAddress, *, after: staff.PeopleCursor | None = None, limit: int = PAGE
) -> Part:
    """One page with its pictures."""
    page = await staff.people_page(scope, address.wanted, sort=address.sort, after=after, limit=limit)
    return Part(await person_items(scope, page.rows), page.next, page.last)


async def _until(scope: Scope, address: PeopleAddress, last: staff.PeopleCursor) -> int:
    return await staff.count_until(scope, address.wanted, last, sort=address.sort, upto=MOST)
