"""`/contacts`: all contacts."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.contacts.list_rows import ContactItem
from crm_app.web.pages.contacts.list_state import ContactList
from crm_app.web.patches import Live, live_row
from crm_app.web.record.list_choosing import chooser
from crm_app.web.record.list_page import ListScreen, line_menu, record_list
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge
from crm_app.web.ui.list_controls import sort_heading
from crm_app.web.ui.scripts import glow
from crm_app.web.ui.tables import cell, row, row_link
from crm_app.web.ui.times import ago

COLUMNS = [
    sort_heading(t("Name"), "name"),
    (t("E-mail"), "24%"),
    (t("Phone"), "15%"),
    (t("Company"), "18%"),
    sort_heading(t("Updated"), "updated", width="132px"),
    ("", "56px"),
]


@rx.memo
def contact_line(read: rx.Var[ContactItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One contact. It is a memo: of a long list only the rows that changed are drawn again."""
    item = live_row(live, read)
    return row(
        chooser(item),
        cell(_who(item)),
        cell(item["email"], card="line"),
        cell(item["phone"], card="hidden", class_name="cut numbers"),
        cell(item["company"], card="line"),
        cell(
            ago(item["updated_at"]), glow(item["updated_at"]), card="hidden", class_name="cut quiet numbers"
        ),
        cell(line_menu(ContactList, item), card="actions", class_name="row-actions"),
        rest,
    )


def _who(item: rx.Var[ContactItem]) -> rx.Component:
    return row_link(
        avatar(image=item["image"], letters=item["letters"], colour=item["tint"]),
        rx.el.span(item["name"], class_name="cut"),
        rx.cond(item["status"] == "inactive", status_badge(item["status"])),
        href=item["href"],
    )


SCREEN = ListScreen(
    state=ContactList,
    home="/contacts",
    title=t("Contacts"),
    icon="contact-round",
    columns=COLUMNS,
    line=contact_line,
    search=t("Search contacts"),
    placeholder=t("Search name or e-mail"),
    no_match="No name or e-mail address contains “{search}”.",
    nothing=t("No contacts yet"),
    what=t("Contacts are the people you deal with. Their files and pictures live with them."),
    none_of_these=t("No contacts with this status"),
    all=t("Show all contacts"),
    back=t("Back to the contacts"),
    trash=t("Contacts that are moved to the trash wait here until somebody restores or deletes them."),
    new=t("New contact"),
    deletes="{name} will be deleted, with all files and images that no other record holds."
    " This cannot be undone.",
    deletes_many=t(
        "They will be deleted, with all files and images that no other record holds. This cannot be undone."
    ),
    selected=t("Selected contacts"),
    select_all=t("Select all contacts"),
)


@page("/contacts", "crm.view", t("Contacts"), on_load=ContactList.load)
def contacts_page() -> rx.Component:
    """The list."""
    return record_list(SCREEN)
