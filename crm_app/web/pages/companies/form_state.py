"""What the company form does."""

from typing import ClassVar

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.companies.kind import COMPANIES, COMPANY_FORM
from crm_app.web.record.form_state import RecordFormState

LABELS = {
    "name": t("Name"),
    "website": t("Website"),
    "email": t("E-mail"),
    "phone": t("Phone"),
    "industry": t("Industry"),
    "address": t("Address"),
    "status": t("Status"),
    "notes": t("Notes"),
}


class CompanyFormState(RecordFormState, rx.State):
    """The form of a company."""

    _area: ClassVar[str] = "crm"
    _labels: ClassVar[dict[str, str]] = LABELS
    _kind: ClassVar = COMPANIES
    _form: ClassVar = COMPANY_FORM
