"""Skills: written once, changed field by field, and people keep only levels that there are."""

import asyncio
import random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from crm_app import accounts, staff
from crm_app.core.errors import Conflict
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import LEVELS, a_person, a_skill, answer, entries, kinds_told, trash
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "\0"]


async def names() -> list[str]:
    return [skill.name for skill in await run(staff.list_skills)]


async def levels_of(person: staff.Person) -> list[str]:
    (skill,) = await run(staff.list_skills_for_person, person.uuid)
    return skill.proficiency_levels


def without(*option_ids: str) -> list[dict[str, Any]]:
    """The levels but for these options."""
    return [
        group | {"options": [option for option in group["options"] if option["id"] not in option_ids]}
        for group in LEVELS
    ]


async def test_a_member_creates_a_skill(mira: accounts.User):
    fields = {"name": " Carpentry ", "description": "Wood", "levels": LEVELS}
    made = await run_as(mira, staff.create_skill, fields)
    found = await run_as(mira, staff.require_skill, made.uuid)
    assert (found.name, found.sort_name, found.description) == ("Carpentry", "carpentry", "Wood")
    assert found.levels == LEVELS


async def test_a_skill_needs_no_levels():
    assert (await run(staff.create_skill, {"name": "Carpentry"})).levels == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 256), ("description", "nul\0"), ("levels", "text"), ("levels", [7])],
    ids=["no name", "256", "nul", "no list", "no selector"],
)
async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(field: str, value: object):
    assert await fields_refused(a_skill(**{field: value})) == [field]
    assert await names() == []


async def test_a_form_is_checked_without_writing_anything():
    form = staff.validate_skill({"name": "", "levels": "text"})
    assert set(form.errors) == {"name", "levels"}
    skill = await a_skill()
    assert staff.validate_skill({}, skill) == staff.SkillForm("Carpentry", "", LEVELS)


async def test_a_name_that_is_there_already_is_an_error_at_the_name():
    await a_skill()
    other = await a_skill("Other")
    assert await fields_refused(a_skill(" CARPENTRY ")) == ["name"]
    assert await fields_refused(run(staff.update_skill, other.uuid, {"name": "carpentry"})) == ["name"]


async def test_the_same_click_many_times_at_once_writes_one_skill(mira: accounts.User):
    key = uuid7()
    fields = {"name": "Carpentry", "levels": LEVELS}
    clicks = (run_as(mira, staff.create_skill, fields, uuid=key) for _ in range(8))
    assert {skill.uuid for skill in await asyncio.gather(*clicks)} == {key}
    assert len(await entries("skill_created")) == 1
    assert await entries("skill_updated") == []


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key = uuid7()
    await run_as(owner, staff.create_skill, {"name": "Carpentry"}, uuid=key)
    with pytest.raises(Conflict):
        await run_as(mira, staff.create_skill, {"name": "Other"}, uuid=key)
    assert await names() == ["Carpentry"]


async def test_skills_are_listed_in_the_order_of_their_names():
    for name in ("zeta", "Émile", "alpha"):
        await a_skill(name)
    assert await names() == ["alpha", "Émile", "zeta"]
    assert await run(staff.count_skills) == 3


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_a_skill_that_does_not_exist_is_not_found(uuid: UUID | str):
    assert await run(staff.get_skill, uuid) is None
    assert await run(staff.skill_row, uuid) is None
    for service in (staff.require_skill, staff.delete_skill, staff.list_people_for_skill):
        assert await outcome(run(service, uuid)) == "not_found"
    assert await outcome(run(staff.people_without_skill, uuid)) == "not_found"
    assert await outcome(run(staff.update_skill, uuid, {"name": "New"})) == "not_found"


async def test_a_field_that_is_not_given_stays():
    skill = await a_skill(description="Wood")
    changed = await run(staff.update_skill, skill.uuid, {"name": "Joinery"})
    assert (changed.name, changed.description, changed.levels) == ("Joinery", "Wood", LEVELS)
    assert changed.updated_at > skill.updated_at


async def test_an_update_that_changes_nothing_leaves_no_trace():
    skill = await a_skill()
    same = await run(staff.update_skill, str(skill.uuid), {"name": "Carpentry", "levels": LEVELS})
    assert same.updated_at == skill.updated_at
    assert await entries("skill_updated") == []


async def test_two_people_who_change_different_fields_both_win():
    skill = await a_skill()
    seen = {"name": "Carpentry", "levels": LEVELS}
    await run(staff.update_skill, skill.uuid, {**seen, "levels": without("mid")}, seen=seen)
    after = await run(staff.update_skill, skill.uuid, {**seen, "name": "Joinery"}, seen=seen)
    assert (after.name, after.levels) == ("Joinery", without("mid"))


async def test_the_second_of_two_who_change_the_levels_is_shown_both():
    skill = await a_skill()
    seen = {"levels": LEVELS}
    await run(staff.update_skill, skill.uuid, {"levels": without("mid", "high")}, seen=seen)
    with pytest.raises(staff.EditConflict) as refused:
        await run(staff.update_skill, skill.uuid, {"levels": without("low", "mid", "saw")}, seen=seen)
    (difference,) = refused.value.differences
    assert difference == staff.Difference(
        "levels", theirs="Proficiency: Low; Tools: Hammer, Saw", yours="Proficiency: High; Tools: Hammer"
    )


async def test_people_lose_levels_that_are_gone_and_keep_the_others():
    skill = await a_skill()
    ada, bob = await a_person("Ada"), await a_person("Bob")
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["mid", "saw", "hammer"])
    await run(staff.assign_skill, bob.uuid, skill.uuid, ["low"])
    await run(staff.update_skill, skill.uuid, {"levels": without("mid", "saw")})
    assert (await levels_of(ada), await levels_of(bob)) == (["hammer"], ["low"])
    await run(staff.update_skill, skill.uuid, {"levels": []})
    assert (await levels_of(ada), await levels_of(bob)) == ([], [])


async def test_a_selector_that_takes_one_from_now_on_leaves_the_first():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["hammer", "saw"])
    reordered = {**LEVELS[1], "allow_multiple": False, "options": LEVELS[1]["options"][::-1]}
    await run(staff.update_skill, skill.uuid, {"levels": [reordered]})
    assert await levels_of(ada) == ["saw"]


async def test_levels_of_people_follow_the_order_of_the_skill():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["high", "saw"])
    await run(staff.update_skill, skill.uuid, {"levels": LEVELS[::-1]})
    assert await levels_of(ada) == ["saw", "high"]


async def test_other_skills_stay_as_they_are():
    skill, other, ada = await a_skill(), await a_skill("Other"), await a_person()
    await run(staff.assign_skill, ada.uuid, other.uuid, ["mid"])
    await run(staff.update_skill, skill.uuid, {"levels": []})
    assert await levels_of(ada) == ["mid"]


@pytest.mark.parametrize("seed", range(8))
async def test_the_statement_leaves_what_the_rule_leaves(seed: int):
    """Whatever is stored, past all rules, and whatever the levels become."""
    chance = random.Random(seed)
    skill, letters = await a_skill(), "abcdefghij"
    stored = {(await a_person()).uuid: chance.choices(letters, k=chance.randrange(6)) for _ in range(12)}
    async with system_scope() as scope:
        scope.session.add_all(
            staff.PersonSkill(staff_person_uuid=person, skill_uuid=skill.uuid, proficiency_levels=ids)
            for person, ids in stored.items()
        )
    left = chance.sample(letters, k=chance.randrange(9))
    halves = ((left[::2], True), (left[1::2], False))
    levels = [
        {"name": "S", "allow_multiple": several, "options": [{"id": i, "name": i} for i in ids]}
        for ids, several in halves
    ]
    after = await run(staff.update_skill, skill.uuid, {"levels": levels})
    async with system_scope() as scope:
        found = list(await scope.session.exec(select(staff.PersonSkill)))
    for row in found:
        assert row.proficiency_levels == staff.prune_level_ids(after, stored[row.staff_person_uuid])


async def test_only_those_whose_levels_change_are_told():
    skill = await a_skill()
    ada, bob = await a_person("Ada"), await a_person("Bob")
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["mid"])
    await run(staff.assign_skill, bob.uuid, skill.uuid, ["low"])
    pages = (topics.person(ada.uuid), topics.person(bob.uuid), topics.PEOPLE)
    async with kinds_told(topics.skill(skill.uuid), topics.EVERY_PERSON, *pages) as heard:
        await run(staff.update_skill, skill.uuid, {"levels": without("mid")})
    assert await heard() == {
        topics.skill(skill.uuid): "person_skill_updated, skill_updated",
        topics.EVERY_PERSON: "skill_updated",
        topics.person(ada.uuid): "person_skill_updated",
        topics.PEOPLE: "person_skill_updated",
    }


async def test_a_new_name_changes_nobodys_levels_and_tells_lists_of_skills():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["mid"])
    async with kinds_told(topics.SKILLS, topics.EVERY_PERSON, topics.PEOPLE) as heard:
        await run(staff.update_skill, skill.uuid, {"name": "Joinery"})
    assert await heard() == dict.fromkeys((topics.SKILLS, topics.EVERY_PERSON), "skill_updated")


async def test_what_happens_to_very_many_is_told_to_lists_without_their_names():
    skill = await a_skill()
    people = [await a_person() for _ in range(60)]
    async with system_scope() as scope:
        scope.session.add_all(
            staff.PersonSkill(staff_person_uuid=p.uuid, skill_uuid=skill.uuid, proficiency_levels=["mid"])
            for p in people
        )
    pages = (topics.EVERY_PERSON, topics.person(people[0].uuid), topics.PEOPLE)
    async with kinds_told(*pages) as heard:
        await run(staff.update_skill, skill.uuid, {"levels": []})
    assert set(await heard()) == {topics.EVERY_PERSON, topics.PEOPLE}


async def test_deleting_takes_it_from_everybody():
    skill, ada = await a_skill(), await a_person()
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    pages = (topics.SKILLS, topics.skill(skill.uuid), topics.EVERY_PERSON)
    async with kinds_told(*pages) as heard:
        await run(staff.delete_skill, skill.uuid)
    assert await heard() == dict.fromkeys(pages, "skill_deleted")
    assert await count_of(staff.PersonSkill) == 0


async def test_of_many_who_delete_at_once_one_wins_and_the_others_are_told():
    skill = await a_skill()
    told = await outcomes(*(run(staff.delete_skill, skill.uuid) for _ in range(8)))
    assert told == ["not_found"] * 7 + ["ok"]


async def test_what_happens_is_in_the_audit_trail(mira: accounts.User):
    made = await run_as(mira, staff.create_skill, {"name": "Carpentry"})
    await run_as(mira, staff.update_skill, made.uuid, {"name": "Joinery"})
    await run_as(mira, staff.delete_skill, made.uuid)
    for action, name in (("created", "Carpentry"), ("updated", "Joinery"), ("deleted", "Joinery")):
        (entry,) = await entries(f".skill_{action}")
        assert (entry.resource_type, entry.resource_uuid) == ("skill", made.uuid)
        assert (entry.actor_uuid, entry.details) == (mira.uuid, {"name": name})


async def test_people_are_counted_without_the_trash():
    skill, unused = await a_skill(), await a_skill("Unused")
    for person in (await a_person("Ada"), await a_person("Idle", status="inactive")):
        await run(staff.assign_skill, person.uuid, skill.uuid)
    gone = await a_person("Gone")
    await run(staff.assign_skill, gone.uuid, skill.uuid)
    await trash(gone)
    assert await run(staff.person_counts) == {skill.uuid: 2}
    assert len(await run(staff.list_people_for_skill, skill.uuid)) == 2
    rows = {row.name: row.people for row in await run(staff.skill_rows)}
    assert rows == {"Carpentry": 2, "Unused": 0}
    own = await run(staff.skill_row, str(unused.uuid))
    assert own is not None
    assert (own.levels, own.people) == (LEVELS, 0)


@pytest.mark.parametrize("count", [1, 30])
async def test_the_rows_are_one_statement_however_many_they_are(statements: list[str], count: int):
    for number in range(count):
        await a_skill(f"Skill {number}")
    statements.clear()
    assert len(await run(staff.skill_rows)) == count
    assert len(statements) == 1


@pytest.mark.parametrize("people", [1, 30])
async def test_levels_are_reconciled_in_one_statement_for_everybody(statements: list[str], people: int):
    skill = await a_skill()
    for _ in range(people):
        await run(staff.assign_skill, (await a_person()).uuid, skill.uuid, ["mid"])
    statements.clear()
    await run(staff.update_skill, skill.uuid, {"levels": []})
    assert len([sent for sent in statements if "staff_person_skills" in sent]) == 1
    async with system_scope() as scope:
        levels = await scope.session.exec(select(col(staff.PersonSkill.proficiency_levels)))
        assert all(each == [] for each in levels)


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    skill = await a_skill()
    looks: list[tuple[Any, ...]] = [
        (staff.list_skills,),
        (staff.count_skills,),
        (staff.person_counts,),
        (staff.skill_rows,),
        (staff.skill_row, skill.uuid),
        (staff.get_skill, skill.uuid),
        (staff.require_skill, skill.uuid),
    ]
    writes: list[tuple[Any, ...]] = [
        (staff.create_skill, {"name": "New"}),
        (staff.update_skill, skill.uuid, {"name": "Newer"}),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete", "crm.view"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view", "staff.edit"}, *call) == "ok"
    assert await answer(victor, {"staff.view", "staff.edit"}, staff.delete_skill, skill.uuid) == "forbidden"
    assert await answer(victor, {"staff.delete"}, staff.delete_skill, skill.uuid) == "ok"
