"""Into the trash, out of it, and gone for good: one person.

Each is one guarded statement that decides from the current row, so of two people who do the same thing
at once one wins and the other is told.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import col

from crm_app import comments
from crm_app.core.errors import AlreadyTrashed, NotTrashed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED, into_trash, out_of_trash
from crm_app.staff import commenting, media
from crm_app.staff.models import Person
from crm_app.staff.people import require_person
from crm_app.staff.references import references_told
from crm_app.staff.telling import tell_person


async def trash_person(scope: Scope, uuid: UUID | str) -> Person:
    """Into the trash; teams, skills, employments and files stay. Needs `staff.delete`.

    `AlreadyTrashed`, `NotFound`.
    """
    scope.require("staff.delete")
    person = await _change(scope, uuid, col(Person.status) != TRASHED, into_trash(Person))
    if person is None:
        await require_person(scope, uuid)
        raise AlreadyTrashed()
    tell_person(scope, person.uuid, "trashed", user_uuid=str(person.user_uuid))
    return person


async def restore_person(scope: Scope, uuid: UUID | str) -> Person:
    """Back from the trash with the status from before. `NotTrashed`, `NotFound`. Needs `staff.delete`."""
    scope.require("staff.delete")
    person = await _change(scope, uuid, col(Person.status) == TRASHED, out_of_trash(Person))
    if person is None:
        await require_person(scope, uuid)
        raise NotTrashed()
    tell_person(scope, person.uuid, "restored", user_uuid=str(person.user_uuid))
    return person


async def delete_person(scope: Scope, uuid: UUID | str) -> None:
    """For good, with all files that are held nowhere else; only from the trash. The user's account stays.

    `NotTrashed` for a live one, `ReferencedByExternal`, `NotFound`. Needs `staff.delete`.
    """
    scope.require("staff.delete")
    which = (col(Person.uuid) == uuid_of(uuid), col(Person.status) == TRASHED)
    gone = delete(Person).where(*which).returning(col(Person.uuid), col(Person.user_uuid))
    async with references_told(scope):
        person = (await scope.session.execute(gone)).first()
    if person is None:
        await require_person(scope, uuid)
        raise NotTrashed()
    await media.purge_media(scope, person[0])
    await comments.purge(scope, commenting.PERSON, person[0])
    tell_person(scope, person[0], "deleted", user_uuid=str(person[1]))


async def _change(
    scope: Scope, uuid: UUID | str, guard: ColumnElement[bool], values: dict[str, Any]
) -> Person | None:
    statement = update(Person).where(col(Person.uuid) == uuid_of(uuid), guard).values(**values)
    changed = statement.returning(Person).execution_options(populate_existing=True)
    return (await scope.session.execute(changed)).scalar_one_or_none()
