"""`/contacts/new` and `/contacts/<uuid>/edit`: one form for both."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.pages.contacts.form_state import LABELS, ContactFormState
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.fields import select_field, suggestions, text_area, text_field
from crm_app.web.ui.scripts import Conflict, kept_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting

STATUSES = [("active", t("Active")), ("inactive", t("Inactive"))]


@page("/contacts/new", "crm.edit", t("New contact"), on_load=ContactFormState.open_new)
def new_contact_page() -> rx.Component:
    """The empty form."""
    return shell(
        _form("contact-new", t("Create contact")),
        trail=[(t("Contacts"), "/contacts"), (t("New contact"), None)],
        path=ContactFormState.path,
        skeleton=_waiting(),
    )


@page("/contacts/[contact_uuid]/edit", "crm.edit", t("Edit contact"), on_load=ContactFormState.open_edit)
def edit_contact_page() -> rx.Component:
    """The form of one contact."""
    return shell(
        rx.cond(ContactFormState.changed_elsewhere, _changed_note()),
        _form(ContactFormState.path, t("Save")),
        trail=[
            (t("Contacts"), "/contacts"),
            (ContactFormState.title, ContactFormState.back),
            (t("Edit"), None),
        ],
        path=ContactFormState.path,
        skeleton=_waiting(),
    )


def _form(draft: str | rx.Var[str], save_label: str) -> rx.Component:
    form = kept_form(
        rx.cond(ContactFormState.conflicts.length() > 0, _conflicts()),
        *_fields(),
        _actions(save_label),
        suggestions("companies", ContactFormState.companies),
        draft=Session.email + " " + draft,
        label=t("Contact"),
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


def _actions(save_label: str) -> rx.Component:
    deciding = ContactFormState.conflicts.length() > 0
    return rx.el.div(
        button(rx.cond(deciding, t("Save what stands here"), save_label), kind="primary", type="submit"),
        link_button(t("Cancel"), ContactFormState.back, kind="ghost"),
        rx.el.span(
            rx.el.kbd("Ctrl"), " ", rx.el.kbd("↵"), class_name="form-shortcut quiet small", aria_hidden=True
        ),
        class_name="form-actions",
    )


def _conflicts() -> rx.Component:
    return rx.el.section(
        rx.el.p(
            t("Somebody else has saved this contact meanwhile. Choose what should stay, then save again.")
        ),
        rx.foreach(ContactFormState.conflicts, _conflict),
        class_name="conflicts",
        tab_index=-1,
        role="alert",
        custom_attrs={"data-conflict": ""},
    )


def _conflict(conflict: rx.Var[Conflict]) -> rx.Component:
    return rx.el.div(
        rx.el.h3(conflict["label"]),
        _version(t("Saved now"), conflict["theirs"]),
        _version(t("Yours"), conflict["yours"]),
        button(t("Take the saved one"), small=True, custom_attrs={"data-take": conflict["field"]}),
        class_name="conflict",
    )


def _version(label: str, value: rx.Var[str]) -> rx.Component:
    return rx.el.dl(rx.el.dt(label), rx.el.dd(rx.cond(value, value, "—")))


def _changed_note() -> rx.Component:
    return banner(
        t("Somebody else has just changed this contact. Saving keeps their changes where you made none."),
        icon="users",
    )


def _waiting() -> rx.Component:
    def field(width: str) -> rx.Component:
        return rx.el.div(bone(width), bone("100%", "36px"), class_name="waiting-field")

    return waiting(
        *[field(width) for width in ("48px", "56px", "52px", "72px", "40px")],
        class_name="page-inset form-page form",
    )
