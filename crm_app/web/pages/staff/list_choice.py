"""Whom a bulk action on the list of people is about."""

from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.choosing import Answering, chosen_uuids, require_same_list
from crm_app.web.pages.staff.list_state import PeopleList


class PeopleChoice(Answering, rx.State):
    """What the selection in the browser means, and what came of it."""

    async def _people(self, scope: Scope, uuids: object, everything: object) -> list[UUID]:
        """Whom the browser means. `Conflict` when it means a list that has become another one."""
        if not everything:
            return chosen_uuids(uuids)
        people = await self.get_state(PeopleList)
        require_same_list(everything, people.listed)
        return await staff.matching_uuids(scope, people._address.wanted)
