"""One row by its key, as it is in the database now, whatever the session remembers of it."""

from typing import TypeVar
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.tables import Row

R = TypeVar("R", bound=Row)


async def find_row(scope: Scope, model: type[R], uuid: UUID) -> R | None:
    """The row; None when there is none."""
    query = select(model).where(col(model.uuid) == uuid).execution_options(populate_existing=True)
    return (await scope.session.exec(query)).first()


async def require_row(scope: Scope, model: type[R], uuid: UUID) -> R:
    """The row, or `NotFound`."""
    row = await find_row(scope, model, uuid)
    if row is None:
        raise NotFound()
    return row


async def lock_row(scope: Scope, model: type[R], uuid: UUID) -> R:
    """The row, which nobody else changes until this transaction ends; or `NotFound`."""
    query = select(model).where(col(model.uuid) == uuid).with_for_update()
    row = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    if row is None:
        raise NotFound()
    return row
