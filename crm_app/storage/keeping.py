"""Durable before visible: the way of finished files from the spool into the store and the database.

First a row says that the bytes are about to appear, then they appear, then one transaction names them.
Whoever is killed in between leaves a row that the next start cleans up after. Bytes that are there already
are read and compared: what has rotted, or was lost, is whole again afterwards, for all who share it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from crm_app.core.clock import now
from crm_app.core.errors import AppError
from crm_app.core.scope import Scope, system_scope
from crm_app.storage import blobs
from crm_app.storage.incoming import Incoming
from crm_app.storage.refusals import StoreUnavailable
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.comparing import Content, put_right
from crm_app.storage.stores.faults import note_fault

OpenScope = Callable[[], AbstractAsyncContextManager[Scope]]
OnStep = Callable[[str], None]
T = TypeVar("T")

ATTEMPTS = 5
_DEADLOCK = "40P01"

log = structlog.get_logger(__name__)


def no_step(_step: str) -> None:
    """The default for `on_step`, by which tests stop the process between two steps."""


class Keeper:
    """Brings files of one spool into one store."""

    def __init__(self, store: Store, spool: Spool) -> None:
        self._store = store
        self._spool = spool
        self._left_behind: set[str] = set()

    async def keep(
        self,
        files: Sequence[Incoming],
        open_scope: OpenScope,
        name_them: Callable[[Scope], Awaitable[T]],
        on_step: OnStep = no_step,
    ) -> T:
        """Stores the synced `files`, and runs `name_them` in the transaction that makes them visible.

        `name_them` settles every key (`blobs.settle`) and writes the rows that name it. Answers what
        it answers; its errors pass through and leave no bytes behind that nobody names.
        """
        await self._take_back(set(self._left_behind))
        for _ in range(ATTEMPTS):
            try:
                return await self._attempt(files, open_scope, name_them, on_step)
            except blobs.TakenAway:
                log.info("storage.key_taken_away")
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) != _DEADLOCK:
                    raise
        raise StoreUnavailable()

    async def _attempt(
        self,
        files: Sequence[Incoming],
        open_scope: OpenScope,
        name_them: Callable[[Scope], Awaitable[T]],
        on_step: OnStep,
    ) -> T:
        try:
            await self._make_durable(sorted({file.key: file for file in files}.items()), open_scope, on_step)
            async with open_scope() as scope:
                answer = await name_them(scope)
                on_step("named")
        except BaseException:
            await asyncio.shield(self._take_back({file.key for file in files}))
            raise
        on_step("committed")
        return answer

    async def _make_durable(
        self, files: Sequence[tuple[str, Incoming]], open_scope: OpenScope, on_step: OnStep
    ) -> None:
        known: list[str] = []
        async with open_scope() as scope:
            for key, file in files:
                if not await blobs.reserve(scope, key, file.checksum, file.size, self._spool.writer_uuid):
                    known.append(key)
        on_step("reserved")
        for key, file in files:
            await put_right(self._store, file.path, Content(key, file.checksum, file.size))
        await _note_well(known)
        on_step("promoted")

    async def _take_back(self, keys: set[str]) -> None:
        """Forgets half stored bytes; what the database or the store refuses now is tried again later."""
        for key in keys:
            try:
                await blobs.abandon(self._store, key, self._spool.writer_uuid)
                self._left_behind.discard(key)
            except (AppError, SQLAlchemyError) as error:
                self._left_behind.add(key)
                log.warning("storage.left_behind", reason=type(error).__name__)


async def _note_well(keys: Sequence[str]) -> None:
    """What was damaged is no longer, whatever becomes of this upload."""
    for key in keys:
        async with system_scope() as scope:
            await note_fault(scope, key, None, now())
