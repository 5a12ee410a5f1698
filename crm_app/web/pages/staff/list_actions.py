"""What the list of people does to those in it, to one or to many at once."""

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web.access import handler, scope_of
from crm_app.web.choosing import Undoing
from crm_app.web.notices import notify
from crm_app.web.pages.staff.list_choice import PeopleChoice


class PeopleActions(Undoing, rx.State):
    """What comes of it is told to all tabs that show the list, this one too."""

    @handler("staff.delete")
    async def trash(self, uuid: str) -> rx.event.EventSpec:
        """Moves a person to the trash; the notice brings them back."""
        async with scope_of(self) as scope:
            await staff.trash_person(scope, uuid)
            name = await _name(scope, uuid)
        undo = PeopleActions.restore(uuid)
        return notify(t("{name} is in the trash now.", name=name), kind="success", undo=undo)

    @handler("staff.delete")
    async def restore(self, uuid: str) -> rx.event.EventSpec:
        """Takes a person back out of the trash."""
        async with scope_of(self) as scope:
            await staff.restore_person(scope, uuid)
            name = await _name(scope, uuid)
        return notify(t("{name} is back.", name=name), kind="success")

    @handler("staff.delete")
    async def trash_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Moves the chosen people to the trash; the notice brings them back."""
        choice = await self.get_state(PeopleChoice)
        with choice._answering():
            async with scope_of(self) as scope:
                people = await choice._people(scope, uuids, everything)
                count = await staff.bulk_trash(scope, people)
        if not count:
            return notify(t("They were in the trash already."))
        text = tn("{count} person is in the trash now.", "{count} people are in the trash now.", count)
        # Who was there before is not this person's to bring back.
        undo = PeopleActions.undo(self._remember(people)) if count == len(people) else None
        return notify(text, kind="success", undo=undo)

    @handler("staff.delete")
    async def undo(self, key: str) -> rx.event.EventSpec:
        """Brings back whom one action moved to the trash."""
        async with scope_of(self) as scope:
            count = await staff.bulk_restore(scope, self._remembered(key))
        return _restored(count)

    @handler("staff.delete")
    async def restore_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Takes the chosen people back out of the trash."""
        choice = await self.get_state(PeopleChoice)
        with choice._answering():
            async with scope_of(self) as scope:
                people = await choice._people(scope, uuids, everything)
                count = await staff.bulk_restore(scope, people)
        return _restored(count)

    @handler("staff.edit")
    async def set_status(self, status: str, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Gives the chosen people another status."""
        choice = await self.get_state(PeopleChoice)
        with choice._answering():
            async with scope_of(self) as scope:
                people = await choice._people(scope, uuids, everything)
                count = await staff.bulk_set_status(scope, people, status)
        if not count:
            return notify(t("They have this status already."))
        active = tn("{count} person is active now.", "{count} people are active now.", count)
        inactive = tn("{count} person is inactive now.", "{count} people are inactive now.", count)
        return notify(active if status == "active" else inactive, kind="success")

    @handler("staff.edit")
    async def add_to_team(self, team: str, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Puts the chosen people on a team."""
        choice = await self.get_state(PeopleChoice)
        with choice._answering():
            async with scope_of(self) as scope:
                name = (await staff.require_team(scope, team)).name
                people = await choice._people(scope, uuids, everything)
                count = await staff.bulk_add_team_people(scope, team, people)
        if not count:
            return notify(t("They are on {team} already.", team=name))
        text = tn("{count} person is on {team} now.", "{count} people are on {team} now.", count, team=name)
        return notify(text, kind="success")


async def _name(scope: Scope, uuid: str) -> str:
    row = await staff.person_row(scope, uuid)
    return row.name if row else ""


def _restored(count: int) -> rx.event.EventSpec:
    if not count:
        return notify(t("They are not in the trash any more."))
    return notify(tn("{count} person is back.", "{count} people are back.", count), kind="success")
