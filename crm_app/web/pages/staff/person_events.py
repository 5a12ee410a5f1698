"""What happened to a person on staff."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import activity, staff
from crm_app.core.scope import Scope
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.record import events_tab as record_events
from crm_app.web.record.events_state import RecordEventsState


class PersonEventsState(RecordEventsState, rx.State):
    """One page of the events of the person on the screen."""

    _of: ClassVar = staff.media.PERSON

    def _record_in(self, path: str) -> UUID | None:
        return person_in(path)

    def _topics(self, uuid: UUID) -> Iterable[str]:
        return (staff.topics.person(uuid), staff.topics.EVERY_PERSON)

    async def _events(self, scope: Scope, uuid: UUID, page: int) -> activity.EventPage:
        return await staff.person_events(scope, uuid, page)


def events_tab() -> rx.Component:
    """The trail of the person on the screen."""
    return record_events.events_tab(PersonEventsState)
