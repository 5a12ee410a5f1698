"""Menus behind a button; Radix brings keyboard and focus."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.ui.icons import icon as draw

Text = str | rx.Var[str]
_ROW_MENU = asset(__file__, "row_menu.jsx")


class RowMenu(rx.Component):
    """A menu that costs nothing before it is opened."""

    library = _ROW_MENU.importable_path
    tag = "RowMenu"

    label: rx.Var[str]


def menu(trigger: rx.Component, *items: rx.Component, align: str = "end", **props: Any) -> rx.Component:
    """`trigger` (a button of buttons.py) opens a menu of `menu_item`s."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(trigger),
        _content(*items, align=align, **props),
        modal=False,
    )


def _content(*items: rx.Component, align: str, **props: Any) -> rx.Component:
    return rx.dropdown_menu.content(*items, class_name="menu", align=align, variant="soft", **props)


def row_menu(label: Text, *items: rx.Component) -> rx.Component:
    """The menu of a row in a list; `label` says whose it is."""
    return RowMenu.create(_content(*items, align="end"), label=label)


def menu_item(label: Text, *, icon: str | None = None, danger: bool = False, **props: Any) -> rx.Component:
    """One entry; give it `on_select`."""
    if danger:
        props["color_scheme"] = "red"
    return rx.dropdown_menu.item(*([draw(icon)] if icon else []), label, **props)


def menu_line() -> rx.Component:
    """A line between two groups of entries."""
    return rx.dropdown_menu.separator()
