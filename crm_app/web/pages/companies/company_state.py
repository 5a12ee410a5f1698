"""What the page of one company does."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.web.pages.companies.addresses import tab_in
from crm_app.web.pages.companies.interactions_state import CompanyInteractionsState
from crm_app.web.pages.companies.kind import COMPANIES
from crm_app.web.pages.companies.list_rows import CompanyItem, company_items
from crm_app.web.record.page_state import RecordPageState

NONE = CompanyItem(
    uuid="",
    href="",
    name="",
    industry="",
    website="",
    website_href="",
    email="",
    phone="",
    members=0,
    people="",
    status="",
    image="",
    letters="",
    tint="0",
    updated_at="",
)


class CompanyState(RecordPageState, rx.State):
    """The company on the screen."""

    company: CompanyItem = NONE
    address: str = ""
    notes: str = ""
    added_at: str = ""
    _kind: ClassVar = COMPANIES
    _of: ClassVar = COMPANIES.of
    _tab_in: ClassVar = staticmethod(tab_in)

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await crm.company_row(scope, uuid)
        record = await crm.require_company(scope, uuid)
        if row is None:
            raise NotFound()
        (self.company,) = await company_items(scope, [row])
        self.address, self.notes = record.address or "", record.notes or ""
        self.added_at = record.inserted_at.isoformat()

    async def _is_written_about(self, uuid: UUID) -> bool:
        return (await self.get_state(CompanyInteractionsState))._is_written_about(uuid)

    def _shown(self) -> tuple[str, str]:
        return self.company["uuid"], self.company["name"]
