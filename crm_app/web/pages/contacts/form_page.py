"""`/contacts/new` and `/contacts/<uuid>/edit`: one form for both."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.kept_form_view import Fields
from crm_app.web.pages.contacts.form_state import ContactFormState
from crm_app.web.record.form_page import FormScreen, edit_record, new_record
from crm_app.web.ui.fields import suggestions

STATUSES = [("active", t("Active")), ("inactive", t("Inactive"))]

fields = Fields(ContactFormState)


def _fields() -> list[rx.Component]:
    return [
        fields.text("name", required=True, auto_complete="off", auto_focus=True),
        fields.text("email", type="email", auto_complete="off"),
        fields.text("phone", type="tel", auto_complete="off"),
        fields.text(
            "company",
            hint=t("Choose one, or write a new name to add a company."),
            auto_complete="off",
            list="companies",
            on_change=ContactFormState.suggest.debounce(200),
        ),
        fields.text("role_in_company", auto_complete="off"),
        fields.select("status", STATUSES),
        fields.area("notes"),
        suggestions("companies", ContactFormState.companies),
    ]


SCREEN = FormScreen(
    state=ContactFormState,
    home="/contacts",
    records=t("Contacts"),
    label=t("Contact"),
    new=t("New contact"),
    create=t("Create contact"),
    all=t("All contacts"),
    draft="contact-new",
    fields=_fields,
    widths=("48px", "56px", "52px", "72px", "40px"),
    changed=t("Somebody else has just changed this contact. Saving keeps their changes where you made none."),
    gone=t("This contact was deleted."),
    conflict=t("Somebody else has saved this contact meanwhile. Choose what should stay, then save again."),
)


@page("/contacts/new", "crm.edit", t("New contact"), on_load=ContactFormState.open_new)
def new_contact_page() -> rx.Component:
    """The empty form."""
    return new_record(SCREEN)


@page("/contacts/[contact_uuid]/edit", "crm.edit", t("Edit contact"), on_load=ContactFormState.open_edit)
def edit_contact_page() -> rx.Component:
    """The form of one contact."""
    return edit_record(SCREEN)
