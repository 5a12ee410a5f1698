"""What stands where nothing is to be shown: why, and the way out."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.icons import icon as draw

Text = str | rx.Var[str]


def empty(
    icon: str, title: Text, text: Text = "", *actions: rx.Component, compact: bool = False
) -> rx.Component:
    """Nothing here yet, or nothing found: `title` says which, `text` why, `actions` lead on."""
    return rx.el.div(
        rx.el.div(draw(icon, size=22), class_name="empty-mark"),
        rx.el.h2(title),
        rx.el.p(text) if not isinstance(text, str) or text else rx.fragment(),
        rx.el.div(*actions, class_name="empty-actions") if actions else rx.fragment(),
        class_name="empty",
        **({"data_compact": ""} if compact else {}),
    )


def failed(message: Text, on_retry: rx.EventHandler | rx.event.EventSpec) -> rx.Component:
    """Something could not be loaded: what happened, and a way to try again."""
    return rx.el.div(
        empty(
            "cloud-alert",
            t("This could not be loaded"),
            message,
            button(t("Try again"), icon="rotate-cw", on_click=on_retry),
        ),
        role="alert",
    )


def forbidden(home: str = "/") -> rx.Component:
    """The person may not see this page."""
    return empty(
        "lock",
        t("You may not see this page"),
        t("Your role does not include it. The owner of this workspace can change that."),
        link_button(t("Go to the start page"), home),
    )


def missing(title: str, text: str, way_out: rx.Component) -> rx.Component:
    """The address leads to nothing."""
    return empty("search-x", title, text, way_out)
