"""Who is on a team or has a skill: adding somebody by a search, and taking somebody away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.org_record_state import OrgRecordState
from crm_app.web.pages.staff.people_chips import person_options, seen
from crm_app.web.ui.pickers import PersonOption

LONGEST_SEARCH = 200


class OrgPeopleState(OrgRecordState, mixin=True):
    """A record with its people. While `picking`, `candidates` are those who match the text `answers`."""

    total: int = 0
    more: bool = False
    picking: bool = False
    answers: str = ""
    candidates: list[PersonOption] = []
    none: str = ""

    async def _candidates(self, scope: Scope, search: str) -> Sequence[Any]:
        """The first people who could be added."""
        raise NotImplementedError

    @handler("staff.edit")
    async def open_picker(self) -> None:
        """Somebody is about to be added: offers the first people."""
        await self._offer("")

    @handler("staff.edit")
    async def search_people(self, text: str) -> None:
        """Offers the people who match what somebody types."""
        await self._offer(text.replace("\0", "").strip()[:LONGEST_SEARCH])

    @handler("staff.view")
    async def close_picker(self) -> None:
        """Nobody is to be added any more."""
        self.picking, self.answers, self.candidates = False, "", []

    def _turn_to(self, uuid: UUID) -> None:
        super()._turn_to(uuid)
        self.picking, self.answers, self.candidates = False, "", []

    async def _offer(self, search: str) -> None:
        self._uuid()
        self.picking, self.answers = True, search
        async with scope_of(self) as scope:
            await self._read_candidates(scope)

    async def _read_candidates(self, scope: Scope) -> None:
        """Who can be added now; nothing while nobody asks."""
        if not self.picking:
            return
        found = await self._candidates(scope, self.answers)
        self.candidates = await person_options(scope, map(seen, found))
        self.none = await self._why_none(scope) if not found else ""

    async def _why_none(self, scope: Scope) -> str:
        if self.answers:
            return "match"
        return "all" if await staff.count_people(scope) else "empty"

    def _counted(self, total: int) -> None:
        """How many there are; no more than `most` of them are read and sent to the browser."""
        self.total, self.more = total, total > self.most
