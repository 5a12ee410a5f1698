"""Makes people, departments, teams and skills for tests, each committed in a transaction of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID

from sqlmodel import col, select, update

from crm_app import accounts, staff
from crm_app.core.audit import Activity
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.core.sorting import sort_key
from tests.factories import outcome, run
from tests.live import told

Heard = Callable[[], Awaitable[dict[str, str]]]
LEVELS: list[dict[str, Any]] = [
    {
        "id": "proficiency",
        "name": "Proficiency",
        "allow_multiple": False,
        "options": [
            {"id": "low", "name": "Low"},
            {"id": "mid", "name": "Mid"},
            {"id": "high", "name": "High"},
        ],
    },
    {
        "id": "tools",
        "name": "Tools",
        "allow_multiple": True,
        "options": [{"id": "hammer", "name": "Hammer"}, {"id": "saw", "name": "Saw"}],
    },
]
"""One level of three, and any of two tools."""


async def a_person(name: str = "Ada", /, *, team: staff.Team | None = None, **columns: Any) -> staff.Person:
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
    """A department."""
    return await run(staff.create_department, {"name": name, **attributes})


async def a_team(name: str = "Backend", department: staff.Department | None = None) -> staff.Team:
    """A team of `department`, or of a department of its own."""
    of = department or await a_department(f"Department of {name}")
    return await run(staff.create_team, {"name": name, "department_uuid": of.uuid})


async def a_skill(name: str = "Carpentry", **attributes: object) -> staff.Skill:
    """A skill with the levels above."""
    return await run(staff.create_skill, {"name": name, "levels": LEVELS, **attributes})


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
    """The audit trail, the oldest first; only actions that end so where one is named."""
    query = select(Activity).order_by(col(Activity.inserted_at), col(Activity.uuid))
    async with system_scope() as scope:
        return [entry for entry in await scope.session.exec(query) if entry.action.endswith(action)]


async def answer(user: accounts.User, granted: set[str], service: Any, *args: Any) -> str:
    """What comes of a call by somebody with only these permissions: "ok", or the code of its error."""

    async def call() -> None:
        async with open_scope(user, frozenset(granted)) as scope:
            await service(scope, *args)

    return await outcome(call())


@asynccontextmanager
async def kinds_told(*topics: str) -> AsyncIterator[Heard]:
    """What it gives answers, after the block, the kinds of events by topic, for topics that were told."""
    async with AsyncExitStack() as opened:
        listening = {topic: await opened.enter_async_context(told(topic)) for topic in topics}

        async def heard() -> dict[str, str]:
            changes = {topic: await hear() for topic, hear in listening.items()}
            return {
                topic: ", ".join(sorted({c.kind for c in found})) for topic, found in changes.items() if found
            }

        yield heard
