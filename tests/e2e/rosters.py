"""People on staff for browser tests, made straight in the database of the running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.core.sorting import sort_key
from tests.e2e.people import database_url, in_database
from tests.serving import Server


def people_on_staff(server: Server, *names: str, **columns: Any) -> list[str]:
    """The uuids of new people; `columns` are of all of them, `domain` of their addresses."""
    return in_database(server, lambda: _people(names, columns))


def a_placeholder_on_staff(server: Server, name: str) -> str:
    """The uuid of somebody whose account nobody has claimed yet."""
    return in_database(server, lambda: _placeholder(name))


def a_skill_on_staff(server: Server, name: str, *levels: str) -> str:
    """The uuid of a new skill; of its levels one has at most one."""
    return in_database(server, lambda: _skill(name, levels))


def a_team_on_staff(server: Server, name: str, department: str, *members: str) -> str:
    """The uuid of a new team in a new department, with these people on it and in the department."""
    return in_database(server, lambda: _team(name, department, members))


def department_of(server: Server, team: str) -> str:
    """The uuid of the department of a team."""
    return in_database(server, lambda: _department_of(team))


def renamed(server: Server, uuid: str, name: str) -> None:
    """Somebody gets another name, elsewhere."""
    in_database(server, lambda: _rename(uuid, name))


def trashed(server: Server, uuid: str) -> None:
    """Somebody goes to the trash, elsewhere."""
    in_database(server, lambda: _trash(uuid))


@contextmanager
def held(server: Server, uuid: str) -> Iterator[None]:
    """Nobody can change this person while the block runs: whoever tries has to wait."""
    with psycopg.connect(database_url(server)) as connection:
        connection.execute("SELECT 1 FROM staff_people WHERE uuid = %s FOR UPDATE", [uuid])
        yield


async def _people(names: tuple[str, ...], columns: dict[str, Any]) -> list[str]:
    domain = columns.pop("domain", "staff.example.com")
    users = [
        accounts.User(email=f"{_local(name)}.{uuid7().hex[-6:]}@{domain}", name=name, role="viewer")
        for name in names
    ]
    people = [
        staff.Person(
            **{"user_uuid": user.uuid, "name": user.name, "sort_name": sort_key(user.name), **columns}
        )
        for user in users
    ]
    async with system_scope() as scope:
        scope.session.add_all(users)
        await scope.session.flush()
        scope.session.add_all(people)
        scope.publish(staff.topics.PEOPLE, "person_created")
    return [str(person.uuid) for person in people]


async def _placeholder(name: str) -> str:
    async with system_scope() as scope:
        email = f"{_local(name)}@staff.example.com"
        return str((await staff.create_person_with_user(scope, email, {"name": name}))[0].uuid)


async def _skill(name: str, levels: tuple[str, ...]) -> str:
    options = [{"name": level} for level in levels]
    selectors = [{"name": "Proficiency", "options": options}] if levels else []
    async with system_scope() as scope:
        return str((await staff.create_skill(scope, {"name": name, "levels": selectors})).uuid)


def _local(name: str) -> str:
    return sort_key(name).replace(" ", ".")


async def _team(name: str, department: str, members: tuple[str, ...]) -> str:
    async with system_scope() as scope:
        of = await staff.create_department(scope, {"name": department})
        team = await staff.create_team(scope, {"name": name, "department_uuid": of.uuid})
        for member in members:
            person = await scope.session.get_one(staff.Person, UUID(member))
            person.primary_department_uuid = of.uuid
        await staff.bulk_add_team_people(scope, team.uuid, members)
    return str(team.uuid)


async def _department_of(team: str) -> str:
    async with system_scope() as scope:
        return str((await staff.require_team(scope, team)).department_uuid)


async def _rename(uuid: str, name: str) -> None:
    async with system_scope() as scope:
        await staff.update_person(scope, uuid, {"name": name})


async def _trash(uuid: str) -> None:
    async with system_scope() as scope:
        await staff.trash_person(scope, uuid)
