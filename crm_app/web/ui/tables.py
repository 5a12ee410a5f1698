"""Tables with a head that stays; on phones every row becomes a card.

A cell says with `card` what becomes of it there: "main" (the first line), "line" (below it), "hidden",
"actions". A column is a pair of title and width, or a heading of its own (`list_controls.sort_heading`,
`selection.pick_all`).
"""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.links import link
from crm_app.web.ui.scripts import ArrowKeys

Card = Literal["main", "line", "hidden", "actions"]
Column = tuple[str, str] | rx.Component


def table(
    *body: rx.Component, columns: Sequence[Column], label: str, rows: Literal["plain", "tall"] = "plain"
) -> rx.Component:
    """`columns` are pairs of title and width ("" shares the rest), or headings; an empty title is read as
    "Actions". Tall `rows` have room for two lines.
    """
    return rx.fragment(
        rx.el.table(
            rx.el.caption(label, class_name="unseen"),
            rx.el.thead(rx.el.tr(*[_heading(column) for column in columns])),
            rx.el.tbody(*body),
            class_name="table",
            data_rows=rows,
        ),
        ArrowKeys.create(),
    )


def _heading(column: Column) -> rx.Component:
    if isinstance(column, rx.Component):
        return column
    title, width = column
    return heading(title, width)


def heading(title: str, width: str = "", *, class_name: str = "") -> rx.Component:
    """The head of a column. `class_name` "from-920" or "from-1100" leaves it out on narrower screens, and its
    cells need the same; "wider-920" takes the room of what is left out.
    """
    shown = title or rx.el.span(t("Actions"), class_name="unseen")
    return rx.el.th(shown, scope="col", style={"width": width} if width else {}, class_name=class_name)


def row(*cells: rx.Component, **props: Any) -> rx.Component:
    """One row; it can glow (scripts.glow) when it changes."""
    return rx.el.tr(*cells, data_row="", **props)


def cell(
    *content: rx.Component | rx.Var[str] | str, card: Card = "main", class_name: str = "cut", **props: Any
) -> rx.Component:
    """One cell."""
    return rx.el.td(*content, data_card=card, class_name=class_name, **props)


def row_link(*content: rx.Component | rx.Var[str] | str, href: str | rx.Var[str]) -> rx.Component:
    """The link that opens the row; it can be pressed anywhere on it."""
    return link(*content, href=href, class_name="row-link")
