"""One level of somebody's skill, given or taken by one click: decided from the levels they have by then."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

import pytest

from crm_app import accounts, staff
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_person, trash
from tests.staff.roster import entries

LEVELS = [
    {
        "id": "how",
        "name": "Proficiency",
        "options": [{"id": "low", "name": "Low"}, {"id": "high", "name": "High"}],
    },
    {
        "id": "what",
        "name": "Areas",
        "allow_multiple": True,
        "options": [{"id": "web", "name": "Web"}, {"id": "print", "name": "Print"}],
    },
]
pytestmark = pytest.mark.usefixtures("database")


async def assigned(*levels: str) -> staff.PersonSkill:
    skill = await run(staff.create_skill, {"name": "Design", "levels": LEVELS})
    person = await a_person("Ada")
    return await run(staff.assign_skill, person.uuid, skill.uuid, list(levels))


async def levels_of(assignment: UUID) -> list[str]:
    async with system_scope() as scope:
        return (await scope.session.get_one(staff.PersonSkill, assignment)).proficiency_levels


async def click(assignment: UUID, clicks: Iterable[tuple[str, bool]]) -> None:
    for level, chosen in clicks:
        await run(staff.choose_level, assignment, level, chosen=chosen)


@pytest.mark.parametrize(
    ("before", "clicks", "after"),
    [
        ([], [("high", True)], ["high"]),
        (["low"], [("high", True)], ["high"]),
        (["low", "web"], [("low", False)], ["web"]),
        (["web"], [("print", True)], ["web", "print"]),
        (["print"], [("web", True), ("web", True)], ["web", "print"]),
        (["web"], [("print", False)], ["web"]),
    ],
    ids=["given", "replaced", "taken", "several", "twice is once", "nothing to take"],
)
async def test_a_click_says_what_is_wanted(
    before: list[str], clicks: list[tuple[str, bool]], after: list[str]
):
    assignment = await assigned(*before)
    await click(assignment.uuid, clicks)
    assert await levels_of(assignment.uuid) == after


async def test_a_click_that_changes_nothing_leaves_no_trace():
    assignment = await assigned("web")
    await click(assignment.uuid, [("web", True), ("print", False)])
    assert await entries("staff.person_skill_updated") == []


async def test_two_clicks_at_once_are_both_kept():
    for _ in range(5):
        async with system_scope() as scope:
            await scope.session.execute(staff.Skill.__table__.delete())
        assignment = await assigned()
        both = (run(staff.choose_level, assignment.uuid, level, chosen=True) for level in ("web", "print"))
        await asyncio.gather(*both)
        assert await levels_of(assignment.uuid) == ["web", "print"]


async def test_it_works_for_somebody_in_the_trash():
    assignment = await assigned()
    async with system_scope() as scope:
        person = await scope.session.get_one(staff.Person, assignment.staff_person_uuid)
    await trash(person)
    await click(assignment.uuid, [("high", True)])
    assert await levels_of(assignment.uuid) == ["high"]


@pytest.mark.parametrize("chosen", [True, False])
async def test_a_level_that_the_skill_does_not_have_is_refused(chosen: bool):
    assignment = await assigned("low")
    call = run(staff.choose_level, assignment.uuid, "gone", chosen=chosen)
    assert await outcome(call) == "invalid_levels"
    assert await levels_of(assignment.uuid) == ["low"]


@pytest.mark.parametrize("uuid", ["", "nonsense", "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"])
async def test_an_assignment_that_is_gone_is_not_found(uuid: str):
    assert await outcome(run(staff.choose_level, uuid, "low", chosen=True)) == "not_found"


async def test_viewers_change_nothing_and_members_may(victor: accounts.User, mira: accounts.User):
    assignment = await assigned()
    call = run_as(victor, staff.choose_level, assignment.uuid, "low", chosen=True)
    assert await outcome(call) == "forbidden"
    await run_as(mira, staff.choose_level, assignment.uuid, "low", chosen=True)
    assert await levels_of(assignment.uuid) == ["low"]
