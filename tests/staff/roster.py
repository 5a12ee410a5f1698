"""People on staff for the tests of the roster, each written by the services themselves."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from sqlmodel import col, select, update

from crm_app import accounts, staff
from crm_app.core.audit import Activity
from crm_app.core.errors import AppError, ValidationFailed
from crm_app.core.scope import system_scope
from tests.factories import run


async def account(name: str, **columns: Any) -> accounts.User:
    """A user without a profile; `columns` win."""
    email = f"{name.lower().replace(' ', '.')}@example.com"
    user = accounts.User(**{"email": email, "name": name, "role": "viewer", **columns})
    async with system_scope() as scope:
        scope.session.add(user)
    return user


async def create(user: accounts.User, key: UUID | None = None, **attributes: object) -> staff.Person:
    """The profile of this account, under the key that a browser made."""
    return await run(staff.create_person, {"user_uuid": user.uuid, **attributes}, uuid=key)


async def hired(called: str = "Ada Lovelace", **attributes: object) -> staff.Person:
    """Somebody on staff whose account is called the same, unless `name` says otherwise."""
    user = await account(called)
    return await run(staff.create_person, {"user_uuid": user.uuid, "name": called, **attributes})


async def trashed(called: str = "Ada Lovelace", **attributes: object) -> staff.Person:
    """Somebody in the trash."""
    person = await hired(called, **attributes)
    return await run(staff.trash_person, person.uuid)


async def written(person: UUID, **columns: Any) -> None:
    """Columns that no form writes, past all rules."""
    async with system_scope() as scope:
        await scope.session.exec(
            update(staff.Person).where(col(staff.Person.uuid) == person).values(**columns)
        )


async def now_of(person: UUID) -> staff.Person:
    """The person as they are in the database."""
    return await run(staff.require_person, person)


async def user_of(person: staff.Person) -> accounts.User:
    """The account behind a profile."""
    return await run(accounts.get_user, person.user_uuid)


async def entries(action: str) -> list[Activity]:
    """The audit rows of this action, the oldest first."""
    query = select(Activity).where(col(Activity.action) == action)
    async with system_scope() as scope:
        return list(await scope.session.exec(query.order_by(col(Activity.inserted_at), col(Activity.uuid))))


async def count_of(model: Any) -> int:
    """How many rows a table has."""
    async with system_scope() as scope:
        return len((await scope.session.exec(select(model))).all())


async def outcomes(*calls: Awaitable[object]) -> list[str]:
    """What came of calls that were made at once, in order: "ok", or the code of the error."""
    answers = await asyncio.gather(*calls, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, AppError):
            raise answer
    return sorted(answer.code if isinstance(answer, AppError) else "ok" for answer in answers)


async def fields_refused(call: Awaitable[object]) -> list[str]:
    """The fields that a call names as wrong; none where it is fine."""
    try:
        await call
    except ValidationFailed as refused:
        return list(refused.fields)
    return []
