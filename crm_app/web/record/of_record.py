"""The root of states that several types of record share: each gets the permissions of its own area."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.storage.record_media import RecordType
from crm_app.web.permits import permit_in


class OfRecord(rx.State, mixin=True):
    """Whose media and events these are: the type of record, and which one the address names.

    Handlers of a shared state ask for RECORD_VIEW, RECORD_EDIT or RECORD_DELETE. Nobody has those: they
    become `crm.view`, `staff.edit`, ... in the state of one type of record.
    """

    _of: ClassVar[RecordType[Any]]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls._mixin:
            for handler in cls.event_handlers.values():
                permit_in(cls._of.area, handler.fn)

    def _record_in(self, path: str) -> UUID | None:
        """The record that the address is about; None where that is no uuid."""
        raise NotImplementedError

    async def _name_of(self, scope: Scope, uuid: UUID) -> str:
        """What the record is called. Raises NotFound."""
        raise NotImplementedError

    def _topics(self, uuid: UUID) -> Iterable[str]:
        """The live topics that tell of changes of this record."""
        return (self._of.page(uuid),)


class TabOfRecord(OfRecord, mixin=True):
    """What a tab of the record's page shows. `record` is the record that it belongs to."""

    record: str = ""

    def _forget(self) -> None:
        """Shows nothing any more, and follows nothing."""
        raise NotImplementedError

    def _arrived(self) -> UUID | None:
        """The record that the address names, with nothing left of another one; None where it names none."""
        uuid = self._record_in(self.router.url.path)
        if uuid is None or self.record != str(uuid):
            self._forget()
            self.record = str(uuid or "")
        return uuid


def known_uuid(text: object) -> UUID:
    """The uuid in what a browser sent, or NotFound."""
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid
