"""What the list of contacts does."""

from typing import ClassVar

import reflex as rx

from crm_app.web.pages.contacts.kind import CONTACTS
from crm_app.web.pages.contacts.list_rows import ContactItem
from crm_app.web.record.list_bulk import RecordBulkState
from crm_app.web.record.list_state import PAGE

__all__ = ["PAGE", "ContactList"]


class ContactList(RecordBulkState, rx.State):
    """The contacts on the screen."""

    items: list[ContactItem] = []
    _kind: ClassVar = CONTACTS
    _of: ClassVar = CONTACTS.of
