"""Lines across the page: what state it is in, and what to do about it."""

from typing import Literal

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from crm_app.core.texts import t
from crm_app.web.ui.icons import icon as draw

Kind = Literal["neutral", "warning", "danger"]


def banner(
    *content: rx.Component | rx.Var[str] | str,
    kind: Kind = "neutral",
    icon: str = "info",
    action: rx.Component | None = None,
    class_name: str = "",
) -> rx.Component:
    """One line over the content, with at most one action."""
    return rx.el.div(
        draw(icon),
        rx.el.div(*content, class_name="grow"),
        *([action] if action else []),
        class_name=f"banner {class_name}".strip(),
        data_kind=kind,
        role="status",
    )


def offline_banner() -> rx.Component:
    """Shows itself while the connection is away; the page keeps what it shows, and comes back by itself."""
    return rx.cond(
        has_connection_errors,
        banner(
            t("No connection. You can go on reading; what you do waits until the connection is back."),
            kind="warning",
            icon="wifi-off",
            class_name="offline",
        ),
    )
