"""Many people at once: one statement each, however many they are.

What is remembered and brought back is read from each row itself. Whoever is in the other state already
is passed over and not counted; uuids come from browsers, and what is none is passed over too.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, CursorResult, Uuid, any_, bindparam, delete, update
from sqlmodel import col

from crm_app import comments
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED, into_trash, out_of_trash
from crm_app.core.texts import t
from crm_app.staff import commenting, media
from crm_app.staff.holding import hold_everybody
from crm_app.staff.models import Person
from crm_app.staff.person_forms import FORM_STATUSES
from crm_app.staff.references import references_told
from crm_app.staff.telling import tell_people

_AMONG: ColumnElement[bool] = col(Person.uuid) == any_(bindparam("uuids", type_=ARRAY(Uuid)))


async def bulk_trash(scope: Scope, uuids: Iterable[UUID | str]) -> int:
    """Everybody of these who is not there yet goes to the trash; how many. Needs `staff.delete`."""
    scope.require("staff.delete")
    statement = update(Person).where(_AMONG, col(Person.status) != TRASHED).values(**into_trash(Person))
    count = (await _run(scope, statement, uuids)).rowcount
    tell_people(scope, "trashed", count)
    return count


async def bulk_restore(scope: Scope, uuids: Iterable[UUID | str]) -> int:
    """Everybody of these who is in the trash comes back as they were; how many. Needs `staff.delete`."""
    scope.require("staff.delete")
    statement = update(Person).where(_AMONG, col(Person.status) == TRASHED).values(**out_of_trash(Person))
    count = (await _run(scope, statement, uuids)).rowcount
    tell_people(scope, "restored", count)
    return count


async def bulk_set_status(scope: Scope, uuids: Iterable[UUID | str], status: str) -> int:
    """Everybody of these who is not in the trash is `active` or `inactive` from now on; how many changed.

    `ValidationFailed` for another status. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    if status not in FORM_STATUSES:
        raise ValidationFailed({"status": [t("Choose one of the statuses.")]})
    others = col(Person.status).not_in((TRASHED, status))
    statement = update(Person).where(_AMONG, others).values(status=status, updated_at=now())
    count = (await _run(scope, statement, uuids)).rowcount
    tell_people(scope, "updated", count, status=status)
    return count


async def bulk_delete(scope: Scope, uuids: Iterable[UUID | str]) -> int:
    """Everybody of these who is in the trash goes for good, with their files; how many.

    `ReferencedByExternal`, and then nobody is deleted. Needs `staff.delete`.
    """
    scope.require("staff.delete")
    gone = delete(Person).where(_AMONG, col(Person.status) == TRASHED).returning(col(Person.uuid))
    async with references_told(scope):
        deleted = (await _run(scope, gone, uuids)).scalars().all()
    await media.purge_media_of(scope, deleted)
    await comments.purge_all(scope, commenting.PERSON, deleted)
    tell_people(scope, "deleted", len(deleted))
    return len(deleted)


async def _run(scope: Scope, statement: Any, uuids: Iterable[UUID | str]) -> CursorResult[Any]:
    """Past the ORM, which would look for the changed rows among those that it remembers."""
    wanted = {uuid for uuid in map(uuid_of, uuids) if uuid is not None}
    await scope.session.flush()
    await hold_everybody(scope)
    return await (await scope.session.connection()).execute(statement, {"uuids": list(wanted)})
