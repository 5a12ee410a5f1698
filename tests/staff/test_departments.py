"""Departments: written once, changed field by field, deleted with everything that is only theirs."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from crm_app.core.errors import Conflict, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import (
    a_department,
    a_person,
    a_team,
    answer,
    entries,
    kinds_told,
    person_now,
    trash,
)
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "x" * 36, "\0", "\ud800"]


async def names() -> list[str]:
    return [department.name for department in await run(staff.list_departments)]


async def test_a_member_creates_a_department(mira: accounts.User):
    made = await run_as(
        mira, staff.create_department, {"name": " Research ", "description": "Curious\npeople"}
    )
    found = await run_as(mira, staff.require_department, made.uuid)
    assert (found.name, found.sort_name, found.description) == ("Research", "research", "Curious\npeople")


async def test_a_blank_description_is_none():
    assert (await a_department(description="  ")).description is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \n "),
        ("name", "x" * 256),
        ("name", "nul\0"),
        ("name", "half \ud800"),
        ("name", None),
        ("name", {"a": 1}),
        ("description", "x" * 100_001),
        ("description", "nul\0"),
    ],
    ids=["empty", "blank", "256", "nul", "surrogate", "none", "map", "long text", "nul in text"],
)
async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(field: str, value: object):
    assert await fields_refused(a_department(**{"name": "Research", field: value})) == [field]
    assert await names() == []


async def test_a_name_of_exactly_255_characters_is_accepted():
    assert len((await a_department("n" * 255)).name) == 255


async def test_a_form_is_checked_without_writing_anything():
    form = staff.validate_department({"name": "", "description": "x" * 100_001})
    assert set(form.errors) == {"name", "description"}
    department = await a_department(description="Curious")
    assert staff.validate_department({}, department) == staff.DepartmentForm("Engineering", "Curious")
    assert staff.validate_department({"name": "New"}, department).errors == {}
    assert await names() == ["Engineering"]


@pytest.mark.parametrize("name", ["research", "RESEARCH", "  Research\t"])
async def test_a_name_that_is_there_already_is_an_error_at_the_name(name: str):
    await a_department("Research")
    assert await fields_refused(a_department(name)) == ["name"]


async def test_a_name_composed_otherwise_is_the_same_name():
    await a_department("Caf\u00e9")
    assert await fields_refused(a_department("CAFE\u0301")) == ["name"]


async def test_of_many_who_create_the_same_name_at_once_one_wins_and_the_others_are_told():
    told = await outcomes(*(a_department("Research") for _ in range(8)))
    assert told == ["ok"] + ["validation_failed"] * 7
    assert await names() == ["Research"]


async def test_the_same_click_many_times_at_once_writes_one_department(mira: accounts.User):
    key = uuid7()
    attributes = {"name": "Research"}
    clicks = (run_as(mira, staff.create_department, attributes, uuid=key) for _ in range(8))
    assert {made.uuid for made in await asyncio.gather(*clicks)} == {key}
    assert len(await entries("staff.department_created")) == 1


async def test_a_correction_after_a_lost_answer_is_written(mira: accounts.User):
    key = uuid7()
    await run_as(mira, staff.create_department, {"name": "Reserch"}, uuid=key)
    again = await run_as(mira, staff.create_department, {"name": "Research"}, uuid=str(key))
    assert (again.uuid, again.name) == (key, "Research")


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key = uuid7()
    await run_as(owner, staff.create_department, {"name": "Research"}, uuid=key)
    with pytest.raises(Conflict):
        await run_as(mira, staff.create_department, {"name": "Other"}, uuid=key)
    assert await names() == ["Research"]


async def test_a_malformed_uuid_of_a_new_department_is_refused():
    assert await outcome(run(staff.create_department, {"name": "Research"}, uuid="nonsense")) == "not_found"
    assert await names() == []


async def test_departments_are_listed_in_the_order_of_their_names():
    for name in ("zeta", "Émile", "alpha", "Eva"):
        await a_department(name)
    assert await names() == ["alpha", "Émile", "Eva", "zeta"]
    assert await run(staff.count_departments) == 4


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_a_department_that_does_not_exist_is_not_found(uuid: UUID | str):
    assert await run(staff.get_department, uuid) is None
    assert await run(staff.department_row, uuid) is None
    for service in (staff.require_department, staff.delete_department):
        assert await outcome(run(service, uuid)) == "not_found"
    assert await outcome(run(staff.update_department, uuid, {"name": "New"})) == "not_found"


async def test_a_field_that_is_not_given_stays():
    department = await a_department(description="Curious")
    changed = await run(staff.update_department, department.uuid, {"name": "Research"})
    assert (changed.name, changed.sort_name, changed.description) == ("Research", "research", "Curious")
    assert changed.updated_at > department.updated_at


async def test_only_the_capitals_of_a_name_may_change():
    department = await a_department("research")
    assert (await run(staff.update_department, department.uuid, {"name": "Research"})).name == "Research"


async def test_an_update_that_changes_nothing_leaves_no_trace():
    department = await a_department()
    same = await run(
        staff.update_department, str(department.uuid), {"name": " Engineering ", "description": ""}
    )
    assert same.updated_at == department.updated_at
    assert await entries("staff.department_updated") == []


async def test_a_broken_rule_is_named_when_changing_too():
    department = await a_department()
    assert await fields_refused(run(staff.update_department, department.uuid, {"name": ""})) == ["name"]
    assert await names() == ["Engineering"]


async def test_two_people_who_change_different_fields_both_win():
    department = await a_department(description="Old")
    seen = {"name": "Engineering", "description": "Old"}
    await run(staff.update_department, department.uuid, {**seen, "name": "Research"}, seen=seen)
    after = await run(staff.update_department, department.uuid, {**seen, "description": "New"}, seen=seen)
    assert (after.name, after.description) == ("Research", "New")


async def test_the_second_of_two_who_change_one_field_is_shown_both_values():
    department = await a_department()
    await run(staff.update_department, department.uuid, {"name": "Theirs"}, seen={"name": "Engineering"})
    with pytest.raises(staff.EditConflict) as refused:
        await run(staff.update_department, department.uuid, {"name": "Mine"}, seen={"name": "Engineering"})
    assert refused.value.differences == [staff.Difference("name", theirs="Theirs", yours="Mine")]
    assert await names() == ["Theirs"]


async def test_a_name_that_another_one_has_is_refused_when_renaming():
    await a_department("Research")
    other = await a_department("Other")
    with pytest.raises(ValidationFailed) as refused:
        await run(staff.update_department, other.uuid, {"name": "RESEARCH"})
    assert list(refused.value.fields) == ["name"]


async def test_a_transaction_goes_on_after_a_name_was_refused():
    await a_department("Research")
    other = await a_department("Other")
    async with system_scope() as scope:
        with pytest.raises(ValidationFailed):
            await staff.update_department(scope, other.uuid, {"name": "Research"})
        await staff.update_department(scope, other.uuid, {"name": "Free"})
    assert await names() == ["Free", "Research"]


async def test_of_two_who_rename_to_the_same_name_at_once_one_wins():
    made = [await a_department(f"Department {number}") for number in range(6)]
    told = await outcomes(*(run(staff.update_department, one.uuid, {"name": "Best"}) for one in made))
    assert told == ["ok"] + ["validation_failed"] * 5


async def test_deleting_takes_teams_and_memberships_along_and_leaves_people_without_it():
    department, other = await a_department(), await a_department("Other")
    team, kept = await a_team(department=department), await a_team("Kept", other)
    person = await a_person(team=team, primary_department_uuid=department.uuid)
    await run(staff.add_team_person, kept.uuid, person.uuid)
    fields = {"primary_department_uuid": department.uuid, "primary_team_uuid": team.uuid}
    span = await run(staff.create_employment, person.uuid, fields)
    await run(staff.delete_department, department.uuid)
    assert await names() == ["Other"]
    assert [each.team_uuid for each in await run(staff.teams_of, person.uuid)] == [kept.uuid]
    assert (await person_now(person.uuid)).primary_department_uuid is None
    now = await run(staff.get_employment, span.uuid)
    assert now is not None
    assert (now.primary_department_uuid, now.primary_team_uuid) == (None, None)


async def test_of_many_who_delete_at_once_one_wins_and_the_others_are_told():
    department = await a_department()
    told = await outcomes(*(run(staff.delete_department, department.uuid) for _ in range(8)))
    assert told == ["not_found"] * 7 + ["ok"]
    assert len(await entries("staff.department_deleted")) == 1


async def test_what_happens_is_in_the_audit_trail(mira: accounts.User):
    made = await run_as(mira, staff.create_department, {"name": "Research"})
    await run_as(mira, staff.update_department, made.uuid, {"name": "Science"})
    await run_as(mira, staff.delete_department, made.uuid)
    for action, name in (("created", "Research"), ("updated", "Science"), ("deleted", "Science")):
        (entry,) = await entries(f"staff.department_{action}")
        assert (entry.resource_type, entry.resource_uuid, entry.actor_uuid) == (
            "department",
            made.uuid,
            mira.uuid,
        )
        assert entry.details == {"name": name}


async def test_creating_tells_the_list():
    async with kinds_told(topics.DEPARTMENTS, topics.PEOPLE) as heard:
        await a_department()
    assert await heard() == {topics.DEPARTMENTS: "department_created"}


@pytest.mark.parametrize("fields", [{"name": "New"}, {"description": "New"}], ids=["name", "description"])
async def test_changing_tells_its_page_and_people_lists_only_of_a_new_name(fields: dict[str, Any]):
    department = await a_department()
    own = topics.department(department.uuid)
    async with kinds_told(topics.DEPARTMENTS, own, topics.EVERY_PERSON, topics.PEOPLE) as heard:
        await run(staff.update_department, department.uuid, fields)
    told = await heard()
    assert told.pop(topics.PEOPLE, None) == ("department_updated" if "name" in fields else None)
    expected = (topics.DEPARTMENTS, own, topics.EVERY_PERSON)
    assert told == dict.fromkeys(expected, "department_updated")


async def test_deleting_tells_the_pages_of_its_teams_and_of_people():
    department = await a_department()
    teams = [await a_team(f"Team {number}", department) for number in range(2)]
    pages = [topics.team(team.uuid) for team in teams]
    own = topics.department(department.uuid)
    lists = (topics.DEPARTMENTS, topics.TEAMS, topics.PEOPLE, topics.EVERY_PERSON)
    async with kinds_told(own, *lists, *pages) as heard:
        await run(staff.delete_department, department.uuid)
    assert await heard() == {
        own: "department_deleted",
        topics.DEPARTMENTS: "department_deleted",
        topics.PEOPLE: "department_deleted",
        topics.EVERY_PERSON: "department_deleted",
        topics.TEAMS: "team_deleted",
        **dict.fromkeys(pages, "team_deleted"),
    }


async def test_a_row_counts_teams_and_the_people_that_the_tree_shows_in_it():
    department, empty = await a_department(), await a_department("Zero")
    one, two = await a_team("One", department), await a_team("Two", department)
    both = await a_person("Both", team=one, primary_department_uuid=department.uuid)
    await run(staff.add_team_person, two.uuid, both.uuid)
    await a_person("Direct", primary_department_uuid=department.uuid)
    await trash(await a_person("Gone", team=one), await a_person("Left", primary_department_uuid=empty.uuid))
    elsewhere = await a_team("Elsewhere", empty)
    await a_person("Guest", team=elsewhere, primary_department_uuid=department.uuid)
    rows = {row.name: (row.teams, row.people) for row in await run(staff.department_rows)}
    assert rows == {"Engineering": (2, 2), "Zero": (1, 1)}
    own = await run(staff.department_row, str(department.uuid))
    assert own == (await run(staff.department_rows))[0]


@pytest.mark.parametrize("count", [1, 30])
async def test_the_rows_are_one_statement_however_many_they_are(statements: list[str], count: int):
    for number in range(count):
        await a_department(f"Department {number}")
    statements.clear()
    assert len(await run(staff.department_rows)) == count
    assert len(statements) == 1


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    department = await a_department()
    looks: list[tuple[Any, ...]] = [
        (staff.list_departments,),
        (staff.count_departments,),
        (staff.department_rows,),
        (staff.department_row, department.uuid),
        (staff.get_department, department.uuid),
        (staff.require_department, department.uuid),
    ]
    writes: list[tuple[Any, ...]] = [
        (staff.create_department, {"name": "New"}),
        (staff.update_department, department.uuid, {"name": "Newer"}),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete", "crm.view"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view", "staff.edit"}, *call) == "ok"
    delete = (staff.delete_department, department.uuid)
    assert await answer(victor, {"staff.view", "staff.edit"}, *delete) == "forbidden"
    assert await answer(victor, {"staff.delete"}, *delete) == "ok"


async def test_a_viewer_changes_nothing(victor: accounts.User):
    department = await a_department()
    told = await outcomes(
        run_as(victor, staff.create_department, {"name": "New"}),
        run_as(victor, staff.update_department, department.uuid, {"name": "New"}),
        run_as(victor, staff.delete_department, department.uuid),
    )
    assert told == ["forbidden"] * 3
    assert await names() == ["Engineering"]


async def test_an_unknown_department_is_not_found_and_no_team_is_lost():
    await a_team()
    with pytest.raises(NotFound):
        await run(staff.delete_department, uuid7())
    assert await count_of(staff.Team) == 1
