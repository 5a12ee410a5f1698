"""The list of contacts as a source of patches: everybody with `crm.view` sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_app import crm
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.core.texts import t, tn
from crm_app.web.pages.contacts.addresses import ListAddress
from crm_app.web.pages.contacts.list_rows import ContactItem, contact_items

MOST = 2_000
"""So many rows are shown at most; beyond them one searches."""
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class ContactSource:
    """What an address of the list asks for."""

    address: ListAddress
    permission: str = "crm.view"
    topics: frozenset[str] = frozenset({crm.topics.CONTACTS})

    async def first(self, limit: int) -> Reading:
        """The first contacts in the order of their names."""
        async with reading_scope() as scope:
            page = await contact_page(scope, self.address, limit=min(limit, MOST))
            items = await contact_items(scope, page.rows)
            return Reading(items, page.next is None, await contact_facts(scope, self.address))

    async def these(self, uuids: Collection[UUID]) -> Sequence[ContactItem]:
        """Those among them that the address asks for."""
        status, search = self.address.status, self.address.search
        async with reading_scope() as scope:
            rows = await crm.matching_contacts(scope, uuids, status=status, search=search)
            return await contact_items(scope, rows)

    async def facts(self) -> Facts:
        """The numbers."""
        async with reading_scope() as scope:
            return await contact_facts(scope, self.address)


async def contact_page(
    scope: Scope, address: ListAddress, *, limit: int, after: crm.Cursor | None = None
) -> crm.ContactPage:
    """One page of what the address asks for."""
    return await crm.list_contacts(
        scope, status=address.status, search=address.search, after=after, limit=limit
    )


async def contact_facts(scope: Scope, address: ListAddress) -> Facts:
    """What the list says beside its rows, by the names of the state's vars."""
    number = await crm.count_contacts(scope, status=address.status, search=address.search)
    return {
        "count": _counted(number, in_trash=address.in_trash),
        "trashed": await crm.count_contacts(scope, status="trashed"),
    }


def _counted(number: int, *, in_trash: bool) -> str:
    if in_trash:
        return t("{count} in the trash", count=f"{number:,}")
    if number >= COUNTED:
        return t("More than {count} contacts", count=f"{COUNTED:,}")
    return tn("{count} contact", "{count} contacts", number)
