"""What the lists of departments, teams and skills do: read what the address asks for, follow, delete."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.org_addresses import OrgAddress, org_address
from crm_app.web.pages.staff.org_deleting import OrgDeleting
from crm_app.web.pages.staff.org_rows import OrgItem, arranged
from crm_app.web.problems import explain


class OrgListState(OrgDeleting, mixin=True):
    """The rows on the screen. The address is the only memory of search and order."""

    items: list[OrgItem] = []
    loaded: bool = False
    problem: str = ""
    search: str = ""
    count: str = ""
    _columns: ClassVar[tuple[str, ...]] = ()
    """What the list can be sorted by."""
    _topics: ClassVar[tuple[str, ...]] = ()
    """What its columns and numbers show."""

    async def _rows(self, scope: Scope) -> Iterable[OrgItem]:
        """All there are."""
        raise NotImplementedError

    @handler("staff.view")
    async def load(self) -> None:
        """Shows what the address asks for."""
        live.follow(self, dict.fromkeys(self._topics, type(self).refresh))
        try:
            await self._read()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Something that the rows show has changed."""
        await self._read()

    async def _read(self) -> None:
        address = self._address()
        async with scope_of(self) as scope:
            items = arranged(await self._rows(scope), address)
            await self._ask_again(scope)
        self.items, self.search, self.count = items, address.search, self._words.counted(len(items))
        self.problem, self.loaded = "", True

    def _address(self) -> OrgAddress:
        return org_address(self.router.url.query_parameters, self._columns)

    async def _after_deletion(self, uuid: UUID) -> None:
        self.items = [item for item in self.items if item["uuid"] != str(uuid)]
