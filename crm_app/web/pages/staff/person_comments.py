"""What is said about a person on staff."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.web.comments.state import RecordCommentsState
from crm_app.web.pages.staff.addresses import person_in


class PersonCommentsState(RecordCommentsState, rx.State):
    """The comments on the person on the screen."""

    _of: ClassVar = staff.media.PERSON

    def _record_in(self, path: str) -> UUID | None:
        return person_in(path)

    def _topics(self, uuid: UUID) -> Iterable[str]:
        return (staff.topics.person(uuid), staff.topics.EVERY_PERSON)
