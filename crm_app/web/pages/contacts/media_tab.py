"""The Files and the Images tab of a contact, and the menu of its picture."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.media_state import MediaState
from crm_app.web.record import media_tabs

SHELF = media_tabs.Shelf(
    MediaState,
    on_page=ContactState.contact["uuid"],
    in_trash=t(
        "What is attached can be opened and downloaded. Restore the contact to add or remove something."
    ),
    nothing=t("Nothing has been added to this contact."),
)


def files_tab() -> rx.Component:
    """Everything that is no image."""
    return media_tabs.files_tab(SHELF)


def images_tab() -> rx.Component:
    """The images; a star makes one the contact's picture."""
    return media_tabs.images_tab(SHELF)


def photo_menu(picture: rx.Component) -> rx.Component:
    """The contact's `picture` as a button with what can be done about it."""
    return media_tabs.photo_menu(MediaState, picture)
