"""The bare address: nothing to see, it leads on to the contacts, to sign-in, or to set-up."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import PUBLIC, page
from crm_app.web.pages.start.state import StartState


@page("/", PUBLIC, title=t("CRM"), on_load=StartState.load)
def start() -> rx.Component:
    """Empty while it leads on."""
    return rx.fragment()
