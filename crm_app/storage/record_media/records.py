"""The rows of the records themselves: held before anything of their media is."""

from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.rows import require_row
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.core.tables import ChangingRow
from crm_app.storage.record_media.record_types import R, RecordType


async def require_record(scope: Scope, of: RecordType[R], record_uuid: UUID) -> R:
    """The record as it is now, live or trashed, or `NotFound`."""
    scope.require(of.view)
    return await require_row(scope, of.model, record_uuid)


def is_trashed(record: ChangingRow) -> bool:
    """Whether the record lies in the trash."""
    return cast(Any, record).status == TRASHED


async def refuse_trashed(
    scope: Scope, of: RecordType[Any], record_uuid: UUID, *, alone: bool = False
) -> bool:
    """Whether there is such a record; raises its type's error when it lies in the trash.

    Its row is held until this transaction ends, so nobody trashes or deletes it meanwhile; `alone` for
    whoever is about to write it.
    """
    model = cast(Any, of.model)
    query = select(col(model.status)).where(col(model.uuid) == record_uuid).with_for_update(read=not alone)
    status = (await scope.session.exec(query)).first()
    if status == TRASHED:
        raise of.trashed()
    return status is not None


async def hold(scope: Scope, of: RecordType[Any], record_uuid: UUID) -> None:
    """Locks the record's row before any file's, as all others do: else two of them wait for each other."""
    held = select(col(of.model.uuid)).where(col(of.model.uuid) == record_uuid)
    await scope.session.exec(held.with_for_update(key_share=True))
