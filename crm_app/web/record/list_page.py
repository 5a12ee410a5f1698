"""The list of contacts or companies: searched and filtered by the address, read on as one scrolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.patches import live_fact, live_members
from crm_app.web.record.list_bulk import RecordBulkState
from crm_app.web.record.list_choosing import choosing, may_choose
from crm_app.web.ui.badges import count
from crm_app.web.ui.buttons import icon_button, link_button, spinner
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.list_controls import choice_select
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import Choice, choices, list_start, more_on_scroll, search_field
from crm_app.web.ui.selection import pick_all
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting
from crm_app.web.ui.tables import Column, table

ORDERS: list[Choice] = [
    {"value": "name", "label": t("Name, A to Z")},
    {"value": "-name", "label": t("Name, Z to A")},
    {"value": "-updated", "label": t("Changed last")},
    {"value": "updated", "label": t("Not changed for longest")},
    {"value": "-added", "label": t("Newest first")},
    {"value": "added", "label": t("Oldest first")},
]


@dataclass(frozen=True, slots=True)
class ListScreen:
    """What one of these lists shows and says. `line` draws a row: a memo of `read`, `live` and `key`."""

    state: type[RecordBulkState]
    home: str
    title: str
    icon: str
    columns: Sequence[Column]
    line: Callable[..., rx.Component]
    search: str
    placeholder: str
    no_match: str
    nothing: str
    what: str
    none_of_these: str
    all: str
    back: str
    trash: str
    new: str
    deletes: str
    deletes_many: str
    selected: str
    select_all: str


def record_list(screen: ListScreen) -> rx.Component:
    """The page."""
    state = screen.state
    return shell(
        rx.cond(state.problem, failed(state.problem, state.load), _list(screen)),
        _delete_question(screen),
        trail=[
            (rx.cond(state.in_trash, screen.title, ""), screen.home),
            (rx.cond(state.in_trash, t("Trash"), screen.title), None),
        ],
        ready=state.loaded | (state.problem != ""),
        toolbar=_toolbar(screen),
        skeleton=_waiting(),
        action=rx.cond(may("crm.edit") & ~state.in_trash, _new(screen)),
    )


def line_menu(state: type[RecordBulkState], item: Any) -> rx.Component:
    """What can be done with the record of a row."""
    more = icon_button("ellipsis", phrase("Actions for {name}", name=item["name"]), small=True)
    return menu(
        more,
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(item["href"])),
        rx.cond(item["status"] == "trashed", _trashed_items(state, item), _live_items(state, item)),
    )


def _rows(screen: ListScreen) -> Any:
    return live_members(screen.state.live, screen.state.items)


def _toolbar(screen: ListScreen) -> rx.Component:
    state = screen.state
    number = live_fact(state.live, "count", state.count)
    return rx.el.div(
        search_field(screen.search, placeholder=screen.placeholder),
        rx.cond(state.in_trash, _back(screen), _filters(screen)),
        choice_select(t("Order"), ORDERS, param="sort", fallback="name", class_name="order"),
        rx.el.span(number, class_name="toolbar-count quiet numbers", role="status"),
        class_name="toolbar",
    )


def _filters(screen: ListScreen) -> rx.Component:
    trashed = live_fact(screen.state.live, "trashed", screen.state.trashed)
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
            href=f"{screen.home}?trash=1",
            class_name="choice",
        ),
    )


def _back(screen: ListScreen) -> rx.Component:
    return link(icon("arrow-left"), screen.back, href=screen.home, class_name="choice")


def _list(screen: ListScreen) -> rx.Component:
    shown = rx.fragment(_table(screen), _end(screen))
    return choosing(
        screen.state,
        list_start(screen.state.order),
        rx.cond(_rows(screen).length() > 0, shown, _nothing(screen)),
        rows=_rows(screen),
        label=screen.selected,
        all_label=screen.select_all,
    )


def _table(screen: ListScreen) -> rx.Component:
    live = screen.state.live
    rows = rx.foreach(_rows(screen), lambda read: screen.line(read=read, live=live, key=read["uuid"]))
    columns = [rx.cond(may_choose(), pick_all()), *screen.columns]
    return table(rows, columns=columns, label=screen.title)


def _live_items(state: type[RecordBulkState], item: Any) -> rx.Component:
    edit = menu_item(t("Edit"), icon="pencil", on_select=rx.redirect(item["href"] + "/edit"))
    trash = menu_item(t("Move to trash"), icon="trash-2", danger=True, on_select=state.trash(item["uuid"]))
    return rx.fragment(
        rx.cond(may("crm.edit"), edit), rx.cond(may("crm.delete"), rx.fragment(menu_line(), trash))
    )


def _trashed_items(state: type[RecordBulkState], item: Any) -> rx.Component:
    restore = menu_item(t("Restore"), icon="undo-2", on_select=state.restore(item["uuid"]))
    delete = menu_item(
        t("Delete permanently…"), icon="circle-x", danger=True, on_select=state.ask_to_delete(item["uuid"])
    )
    return rx.cond(may("crm.delete"), rx.fragment(restore, menu_line(), delete))


def _end(screen: ListScreen) -> rx.Component:
    reading_on = rx.fragment(
        more_on_scroll(_rows(screen).length(), screen.state.read_on), spinner(), t("Loading more…")
    )
    return rx.el.div(rx.cond(screen.state.more, reading_on), class_name="table-end", aria_live="polite")


def _nothing(screen: ListScreen) -> rx.Component:
    state = screen.state
    everything = rx.cond(state.in_trash, f"{screen.home}?trash=1", screen.home)
    return rx.cond(
        state.search,
        empty(
            "search-x",
            t("No results"),
            phrase(screen.no_match, search=state.search),
            link_button(t("Clear search"), everything),
        ),
        rx.cond(
            state.in_trash,
            empty("trash-2", t("The trash is empty"), screen.trash, link_button(screen.back, screen.home)),
            rx.cond(state.filtered, _none_of_these(screen), _none_at_all(screen)),
        ),
    )


def _none_at_all(screen: ListScreen) -> rx.Component:
    return empty(screen.icon, screen.nothing, screen.what, rx.cond(may("crm.edit"), _new(screen)))


def _none_of_these(screen: ListScreen) -> rx.Component:
    return empty("list-filter", screen.none_of_these, "", link_button(screen.all, screen.home))


def _delete_question(screen: ListScreen) -> rx.Component:
    state = screen.state
    return confirm(
        open=state.asking,
        title=state.question,
        text=rx.cond(state.doomed_name, phrase(screen.deletes, name=state.doomed_name), screen.deletes_many),
        confirm_label=rx.cond(state.deleting, t("Deleting…"), t("Delete permanently")),
        busy=state.deleting,
        on_confirm=state.delete,
        on_cancel=state.keep,
    )


def _new(screen: ListScreen) -> rx.Component:
    return link_button(screen.new, f"{screen.home}/new", icon="plus", kind="primary")


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        return rx.el.div(bone("28px", "28px", round=True), bone(width), class_name="waiting-row")

    return waiting(*[line(width) for width in ("18%", "24%", "15%", "21%", "17%", "26%", "19%", "22%")])
