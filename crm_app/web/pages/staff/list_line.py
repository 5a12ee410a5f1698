"""One person as a row of the list, with what can be done to them."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.pages.staff.list_actions import PeopleActions
from crm_app.web.pages.staff.list_deletion import PeopleDeletion
from crm_app.web.pages.staff.list_rows import PersonItem
from crm_app.web.patches import Live, live_row
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge, tag
from crm_app.web.ui.menus import menu_item, menu_line, row_menu
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import glow
from crm_app.web.ui.selection import pick
from crm_app.web.ui.tables import cell, row, row_link

Item = rx.Var[PersonItem]


def may(permission: str) -> rx.Var[bool]:
    """Whether the signed-in person is offered what needs this permission."""
    return Session.permissions.contains(permission)


def may_choose() -> rx.Var[bool]:
    """Whether there is anything that they could do with several people."""
    return may("staff.edit") | may("staff.delete")


@rx.memo
def person_line(read: rx.Var[PersonItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One person. It is a memo: of a long list only the rows that changed are drawn again."""
    item = live_row(live, read)
    return row(
        rx.cond(may_choose(), pick(item["uuid"], phrase("Select {name}", name=item["name"]))),
        cell(_who(item), class_name=""),
        cell(_title(item), card="line"),
        cell(item["department"], card="hidden", class_name="cut from-920"),
        cell(_teams(item), card="hidden", class_name="cut from-1100"),
        cell(status_badge(item["status"]), glow(_seen(item)), card="hidden"),
        cell(_menu(item), card="actions", class_name="row-actions"),
        rest,
    )


def _who(item: Item) -> rx.Component:
    return row_link(
        avatar(image=item["image"], letters=item["letters"], colour=item["tint"]),
        rx.el.span(
            rx.el.span(
                rx.el.span(item["name"], class_name="cut"),
                rx.cond(item["placeholder"], _unclaimed()),
                rx.cond(
                    item["status"] == "inactive",
                    rx.el.span(rx.el.span(status_badge(item["status"])), class_name="phone-only"),
                ),
                class_name="name-line",
            ),
            rx.cond(item["email"] != item["name"], rx.el.span(item["email"], class_name="cut quiet small")),
            class_name="two-lines",
        ),
        href=_address(item),
    )


def _title(item: Item) -> rx.Component:
    """On narrow screens with the department behind it, which has no column there."""
    both = (item["title"] != "") & (item["department"] != "")
    department = rx.el.span(rx.cond(both, " · ", ""), item["department"], class_name="until-920")
    return rx.fragment(item["title"], department)


def _unclaimed() -> rx.Component:
    return rx.el.span(tag(t("Not claimed yet")), title=t("Nobody has signed in with this account so far."))


def _teams(item: Item) -> rx.Component:
    return rx.cond(
        item["all_teams"] != "",
        rx.el.span(
            rx.foreach(item["teams"], tag),
            rx.cond(item["more_teams"], rx.el.span(item["more_teams"], class_name="quiet small")),
            class_name="tags",
            title=item["all_teams"],
        ),
    )


def _seen(item: Item) -> rx.Var[str]:
    """All that a row says: it glows when something of it becomes another."""
    parts = (item[part] for part in ("name", "email", "title", "department", "all_teams", "status"))
    return rx.Var.create([*parts]).to(list).join("\n")


def _menu(item: Item) -> rx.Component:
    return row_menu(
        phrase("Actions for {name}", name=item["name"]),
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(_address(item))),
        rx.cond(item["status"] == "trashed", _trashed_items(item), _live_items(item)),
    )


def _live_items(item: Item) -> rx.Component:
    edit = menu_item(t("Edit"), icon="pencil", on_select=rx.redirect(_address(item) + "/edit"))
    trash = menu_item(
        t("Move to trash"), icon="trash-2", danger=True, on_select=PeopleActions.trash(item["uuid"])
    )
    return rx.fragment(
        rx.cond(may("staff.edit"), edit), rx.cond(may("staff.delete"), rx.fragment(menu_line(), trash))
    )


def _trashed_items(item: Item) -> rx.Component:
    restore = menu_item(t("Restore"), icon="undo-2", on_select=PeopleActions.restore(item["uuid"]))
    delete = menu_item(
        t("Delete permanently…"),
        icon="circle-x",
        danger=True,
        on_select=PeopleDeletion.ask(item["uuid"]),
    )
    return rx.cond(may("staff.delete"), rx.fragment(restore, menu_line(), delete))


def _address(item: Item) -> rx.Var[str]:
    return "/staff/people/" + item["uuid"]
