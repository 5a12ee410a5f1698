"""What is said about a company."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.web.comments.state import RecordCommentsState
from crm_app.web.pages.companies.addresses import company_in


class CompanyCommentsState(RecordCommentsState, rx.State):
    """The comments on the company on the screen."""

    _of: ClassVar = crm.attachments.COMPANY

    def _record_in(self, path: str) -> UUID | None:
        return company_in(path)
