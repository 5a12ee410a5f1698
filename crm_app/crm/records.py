"""What contacts and companies share: finding a row, the soft trash, and telling about changes.

Each change of state is one guarded UPDATE that decides from the current row, so of two people who
do the same thing at once one wins and the other is told.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import col

from crm_app.core.errors import AlreadyTrashed, NotTrashed
from crm_app.core.rows import find_row, lock_row, require_row
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import into_trash, out_of_trash
from crm_app.crm import topics
from crm_app.crm.models import Company, Contact, Record
from crm_app.crm.topics import Resource

MODELS: dict[Resource, type[Record]] = {"contact": Contact, "company": Company}
CHANGED = "changed"


def resource_of(record: Record) -> Resource:
    """Which kind of record this is."""
    return "contact" if isinstance(record, Contact) else "company"


async def find(scope: Scope, resource: Resource, uuid: UUID) -> Record | None:
    """The record as it is in the database now, live or trashed; None when there is none."""
    return await find_row(scope, MODELS[resource], uuid)


async def require(scope: Scope, resource: Resource, uuid: UUID) -> Record:
    """The record, or `NotFound`."""
    return await require_row(scope, MODELS[resource], uuid)


async def lock(scope: Scope, resource: Resource, uuid: UUID) -> Record:
    """The record, held until this transaction ends, or `NotFound`."""
    return await lock_row(scope, MODELS[resource], uuid)


async def trash(scope: Scope, resource: Resource, uuid: UUID) -> Record:
    """Puts the record into the trash and remembers its status; files stay where they are.

    `AlreadyTrashed` when it lies there, `NotFound` when there is none.
    """
    model = MODELS[resource]
    moved = await _change(scope, resource, uuid, col(model.status) != "trashed", into_trash(model))
    if moved is None:
        await require(scope, resource, uuid)
        raise AlreadyTrashed()
    tell(scope, resource, uuid, "trashed")
    return moved


async def restore(scope: Scope, resource: Resource, uuid: UUID) -> Record:
    """Takes the record out of the trash with the status it had. `NotTrashed`, `NotFound`."""
    model = MODELS[resource]
    back = await _change(scope, resource, uuid, col(model.status) == "trashed", out_of_trash(model))
    if back is None:
        await require(scope, resource, uuid)
        raise NotTrashed()
    tell(scope, resource, uuid, "restored")
    return back


async def _change(
    scope: Scope, resource: Resource, uuid: UUID, guard: ColumnElement[bool], values: dict[str, object]
) -> Record | None:
    model = MODELS[resource]
    statement = (
        update(model)
        .where(and_(col(model.uuid) == uuid, guard))
        .values(**values)
        .returning(model)
        .execution_options(populate_existing=True)
    )
    return (await scope.session.execute(statement)).scalar_one_or_none()


def tell(scope: Scope, resource: Resource, uuid: UUID, what: str) -> None:
    """Writes the audit row `crm.<resource>_<what>` and tells the record's page and the lists."""
    scope.record(f"crm.{resource}_{what}", (f"crm_{resource}", uuid))
    scope.publish(topics.record(resource, uuid), what, uuid)
    scope.publish(topics.records(resource), what, uuid)
