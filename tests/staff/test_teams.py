"""Teams: written once, changed field by field, moved between departments, deleted with their memberships."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from crm_app.core.errors import Conflict
from crm_app.core.ids import uuid7
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_department, a_person, a_team, answer, entries, kinds_told, trash
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "x" * 36, "\0", "\ud800"]


async def names() -> list[str]:
    return [team.name for team in await run(staff.list_teams)]


def named(name: str, department: staff.Department) -> dict[str, object]:
    return {"name": name, "department_uuid": str(department.uuid)}


async def test_a_member_creates_a_team(mira: accounts.User):
    department = await a_department()
    fields = {**named(" Backend ", department), "description": "Servers"}
    made = await run_as(mira, staff.create_team, fields)
    found = await run_as(mira, staff.require_team, made.uuid)
    assert (found.name, found.sort_name, found.description) == ("Backend", "backend", "Servers")
    assert found.department_uuid == department.uuid


@pytest.mark.parametrize("department", [None, "", "nonsense", 7, {"a": 1}], ids=str)
async def test_without_a_department_there_is_no_team(department: object):
    fields = {"name": "Backend", "department_uuid": department}
    assert await fields_refused(run(staff.create_team, fields)) == ["department_uuid"]


async def test_a_department_that_is_gone_is_told_at_the_department():
    fields = {"name": "Backend", "department_uuid": uuid7()}
    assert await fields_refused(run(staff.create_team, fields)) == ["department_uuid"]


async def test_all_that_is_wrong_is_told_at_once():
    assert await fields_refused(run(staff.create_team, {})) == ["name", "department_uuid"]


async def test_a_form_is_checked_without_writing_anything():
    team = await a_team()
    assert set(staff.validate_team({"name": "x" * 256}).errors) == {"name", "department_uuid"}
    shown = staff.validate_team({}, team)
    assert (shown.name, shown.description, shown.department_uuid) == (
        "Backend",
        "",
        str(team.department_uuid),
    )
    assert shown.errors == {}


async def test_a_name_is_taken_in_its_department_only():
    department = await a_department()
    await a_team("Backend", department)
    assert await fields_refused(run(staff.create_team, named("BACKEND ", department))) == ["name"]
    await a_team("Backend", await a_department("Other"))
    assert await names() == ["Backend", "Backend"]


async def test_of_many_who_create_the_same_name_at_once_one_wins():
    department = await a_department()
    told = await outcomes(*(run(staff.create_team, named("Backend", department)) for _ in range(8)))
    assert told == ["ok"] + ["validation_failed"] * 7


async def test_the_same_click_many_times_at_once_writes_one_team(mira: accounts.User):
    key, department = uuid7(), await a_department()
    clicks = (run_as(mira, staff.create_team, named("Backend", department), uuid=key) for _ in range(8))
    assert {team.uuid for team in await asyncio.gather(*clicks)} == {key}
    assert len(await entries("team_created")) == 1


async def test_a_correction_after_a_lost_answer_is_written(mira: accounts.User):
    key, department, other = uuid7(), await a_department(), await a_department("Other")
    await run_as(mira, staff.create_team, named("Bakcend", department), uuid=key)
    again = await run_as(mira, staff.create_team, named("Backend", other), uuid=key)
    assert (again.name, again.department_uuid) == ("Backend", other.uuid)
    assert await count_of(staff.Team) == 1


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key, department = uuid7(), await a_department()
    await run_as(owner, staff.create_team, named("Backend", department), uuid=key)
    with pytest.raises(Conflict):
        await run_as(mira, staff.create_team, named("Other", department), uuid=key)
    assert await names() == ["Backend"]


async def test_teams_are_listed_in_order_all_or_of_one_department():
    department = await a_department()
    for name in ("zeta", "Émile", "alpha"):
        await a_team(name, department)
    other = await a_team("Beta")
    assert await names() == ["alpha", "Beta", "Émile", "zeta"]
    own = await run(staff.list_teams, str(other.department_uuid))
    assert [team.uuid for team in own] == [other.uuid]
    assert await run(staff.count_teams) == 4


async def test_a_department_without_a_team_has_an_empty_list():
    assert await run(staff.list_teams, (await a_department()).uuid) == []


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_a_team_that_does_not_exist_is_not_found(uuid: UUID | str):
    assert await run(staff.get_team, uuid) is None
    assert await run(staff.team_row, uuid) is None
    assert await run(staff.team_rows, uuid) == []
    for service in (staff.require_team, staff.delete_team, staff.list_teams):
        assert await outcome(run(service, uuid)) == "not_found"
    assert await outcome(run(staff.update_team, uuid, {"name": "New"})) == "not_found"


async def test_a_field_that_is_not_given_stays():
    team = await a_team()
    changed = await run(staff.update_team, team.uuid, {"description": "Servers"})
    assert (changed.name, changed.description) == ("Backend", "Servers")
    assert changed.department_uuid == team.department_uuid
    assert changed.updated_at > team.updated_at


async def test_an_update_that_changes_nothing_leaves_no_trace():
    team = await a_team()
    fields = {"name": "Backend", "department_uuid": team.department_uuid}
    assert (await run(staff.update_team, str(team.uuid), fields)).updated_at == team.updated_at
    assert await entries("team_updated") == []


async def test_two_people_who_change_different_fields_both_win():
    team, other = await a_team(), await a_department("Other")
    seen = {"name": "Backend", "department_uuid": str(team.department_uuid)}
    await run(staff.update_team, team.uuid, {**seen, "name": "Servers"}, seen=seen)
    moved = {**seen, "department_uuid": str(other.uuid)}
    after = await run(staff.update_team, team.uuid, moved, seen=seen)
    assert (after.name, after.department_uuid) == ("Servers", other.uuid)


async def test_the_second_of_two_who_move_a_team_is_told():
    team, one, two = await a_team(), await a_department("One"), await a_department("Two")
    seen = {"department_uuid": str(team.department_uuid)}
    await run(staff.update_team, team.uuid, {"department_uuid": one.uuid}, seen=seen)
    with pytest.raises(staff.EditConflict) as refused:
        await run(staff.update_team, team.uuid, {"department_uuid": two.uuid}, seen=seen)
    (difference,) = refused.value.differences
    assert difference == staff.Difference("department_uuid", theirs=str(one.uuid), yours=str(two.uuid))


async def test_a_team_does_not_move_where_its_name_is_taken():
    team, other = await a_team(), await a_department("Other")
    await a_team("backend", other)
    refused = fields_refused(run(staff.update_team, team.uuid, {"department_uuid": other.uuid}))
    assert await refused == ["name"]


@pytest.mark.parametrize("department", ["", "nonsense", str(uuid4())], ids=["none", "no uuid", "unknown"])
async def test_a_team_does_not_move_to_nowhere(department: str):
    team = await a_team()
    refused = fields_refused(run(staff.update_team, team.uuid, {"department_uuid": department}))
    assert await refused == ["department_uuid"]


async def test_deleting_takes_memberships_along_and_people_stay():
    team = await a_team()
    person = await a_person(team=team)
    await run(staff.delete_team, team.uuid)
    assert await run(staff.teams_of, person.uuid) == []
    assert await count_of(staff.TeamMembership) == 0


async def test_of_many_who_delete_at_once_one_wins_and_the_others_are_told():
    team = await a_team()
    told = await outcomes(*(run(staff.delete_team, team.uuid) for _ in range(8)))
    assert told == ["not_found"] * 7 + ["ok"]
    assert len(await entries("team_deleted")) == 1


async def test_what_happens_is_in_the_audit_trail(mira: accounts.User):
    department = await a_department()
    made = await run_as(mira, staff.create_team, named("Backend", department))
    await run_as(mira, staff.update_team, made.uuid, {"name": "Servers"})
    await run_as(mira, staff.delete_team, made.uuid)
    for action, name in (("created", "Backend"), ("updated", "Servers"), ("deleted", "Servers")):
        (entry,) = await entries(f"team_{action}")
        assert (entry.resource_type, entry.resource_uuid) == ("team", made.uuid)
        assert entry.actor_uuid == mira.uuid
        assert entry.details == {"name": name, "department_uuid": str(department.uuid)}


async def test_moving_tells_both_departments_and_people_lists():
    team, other = await a_team(), await a_department("Other")
    left, reached = topics.department(team.department_uuid), topics.department(other.uuid)
    lists = (topics.TEAMS, topics.PEOPLE, topics.EVERY_PERSON)
    async with kinds_told(left, reached, topics.team(team.uuid), *lists) as heard:
        await run(staff.update_team, team.uuid, {"department_uuid": other.uuid})
    told = await heard()
    assert set(told.values()) == {"team_updated"}
    assert set(told) == {left, reached, topics.team(team.uuid), *lists}


async def test_a_new_description_is_not_told_to_lists_of_people():
    team = await a_team()
    async with kinds_told(topics.TEAMS, topics.PEOPLE, topics.EVERY_PERSON) as heard:
        await run(staff.update_team, team.uuid, {"description": "New"})
    assert await heard() == {topics.TEAMS: "team_updated"}


async def test_deleting_tells_its_department_and_people():
    team = await a_team()
    pages = (topics.team(team.uuid), topics.department(team.department_uuid), topics.PEOPLE, topics.TEAMS)
    async with kinds_told(*pages, topics.EVERY_PERSON) as heard:
        await run(staff.delete_team, team.uuid)
    told = await heard()
    assert set(told.values()) == {"team_deleted"}
    assert set(told) == {*pages, topics.EVERY_PERSON}


async def test_a_row_shows_the_department_and_counts_people_outside_the_trash():
    team = await a_team()
    await a_person("Ada", team=team)
    await a_person("Idle", team=team, status="inactive")
    await trash(await a_person("Gone", team=team))
    other = await a_team("Alone")
    assert [(row.name, row.department, row.people) for row in await run(staff.team_rows)] == [
        ("Alone", "Department of Alone", 0),
        ("Backend", "Department of Backend", 2),
    ]
    (own,) = await run(staff.team_rows, other.department_uuid)
    assert own == await run(staff.team_row, str(other.uuid))


@pytest.mark.parametrize("count", [1, 30])
async def test_the_rows_are_one_statement_however_many_they_are(statements: list[str], count: int):
    department = await a_department()
    for number in range(count):
        await a_team(f"Team {number}", department)
    statements.clear()
    assert len(await run(staff.team_rows)) == count
    assert len(statements) == 1


async def test_a_department_that_is_deleted_while_a_team_comes_to_it_leaves_no_team_behind():
    for number in range(6):
        department, team = await a_department(f"Department {number}"), await a_team(f"Team {number}")
        created = outcome(run(staff.create_team, named("New", department)))
        moved = outcome(run(staff.update_team, team.uuid, {"department_uuid": department.uuid}))
        deleted = outcome(run(staff.delete_department, department.uuid))
        told = await asyncio.gather(created, deleted, moved)
        assert told[1] == "ok"
        assert {told[0], told[2]} <= {"ok", "validation_failed"}
        found = await run(staff.get_team, team.uuid)
        assert found is None or (told[2], found.department_uuid) == (
            "validation_failed",
            team.department_uuid,
        )


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    team = await a_team()
    new = {"name": "New", "department_uuid": team.department_uuid}
    looks: list[tuple[Any, ...]] = [
        (staff.list_teams,),
        (staff.count_teams,),
        (staff.team_rows,),
        (staff.team_row, team.uuid),
        (staff.get_team, team.uuid),
        (staff.require_team, team.uuid),
    ]
    writes: list[tuple[Any, ...]] = [
        (staff.create_team, new),
        (staff.update_team, team.uuid, {"name": "Newer"}),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete", "crm.view"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view", "staff.edit"}, *call) == "ok"
    assert await answer(victor, {"staff.view", "staff.edit"}, staff.delete_team, team.uuid) == "forbidden"
    assert await answer(victor, {"staff.delete"}, staff.delete_team, team.uuid) == "ok"
