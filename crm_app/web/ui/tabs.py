"""Tabs of a record. They are links: each has its address, and the browser's back leads to the last one."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.badges import count as draw_count
from crm_app.web.ui.links import link


def tabs(*items: rx.Component, label: str | None = None) -> rx.Component:
    """A row of `tab`s."""
    return rx.el.nav(*items, class_name="tabs", aria_label=label or t("Sections of this record"))


def tab(
    label: str, href: str | rx.Var[str], *, current: rx.Var[bool], count: rx.Var[int] | None = None
) -> rx.Component:
    """One tab, with how much is in it where `count` is given; while it is below 0 its place is kept free."""
    return link(
        label,
        *([] if count is None else [_count(count)]),
        href=href,
        class_name="tab",
        prevent_scroll_reset=True,
        aria_current=rx.cond(current, "page", None),
    )


def _count(number: rx.Var[int]) -> rx.Component:
    return rx.cond(number < 0, rx.el.span(class_name="count", data_waiting=""), draw_count(number))
