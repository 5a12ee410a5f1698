"""What happened to a company."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import activity, crm
from crm_app.core.scope import Scope
from crm_app.web.pages.companies.addresses import company_in
from crm_app.web.record.events_state import RecordEventsState


class CompanyEventsState(RecordEventsState, rx.State):
    """One page of the events of the company on the screen."""

    _of: ClassVar = crm.attachments.COMPANY

    def _record_in(self, path: str) -> UUID | None:
        return company_in(path)

    async def _events(self, scope: Scope, uuid: UUID, page: int) -> activity.EventPage:
        return await crm.company_events(scope, uuid, page)

    def _topics(self, uuid: UUID) -> Iterable[str]:
        return (self._of.page(uuid), crm.topics.interactions("company", uuid))
