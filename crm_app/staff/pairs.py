"""Rows that say that a person and something else belong together: on a team, with a skill."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete
from sqlalchemy.dialects.postgresql import insert

from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.staff.models import PersonSkill, TeamMembership

P = TypeVar("P", TeamMembership, PersonSkill)


async def join(scope: Scope, model: type[P], **columns: Any) -> P | None:
    """The new row; None where both belong together already."""
    new = insert(model).values(uuid=uuid7(), inserted_at=now(), **columns)
    written = await scope.session.execute(new.on_conflict_do_nothing().returning(model))
    return written.scalar_one_or_none()


async def part(scope: Scope, model: type[P], *wanted: ColumnElement[bool]) -> P:
    """The row that is gone now; `NotFound` where there was none (any more)."""
    gone = delete(model).where(*wanted).returning(model)
    row = (await scope.session.execute(gone)).scalar_one_or_none()
    if row is None:
        raise NotFound()
    return row
