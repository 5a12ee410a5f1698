"""The rows of the records themselves: held before anything of their media is."""

from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.storage.record_media.record_types import RecordType


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
