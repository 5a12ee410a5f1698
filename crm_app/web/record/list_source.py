"""The list of contacts or companies as a source of patches: everybody who may see it sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_app import crm
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.web.record.addresses import ListAddress
from crm_app.web.record.kinds import RecordKind

MOST = 2_000
"""So many rows are shown at most; beyond them one searches."""


@dataclass(frozen=True, slots=True)
class RecordSource:
    """What an address of the list asks for."""

    kind: RecordKind
    address: ListAddress

    @property
    def permission(self) -> str:
        """What its tabs must be allowed."""
        return self.kind.of.view

    @property
    def topics(self) -> frozenset[str]:
        """What it follows."""
        return frozenset({self.kind.of.lists})

    async def first(self, limit: int) -> Reading:
        """The first records in order."""
        async with reading_scope() as scope:
            page = await record_page(scope, self.kind, self.address, limit=min(limit, MOST))
            items = await self.kind.items(scope, page.rows)
            return Reading(items, page.next is None, await record_facts(scope, self.kind, self.address))

    async def these(self, uuids: Collection[UUID]) -> Sequence[Any]:
        """Those among them that the address asks for."""
        status, search = self.address.status, self.address.search
        async with reading_scope() as scope:
            rows = await self.kind.matching(scope, uuids, status=status, search=search)
            return await self.kind.items(scope, rows)

    async def facts(self) -> Facts:
        """The numbers."""
        async with reading_scope() as scope:
            return await record_facts(scope, self.kind, self.address)


async def record_page(
    scope: Scope, kind: RecordKind, address: ListAddress, *, limit: int, after: crm.Cursor | None = None
) -> crm.Page[Any]:
    """One page of what the address asks for."""

    return await kind.page(
        scope,
        status=address.status,
        search=address.search,
        sort=address.sort,
        after=after,
        limit=limit,
    )


async def record_facts(scope: Scope, kind: RecordKind, address: ListAddress) -> Facts:
    """What the list says beside its rows, by the names of the state's vars."""
    number = await kind.count(scope, status=address.status, search=address.search)
    return {
        "count": kind.counted(number, address.in_trash),
        "matching": number,
        "beyond": number >= crm.SELECTED,
        "trashed": await kind.count(scope, status="trashed"),
    }
