"""Buttons. One primary action per page; a button that waits says so and cannot be pressed twice."""

from typing import Any, Literal

import reflex as rx

from crm_app.web.ui.icons import icon as draw
from crm_app.web.ui.links import link

Kind = Literal["primary", "secondary", "ghost", "danger"]
Text = str | rx.Var[str]


def spinner() -> rx.Component:
    """Turns while something is under way."""
    return rx.el.span(class_name="spinner", aria_hidden=True)


def button(
    label: Text,
    *,
    icon: str | None = None,
    kind: Kind = "secondary",
    busy: rx.Var[bool] | None = None,
    busy_label: Text | None = None,
    small: bool = False,
    **props: Any,
) -> rx.Component:
    """A button. While `busy` it shows a spinner, reads `busy_label`, and does not react."""
    props.setdefault("type", "button")
    if busy is not None:
        props |= {"aria_busy": busy, "disabled": busy | props.get("disabled", False)}
    return rx.el.button(
        *_mark(icon, busy),
        rx.el.span(
            label if busy_label is None or busy is None else rx.cond(busy, busy_label, label),
            class_name="label",
        ),
        **_look(kind, small),
        **props,
    )


def icon_button(
    icon: str, label: Text, *, kind: Kind = "ghost", small: bool = False, **props: Any
) -> rx.Component:
    """A button that only shows an icon; `label` is its name for screen readers, and its tooltip."""
    props.setdefault("type", "button")
    return rx.el.button(
        draw(icon), aria_label=label, title=label, data_shape="icon", **_look(kind, small), **props
    )


def link_button(
    label: Text,
    href: str | rx.Var[str],
    *,
    icon: str | None = None,
    kind: Kind = "secondary",
    small: bool = False,
    **props: Any,
) -> rx.Component:
    """A link that looks like a button: for what leads to another page."""
    look = _look(kind, small)
    return link(*_mark(icon, None), rx.el.span(label, class_name="label"), href=href, **look, **props)


def _mark(icon: str | None, busy: rx.Var[bool] | None) -> list[rx.Component]:
    drawn = draw(icon) if icon else rx.fragment()
    if busy is not None:
        return [rx.cond(busy, spinner(), drawn)]
    return [drawn] if icon else []


def _look(kind: Kind, small: bool) -> dict[str, Any]:
    size = {"data_size": "small"} if small else {}
    return {"class_name": "button", "data_kind": kind, **size}
