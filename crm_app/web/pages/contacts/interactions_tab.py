"""The Interactions tab of a contact: what was said with them, and where one writes it down."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.interactions import tab
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.interactions_state import InteractionsState

contact = ContactState.contact
NOTES = tab.Notes(
    InteractionsState,
    on_page=contact["uuid"],
    name=contact["name"],
    href=contact["href"],
    trashed=contact["status"] == "trashed",
    in_trash=t("Nothing can be written about a contact in the trash. Restore it first."),
)


def interactions_tab() -> rx.Component:
    """The composer and the timeline."""
    return tab.interactions_tab(NOTES)
