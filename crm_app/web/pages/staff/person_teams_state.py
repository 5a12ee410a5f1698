"""Which teams the person on the screen could come to, coming to one and leaving one."""

from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.pages.staff.person_state import PersonState, on_screen
from crm_app.web.ui.pickers import PersonOption

LONGEST_SEARCH, MOST = 200, 20


class PersonTeamsState(rx.State):
    """While `picking`, `candidates` are the teams that match the text `answers`."""

    picking: bool = False
    answers: str = ""
    candidates: list[PersonOption] = []
    none: str = ""
    _person: str = ""

    @handler("staff.view")
    async def load(self) -> None:
        """On the page of another person nobody is choosing a team yet."""
        person = str(person_in(self.router.url.path) or "")
        if person != self._person:
            self.picking, self.answers, self.candidates, self._person = False, "", [], person

    @handler("staff.edit")
    async def open_picker(self) -> None:
        """The person is about to come to a team: offers the first ones."""
        await self._offer("")

    @handler("staff.edit")
    async def search_teams(self, text: str) -> None:
        """Offers the teams that match what somebody types."""
        await self._offer(text.replace("\0", "").strip()[:LONGEST_SEARCH])

    @handler("staff.view")
    async def close_picker(self) -> None:
        """The person is not to come to a team any more."""
        self.picking, self.answers, self.candidates = False, "", []

    @handler("staff.edit")
    async def add(self, team_uuid: str, levels: list[str]) -> None:
        """Puts the person on a team; a team has no levels."""
        person = await on_screen(self)
        async with scope_of(self) as scope:
            await staff.add_team_person(scope, team_uuid, person)
            await self._read(scope, person)

    @handler("staff.edit")
    async def remove(self, membership_uuid: str) -> rx.event.EventSpec:
        """Takes the person off a team; the notice puts them back."""
        page = await self.get_state(PersonState)
        async with scope_of(self) as scope:
            team = await _team(scope, page._uuid(), membership_uuid)
            await staff.remove_membership(scope, team.membership_uuid)
        undo = PersonTeamsState.put_back(str(page._uuid()), str(team.team_uuid))
        said = t("{name} is not on {team} any more.", name=page.person["name"], team=team.name)
        return notify(said, kind="success", undo=undo)

    @handler("staff.edit")
    async def put_back(self, person_uuid: str, team_uuid: str) -> None:
        """Undoes a removal, whatever page is open by now."""
        async with scope_of(self) as scope:
            await staff.add_team_person(scope, team_uuid, person_uuid)

    async def _offer(self, search: str) -> None:
        person = await on_screen(self)
        self.picking, self.answers = True, search
        async with scope_of(self) as scope:
            await self._read(scope, person)

    async def _read(self, scope: Scope, person: UUID) -> None:
        joined = {team.team_uuid for team in await staff.teams_of(scope, person)}
        teams = await staff.team_rows(scope)
        wanted = sort_key(self.answers)
        possible = [team for team in teams if team.uuid not in joined]
        found = [team for team in possible if wanted in sort_key(f"{team.name}\n{team.department}")]
        self.candidates = [_option(team) for team in found[:MOST]]
        self.none = "" if found else "match" if possible else "all" if teams else "empty"


async def _team(scope: Scope, person: UUID, membership: str) -> staff.TeamOfPerson:
    """The team that the person is on by this membership; NotFound where they are not (any more)."""
    wanted = parse_uuid(membership)
    for team in await staff.teams_of(scope, person):
        if team.membership_uuid == wanted:
            return team
    raise NotFound()


def _option(team: staff.TeamRow) -> PersonOption:
    uuid = str(team.uuid)
    return PersonOption(
        uuid=uuid,
        href=f"/staff/teams/{uuid}",
        name=team.name,
        title=team.department,
        image="",
        letters="",
        tint="0",
    )
