"""What a list of contacts or companies does to many at once, and the question before it deletes for good."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.access import RECORD_DELETE, RECORD_EDIT, RECORD_VIEW, handler, scope_of
from crm_app.web.choosing import Answering, Undoing, chosen_uuids, require_same_list
from crm_app.web.notices import notify
from crm_app.web.record.list_state import RecordListState
from crm_app.web.record.of_record import known_uuid


class RecordBulkState(Answering, Undoing, RecordListState, mixin=True):
    """Whom the question is about is settled when it opens, whatever is chosen afterwards."""

    asking: bool = False
    deleting: bool = False
    question: str = ""
    doomed_name: str = ""
    _doomed: list[UUID] = []

    @handler(RECORD_DELETE)
    async def trash_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Moves the chosen records to the trash; the notice brings them back."""
        with self._answering():
            async with scope_of(self) as scope:
                chosen = await self._chosen(scope, uuids, everything)
                moved = await crm.bulk_trash(scope, self._kind.resource, chosen)
        if not moved:
            return notify(t("They were in the trash already."))
        undo = type(self).undo(self._remember(moved))
        return notify(self._kind.many.trashed(len(moved)), kind="success", undo=undo)

    @handler(RECORD_DELETE)
    async def undo(self, key: str) -> rx.event.EventSpec:
        """Brings back what one action moved to the trash."""
        async with scope_of(self) as scope:
            back = await crm.bulk_restore(scope, self._kind.resource, self._remembered(key))
        return self._restored(back)

    @handler(RECORD_DELETE)
    async def restore_many(self, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Takes the chosen records back out of the trash."""
        with self._answering():
            async with scope_of(self) as scope:
                chosen = await self._chosen(scope, uuids, everything)
                back = await crm.bulk_restore(scope, self._kind.resource, chosen)
        return self._restored(back)

    @handler(RECORD_EDIT)
    async def set_status(self, status: str, uuids: list[str], everything: str) -> rx.event.EventSpec:
        """Gives the chosen records another status."""
        with self._answering():
            async with scope_of(self) as scope:
                chosen = await self._chosen(scope, uuids, everything)
                changed = await crm.bulk_set_status(scope, self._kind.resource, chosen, status)
        if not changed:
            return notify(t("They have this status already."))
        said = self._kind.many.active if status == "active" else self._kind.many.inactive
        return notify(said(len(changed)), kind="success")

    @handler(RECORD_DELETE)
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question about one record."""
        async with scope_of(self) as scope:
            await self._ask(scope, [known_uuid(uuid)])

    @handler(RECORD_DELETE)
    async def ask_to_delete_many(self, uuids: list[str], everything: str) -> None:
        """Opens the question about the chosen records; they stay chosen until it is answered."""
        with self._answering(done=False):
            async with scope_of(self) as scope:
                await self._ask(scope, await self._chosen(scope, uuids, everything))

    @handler(RECORD_VIEW)
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self._close()

    @handler(RECORD_DELETE)
    async def delete(self) -> AsyncIterator[Any]:
        """Deletes what the question is about. Pressed twice it does so once."""
        doomed, name = list(self._doomed), self.doomed_name
        self.deleting, self._doomed = bool(doomed), []
        yield
        try:
            if doomed:
                yield await self._delete(doomed, name)
        finally:
            self._close()

    async def _ask(self, scope: Scope, doomed: list[UUID]) -> None:
        if not doomed:
            raise NotFound()
        name = (await self._kind.require(scope, doomed[0])).name
        self._doomed, self.asking = doomed, True
        self.question = self._kind.many.delete_question(len(doomed))
        self.doomed_name = name if len(doomed) == 1 else ""

    async def _delete(self, doomed: list[UUID], name: str) -> rx.event.EventSpec:
        if name:
            async with scope_of(self) as scope:
                await self._kind.delete(scope, doomed[0])
            return notify(t("{name} is permanently deleted.", name=name), kind="success")
        with self._answering():
            count = await self._delete_one_by_one(doomed)
        return notify(self._kind.many.deleted(count), kind="success")

    async def _delete_one_by_one(self, doomed: list[UUID]) -> int:
        """Each in a transaction of its own: its files and folders hold up everybody who moves some."""
        count = 0
        for uuid in doomed:
            try:
                async with scope_of(self) as scope:
                    await self._kind.delete(scope, uuid)
                count += 1
            except (crm.NotTrashed, NotFound):
                continue  # somebody has brought it back, or was faster
        return count

    async def _chosen(self, scope: Scope, uuids: object, everything: object) -> list[UUID]:
        """What the browser means. `Conflict` when it means a list that has become another one."""
        if not everything:
            return chosen_uuids(uuids)[: crm.SELECTED]
        address = self._address()
        require_same_list(everything, self.listed, address.name)
        return await self._kind.uuids(scope, status=address.status, search=address.search)

    def _restored(self, back: list[UUID]) -> rx.event.EventSpec:
        if not back:
            return notify(t("They are not in the trash any more."))
        return notify(self._kind.many.restored(len(back)), kind="success")

    def _close(self) -> None:
        self.asking, self.deleting, self._doomed = False, False, []
