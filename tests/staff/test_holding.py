"""Who comes second waits for the first, and nobody waits in a circle."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from crm_app import staff
from crm_app.core.scope import Scope, system_scope
from crm_app.staff import topics
from tests.factories import outcome, run
from tests.staff.organisation import LEVELS, a_department, a_person, a_skill, a_team, kinds_told, trash
from tests.staff.roster import outcomes
from tests.staff_filling import fill_staff

pytestmark = pytest.mark.usefixtures("database")
Give = Callable[[Scope, UUID], Awaitable[object]]
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def join(scope: Scope, person: UUID) -> object:
    (team,) = await staff.list_teams(scope)
    return await staff.add_team_person(scope, team.uuid, person)


async def learn(scope: Scope, person: UUID) -> object:
    (skill,) = await staff.list_skills(scope)
    return await staff.assign_skill(scope, person, skill.uuid)


async def start(scope: Scope, person: UUID) -> object:
    return await staff.create_employment(scope, person, {})


EVERYTHING = pytest.mark.parametrize("give", [join, learn, start])


async def until_it_waits(task: asyncio.Task[Any]) -> bool:
    """Whether the call has to wait for somebody else's transaction, as opposed to being done."""
    while not task.done():
        async with system_scope() as scope:
            if (await scope.session.execute(WAITING)).scalar_one():
                return True
    return False


@EVERYTHING
async def test_who_is_on_the_way_to_the_trash_gets_nothing(give: Give):
    await a_team(), await a_skill()
    person = await a_person()
    async with system_scope() as scope:
        await staff.trash_person(scope, person.uuid)
        given = asyncio.create_task(outcome(run(give, person.uuid)))
        assert await until_it_waits(given)
    assert await given == "person_trashed"


@EVERYTHING
async def test_who_is_given_something_goes_to_the_trash_afterwards(give: Give):
    await a_team(), await a_skill()
    person = await a_person()
    async with system_scope() as scope:
        await give(scope, person.uuid)
        gone = asyncio.create_task(outcome(run(staff.trash_person, person.uuid)))
        assert await until_it_waits(gone)
    assert await gone == "ok"


@EVERYTHING
async def test_somebody_in_the_trash_gets_nothing(give: Give):
    await a_team(), await a_skill()
    person = await a_person()
    await trash(person)
    assert await outcome(run(give, person.uuid)) == "person_trashed"


async def test_a_level_that_is_being_removed_is_given_to_nobody():
    skill, person = await a_skill(), await a_person()
    async with system_scope() as scope:
        await staff.update_skill(scope, skill.uuid, {"levels": LEVELS[1:]})
        given = asyncio.create_task(outcome(run(staff.assign_skill, person.uuid, skill.uuid, ["low"])))
        assert await until_it_waits(given)
    assert await given == "invalid_levels"


async def test_a_level_that_is_being_given_is_removed_afterwards():
    skill, person = await a_skill(), await a_person()
    async with system_scope() as scope:
        await staff.assign_skill(scope, person.uuid, skill.uuid, ["low", "saw"])
        changed = asyncio.create_task(run(staff.update_skill, skill.uuid, {"levels": LEVELS[1:]}))
        assert await until_it_waits(changed)
    await changed
    (kept,) = await run(staff.list_skills_for_person, person.uuid)
    assert kept.proficiency_levels == ["saw"]


async def test_two_who_change_the_levels_of_one_person_come_one_after_the_other():
    skill, person = await a_skill(), await a_person()
    made = await run(staff.assign_skill, person.uuid, skill.uuid)
    async with system_scope() as scope:
        await staff.update_assignment_levels(scope, made.uuid, ["low"])
        second = asyncio.create_task(outcome(run(staff.update_assignment_levels, made.uuid, ["high"])))
        assert await until_it_waits(second)
    assert await second == "ok"
    (kept,) = await run(staff.list_skills_for_person, person.uuid)
    assert kept.proficiency_levels == ["high"]


async def test_no_team_comes_to_a_department_that_is_being_deleted():
    department, team = await a_department(), await a_team()
    fields = {"name": "New", "department_uuid": department.uuid}
    async with system_scope() as scope:
        await staff.delete_department(scope, department.uuid)
        made = asyncio.create_task(outcome(run(staff.create_team, fields)))
        moved = asyncio.create_task(outcome(run(staff.update_team, team.uuid, fields)))
        assert await until_it_waits(made)
        assert await until_it_waits(moved)
    assert await asyncio.gather(made, moved) == ["validation_failed"] * 2
    assert await run(staff.require_team, team.uuid) == team


@pytest.mark.parametrize(
    ("made", "update"),
    [(a_department, staff.update_department), (a_team, staff.update_team), (a_skill, staff.update_skill)],
    ids=["department", "team", "skill"],
)
async def test_two_in_one_form_are_told_even_at_the_same_moment(made: Any, update: Any):
    row = await made()
    seen = {"name": row.name}
    async with system_scope() as scope:
        await update(scope, row.uuid, {"name": "Theirs"}, seen=seen)
        second = asyncio.create_task(outcome(run(update, row.uuid, {"name": "Mine"}, seen=seen)))
        assert await until_it_waits(second)
    assert await second == "edit_conflict"


async def test_a_team_that_moves_away_in_time_is_not_told_to_be_deleted():
    team, other = await a_team(), await a_department("Other")
    async with kinds_told(topics.team(team.uuid)) as heard:
        async with system_scope() as scope:
            await staff.update_team(scope, team.uuid, {"department_uuid": other.uuid})
            deleted = asyncio.create_task(run(staff.delete_department, team.department_uuid))
            assert await until_it_waits(deleted)
        await deleted
    assert await heard() == {topics.team(team.uuid): "team_updated"}
    assert (await run(staff.require_team, team.uuid)).department_uuid == other.uuid


async def test_many_people_are_changed_by_many_at_once_and_nobody_waits_in_a_circle(postgres_url: str):
    fill_staff(postgres_url, 3_000, departments=3, teams=6)
    async with system_scope() as scope:
        everybody = list(await scope.session.exec(select(staff.Person.uuid).order_by(col(staff.Person.uuid))))
        departments = await staff.list_departments(scope)
        teams = [await staff.list_teams(scope, department.uuid) for department in departments]
    told = await outcomes(
        run(staff.bulk_set_status, everybody, "inactive"),
        run(staff.delete_department, departments[0].uuid),
        run(staff.bulk_add_team_people, teams[1][0].uuid, everybody[::-1]),
        run(staff.delete_team, teams[1][1].uuid),
        run(staff.bulk_trash, everybody[::2]),
        run(staff.delete_department, departments[1].uuid),
        run(staff.bulk_restore, everybody[::-1]),
        run(staff.bulk_set_status, everybody[::-1], "active"),
    )
    assert set(told) <= {"ok", "not_found"}
