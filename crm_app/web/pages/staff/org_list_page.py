"""The lists of departments, teams and skills: one table, whose columns differ."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.pages.staff.org_deleting import delete_question
from crm_app.web.pages.staff.org_list_state import OrgListState
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.pages.staff.org_words import Words
from crm_app.web.pages.staff.sections import staff_sections
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.ui.buttons import icon_button, link_button
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.list_controls import choice_select, sort_heading
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import Choice, glow, search_field
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting
from crm_app.web.ui.tables import Column, cell, row, row_link, table


class OrgColumn(NamedTuple):
    """A column beside the name: its title, what it sorts by ("" for nothing), its width and its cell."""

    title: str
    by: str
    width: str
    draw: Callable[[rx.Var[OrgItem]], rx.Component]


def org_list(state: type[OrgListState], columns: Sequence[OrgColumn]) -> rx.Component:
    """The page."""
    words = state._words
    return shell(
        rx.cond(state.problem, failed(state.problem, state.load), _list(state, columns)),
        delete_question(state),
        trail=[(t("Staff"), "/staff"), (words.many, None)],
        ready=state.loaded | (state.problem != ""),
        toolbar=rx.fragment(staff_sections(words.section), _toolbar(state, columns)),
        skeleton=_waiting(),
        action=rx.cond(may("staff.edit"), _new(words)),
    )


def number_column(title: str, of: str) -> OrgColumn:
    """How many teams or people there are. On phones, where there are no columns, the summary says it."""
    return OrgColumn(title, of, "112px", lambda item: cell(item[of], card="hidden", class_name="cut numbers"))


def _toolbar(state: type[OrgListState], columns: Sequence[OrgColumn]) -> rx.Component:
    words = state._words
    return rx.el.div(
        search_field(words.search),
        choice_select(t("Sort by"), _orders(columns), param="sort", fallback="name", class_name="phone-only"),
        rx.el.span(
            live_fact(state.live, "count", state.count),
            class_name="toolbar-count quiet numbers",
            role="status",
        ),
        class_name="toolbar",
    )


def _rows(state: type[OrgListState]) -> rx.Var[Any]:
    """The rows as they are now."""
    return live_rows(state.live, state.items)


def _orders(columns: Sequence[OrgColumn]) -> list[Choice]:
    """What the heads of the table do on phones, where there are none."""
    orders = [Choice(value="name", label=t("By name"))]
    for column in columns:
        if column.by:
            downwards = column.by in ("people", "teams")
            value = f"-{column.by}" if downwards else column.by
            orders.append(Choice(value=value, label=t("By {column}", column=column.title.lower())))
    return orders


def _list(state: type[OrgListState], columns: Sequence[OrgColumn]) -> rx.Component:
    return rx.cond(_rows(state).length() > 0, _table(state, columns), _nothing(state))


def _table(state: type[OrgListState], columns: Sequence[OrgColumn]) -> rx.Component:
    heads: list[Column] = [sort_heading(t("Name"), "name")]
    heads += [_head(column) for column in columns]
    rows = rx.foreach(_rows(state), lambda item: _line(state, columns, item))
    return table(rows, columns=[*heads, ("", "56px")], label=state._words.many)


def _head(column: OrgColumn) -> Column:
    if not column.by:
        return (column.title, column.width)
    return sort_heading(column.title, column.by, width=column.width)


def _line(state: type[OrgListState], columns: Sequence[OrgColumn], item: rx.Var[OrgItem]) -> rx.Component:
    return row(
        cell(_name(state._words, item)),
        *[column.draw(item) for column in columns],
        cell(glow(item["version"]), _menu(state, item), card="actions", class_name="row-actions"),
        key=item["uuid"],
    )


def _name(words: Words, item: rx.Var[OrgItem]) -> rx.Component:
    return row_link(
        rx.el.span(icon(words.icon), class_name="tile", aria_hidden=True),
        rx.el.span(
            rx.el.span(item["name"], class_name="cut"),
            rx.cond(item["description"], rx.el.span(item["description"], class_name="cut quiet small")),
            rx.el.span(item["summary"], class_name="cut quiet small phone-only"),
            class_name="two-lines",
        ),
        href=item["href"],
    )


def _menu(state: type[OrgListState], item: rx.Var[OrgItem]) -> rx.Component:
    more = icon_button("ellipsis", phrase("Actions for {name}", name=item["name"]), small=True)
    edit = menu_item(t("Edit"), icon="pencil", on_select=rx.redirect(item["href"] + "/edit"))
    delete = menu_item(t("Delete…"), icon="trash-2", danger=True, on_select=state.ask_to_delete(item["uuid"]))
    return menu(
        more,
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(item["href"])),
        rx.cond(may("staff.edit"), edit),
        rx.cond(may("staff.delete"), rx.fragment(menu_line(), delete)),
    )


def _nothing(state: type[OrgListState]) -> rx.Component:
    words = state._words
    searched = empty(
        "search-x",
        t("No results"),
        phrase(words.nothing_found, search=state.search),
        link_button(t("Clear search"), words.path),
    )
    return rx.cond(
        state.search,
        searched,
        empty(words.icon, words.none_yet, words.what_for, rx.cond(may("staff.edit"), _new(words))),
    )


def _new(words: Words) -> rx.Component:
    return link_button(words.new, f"{words.path}/new", icon="plus", kind="primary")


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        return rx.el.div(bone("28px", "28px"), bone(width), class_name="waiting-row")

    return waiting(*[line(width) for width in ("18%", "24%", "15%", "21%", "17%", "26%")])
