"""What the page of one contact does."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.web.pages.contacts.addresses import tab_in
from crm_app.web.pages.contacts.interactions_state import InteractionsState
from crm_app.web.pages.contacts.kind import CONTACTS
from crm_app.web.pages.contacts.list_rows import ContactItem, contact_items
from crm_app.web.record.page_state import RecordPageState

NOBODY = ContactItem(
    uuid="",
    href="",
    name="",
    email="",
    phone="",
    company="",
    status="",
    image="",
    letters="",
    tint="0",
    updated_at="",
)


class ContactState(RecordPageState, rx.State):
    """The contact on the screen. Of its companies the head shows the primary one, or else the first, and the
    number of the `further` ones.
    """

    contact: ContactItem = NOBODY
    role: str = ""
    company: str = ""
    company_href: str = ""
    further: int = 0
    notes: str = ""
    added_at: str = ""
    _kind: ClassVar = CONTACTS
    _of: ClassVar = CONTACTS.of
    _tab_in: ClassVar = staticmethod(tab_in)

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        row = await crm.contact_row(scope, uuid)
        record = await crm.require_contact(scope, uuid)
        if row is None:
            raise NotFound()
        (self.contact,) = await contact_items(scope, [row])
        self.notes, self.added_at = record.notes or "", record.inserted_at.isoformat()
        self._take_companies(await crm.companies_of(scope, uuid))

    def _take_companies(self, places: Sequence[crm.PlaceRow]) -> None:
        self.role = self.company = self.company_href = ""
        self.further = max(0, len(places) - 1)
        for first in places[:1]:
            self.role = " · ".join(filter(None, (first.role_in_company, first.department)))
            self.company, self.company_href = first.name, f"/companies/{first.uuid}"

    async def _is_written_about(self, uuid: UUID) -> bool:
        return (await self.get_state(InteractionsState))._is_written_about(uuid)

    def _shown(self) -> tuple[str, str]:
        return self.contact["uuid"], self.contact["name"]
