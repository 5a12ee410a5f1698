"""Makes people, departments, teams and skills for tests, each committed in a transaction of its own."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select, update

from crm_app import accounts, staff
from crm_app.core.audit import Activity
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.core.sorting import sort_key
from tests.factories import run


async def a_person(name: str, *, team: staff.Team | None = None, **columns: Any) -> staff.Person:
    """Somebody on staff whose user has the same name; `columns` win. `email` is their user's."""
    email = columns.pop("email", f"{uuid7().hex}@example.com")
    user = accounts.User(email=email, name=name, role="viewer")
    person = staff.Person(**{"user_uuid": user.uuid, "sort_name": sort_key(name), **columns})
    async with system_scope() as scope:
        scope.session.add(user)
        await scope.session.flush()
        scope.session.add(person)
        await scope.session.flush()
        if team is not None:
            await staff.add_team_person(scope, team.uuid, person.uuid)
    return person


async def a_department(name: str = "Engineering", **attributes: object) -> staff.Department:
    return await run(staff.create_department, {"name": name, **attributes})


async def a_team(name: str = "Backend", department: staff.Department | None = None) -> staff.Team:
    """A team of `department`, or of a department of its own."""
    of = department or await a_department(f"Department of {name}")
    return await run(staff.create_team, {"name": name, "department_uuid": of.uuid})


async def trash(*people: staff.Person) -> None:
    """Puts people into the trash without any rule."""
    gone = update(staff.Person).where(col(staff.Person.uuid).in_([person.uuid for person in people]))
    async with system_scope() as scope:
        await scope.session.exec(gone.values(status="trashed"))


async def person_now(uuid: UUID) -> staff.Person:
    """The person's row as it is in the database."""
    async with system_scope() as scope:
        return await scope.session.get_one(staff.Person, uuid)


async def entries(action: str = "") -> list[Activity]:
    """The audit trail, the oldest first; only of one action where it is named."""
    query = select(Activity).order_by(col(Activity.inserted_at), col(Activity.uuid))
    async with system_scope() as scope:
        return [entry for entry in await scope.session.exec(query) if entry.action.endswith(action)]
