"""The whole form of a person: profile, address, team and skills are saved together or not at all."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from crm_app import accounts, staff
from crm_app.core.errors import EditConflict, Forbidden, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_person, a_team, entries, person_now, trash

LEVELS = [
    {
        "id": "how",
        "name": "Proficiency",
        "options": [{"id": "basic", "name": "Basic"}, {"id": "expert", "name": "Expert"}],
    },
    {
        "id": "where",
        "name": "Where",
        "allow_multiple": True,
        "options": [{"id": "work", "name": "Work"}, {"id": "home", "name": "Home"}],
    },
]
NEW = {"name": "Ada Lovelace", "email": "ada@example.com"}


async def a_skill(name: str, levels: list[dict[str, Any]] | None = None) -> staff.Skill:
    return await run(staff.create_skill, {"name": name, "levels": LEVELS if levels is None else levels})


async def skills_of(person: staff.Person) -> dict[str, list[str]]:
    return (await run(staff.whole_person, person.uuid)).skills


async def teams_of(person: staff.Person) -> list[str]:
    return [team.name for team in await run(staff.teams_of, person.uuid)]


async def email_of(person: staff.Person) -> str:
    return (await run(staff.whole_person, person.uuid)).email


async def count(model: type[Any]) -> int:
    async with system_scope() as scope:
        return len(list(await scope.session.exec(select(col(model.uuid)))))


async def added(**attributes: object) -> staff.Person:
    person, _ = await run(staff.add_person, {**NEW, **attributes})
    return person


async def save(person: staff.Person, attributes: dict[str, Any], **options: Any) -> staff.Person:
    return await run(staff.save_person, person.uuid, attributes, **options)


async def test_a_new_person_comes_with_their_team_and_skills(database: str):
    team, python, rust = await a_team("Engines"), await a_skill("Python"), await a_skill("Rust", [])
    staged = {str(python.uuid): ["expert", "home"], str(rust.uuid): []}
    person, status = await run(
        staff.add_person, {**NEW, "team_uuid": str(team.uuid), "skills": staff.staged_text(staged)}
    )
    assert (person.name, status) == ("Ada Lovelace", "created")
    assert await teams_of(person) == ["Engines"]
    assert await skills_of(person) == staged
    actions = {entry.action for entry in await entries()}
    assert actions >= {"staff.person_created", "staff.team_person_added", "staff.person_skill_added"}


async def test_a_new_person_can_be_somebody_who_has_an_account(owner: accounts.User):
    person, status = await run(staff.add_person, {"email": " OLGA@example.com "})
    assert (person.user_uuid, status) == (owner.uuid, "existing")


async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(database: str):
    wrong = {"name": "x" * 256, "date_of_birth": "2999-01-01", "email": "ada@", "team_uuid": str(uuid7())}
    with pytest.raises(ValidationFailed) as caught:
        await run(staff.add_person, {**wrong, "skills": "nonsense"})
    assert set(caught.value.fields) == {"name", "date_of_birth", "email", "team_uuid", "skills"}
    assert (await count(staff.Person), await count(accounts.User)) == (0, 0)


async def test_an_address_is_needed(database: str):
    with pytest.raises(ValidationFailed) as caught:
        await run(staff.add_person, {"name": "Ada"})
    assert caught.value.fields == {"email": ["An e-mail address is needed."]}


async def test_somebody_with_a_profile_is_refused_at_the_address(database: str):
    await added()
    with pytest.raises(ValidationFailed) as caught:
        await added(email="ADA@example.com")
    assert list(caught.value.fields) == ["email"]
    assert await count(staff.Person) == 1


async def test_somebody_with_a_profile_in_the_trash_is_named(database: str):
    person = await added()
    await trash(person)
    with pytest.raises(staff.TrashedPersonExists) as caught:
        await added()
    assert caught.value.person.uuid == person.uuid


async def test_the_same_form_twice_is_one_person_corrected(database: str):
    python, rust, team = await a_skill("Python"), await a_skill("Rust"), await a_team("Engines")
    uuid = uuid7()
    for staged in ({str(python.uuid): ["basic"]}, {str(python.uuid): ["expert"], str(rust.uuid): []}):
        attributes = {**NEW, "team_uuid": team.uuid, "skills": staged}
        person, status = await run(staff.add_person, attributes, uuid=uuid)
        assert (person.uuid, status) == (uuid, "created")
    assert (await count(staff.Person), await count(accounts.User)) == (1, 1)
    assert await teams_of(person) == ["Engines"]
    assert await skills_of(person) == {str(python.uuid): ["expert"], str(rust.uuid): []}


async def test_two_who_add_the_same_address_at_once_make_one_person(database: str):
    async def add() -> str:
        async with system_scope() as scope:
            return await outcome(staff.add_person(scope, NEW))

    assert sorted(await asyncio.gather(add(), add(), add())) == [
        "ok",
        "validation_failed",
        "validation_failed",
    ]
    assert (await count(staff.Person), await count(accounts.User)) == (1, 1)


async def test_a_change_writes_all_parts(database: str):
    team, python, rust, go = (await a_team(), *[await a_skill(name) for name in ("Python", "Rust", "Go")])
    before = {str(python.uuid): ["basic"], str(rust.uuid): []}
    person = await added(skills=before)
    wanted = {str(rust.uuid): ["expert"], str(go.uuid): ["work", "home"]}
    await save(
        person,
        {"name": "Ada King", "email": "king@example.com", "team_uuid": str(team.uuid), "skills": wanted},
        seen={"name": "Ada Lovelace", "email": "ada@example.com", "skills": before},
    )
    assert (await person_now(person.uuid)).name == "Ada King"
    assert await email_of(person) == "king@example.com"
    assert await teams_of(person) == ["Backend"]
    assert await skills_of(person) == wanted
    changes = [entry.action for entry in await entries() if "person_skill" in entry.action]
    assert sorted(changes[2:]) == [
        "staff.person_skill_added",
        "staff.person_skill_removed",
        "staff.person_skill_updated",
    ]


async def test_a_refused_address_leaves_the_rest_unwritten(owner: accounts.User):
    team, python = await a_team(), await a_skill("Python")
    person = await added()
    with pytest.raises(ValidationFailed) as caught:
        await save(
            person,
            {
                "name": "Ada King",
                "email": "olga@example.com",
                "team_uuid": str(team.uuid),
                "skills": {str(python.uuid): []},
            },
        )
    assert caught.value.fields == {"email": ["An account with that e-mail address already exists."]}
    assert (await person_now(person.uuid)).name == "Ada Lovelace"
    assert (await teams_of(person), await skills_of(person)) == ([], {})


async def test_a_refused_field_leaves_the_address_as_it_was(database: str):
    person = await added()
    with pytest.raises(ValidationFailed):
        await save(person, {"email": "king@example.com", "personal_email": "nonsense"})
    assert await email_of(person) == "ada@example.com"


@pytest.mark.parametrize("email", ["", "king@", "king@example.com"])
async def test_who_has_taken_their_account_over_keeps_their_address(database: str, email: str):
    person = await a_person("Grace", email="grace@example.com")
    seen = {"email": "grace@example.com"}
    await save(person, {"email": "grace@example.com", "bio": "Admiral"}, seen=seen)
    with pytest.raises(ValidationFailed) as caught:
        await save(person, {"email": email}, seen=seen)
    assert list(caught.value.fields) == ["email"]
    assert await email_of(person) == "grace@example.com"


async def test_an_address_that_somebody_else_has_corrected_is_for_both_to_decide(database: str):
    person = await added()
    await save(person, {"email": "theirs@example.com"})
    with pytest.raises(EditConflict) as caught:
        await save(person, {"email": "mine@example.com"}, seen={"email": "ada@example.com"})
    (difference,) = caught.value.differences
    assert (difference.field, difference.theirs, difference.yours) == (
        "email",
        "theirs@example.com",
        "mine@example.com",
    )


async def test_two_people_who_change_different_skills_both_win(database: str):
    python, rust = await a_skill("Python"), await a_skill("Rust")
    person = await added(skills={str(python.uuid): ["basic"]})
    seen = {"skills": await skills_of(person)}
    await save(person, {"skills": {**seen["skills"], str(rust.uuid): ["work"]}}, seen=seen)
    await save(person, {"skills": {str(python.uuid): ["expert"]}}, seen=seen)
    assert await skills_of(person) == {str(python.uuid): ["expert"], str(rust.uuid): ["work"]}


async def test_two_people_who_change_the_same_skill_are_told_with_everything_else(database: str):
    python, rust = await a_skill("Python"), await a_skill("Rust")
    person = await added(skills={str(python.uuid): ["basic"]})
    seen = {"name": "Ada Lovelace", "skills": await skills_of(person)}
    await save(person, {"name": "Theirs", "skills": {}}, seen=seen)
    mine = {str(python.uuid): ["expert"], str(rust.uuid): []}
    with pytest.raises(EditConflict) as caught:
        await save(person, {"name": "Mine", "skills": mine}, seen=seen)
    name, skills = caught.value.differences
    assert (name.theirs, name.yours) == ("Theirs", "Mine")
    assert (skills.field, skills.theirs, skills.yours) == ("skills", "{}", staff.staged_text(mine))
    assert await skills_of(person) == {}
    await save(person, {"name": "Mine", "skills": mine}, seen={"name": name.theirs, "skills": skills.theirs})
    assert await skills_of(person) == mine


async def test_what_both_changed_to_the_same_is_no_conflict(database: str):
    python = await a_skill("Python")
    person = await added()
    for _ in range(2):
        await save(person, {"skills": {str(python.uuid): ["basic"]}}, seen={"skills": {}})
    assert await skills_of(person) == {str(python.uuid): ["basic"]}


async def test_a_skill_and_a_level_that_were_deleted_meanwhile_are_passed_over(database: str):
    python, rust = await a_skill("Python"), await a_skill("Rust")
    person = await added()
    await run(staff.delete_skill, rust.uuid)
    await run(staff.update_skill, python.uuid, {"levels": [LEVELS[1]]})
    staged = {str(python.uuid): ["expert", "work", "home"], str(rust.uuid): ["basic"]}
    await save(person, {"skills": staged, "bio": "Countess"}, seen={"skills": {}, "bio": ""})
    assert await skills_of(person) == {str(python.uuid): ["work", "home"]}
    assert (await person_now(person.uuid)).bio == "Countess"


async def test_a_removal_of_a_skill_that_lost_levels_meanwhile_is_no_conflict(database: str):
    python = await a_skill("Python")
    person = await added(skills={str(python.uuid): ["expert"]})
    seen = {"skills": await skills_of(person)}
    await run(staff.update_skill, python.uuid, {"levels": [LEVELS[1]]})
    await save(person, {"skills": {}}, seen=seen)
    assert await skills_of(person) == {}


async def test_a_team_that_the_person_is_on_already_stays(database: str):
    team = await a_team()
    person = await added(team_uuid=str(team.uuid))
    await save(person, {"team_uuid": str(team.uuid), "bio": "Countess"})
    assert await teams_of(person) == ["Backend"]


@pytest.mark.parametrize("team", ["nonsense", "018f0000-0000-7000-8000-000000000001"])
async def test_a_team_that_does_not_exist_is_said_at_its_field(database: str, team: str):
    person = await added()
    with pytest.raises(ValidationFailed) as caught:
        await save(person, {"team_uuid": team, "bio": "Countess"})
    assert caught.value.fields == {"team_uuid": ["This team does not exist any more."]}
    assert (await person_now(person.uuid)).bio is None


@pytest.mark.parametrize(
    "skills",
    ["[1]", "{", '{"x": []}', f'{{"{uuid7()}": "basic"}}', f'{{"{uuid7()}": [1]}}', "[" * 100_000, 7, None],
    ids=["list", "torn", "no uuid", "no list", "no text", "deep", "number", "nothing"],
)
async def test_what_is_no_choice_of_skills_is_said_at_their_field(database: str, skills: object):
    person = await added()
    with pytest.raises(ValidationFailed) as caught:
        await save(person, {"skills": skills, "bio": "Countess"})
    assert list(caught.value.fields) == ["skills"]
    assert (await person_now(person.uuid)).bio is None


async def test_somebody_in_the_trash_is_not_changed(database: str):
    python, person = await a_skill("Python"), await added()
    await trash(person)
    with pytest.raises(staff.PersonTrashed):
        await save(person, {"email": "king@example.com", "skills": {str(python.uuid): []}})
    assert (await email_of(person), await skills_of(person)) == ("ada@example.com", {})


async def test_a_person_who_does_not_exist_is_not_found(database: str):
    for uuid in ("nonsense", str(uuid7())):
        assert await outcome(run(staff.save_person, uuid, {})) == "not_found"
        assert await outcome(run(staff.whole_person, uuid)) == "not_found"


async def test_a_viewer_sees_the_form_and_saves_nothing(victor: accounts.User, mira: accounts.User):
    person = await added()
    assert (await run_as(victor, staff.whole_person, person.uuid)).form.name == "Ada Lovelace"
    with pytest.raises(Forbidden):
        await run_as(victor, staff.save_person, person.uuid, {"bio": "Countess"})
    with pytest.raises(Forbidden):
        await run_as(victor, staff.add_person, {"email": "new@example.com"})
    await run_as(mira, staff.save_person, person.uuid, {"bio": "Countess"})
    assert (await run(staff.whole_person, person.uuid)).form.bio == "Countess"


async def test_the_form_says_whether_the_address_may_be_corrected(database: str):
    placeholder, claimed = await added(), await a_person("Grace")
    assert (await run(staff.whole_person, placeholder.uuid)).placeholder is True
    assert (await run(staff.whole_person, claimed.uuid)).placeholder is False
    assert (await run(staff.whole_person, claimed.uuid)).trashed is False
    await trash(claimed)
    assert (await run(staff.whole_person, claimed.uuid)).trashed is True


async def test_who_saves_and_who_changes_the_levels_never_leave_a_level_that_is_gone(database: str):
    python, person = await a_skill("Python"), await added()

    async def take_expert_away() -> None:
        await run(staff.update_skill, python.uuid, {"levels": [LEVELS[1]]})

    async def become_expert() -> None:
        await save(person, {"name": "Ada", "skills": {str(python.uuid): ["expert"]}}, seen={"skills": {}})

    await asyncio.gather(take_expert_away(), become_expert())
    assert await skills_of(person) == {str(python.uuid): []}


def test_the_same_choice_is_the_same_text():
    one, other = str(uuid7()), str(uuid7())
    assert staff.staged_text({other: ["b"], one: []}) == staff.staged_text({one: [], other: ["b"]})
    assert staff.staged_text({one: ["b", "a"]}) == f'{{"{one}":["b","a"]}}'
    assert staff.staged_of(staff.staged_text({one: ["b"]})) == {one: ["b"]}
    assert staff.staged_of("") == {}
