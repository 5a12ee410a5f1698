"""`/contacts`: all contacts, searched and filtered by the address, read on as one scrolls."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.pages.contacts.list_rows import ContactItem
from crm_app.web.pages.contacts.list_state import ContactList
from crm_app.web.patches import Live, live_fact, live_members, live_row
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import count, status_badge
from crm_app.web.ui.buttons import icon_button, link_button, spinner
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import choices, glow, more_on_scroll, search_field
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting
from crm_app.web.ui.tables import cell, row, row_link, table
from crm_app.web.ui.times import ago

contacts = live_members(ContactList.live, ContactList.items)
number = live_fact(ContactList.live, "count", ContactList.count)
trashed = live_fact(ContactList.live, "trashed", ContactList.trashed)

COLUMNS = [
    (t("Name"), ""),
    (t("E-mail"), "24%"),
    (t("Phone"), "15%"),
    (t("Company"), "18%"),
    (t("Updated"), "132px"),
    ("", "56px"),
]

DELETES = (
    "{name} will be deleted, with all files and images that no other record holds. This cannot be undone."
)


@page("/contacts", "crm.view", t("Contacts"), on_load=ContactList.load)
def contacts_page() -> rx.Component:
    """The list."""
    return shell(
        rx.cond(ContactList.problem, failed(ContactList.problem, ContactList.load), _list()),
        _delete_question(),
        trail=[
            (rx.cond(ContactList.in_trash, t("Contacts"), ""), "/contacts"),
            (rx.cond(ContactList.in_trash, t("Trash"), t("Contacts")), None),
        ],
        ready=ContactList.loaded | (ContactList.problem != ""),
        toolbar=_toolbar(),
        skeleton=_waiting(),
        action=rx.cond(may("crm.edit") & ~ContactList.in_trash, _new()),
    )


def _toolbar() -> rx.Component:
    return rx.el.div(
        search_field(t("Search contacts"), placeholder=t("Search name or e-mail")),
        rx.cond(ContactList.in_trash, _back(), _filters()),
        rx.el.span(number, class_name="toolbar-count quiet numbers", role="status"),
        class_name="toolbar",
    )


def _filters() -> rx.Component:
    return rx.fragment(
        choices(
            t("Status"),
            [
                {"value": "live", "label": t("All")},
                {"value": "active", "label": t("Active")},
                {"value": "inactive", "label": t("Inactive")},
            ],
            param="status",
            fallback="live",
        ),
        link(
            icon("trash-2"),
            rx.el.span(t("Trash"), class_name="label"),
            rx.cond(trashed > 0, count(trashed)),
            href="/contacts?trash=1",
            class_name="choice",
        ),
    )


def _back() -> rx.Component:
    return link(icon("arrow-left"), t("Back to the contacts"), href="/contacts", class_name="choice")


def _list() -> rx.Component:
    return rx.cond(contacts.length() > 0, rx.fragment(_table(), _end()), _nothing())


def _table() -> rx.Component:
    live = ContactList.live
    rows = rx.foreach(contacts, lambda read: contact_line(read=read, live=live, key=read["uuid"]))
    return table(rows, columns=COLUMNS, label=t("Contacts"))


@rx.memo
def contact_line(read: rx.Var[ContactItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One contact. It is a memo: of a long list only the rows that changed are drawn again."""
    item = live_row(live, read)
    return row(
        cell(_who(item)),
        cell(item["email"], card="line"),
        cell(item["phone"], card="hidden", class_name="cut numbers"),
        cell(item["company"], card="line"),
        cell(
            ago(item["updated_at"]), glow(item["updated_at"]), card="hidden", class_name="cut quiet numbers"
        ),
        cell(_menu(item), card="actions", class_name="row-actions"),
        rest,
    )


def _who(item: rx.Var[ContactItem]) -> rx.Component:
    return row_link(
        avatar(image=item["image"], letters=item["letters"], colour=item["tint"]),
        rx.el.span(item["name"], class_name="cut"),
        rx.cond(item["status"] == "inactive", status_badge(item["status"])),
        href=item["href"],
    )


def _menu(item: rx.Var[ContactItem]) -> rx.Component:
    more = icon_button("ellipsis", phrase("Actions for {name}", name=item["name"]), small=True)
    return menu(
        more,
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(item["href"])),
        rx.cond(item["status"] == "trashed", _trashed_items(item), _live_items(item)),
    )


def _live_items(item: rx.Var[ContactItem]) -> rx.Component:
    edit = menu_item(t("Edit"), icon="pencil", on_select=rx.redirect(item["href"] + "/edit"))
    trash = menu_item(
        t("Move to trash"), icon="trash-2", danger=True, on_select=ContactList.trash(item["uuid"])
    )
    return rx.fragment(
        rx.cond(may("crm.edit"), edit), rx.cond(may("crm.delete"), rx.fragment(menu_line(), trash))
    )


def _trashed_items(item: rx.Var[ContactItem]) -> rx.Component:
    restore = menu_item(t("Restore"), icon="undo-2", on_select=ContactList.restore(item["uuid"]))
    delete = menu_item(
        t("Delete permanently…"),
        icon="circle-x",
        danger=True,
        on_select=ContactList.ask_to_delete(item["uuid"]),
    )
    return rx.cond(may("crm.delete"), rx.fragment(restore, menu_line(), delete))


def _end() -> rx.Component:
    reading_on = rx.fragment(
        more_on_scroll(contacts.length(), ContactList.read_on), spinner(), t("Loading more…")
    )
    return rx.el.div(rx.cond(ContactList.more, reading_on), class_name="table-end", aria_live="polite")


def _nothing() -> rx.Component:
    return rx.cond(
        ContactList.search,
        empty(
            "search-x",
            t("No results"),
            phrase("No name or e-mail address contains “{search}”.", search=ContactList.search),
            link_button(t("Clear search"), rx.cond(ContactList.in_trash, "/contacts?trash=1", "/contacts")),
        ),
        rx.cond(
            ContactList.in_trash,
            _empty_trash(),
            rx.cond(ContactList.filtered, _none_of_these(), _no_contacts()),
        ),
    )


def _no_contacts() -> rx.Component:
    return empty(
        "contact-round",
        t("No contacts yet"),
        t("Contacts are the people you deal with. Their files and pictures live with them."),
        rx.cond(may("crm.edit"), _new()),
    )


def _none_of_these() -> rx.Component:
    return empty(
        "list-filter", t("No contacts with this status"), "", link_button(t("Show all contacts"), "/contacts")
    )


def _empty_trash() -> rx.Component:
    return empty(
        "trash-2",
        t("The trash is empty"),
        t("Contacts that are moved to the trash wait here until somebody restores or deletes them."),
        link_button(t("Back to the contacts"), "/contacts"),
    )


def _delete_question() -> rx.Component:
    return confirm(
        open=ContactList.doomed != "",
        title=t("Delete permanently?"),
        text=phrase(DELETES, name=ContactList.doomed_name),
        confirm_label=t("Delete permanently"),
        on_confirm=ContactList.delete,
        on_cancel=ContactList.keep,
    )


def _new() -> rx.Component:
    return link_button(t("New contact"), "/contacts/new", icon="plus", kind="primary")


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        return rx.el.div(bone("28px", "28px", round=True), bone(width), class_name="waiting-row")

    return waiting(*[line(width) for width in ("18%", "24%", "15%", "21%", "17%", "26%", "19%", "22%")])
