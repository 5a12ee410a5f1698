"""`/contacts/new` and `/contacts/<uuid>/edit`: one form for both."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.pages.contacts.form_state import LABELS, ContactFormState
from crm_app.web.ui.fields import select_field, suggestions, text_area, text_field
from crm_app.web.ui.kept_forms import changed_note, conflicts_view, form_actions, gone_note, waiting_form
from crm_app.web.ui.scripts import kept_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.watchers import editing_note

STATUSES = [("active", t("Active")), ("inactive", t("Inactive"))]
WIDTHS = ("48px", "56px", "52px", "72px", "40px")


@page("/contacts/new", "crm.edit", t("New contact"), on_load=ContactFormState.open_new)
def new_contact_page() -> rx.Component:
    """The empty form."""
    return shell(
        _form("contact-new", t("Create contact")),
        trail=[(t("Contacts"), "/contacts"), (t("New contact"), None)],
        path=ContactFormState.path,
        skeleton=waiting_form(WIDTHS),
    )


@page("/contacts/[contact_uuid]/edit", "crm.edit", t("Edit contact"), on_load=ContactFormState.open_edit)
def edit_contact_page() -> rx.Component:
    """The form of one contact."""
    return shell(
        changed_note(
            ContactFormState.changed_elsewhere,
            t("Somebody else has just changed this contact. Saving keeps their changes where you made none."),
        ),
        gone_note(ContactFormState.gone, t("This contact was deleted."), t("All contacts"), "/contacts"),
        editing_note(),
        _form(ContactFormState.path, t("Save")),
        trail=[
            (t("Contacts"), "/contacts"),
            (ContactFormState.title, ContactFormState.back),
            (t("Edit"), None),
        ],
        path=ContactFormState.path,
        skeleton=waiting_form(WIDTHS),
    )


def _form(draft: str | rx.Var[str], save_label: str) -> rx.Component:
    form = kept_form(
        conflicts_view(
            ContactFormState.conflicts,
            t("Somebody else has saved this contact meanwhile. Choose what should stay, then save again."),
        ),
        *_fields(),
        form_actions(save_label, conflicts=ContactFormState.conflicts, back=ContactFormState.back),
        suggestions("companies", ContactFormState.companies),
        draft=Session.email + " " + draft,
        label=t("Contact"),
        values=ContactFormState.values,
        answered=ContactFormState.answered,
        saved=ContactFormState.saved,
        conflicts=ContactFormState.conflicts,
        on_save=ContactFormState.save,
        on_leave_field=ContactFormState.check,
    )
    return rx.el.div(form, class_name="page-inset form-page")


def _fields() -> list[rx.Component]:
    return [
        text_field(
            "name", LABELS["name"], required=True, auto_complete="off", auto_focus=True, **_of("name")
        ),
        text_field("email", LABELS["email"], type="email", auto_complete="off", **_of("email")),
        text_field("phone", LABELS["phone"], type="tel", auto_complete="off", **_of("phone")),
        text_field(
            "company",
            LABELS["company"],
            hint=t("Choose one, or write a new name to add a company."),
            auto_complete="off",
            list="companies",
            on_change=ContactFormState.suggest.debounce(200),
            **_of("company"),
        ),
        text_field(
            "role_in_company", LABELS["role_in_company"], auto_complete="off", **_of("role_in_company")
        ),
        select_field("status", LABELS["status"], STATUSES, **_of("status")),
        text_area("notes", LABELS["notes"], **_of("notes")),
    ]


def _of(name: str) -> dict[str, rx.Var[str]]:
    return {"value": ContactFormState.values[name], "error": ContactFormState.problems[name]}
