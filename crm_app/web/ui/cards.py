"""Cards: a titled frame, and facts as label and value."""

from typing import Any

import reflex as rx

from crm_app.web.ui.badges import count as draw_count
from crm_app.web.ui.icons import icon as draw_icon

Text = str | rx.Var[str]


def card(
    *content: rx.Component,
    title: Text | None = None,
    icon: str | None = None,
    count: rx.Var[int] | None = None,
    action: rx.Component | None = None,
    inset: bool = True,
    **props: Any,
) -> rx.Component:
    """A frame with a title, its count and one action; `inset=False` for content with margins of its own."""
    props.setdefault("class_name", "card")
    body = rx.el.div(*content, class_name="card-body") if inset else rx.fragment(*content)
    head = [] if title is None else [_head(title, icon, count, action)]
    return rx.el.section(*head, body, **props)


def _head(
    title: Text, icon: str | None, count: rx.Var[int] | None, action: rx.Component | None
) -> rx.Component:
    return rx.el.header(
        rx.el.h2(
            *([draw_icon(icon)] if icon else []),
            title,
            *([] if count is None else [draw_count(count)]),
        ),
        *([action] if action else []),
        class_name="card-header",
    )


def facts(*pairs: rx.Component) -> rx.Component:
    """A list of `fact`s."""
    return rx.el.dl(*pairs, class_name="facts")


def fact(
    label: str, value: rx.Component | rx.Var[str], *, shown: rx.Var[bool] | rx.Var[str] | None = None
) -> rx.Component:
    """One label with its value; where `shown` is false or empty, a dash stands for the missing value."""
    missing = rx.el.span("—", class_name="quiet")
    return rx.fragment(rx.el.dt(label), rx.el.dd(value if shown is None else rx.cond(shown, value, missing)))
