"""The lists of departments, teams and skills as sources of patches: everybody sees the same."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from crm_app.core.live import Facts
from crm_app.core.scope import Scope, system_scope
from crm_app.web.pages.staff.org_addresses import OrgAddress
from crm_app.web.pages.staff.org_rows import OrgItem, arranged
from crm_app.web.pages.staff.org_words import Words
from crm_app.web.patches import WholeSource

Read = Callable[[Scope], Awaitable[Iterable[OrgItem]]]


@dataclass(frozen=True, slots=True)
class OrgSource(WholeSource):
    """What an address asks for of all there are, which `all_rows` reads."""

    all_rows: Read
    words: Words
    address: OrgAddress
    topics: frozenset[str]
    permission: str = "staff.view"

    async def read(self) -> tuple[Sequence[OrgItem], Facts]:
        """The rows that the address asks for, and how many they are in words."""
        async with system_scope() as scope:
            return await self.read_in(scope)

    async def read_in(self, scope: Scope) -> tuple[Sequence[OrgItem], Facts]:
        """The same in a transaction of somebody's."""
        items = arranged(await self.all_rows(scope), self.address)
        return items, {"count": self.words.counted(len(items))}
