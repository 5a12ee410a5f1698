"""What happened with a contact."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.web.interactions.timeline_state import RecordInteractionsState
from crm_app.web.pages.contacts.addresses import contact_in


class InteractionsState(RecordInteractionsState, rx.State):
    """The timeline of the contact on the screen."""

    _of: ClassVar = crm.attachments.CONTACT

    def _record_in(self, path: str) -> UUID | None:
        return contact_in(path)
