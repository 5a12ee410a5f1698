"""What the org chart does: counts at once, people when one looks at their branch, and ways to somebody."""

from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.chart_rows import (
    ChartPage,
    Hit,
    Picture,
    chart_hits,
    chart_pages,
    group_in,
    group_name,
    picture_of,
)
from crm_app.web.problems import explain
from crm_app.web.shared_reads import shared_reads

AT_ONCE = 20
LONGEST_SEARCH = 200
NOTHING = Picture(people=0, unassigned=0, departments=[])


class Answer(TypedDict):
    """People, for the question of the browser that had this number."""

    number: int
    pages: list[ChartPage]


class Found(TypedDict):
    """What has the text in its name."""

    text: str
    hits: list[Hit]


class Target(TypedDict):
    """What the chart goes to: a branch, or a person at a place in one. Another number is another journey."""

    number: int
    asked: str
    branch: str
    kind: str
    uuid: str
    position: int


NOWHERE = Target(number=0, asked="", branch="", kind="", uuid="", position=0)


class Chart(rx.State):
    """The chart of one tab. People are sent once and not kept here; `version` counts the changes."""

    picture: Picture = NOTHING
    answer: Answer = Answer(number=0, pages=[])
    found: Found = Found(text="", hits=[])
    target: Target = NOWHERE
    version: int = 0
    loaded: bool = False
    problem: str = ""

    @handler("staff.view")
    async def load(self) -> Any:
        """Shows the counts, and goes to what the address names with `?at=`."""
        topics = (staff.topics.DEPARTMENTS, staff.topics.TEAMS, staff.topics.PEOPLE)
        live.follow(self, dict.fromkeys(topics, Chart.refresh))
        try:
            self._show(await self._counts())
            async with scope_of(self) as scope:
                return await self._aim(scope, self.router.url.query_parameters.get("at", ""))
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="Chart.load").message
            return None

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Somebody or something changed: counts again; the browser asks again for whom it shows."""
        self._show(await shared_reads.get("org chart", self._counts))

    @handler("staff.view")
    async def read(self, number: int, pages: list[str]) -> None:
        """Reads pages of people."""
        async with scope_of(self) as scope:
            self.answer = Answer(number=number, pages=await chart_pages(scope, pages[:AT_ONCE]))

    @handler("staff.view", supersedes=True)
    async def find(self, text: str) -> None:
        """Looks for a department, a team or a person."""
        async with scope_of(self) as scope:
            found = await staff.find_in_org(scope, text.replace("\0", " ")[:LONGEST_SEARCH])
            self.found = Found(text=text, hits=await chart_hits(scope, found))

    @handler("staff.view")
    async def locate(self, branch: str, uuid: str) -> Any:
        """Goes to a person in a branch; one who is not there any more is looked for elsewhere."""
        async with scope_of(self) as scope:
            group = group_in(branch)
            position = await staff.org_place(scope, group.kind, group.uuid, uuid)
            if position is None:
                return await self._aim(scope, uuid, asked="search")
        self._go("search", branch, "person", uuid, position)
        return None

    async def _counts(self) -> Picture:
        async with scope_of(self) as scope:
            return picture_of(await staff.org_counts(scope))

    def _show(self, picture: Picture) -> None:
        self.picture = picture
        self.version += 1
        self.loaded, self.problem = True, ""

    async def _aim(self, scope: Scope, at: str, asked: str = "address") -> Any:
        uuid = parse_uuid(at)
        if not at:
            return None
        if uuid is None or not await self._found(scope, uuid, asked):
            return notify(t("This is not in the org chart any more."), kind="warning")
        return None

    async def _found(self, scope: Scope, uuid: UUID, asked: str) -> bool:
        if await staff.get_department(scope, uuid):
            self._go(asked, f"department:{uuid}", "department", str(uuid))
        elif await staff.get_team(scope, uuid):
            self._go(asked, f"team:{uuid}", "team", str(uuid))
        else:
            return await self._found_person(scope, uuid, asked)
        return True

    async def _found_person(self, scope: Scope, uuid: UUID, asked: str) -> bool:
        try:
            teams = await staff.teams_of(scope, uuid)
        except NotFound:
            return False
        person = await staff.require_person(scope, uuid)
        branch = group_name(teams[0].team_uuid if teams else None, person.primary_department_uuid)
        group = group_in(branch)
        position = await staff.org_place(scope, group.kind, group.uuid, uuid)
        if position is not None:
            self._go(asked, branch, "person", str(uuid), position)
        return position is not None

    def _go(self, asked: str, branch: str, kind: str, uuid: str, position: int = 0) -> None:
        number = self.target["number"] + 1
        self.target = Target(
            number=number, asked=asked, branch=branch, kind=kind, uuid=uuid, position=position
        )
