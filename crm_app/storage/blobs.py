"""The rows that stand for stored bytes, and the rule that there is never one without the other.

A blob is `storing` before its bytes appear, `stored` from the transaction that names them, `doomed`
from the transaction after which nobody does. Bytes move only while their row says so, and are
removed only under the row's lock, so every crash leaves a row that tells what to clean up.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.errors import AppError
from crm_app.core.scope import Scope, system_scope
from crm_app.storage.library_models import FileVersion
from crm_app.storage.locks import may_delete_bytes
from crm_app.storage.models import Blob, BlobState, FileInstance
from crm_app.storage.refusals import DeletionsHeld
from crm_app.storage.store import Store

STALE_AFTER = timedelta(hours=1)
"""A writer on another machine whose blob did not get ready for so long is taken for dead."""

log = structlog.get_logger(__name__)


async def reserve(scope: Scope, key: str, checksum: str, size: int, writer_uuid: UUID) -> bool:
    """Says that the bytes of `key` are about to appear. A doomed blob is taken back.

    False for a stored one, which stays as it is.
    """
    row = Blob(key=key, checksum=checksum, size=size, writer_uuid=writer_uuid)
    again = {"state": BlobState.STORING.value, "writer_uuid": writer_uuid, "updated_at": now()}
    statement = insert(Blob).values(row.model_dump())
    reserved = await scope.session.exec(
        statement.on_conflict_do_update(
            index_elements=[col(Blob.key)],
            set_={**again, "fault": None, "checked_at": None},
            where=col(Blob.state) != BlobState.STORED.value,
        ).returning(col(Blob.key))
    )
    return reserved.first() is not None


class TakenAway(Exception):
    """A cleaner took the blob between its reservation and the transaction that was to name it."""


async def settle(scope: Scope, key: str) -> None:
    """Marks the blob as stored, in the transaction that names it. `TakenAway` when it is no longer there."""
    settled = await scope.session.exec(
        update(Blob)
        .where(col(Blob.key) == key, col(Blob.state) != BlobState.DOOMED.value)
        .values(state=BlobState.STORED.value, writer_uuid=None, updated_at=now())
        .returning(col(Blob.key))
    )
    if settled.first() is None:
        raise TakenAway()


async def doom_unreferenced(scope: Scope, keys: set[str]) -> None:
    """Gives up the blobs among `keys` that nothing names any more; their bytes go after the commit.

    Call it in the transaction that deleted the instances and versions, after deleting them.
    """
    if not keys:
        return
    await _lock(scope, keys)
    doomed = await scope.session.exec(
        update(Blob)
        .where(col(Blob.key).in_(keys), col(Blob.state) == BlobState.STORED.value, ~_is_named())
        .values(state=BlobState.DOOMED.value, updated_at=now())
        .returning(col(Blob.key))
    )
    if doomed.first() is not None:
        scope.after_commit(_sweep_now)


async def abandon(store: Store, key: str, writer_uuid: UUID) -> None:
    """Takes back what this writer reserved and could not finish. Others' claims to the key stay."""
    await _remove(
        store, key, and_(col(Blob.state) == BlobState.STORING.value, col(Blob.writer_uuid) == writer_uuid)
    )


async def recover(store: Store, dead_writers: Sequence[UUID], alive_writers: Sequence[UUID]) -> int:
    """Removes blobs that a dead process left half stored, and those that are doomed. Answers how many."""
    half_stored = and_(
        col(Blob.state) == BlobState.STORING.value,
        or_(
            col(Blob.writer_uuid).in_(dead_writers),
            and_(col(Blob.updated_at) < now() - STALE_AFTER, col(Blob.writer_uuid).not_in(alive_writers)),
        ),
    )
    return await _remove_all(store, half_stored) + await sweep_doomed(store)


async def sweep_doomed(store: Store) -> int:
    """Deletes the bytes and rows of doomed blobs; one that is named again is kept. Answers how many went."""
    return await _remove_all(store, col(Blob.state) == BlobState.DOOMED.value)


async def _sweep_now() -> None:
    from crm_app.storage.runtime import (
        runtime,  # the running store; a sweep that it misses comes at the next start
    )

    try:
        await sweep_doomed(runtime().store)
    except (AppError, SQLAlchemyError) as error:
        log.warning("storage.sweep_postponed", reason=type(error).__name__)


async def _remove_all(store: Store, condition: ColumnElement[bool]) -> int:
    async with system_scope() as scope:
        keys = (await scope.session.exec(select(Blob.key).where(condition))).all()
    return sum([await _remove(store, key, condition) for key in keys])


async def _remove(store: Store, key: str, condition: ColumnElement[bool]) -> bool:
    """Bytes, then row, under the row's lock, if `condition` still holds and nothing names the blob.

    `DeletionsHeld` while a backup is being made: it may still have to copy them.
    """
    async with system_scope() as scope:
        locked = select(Blob.key).where(col(Blob.key) == key, condition).with_for_update()
        if (await scope.session.exec(locked)).first() is None:
            return False
        if await _named(scope, key):
            await _restore(scope, key)
            return False
        if not await may_delete_bytes(scope):
            raise DeletionsHeld()
        await store.delete(key)
        await scope.session.exec(delete(Blob).where(col(Blob.key) == key))
        return True


async def _restore(scope: Scope, key: str) -> None:
    """A blob that was given up and is named all the same is stored: deleting it would lose a file."""
    await scope.session.exec(
        update(Blob).where(col(Blob.key) == key).values(state=BlobState.STORED.value, updated_at=now())
    )


async def _named(scope: Scope, key: str) -> bool:
    """Asked in a statement of its own, after the lock, so that it sees what was committed before it."""
    found = select(Blob.key).where(col(Blob.key) == key, _is_named())
    return (await scope.session.exec(found)).first() is not None


async def _lock(scope: Scope, keys: Iterable[str]) -> None:
    """In one order everywhere, so that two deletions never wait for each other."""
    await scope.session.exec(
        select(Blob.key).where(col(Blob.key).in_(sorted(keys))).order_by(col(Blob.key)).with_for_update()
    )


def _is_named() -> ColumnElement[bool]:
    """By a stored form of a file, or by a content that a file had before. The one place that knows which."""
    instances = select(FileInstance.uuid).where(col(FileInstance.blob_key) == col(Blob.key))
    versions = select(FileVersion.uuid).where(col(FileVersion.blob_key) == col(Blob.key))
    return or_(instances.exists(), versions.exists())
