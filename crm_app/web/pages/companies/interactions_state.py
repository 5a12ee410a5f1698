"""What happened with a company and its people."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.web.interactions.timeline_state import RecordInteractionsState
from crm_app.web.pages.companies.addresses import company_in


class CompanyInteractionsState(RecordInteractionsState, rx.State):
    """The timeline of the company on the screen."""

    _of: ClassVar = crm.attachments.COMPANY

    def _record_in(self, path: str) -> UUID | None:
        return company_in(path)
