"""What the page of a contact or a company does: reads it, follows it, moves it to the trash and back."""

from collections.abc import AsyncIterator
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import RECORD_DELETE, RECORD_VIEW, handler, scope_of
from crm_app.web.notices import notify, notify_now
from crm_app.web.presence import look
from crm_app.web.problems import explain
from crm_app.web.record.addresses import record_in
from crm_app.web.record.kinds import RecordKind
from crm_app.web.record.of_record import OfRecord, known_uuid


class RecordPageState(OfRecord, mixin=True):
    """The record on the screen. `path` is the address that this was read for.

    `gone`: it was deleted while somebody was writing about it here; what they wrote stays on the screen.
    A state of one kind of record says how it is read, and which record it shows.
    """

    path: str = ""
    tab: str = "overview"
    problem: str = ""
    asked: bool = False
    gone: bool = False
    _kind: ClassVar[RecordKind]
    _tab_in: ClassVar[Any]

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        """Takes over what the page shows of the record. Raises NotFound."""
        raise NotImplementedError

    def _shown(self) -> tuple[str, str]:
        """The uuid and the name of the record on the screen; "" without one."""
        raise NotImplementedError

    async def _is_written_about(self, uuid: UUID) -> bool:
        """Whether something in this tab would be lost with the page."""
        return False

    @handler(RECORD_VIEW)
    async def load(self) -> Any:
        """Reads the record that the address names; an unknown one leads back to the list."""
        uuid = record_in(self.router.url.path)
        self.tab = type(self)._tab_in(self.router.url.query_parameters)
        self.asked = self.gone = False
        if uuid is None:
            return await not_found(self, self._kind)
        topic = self._of.page(uuid)
        live.follow(self, {topic: type(self).refresh})
        try:
            leads_away = await self._show(uuid)
            if not leads_away:
                await look(self, topic, self._of.area)
            return leads_away
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message
            self.path = f"{self._kind.home}/{uuid}"
            return None

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> Any:
        """Something about the record changed: reads it again."""
        uuid = parse_uuid(self._shown()[0])
        return await self._show(uuid) if uuid else None

    @handler(RECORD_DELETE)
    async def trash(self) -> rx.event.EventSpec:
        """Moves the record to the trash; its page stays open, and the notice brings it back."""
        async with scope_of(self) as scope:
            record = await self._kind.trash(scope, self._uuid())
        undo = type(self).bring_back(str(record.uuid))
        return notify(t("{name} is in the trash now.", name=record.name), kind="success", undo=undo)

    @handler(RECORD_DELETE)
    async def restore(self) -> rx.event.EventSpec:
        """Takes this record out of the trash."""
        return await self._restore(self._uuid())

    @handler(RECORD_DELETE)
    async def bring_back(self, uuid: str) -> rx.event.EventSpec:
        """Undoes a move to the trash, whatever page is open by now."""
        return await self._restore(known_uuid(uuid))

    @handler(RECORD_DELETE)
    async def ask_to_delete(self) -> None:
        """Opens the question."""
        self.asked = True

    @handler(RECORD_VIEW)
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.asked = False

    @handler(RECORD_DELETE)
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes the record for good and goes back to the list."""
        uuid, name = self._uuid(), self._shown()[1]
        self.asked = False
        yield
        live.follow(self, {})
        async with scope_of(self) as scope:
            await self._kind.delete(scope, uuid)
        yield notify(t("{name} is permanently deleted.", name=name), kind="success")
        yield rx.redirect(f"{self._kind.home}?trash=1")

    async def _show(self, uuid: UUID) -> Any:
        try:
            async with scope_of(self) as scope:
                await self._read(scope, uuid)
        except NotFound:
            self.gone = await self._is_written_about(uuid)
            return None if self.gone else await not_found(self, self._kind)
        self.problem, self.path = "", f"{self._kind.home}/{uuid}"
        return None

    async def _restore(self, uuid: UUID) -> rx.event.EventSpec:
        async with scope_of(self) as scope:
            record = await self._kind.restore(scope, uuid)
        return notify(t("{name} is back.", name=record.name), kind="success")

    def _uuid(self) -> UUID:
        return known_uuid(self._shown()[0])


async def not_found(state: rx.State, kind: RecordKind) -> rx.event.EventSpec:
    """Back to the list, with a word about it: the address leads to no such record (any more)."""
    await notify_now(state, kind.missing, "error")
    return rx.redirect(kind.home, replace=True)
