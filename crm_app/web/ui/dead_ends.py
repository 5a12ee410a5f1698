"""Pages without content of their own: an address that leads nowhere, a page that is not for this person."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.empty import forbidden
from crm_app.web.ui.shell import plain_page, shell


def nowhere() -> rx.Component:
    """No page has this address. The same for everybody, so that it says nothing about who is signed in."""
    return plain_page(
        link_button(t("Go to the start page"), "/", kind="primary"),
        title=t("There is nothing here"),
        text=t("No page has this address. It may be mistyped, or what it led to is gone."),
    )


@rx.memo
def not_allowed() -> rx.Component:
    """The person may not see this page, but all others are one click away."""
    return shell(forbidden(), trail=[(t("No access"), None)], skeleton=rx.fragment())
