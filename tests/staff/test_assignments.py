"""Who has which skill: once, at levels that there are, and nobody from the trash."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from crm_app import accounts, staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import LEVELS, a_person, a_skill, answer, entries, kinds_told, trash
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "\0"]
ONLY_TOOLS = LEVELS[1:]


async def dangling() -> list[str]:
    """Ids of levels that people have and their skill has not. Must be none."""
    async with system_scope() as scope:
        skills = {skill.uuid: skill for skill in await scope.session.exec(select(staff.Skill))}
        rows = list(await scope.session.exec(select(staff.PersonSkill)))
    ids = {row.skill_uuid: staff.all_option_ids(skills[row.skill_uuid]) for row in rows}
    return [level for row in rows for level in row.proficiency_levels if level not in ids[row.skill_uuid]]


async def test_a_member_gives_somebody_a_skill(mira: accounts.User):
    skill, ada = await a_skill(), await a_person()
    made = await run_as(mira, staff.assign_skill, str(ada.uuid), str(skill.uuid), ["saw", " mid "])
    assert (made.staff_person_uuid, made.skill_uuid) == (ada.uuid, skill.uuid)
    assert made.proficiency_levels == ["mid", "saw"]


@pytest.mark.parametrize(
    ("given", "stored"), [((), []), (None, []), ("saw", ["saw"]), (("saw",), ["saw"])], ids=repr
)
async def test_levels_are_a_list_or_one_or_none(given: object, stored: list[str]):
    skill, ada = await a_skill(), await a_person()
    made = await run(staff.assign_skill, ada.uuid, skill.uuid, given)
    assert made.proficiency_levels == stored


async def test_the_second_time_is_told_at_the_person():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    again = run(staff.assign_skill, ada.uuid, skill.uuid, ["low"])
    assert await fields_refused(again) == ["staff_person_uuid"]


async def test_of_many_who_give_the_same_skill_at_once_one_wins():
    skill, ada = await a_skill(), await a_person()
    told = await outcomes(*(run(staff.assign_skill, ada.uuid, skill.uuid) for _ in range(8)))
    assert told == ["ok"] + ["validation_failed"] * 7
    assert len(await entries("person_skill_added")) == 1


@pytest.mark.parametrize(
    ("levels", "code"),
    [(["gone"], "invalid_levels"), ([7], "invalid_levels"), (["low", "high"], "too_many_levels")],
    ids=["unknown", "no text", "two of one"],
)
async def test_levels_that_the_skill_does_not_take_are_refused(levels: list[Any], code: str):
    skill, ada = await a_skill(), await a_person()
    assert await outcome(run(staff.assign_skill, ada.uuid, skill.uuid, levels)) == code
    made = await run(staff.assign_skill, ada.uuid, skill.uuid, ["saw"])
    assert await outcome(run(staff.update_assignment_levels, made.uuid, levels)) == code
    (kept,) = await run(staff.list_skills_for_person, ada.uuid)
    assert kept.proficiency_levels == ["saw"]


async def test_somebody_in_the_trash_gets_no_skill_but_keeps_and_loses_those_there_are():
    skill, other, ada = await a_skill(), await a_skill("Other"), await a_person()
    made = await run(staff.assign_skill, ada.uuid, skill.uuid)
    await trash(ada)
    assert await outcome(run(staff.assign_skill, ada.uuid, other.uuid)) == "person_trashed"
    await run(staff.update_assignment_levels, made.uuid, ["low"])
    (kept,) = await run(staff.list_skills_for_person, ada.uuid)
    assert kept.proficiency_levels == ["low"]
    await run(staff.unassign_skill, ada.uuid, skill.uuid)
    assert await count_of(staff.PersonSkill) == 0


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_what_does_not_exist_is_not_found(uuid: UUID | str):
    skill, ada = await a_skill(), await a_person()
    assert await outcome(run(staff.assign_skill, ada.uuid, uuid)) == "skill_not_found"
    calls: list[tuple[Any, ...]] = [
        (staff.assign_skill, uuid, skill.uuid),
        (staff.unassign_skill, uuid, skill.uuid),
        (staff.unassign_skill, ada.uuid, uuid),
        (staff.unassign_skill_by_uuid, uuid),
        (staff.update_assignment_levels, uuid, []),
        (staff.list_skills_for_person, uuid),
        (staff.skills_not_assigned_to, uuid),
    ]
    for call in calls:
        told = await outcome(run(*call))
        assert told == "not_found", call[0].__name__


async def test_removing_names_the_skill_and_the_person_or_the_assignment():
    skill, ada, bob = await a_skill(), await a_person("Ada"), await a_person("Bob")
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    made = await run(staff.assign_skill, bob.uuid, skill.uuid)
    await run(staff.unassign_skill, ada.uuid, skill.uuid)
    await run(staff.unassign_skill_by_uuid, made.uuid)
    for again in ((staff.unassign_skill, ada.uuid, skill.uuid), (staff.unassign_skill_by_uuid, made.uuid)):
        with pytest.raises(NotFound):
            await run(*again)


async def test_of_many_who_remove_at_once_one_wins_and_the_others_are_told():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    told = await outcomes(*(run(staff.unassign_skill, ada.uuid, skill.uuid) for _ in range(8)))
    assert told == ["not_found"] * 7 + ["ok"]


async def test_levels_that_stay_the_same_leave_no_trace():
    skill, ada = await a_skill(), await a_person()
    made = await run(staff.assign_skill, ada.uuid, skill.uuid, ["low"])
    await run(staff.update_assignment_levels, made.uuid, ["low"])
    assert await entries("person_skill_updated") == []


async def test_both_sides_are_told_and_the_trail_names_the_person(mira: accounts.User):
    skill, ada = await a_skill(), await a_person()
    pages = (topics.SKILLS, topics.skill(skill.uuid), topics.PEOPLE, topics.person(ada.uuid))
    async with kinds_told(*pages) as heard:
        made = await run_as(mira, staff.assign_skill, ada.uuid, skill.uuid, ["low"])
    assert await heard() == dict.fromkeys(pages, "person_skill_added")
    async with kinds_told(*pages) as heard:
        await run_as(mira, staff.update_assignment_levels, made.uuid, ["high"])
    assert await heard() == dict.fromkeys(pages, "person_skill_updated")
    async with kinds_told(*pages) as heard:
        await run_as(mira, staff.unassign_skill, ada.uuid, skill.uuid)
    assert await heard() == dict.fromkeys(pages, "person_skill_removed")
    whose = {"person_uuid": str(ada.uuid)}
    full = whose | {"person_skill_uuid": str(made.uuid)}
    found = await entries("")
    assert [(e.action, e.details) for e in found if "person_skill" in e.action] == [
        ("staff.person_skill_added", full | {"proficiency_levels": ["low"]}),
        ("staff.person_skill_updated", full | {"proficiency_levels": ["high"]}),
        ("staff.person_skill_removed", whose),
    ]
    assert {e.resource_uuid for e in found if "person_skill" in e.action} == {skill.uuid}


async def test_the_skills_of_a_person_are_listed_by_name_from_the_trash_too():
    zeta, alpha = await a_skill("zeta", description="Last"), await a_skill("Alpha")
    ada = await a_person()
    await run(staff.assign_skill, ada.uuid, zeta.uuid, ["low"])
    await run(staff.assign_skill, ada.uuid, alpha.uuid)
    await trash(ada)
    found = await run(staff.list_skills_for_person, str(ada.uuid))
    assert [(skill.name, skill.skill_uuid) for skill in found] == [("Alpha", alpha.uuid), ("zeta", zeta.uuid)]
    assert (found[1].levels, found[1].description) == (LEVELS, "Last")
    assert found[1].proficiency_levels == ["low"]
    shown = staff.selected_by_group(found[1], found[1].proficiency_levels)
    assert [option["name"] for _, options in shown for option in options] == ["Low"]


async def test_the_people_of_a_skill_are_listed_without_the_trash_the_first_one_first():
    skill = await a_skill()
    people = [await a_person(name) for name in ("Zoe", "Gone", "adam")]
    for person in people:
        await run(staff.assign_skill, person.uuid, skill.uuid, ["saw"])
    await trash(people[1])
    found = await run(staff.list_people_for_skill, str(skill.uuid))
    assert [(person.name, person.person_uuid) for person in found] == [
        ("Zoe", people[0].uuid),
        ("adam", people[2].uuid),
    ]
    assert (found[0].proficiency_levels, found[0].status) == (["saw"], "active")


async def test_empty_lists_are_no_error():
    skill, ada = await a_skill(), await a_person()
    assert await run(staff.list_skills_for_person, ada.uuid) == []
    assert await run(staff.list_people_for_skill, skill.uuid) == []


async def test_pickers_offer_what_is_not_given_yet():
    skill, other = await a_skill(), await a_skill("Other")
    ada = await a_person("Ada")
    await a_person("José", email="jose@example.com")
    await trash(await a_person("Gone"))
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    assert [person.name for person in await run(staff.people_without_skill, skill.uuid)] == ["José"]
    found = await run(staff.people_without_skill, other.uuid, search="JOSE", limit=5)
    assert [(person.name, person.email) for person in found] == [("José", "jose@example.com")]
    assert len(await run(staff.people_without_skill, other.uuid, limit=1)) == 1
    assert await run(staff.people_without_skill, other.uuid, search="%") == []
    left = await run(staff.skills_not_assigned_to, str(ada.uuid))
    assert [skill.name for skill in left] == ["Other"]


async def test_nobody_keeps_a_level_that_goes_while_it_is_given():
    """Whoever is second sees what the first has done, and nobody has a level that is gone."""
    for number in range(10):
        skill = await a_skill(f"Skill {number}")
        had, gets = await a_person(), await a_person()
        made = await run(staff.assign_skill, had.uuid, skill.uuid, ["low"])
        calls = [
            outcome(run(staff.assign_skill, gets.uuid, skill.uuid, ["high"])),
            outcome(run(staff.update_assignment_levels, made.uuid, ["mid", "saw"])),
            outcome(run(staff.update_skill, skill.uuid, {"levels": ONLY_TOOLS})),
        ]
        told = await asyncio.gather(*(calls if number % 2 else calls[::-1]))
        assert set(told) <= {"ok", "invalid_levels"}
        assert await dangling() == []


async def test_a_skill_is_deleted_while_it_is_given():
    for number in range(6):
        skill = await a_skill(f"Skill {number}")
        people = [await a_person() for _ in range(4)]
        made = await run(staff.assign_skill, people[0].uuid, skill.uuid)
        told = await outcomes(
            *(run(staff.assign_skill, person.uuid, skill.uuid, ["low"]) for person in people[1:]),
            run(staff.delete_skill, skill.uuid),
            run(staff.update_assignment_levels, made.uuid, ["low"]),
        )
        assert set(told) <= {"ok", "skill_not_found", "not_found"}
    assert await count_of(staff.PersonSkill) == 0


async def test_nobody_gets_a_skill_on_the_way_to_the_trash():
    skill = await a_skill()
    for number in range(8):
        person = await a_person(f"Person {number}")
        given = outcome(run(staff.assign_skill, person.uuid, skill.uuid))
        gone = outcome(run(staff.trash_person, person.uuid))
        told = await asyncio.gather(*((given, gone) if number % 2 else (gone, given)))
        assert sorted(told) in (["ok", "ok"], ["ok", "person_trashed"])
        has = await run(staff.list_skills_for_person, person.uuid)
        assert bool(has) == (sorted(told) == ["ok", "ok"])


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    skill, ada = await a_skill(), await a_person()
    looks: list[tuple[Any, ...]] = [
        (staff.list_skills_for_person, ada.uuid),
        (staff.list_people_for_skill, skill.uuid),
        (staff.people_without_skill, skill.uuid),
        (staff.skills_not_assigned_to, ada.uuid),
    ]
    writes: list[tuple[tuple[Any, ...], str]] = [
        ((staff.assign_skill, ada.uuid, skill.uuid), "ok"),
        ((staff.unassign_skill, ada.uuid, skill.uuid), "ok"),
        ((staff.update_assignment_levels, uuid7(), []), "not_found"),
        ((staff.unassign_skill_by_uuid, uuid7()), "not_found"),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call, told in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.edit"}, *call) == told
