"""What the list of companies does."""

from typing import ClassVar

import reflex as rx

from crm_app.web.pages.companies.kind import COMPANIES
from crm_app.web.pages.companies.list_rows import CompanyItem
from crm_app.web.record.list_bulk import RecordBulkState


class CompanyList(RecordBulkState, rx.State):
    """The companies on the screen."""

    items: list[CompanyItem] = []
    _kind: ClassVar = COMPANIES
    _of: ClassVar = COMPANIES.of
