"""Departments, teams and skills for browser tests, made and changed straight in the server's database."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm_app import staff
from crm_app.core.scope import Scope, system_scope
from tests.e2e.people import in_database
from tests.e2e.rosters import people_on_staff
from tests.serving import Server

LEVELS = [
    {"id": "low", "name": "Low"},
    {"id": "mid", "name": "Mid"},
    {"id": "high", "name": "High"},
]
SELECTORS = [{"id": "how", "name": "Proficiency", "allow_multiple": False, "options": LEVELS}]


def elsewhere(server: Server, service: Callable[..., Awaitable[Any]], *args: Any) -> Any:
    """Calls a service as another process would."""

    async def call() -> Any:
        async with system_scope() as scope:
            return await service(scope, *args)

    return in_database(server, call)


def a_department_there(server: Server, name: str, description: str = "") -> str:
    """The uuid of a new department."""
    made = elsewhere(server, staff.create_department, {"name": name, "description": description})
    return str(made.uuid)


def a_team_there(server: Server, name: str, department: str = "", *people: str) -> str:
    """The uuid of a new team with these people, in a department of its own where none is named."""
    of = department or a_department_there(server, f"Department of {name}")
    team = str(elsewhere(server, staff.create_team, {"name": name, "department_uuid": of}).uuid)
    for person in people:
        elsewhere(server, staff.add_team_person, team, person)
    return team


def a_skill_there(server: Server, name: str, *people: str) -> str:
    """The uuid of a new skill with three levels, which these people have at the lowest."""
    skill = str(elsewhere(server, staff.create_skill, {"name": name, "levels": SELECTORS}).uuid)
    for person in people:
        elsewhere(server, staff.assign_skill, person, skill, ["low"])
    return skill


def a_person_there(server: Server, name: str, **columns: Any) -> str:
    """The uuid of somebody new on staff."""
    (uuid,) = people_on_staff(server, name, **columns)
    return uuid


async def levels_of(scope: Scope, person: str) -> list[str]:
    """The levels of the only skill that somebody has."""
    (skill,) = await staff.list_skills_for_person(scope, person)
    return skill.proficiency_levels
