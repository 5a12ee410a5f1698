"""The dialog that makes an invitation for somebody whose account was made ahead of them."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.staff.invite_state import InviteState
from crm_app.web.pages.staff.person_state import PersonState
from crm_app.web.ui.buttons import button
from crm_app.web.ui.copying import copy_field
from crm_app.web.ui.dialogs import dialog
from crm_app.web.ui.phrases import phrase

WHAT = t(
    "Whoever opens the link chooses a name and a password and takes this account over. "
    "Send it to {email} and to nobody else."
)
HOW_LONG = t("A link works once and for seven days. Making a new one ends those made before.")
ONCE = t("Copy it now: it cannot be shown again. It works once and for seven days.")


def invite_button() -> rx.Component:
    """Opens the dialog."""
    return button(t("Invite"), icon="send", small=True, on_click=InviteState.ask)


def invite_dialog() -> rx.Component:
    """What a link does, a button that makes one, and then the link itself."""
    email = PersonState.person["email"]
    return dialog(
        rx.cond(
            InviteState.link,
            rx.fragment(
                copy_field(InviteState.link, label=t("Link of the invitation")),
                rx.el.p(ONCE, class_name="dialog-text"),
            ),
            rx.fragment(
                rx.el.p(phrase(WHAT, email=email), class_name="dialog-text"),
                rx.el.p(HOW_LONG, class_name="dialog-text"),
            ),
        ),
        open=InviteState.asked,
        title=phrase(t("Invite {name}"), name=PersonState.person["name"]),
        on_close=InviteState.close,
        actions=rx.cond(InviteState.link, _done(), _make()),
    )


def _done() -> rx.Component:
    return button(t("Done"), on_click=InviteState.close)


def _make() -> rx.Component:
    return rx.fragment(
        button(t("Cancel"), on_click=InviteState.close),
        button(t("Create link"), icon="link", kind="primary", on_click=InviteState.create),
    )
