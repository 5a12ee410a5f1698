"""Dialogs: a question before something that cannot be undone, and a plain one for a small form."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.buttons import button

Text = str | rx.Var[str]


def confirm(
    *,
    open: rx.Var[bool],
    title: Text,
    text: Text,
    confirm_label: Text,
    on_confirm: Any,
    on_cancel: Any,
    busy: rx.Var[bool] | None = None,
) -> rx.Component:
    """A question that is answered before anything else. The dangerous answer says what it does."""
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(title, class_name="dialog-title"),
            rx.alert_dialog.description(text, class_name="dialog-text"),
            rx.el.div(
                rx.alert_dialog.cancel(button(t("Cancel"), on_click=on_cancel)),
                button(confirm_label, kind="danger", busy=busy, on_click=on_confirm),
                class_name="dialog-actions",
            ),
            class_name="dialog",
            on_escape_key_down=on_cancel,
        ),
        open=open,
    )


def dialog(
    *content: rx.Component,
    open: rx.Var[bool],
    title: Text,
    on_close: Any,
    actions: rx.Component | None = None,
) -> rx.Component:
    """A window over the page; Esc and a click beside it call `on_close`."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(title, class_name="dialog-title"),
            rx.el.div(*content, class_name="dialog-body"),
            *([rx.el.div(actions, class_name="dialog-actions")] if actions else []),
            class_name="dialog",
            on_escape_key_down=on_close,
            on_interact_outside=on_close,
            aria_describedby="",
        ),
        open=open,
    )
