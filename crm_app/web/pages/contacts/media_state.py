"""The files, the images and the picture of a contact."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.web.pages.contacts.addresses import contact_in
from crm_app.web.record.media_state import RecordMediaState


class MediaState(RecordMediaState, rx.State):
    """The media of the contact on the screen."""

    _of: ClassVar = crm.attachments.CONTACT

    def _record_in(self, path: str) -> UUID | None:
        return contact_in(path)

    async def _name_of(self, scope: Scope, uuid: UUID) -> str:
        return (await crm.require_contact(scope, uuid)).name
