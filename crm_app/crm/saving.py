"""Writing contacts and companies: made once, changed while they are live, deleted from the trash only."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete as sql_delete
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import insert as sql_insert
from sqlmodel import col

from crm_app import activity, comments
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, NotTrashed
from crm_app.core.scope import Scope
from crm_app.crm import attachments, commenting, interactions, records
from crm_app.crm.errors import RecordTrashed
from crm_app.crm.models import Record, is_trashed
from crm_app.crm.topics import Resource


async def insert(scope: Scope, resource: Resource, uuid: UUID, values: Mapping[str, Any]) -> bool:
    """Whether the record is new; one with this uuid stays as it is."""
    model = records.MODELS[resource]
    new = sql_insert(model).values(uuid=uuid, inserted_at=now(), updated_at=now(), details={}, **values)
    written = await scope.session.execute(new.on_conflict_do_nothing().returning(col(model.uuid)))
    return written.first() is not None


async def require_mine(scope: Scope, resource: Resource, uuid: UUID) -> None:
    """`Conflict` unless the acting person has made the record: somebody else has used its uuid."""
    if not await activity.did(scope, f"crm.{resource}_created", (f"crm_{resource}", uuid)):
        raise Conflict()


async def lock_live(scope: Scope, resource: Resource, uuid: UUID) -> Record:
    """The record, held until this transaction ends. `RecordTrashed`, `NotFound`."""
    record = await records.lock(scope, resource, uuid)
    if is_trashed(record):
        raise RecordTrashed()
    return record


async def write(scope: Scope, resource: Resource, uuid: UUID, values: Mapping[str, Any]) -> None:
    """Writes these columns, and that the record was changed now."""
    model = records.MODELS[resource]
    changed = sql_update(model).where(col(model.uuid) == uuid)
    await scope.session.execute(changed.values(**values, updated_at=now()))


async def delete(scope: Scope, resource: Resource, uuid: UUID) -> None:
    """For good, with its interactions, its comments, its folder, and all files that are held nowhere else.

    `NotTrashed`, `NotFound`.
    """
    await records.lock(scope, resource, uuid)
    cascade = await interactions.collect(scope, (resource, uuid))
    model = records.MODELS[resource]
    gone = sql_delete(model).where(col(model.uuid) == uuid, col(model.status) == "trashed")
    if not (await scope.session.execute(gone.returning(col(model.uuid)))).first():
        raise NotTrashed()
    await attachments.purge_media(scope, resource, uuid)
    await interactions.clean_up(scope, cascade)
    await comments.purge(scope, commenting.TYPES[resource], uuid)
    records.tell(scope, resource, uuid, "deleted")
