"""Where somebody stands among the people of a branch of the org chart, and the branch read part by part."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.scope import open_scope
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_department, a_person, a_team, trash

UNKNOWN = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
pytestmark = pytest.mark.usefixtures("database")


async def names(*branch: Any, **part: int) -> list[str]:
    return [person.name for person in (await run(staff.org_children, *branch, **part)).people]


async def test_a_branch_is_read_part_by_part_in_the_order_of_names():
    team = await a_team()
    for name in ("Cleo", "Ada", "Émile", "Dora", "Bo"):
        await a_person(name, team=team)
    assert await names("team", team.uuid, limit=2) == ["Ada", "Bo"]
    assert await names("team", team.uuid, limit=2, offset=2) == ["Cleo", "Dora"]
    assert await names("team", team.uuid, limit=2, offset=4) == ["Émile"]
    assert await names("team", team.uuid, limit=2, offset=6) == []


async def test_a_person_has_a_place_among_the_others_of_the_branch():
    team = await a_team()
    people = [await a_person(name, team=team) for name in ("Ada", "Bo", "Cleo")]
    await trash(people[0])
    assert await run(staff.org_place, "team", team.uuid, people[0].uuid) is None
    assert await run(staff.org_place, "team", team.uuid, people[1].uuid) == 0
    assert await run(staff.org_place, "team", team.uuid, str(people[2].uuid)) == 1


async def test_namesakes_stand_in_the_order_in_which_they_are_listed():
    people = [await a_person("Ada") for _ in range(3)]
    listed = (await run(staff.org_children, "unassigned")).people
    places = [await run(staff.org_place, "unassigned", None, person.uuid) for person in listed]
    assert places == [0, 1, 2]
    assert {person.uuid for person in listed} == {person.uuid for person in people}


async def test_each_branch_knows_its_own_people_only():
    department = await a_department()
    team = await a_team(department=department)
    member, direct, nobody = (
        await a_person("Ada", team=team),
        await a_person("Bo", primary_department_uuid=department.uuid),
        await a_person("Cleo"),
    )
    branches = (("team", team.uuid), ("department", department.uuid), ("unassigned", None))
    for branch, person in zip(branches, (member, direct, nobody), strict=True):
        found = [await run(staff.org_place, *other, person.uuid) for other in branches]
        assert found == [0 if other == branch else None for other in branches]


@pytest.mark.parametrize("uuid", ["", "nonsense", UNKNOWN, "\0"], ids=["none", "no uuid", "unknown", "nul"])
async def test_who_does_not_exist_has_no_place(uuid: str):
    team = await a_team()
    assert await run(staff.org_place, "team", team.uuid, uuid) is None
    assert await run(staff.org_place, "team", uuid, uuid) is None


async def test_looking_takes_the_permission_and_no_more(victor: accounts.User):
    person = await a_person("Ada")
    assert await run_as(victor, staff.org_place, "unassigned", None, person.uuid) == 0
    async with open_scope(victor, frozenset({"crm.view"})) as scope:
        assert await outcome(staff.org_place(scope, "unassigned", None, person.uuid)) == "forbidden"
