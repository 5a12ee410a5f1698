"""What is said about a contact."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.web.comments.state import RecordCommentsState
from crm_app.web.pages.contacts.addresses import contact_in


class CommentsState(RecordCommentsState, rx.State):
    """The comments on the contact on the screen."""

    _of: ClassVar = crm.attachments.CONTACT

    def _record_in(self, path: str) -> UUID | None:
        return contact_in(path)
