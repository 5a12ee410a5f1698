"""Reading people: one, all of them in order, and how many there are."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, tuple_
from sqlmodel import col, select

from crm_app.accounts import User
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.staff.models import Person

STATUSES = ("active", "inactive", "trashed")


async def get_person(scope: Scope, uuid: UUID | str) -> Person | None:
    """The person as they are now, live or trashed; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    return await _find(scope, col(Person.uuid) == uuid_of(uuid))


async def get_person_by_user_uuid(scope: Scope, user_uuid: UUID | str) -> Person | None:
    """The profile of a user, live or trashed; None when they have none. Needs `staff.view`."""
    scope.require("staff.view")
    return await _find(scope, col(Person.user_uuid) == uuid_of(user_uuid))


async def require_person(scope: Scope, uuid: UUID | str) -> Person:
    """The person, live or trashed, or `NotFound`. Needs `staff.view`."""
    person = await get_person(scope, uuid)
    if person is None:
        raise NotFound()
    return person


async def list_people(
    scope: Scope,
    *,
    status: str | None = None,
    search: str | None = None,
    include_trashed: bool = False,
    after: Person | None = None,
    limit: int | None = None,
) -> list[Person]:
    """People by status (active, inactive, trashed), the newest first; all of them without a `limit`.

    A status that does not exist asks for everybody who is not in the trash, or for all with
    `include_trashed`. `search` looks into names and e-mail addresses, `after` is the last person of the
    page before. Needs `staff.view`.
    """
    scope.require("staff.view")
    query = select(Person).where(*_of_status(status, include_trashed))
    if search and search.strip():
        found = or_(contains(sort_key(search), Person.sort_name), contains(search, User.email))
        query = query.join(User, col(User.uuid) == col(Person.user_uuid)).where(found)
    if after is not None:
        query = query.where(_behind(after))
    newest = (col(Person.inserted_at).desc(), col(Person.uuid).desc())
    query = query.order_by(col(Person.status), *newest).limit(limit)
    return list(await scope.session.exec(query.execution_options(populate_existing=True)))


async def count_people(scope: Scope) -> int:
    """How many people are not in the trash. Needs `staff.view`."""
    return await _count(scope, col(Person.status) != "trashed")


async def count_trashed(scope: Scope) -> int:
    """How many people are in the trash. Needs `staff.view`."""
    return await _count(scope, col(Person.status) == "trashed")


async def lock_person(scope: Scope, uuid: UUID | str) -> Person:
    """The person, held until this transaction ends, or `NotFound`."""
    query = select(Person).where(col(Person.uuid) == uuid_of(uuid)).with_for_update()
    person = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    if person is None:
        raise NotFound()
    return person


async def _find(scope: Scope, which: ColumnElement[bool]) -> Person | None:
    query = select(Person).where(which).execution_options(populate_existing=True)
    return (await scope.session.exec(query)).first()


async def _count(scope: Scope, which: ColumnElement[bool]) -> int:
    scope.require("staff.view")
    return (await scope.session.exec(select(func.count()).select_from(Person).where(which))).one()


def _of_status(status: str | None, include_trashed: bool) -> list[ColumnElement[bool]]:
    if status in STATUSES:
        return [col(Person.status) == status]
    return [] if include_trashed else [col(Person.status) != "trashed"]


def _behind(last: Person) -> ColumnElement[bool]:
    here: Any = tuple_(col(Person.inserted_at), col(Person.uuid))
    older = here < (last.inserted_at, last.uuid)
    return or_(col(Person.status) > last.status, (col(Person.status) == last.status) & older)
