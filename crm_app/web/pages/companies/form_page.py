"""`/companies/new` and `/companies/<uuid>/edit`: one form for both."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.kept_form_view import Fields
from crm_app.web.pages.companies.form_state import CompanyFormState
from crm_app.web.record.form_page import FormScreen, edit_record, new_record

STATUSES = [("active", t("Active")), ("inactive", t("Inactive"))]

fields = Fields(CompanyFormState)


def _fields() -> list[rx.Component]:
    return [
        fields.text("name", required=True, auto_complete="off", auto_focus=True),
        fields.text("website", auto_complete="off", input_mode="url"),
        fields.text("email", type="email", auto_complete="off"),
        fields.text("phone", type="tel", auto_complete="off"),
        fields.text("industry", auto_complete="off"),
        fields.area("address"),
        fields.select("status", STATUSES),
        fields.area("notes"),
    ]


SCREEN = FormScreen(
    state=CompanyFormState,
    home="/companies",
    records=t("Companies"),
    label=t("Company"),
    new=t("New company"),
    create=t("Create company"),
    all=t("All companies"),
    draft="company-new",
    fields=_fields,
    widths=("48px", "60px", "52px", "48px", "60px"),
    changed=t("Somebody else has just changed this company. Saving keeps their changes where you made none."),
    gone=t("This company was deleted."),
    conflict=t("Somebody else has saved this company meanwhile. Choose what should stay, then save again."),
)


@page("/companies/new", "crm.edit", t("New company"), on_load=CompanyFormState.open_new)
def new_company_page() -> rx.Component:
    """The empty form."""
    return new_record(SCREEN)


@page("/companies/[company_uuid]/edit", "crm.edit", t("Edit company"), on_load=CompanyFormState.open_edit)
def edit_company_page() -> rx.Component:
    """The form of one company."""
    return edit_record(SCREEN)
