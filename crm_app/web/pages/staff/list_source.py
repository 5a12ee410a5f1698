"""The list of people as a source of patches: everybody with `staff.view` sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_app import staff
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.core.texts import t, tn
from crm_app.web.pages.staff.addresses import PeopleAddress
from crm_app.web.pages.staff.list_rows import PersonItem, person_items

MOST = 2_000
"""So many rows are shown at most; beyond them one searches."""
COUNTED = 10_000
"""As many as one action can be about."""


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """What an address of the list asks for."""

    address: PeopleAddress
    permission: str = "staff.view"
    topics: frozenset[str] = frozenset({staff.topics.PEOPLE})

    async def first(self, limit: int) -> Reading:
        """The first people in the order of the address."""
        async with reading_scope() as scope:
            page = await staff.people_page(
                scope, self.address.wanted, sort=self.address.sort, limit=min(limit, MOST)
            )
            items = await person_items(scope, page.rows)
            return Reading(items, page.next is None, await people_facts(scope, self.address))

    async def these(self, uuids: Collection[UUID]) -> Sequence[PersonItem]:
        """Those among them whom the address asks for."""
        async with reading_scope() as scope:
            return await person_items(scope, await staff.matching_rows(scope, self.address.wanted, uuids))

    async def facts(self) -> Facts:
        """The numbers."""
        async with reading_scope() as scope:
            return await people_facts(scope, self.address)


async def people_facts(scope: Scope, address: PeopleAddress) -> Facts:
    """What the list says beside its rows, by the names of the state's vars."""
    number = await staff.count_matching(scope, address.wanted, upto=COUNTED + 1)
    return {
        "count": _counted(number),
        "matching": min(number, COUNTED),
        "beyond": number > COUNTED,
        "trashed": await staff.count_trashed(scope),
    }


def _counted(number: int) -> str:
    if number > COUNTED:
        return t("More than {count} people", count=f"{COUNTED:,}")
    return tn("{count} person", "{number} people", number, number=f"{number:,}")
