"""What the contact form does, with the companies that it suggests."""

from typing import ClassVar

import reflex as rx

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.access import handler, scope_of
from crm_app.web.kept_forms import Values
from crm_app.web.pages.contacts.kind import CONTACT_FORM, CONTACTS
from crm_app.web.record.form_state import RecordFormState

LABELS = {
    "name": t("Name"),
    "email": t("E-mail"),
    "phone": t("Phone"),
    "company": t("Company"),
    "role_in_company": t("Role"),
    "status": t("Status"),
    "notes": t("Notes"),
}


class ContactFormState(RecordFormState, rx.State):
    """The form of a contact, with the companies that it suggests."""

    companies: list[str] = []
    _area: ClassVar[str] = "crm"
    _labels: ClassVar[dict[str, str]] = LABELS
    _kind: ClassVar = CONTACTS
    _form: ClassVar = CONTACT_FORM

    @handler("crm.edit")
    async def suggest(self, text: str) -> None:
        """Offers the companies whose names contain what somebody is typing."""
        async with scope_of(self) as scope:
            self.companies = await crm.suggest_companies(scope, text)

    async def _prepare(self, scope: Scope, values: Values) -> None:
        self.companies = await crm.suggest_companies(scope, values["company"])
