"""What the overview does: numbers, birthdays, and the tree whose people come when a department is opened."""

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.pages.staff.overview_birthdays import BirthdayChip, birthday_chips
from crm_app.web.pages.staff.overview_tree import UNASSIGNED, DepartmentCard, more_than, read_tree
from crm_app.web.problems import explain
from crm_app.web.ui.pickers import PersonOption

SMALL_PEOPLE, SMALL_DEPARTMENTS = 100, 12
"""An organisation up to this size is open from the start."""
STEP = 48
"""So many people who belong nowhere are shown, and so many more at a time."""


class OverviewState(rx.State):
    """The organisation on the screen. `opened` are the uuids of the departments that are open."""

    loaded: bool = False
    problem: str = ""
    departments: str = ""
    teams: str = ""
    people: str = ""
    birthdays: list[BirthdayChip] = []
    cards: list[DepartmentCard] = []
    unassigned: int = 0
    unassigned_people: list[PersonOption] = []
    unassigned_open: bool = False
    unassigned_more: str = ""
    _opened: set[str] = set()
    _most: int = STEP

    @handler("staff.view")
    async def load(self) -> None:
        """Reads the numbers; what was open before is open again."""
        topics = (staff.topics.DEPARTMENTS, staff.topics.TEAMS, staff.topics.PEOPLE)
        live.follow(self, dict.fromkeys(topics, OverviewState.refresh))
        try:
            await self._read()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="OverviewState.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Something in the organisation has changed."""
        await self._read()

    @handler("staff.view")
    async def turn(self, uuid: str) -> None:
        """Opens a department (or the people who belong nowhere), or closes it."""
        if uuid != UNASSIGNED and parse_uuid(uuid) is None:
            raise NotFound()
        self._opened = self._opened ^ {uuid}
        self._most = STEP
        await self._read()

    @handler("staff.view")
    async def show_more(self) -> None:
        """Shows more of the people who belong nowhere."""
        self._most += STEP
        await self._read()

    async def _read(self) -> None:
        async with scope_of(self) as scope:
            counts = await staff.org_counts(scope)
            self._open_what_is_small(counts)
            await self._read_tree(scope, counts)
            self.birthdays = await birthday_chips(scope)
        self.departments = f"{len(counts.departments):,}"
        self.teams = f"{sum(len(department.teams) for department in counts.departments):,}"
        self.people = f"{counts.people:,}"
        self.problem, self.loaded = "", True

    async def _read_tree(self, scope: Scope, counts: staff.OrgCounts) -> None:
        self.cards, self.unassigned_people = await read_tree(scope, counts, self._opened, self._most)
        self.unassigned, self.unassigned_open = counts.unassigned, UNASSIGNED in self._opened
        self.unassigned_more = more_than(counts.unassigned, self.unassigned_people)

    def _open_what_is_small(self, counts: staff.OrgCounts) -> None:
        if self.loaded or counts.people > SMALL_PEOPLE or len(counts.departments) > SMALL_DEPARTMENTS:
            return
        self._opened = {UNASSIGNED, *(str(department.uuid) for department in counts.departments)}
