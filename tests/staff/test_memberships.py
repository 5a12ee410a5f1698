"""Who is on which team: once, nobody from the trash, and both sides are told."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_department, a_person, a_team, answer, entries, kinds_told, trash
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "\0"]


async def names_on(team: staff.Team) -> list[str]:
    return [person.name for person in await run(staff.team_people, team.uuid)]


async def choices(team: staff.Team, **query: Any) -> list[str]:
    return [person.name for person in await run(staff.people_not_on_team, team.uuid, **query)]


async def test_a_member_puts_somebody_on_a_team(mira: accounts.User):
    team, person = await a_team(), await a_person()
    made = await run_as(mira, staff.add_team_person, str(team.uuid), str(person.uuid))
    assert (made.team_uuid, made.staff_person_uuid) == (team.uuid, person.uuid)
    assert await names_on(team) == ["Ada"]


async def test_the_second_time_is_told_at_the_team():
    team = await a_team()
    person = await a_person(team=team)
    assert await fields_refused(run(staff.add_team_person, team.uuid, person.uuid)) == ["team_uuid"]
    assert await count_of(staff.TeamMembership) == 1


async def test_of_many_who_add_the_same_person_at_once_one_wins():
    team, person = await a_team(), await a_person()
    told = await outcomes(*(run(staff.add_team_person, team.uuid, person.uuid) for _ in range(8)))
    assert told == ["ok"] + ["validation_failed"] * 7
    assert len(await entries("team_person_added")) == 1


async def test_somebody_in_the_trash_comes_to_no_team():
    team, person = await a_team(), await a_person()
    await trash(person)
    assert await outcome(run(staff.add_team_person, team.uuid, person.uuid)) == "person_trashed"


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_what_does_not_exist_is_not_found(uuid: UUID | str):
    team, person = await a_team(), await a_person()
    calls: list[tuple[Any, ...]] = [
        (staff.add_team_person, uuid, person.uuid),
        (staff.add_team_person, team.uuid, uuid),
        (staff.remove_team_person, uuid, person.uuid),
        (staff.remove_team_person, team.uuid, uuid),
        (staff.remove_membership, uuid),
        (staff.list_team_memberships, uuid),
        (staff.list_memberships_for_person, uuid),
        (staff.team_people, uuid),
        (staff.teams_of, uuid),
        (staff.people_not_on_team, uuid),
    ]
    for call in calls:
        told = await outcome(run(*call))
        assert told == "not_found", call[0].__name__


async def test_removing_names_the_team_and_the_person():
    team = await a_team()
    ada, bob = await a_person("Ada", team=team), await a_person("Bob", team=team)
    await run(staff.remove_team_person, str(team.uuid), str(ada.uuid))
    assert await names_on(team) == ["Bob"]
    assert await outcome(run(staff.remove_team_person, team.uuid, ada.uuid)) == "not_found"
    (membership,) = await run(staff.list_memberships_for_person, bob.uuid)
    await run(staff.remove_membership, membership.uuid)
    assert await outcome(run(staff.remove_membership, membership.uuid)) == "not_found"
    assert await names_on(team) == []


async def test_of_many_who_remove_at_once_one_wins_and_the_others_are_told():
    team = await a_team()
    person = await a_person(team=team)
    told = await outcomes(*(run(staff.remove_team_person, team.uuid, person.uuid) for _ in range(8)))
    assert told == ["not_found"] * 7 + ["ok"]


async def test_somebody_in_the_trash_can_be_taken_off_a_team():
    team = await a_team()
    person = await a_person(team=team)
    await trash(person)
    await run(staff.remove_team_person, team.uuid, person.uuid)
    assert await count_of(staff.TeamMembership) == 0


async def test_a_team_lists_people_outside_the_trash():
    team = await a_team()
    zoe, adam = await a_person("Zoe", team=team), await a_person("adam", team=team, job_title="Chef")
    await trash(await a_person("Gone", team=team))
    found = await run(staff.team_people, str(team.uuid))
    assert [person.name for person in found] == ["adam", "Zoe"]
    assert (found[0].person_uuid, found[0].job_title, found[0].status) == (adam.uuid, "Chef", "active")
    joined = await run(staff.list_team_memberships, team.uuid)
    assert [each.staff_person_uuid for each in joined] == [zoe.uuid, adam.uuid]
    assert {each.membership_uuid for each in found} == {each.uuid for each in joined}


async def test_a_person_lists_their_teams_from_the_trash_too():
    department = await a_department("Dept")
    zeta, alpha = await a_team("zeta", department), await a_team("Alpha", department)
    person = await a_person(team=zeta)
    await run(staff.add_team_person, alpha.uuid, person.uuid)
    await trash(person)
    found = await run(staff.teams_of, str(person.uuid))
    assert [(team.name, team.department) for team in found] == [("Alpha", "Dept"), ("zeta", "Dept")]
    joined = await run(staff.list_memberships_for_person, person.uuid)
    assert [each.team_uuid for each in joined] == [zeta.uuid, alpha.uuid]


async def test_empty_lists_are_no_error():
    team, person = await a_team(), await a_person()
    assert await run(staff.team_people, team.uuid) == []
    assert await run(staff.list_team_memberships, team.uuid) == []
    assert await run(staff.teams_of, person.uuid) == []
    assert await run(staff.list_memberships_for_person, person.uuid) == []


async def test_a_picker_offers_who_is_not_on_the_team_and_not_in_the_trash():
    team, other = await a_team(), await a_team("Other")
    await a_person("Member", team=team)
    await a_person("Zoe", team=other, details={"avatar_uuid": "picture"})
    await a_person("adam", email="adam@example.com")
    await trash(await a_person("Gone"))
    found = await run(staff.people_not_on_team, team.uuid)
    assert [(person.name, person.avatar_uuid) for person in found] == [("adam", None), ("Zoe", "picture")]
    assert found[0].email == "adam@example.com"
    assert await choices(team, limit=1) == ["adam"]


async def test_a_picker_with_nobody_left_is_empty():
    team = await a_team()
    await a_person(team=team)
    assert await choices(team) == []


async def test_a_picker_finds_by_name_and_address_without_capitals_or_accents():
    team = await a_team()
    await a_person("José Álvarez")
    await a_person("Bob", email="bob@jose.example")
    await a_person("Carla")
    assert await choices(team, search=" JOSE ") == ["Bob", "José Álvarez"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "a_b"])
async def test_a_wildcard_in_a_picker_stands_for_itself(text: str):
    team = await a_team()
    await a_person("plain axb")
    await a_person(f"with {text} in it")
    assert await choices(team, search=text) == [f"with {text} in it"]


@pytest.mark.parametrize("text", ["\0", "\ud800", "x" * 20_000, "a" + "\u0300" * 9_000], ids=range(4))
async def test_no_search_text_breaks_a_picker(text: str):
    team = await a_team()
    await a_person()
    assert await choices(team, search=text) in ([], ["Ada"])


async def test_both_sides_are_told_and_the_trail_names_the_person(mira: accounts.User):
    team, person = await a_team(), await a_person()
    pages = (topics.TEAMS, topics.team(team.uuid), topics.PEOPLE, topics.person(person.uuid))
    async with kinds_told(*pages) as heard:
        made = await run_as(mira, staff.add_team_person, team.uuid, person.uuid)
    assert await heard() == dict.fromkeys(pages, "team_person_added")
    async with kinds_told(*pages) as heard:
        await run_as(mira, staff.remove_team_person, team.uuid, person.uuid)
    assert await heard() == dict.fromkeys(pages, "team_person_removed")
    (added,), (removed,) = await entries("team_person_added"), await entries("team_person_removed")
    whose = {"person_uuid": str(person.uuid)}
    assert added.details == {**whose, "team_membership_uuid": str(made.uuid)}
    assert removed.details == whose
    assert {(e.resource_type, e.resource_uuid) for e in (added, removed)} == {("team", team.uuid)}


async def test_nobody_gets_into_a_team_on_the_way_to_the_trash():
    """Whoever adds first does so to somebody who is there; whoever trashes first stops the other."""
    for number in range(8):
        team, person = await a_team(f"Team {number}"), await a_person(f"Person {number}")
        added = outcome(run(staff.add_team_person, team.uuid, person.uuid))
        gone = outcome(run(staff.trash_person, person.uuid))
        told = await asyncio.gather(*((added, gone) if number % 2 else (gone, added)))
        assert sorted(told) in (["ok", "ok"], ["ok", "person_trashed"])
        joined = await run(staff.list_memberships_for_person, person.uuid)
        assert bool(joined) == (sorted(told) == ["ok", "ok"])


async def test_a_team_is_deleted_while_people_come_and_go():
    for number in range(6):
        team = await a_team(f"Team {number}")
        members = [await a_person(team=team) for _ in range(2)]
        others = [await a_person() for _ in range(3)]
        told = await outcomes(
            *(run(staff.add_team_person, team.uuid, person.uuid) for person in others),
            run(staff.delete_team, team.uuid),
            *(run(staff.remove_team_person, team.uuid, person.uuid) for person in members),
        )
        assert set(told) <= {"ok", "not_found"}
    assert await count_of(staff.TeamMembership) == 0


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    team, person = await a_team(), await a_person()
    looks: list[tuple[Any, ...]] = [
        (staff.list_team_memberships, team.uuid),
        (staff.list_memberships_for_person, person.uuid),
        (staff.team_people, team.uuid),
        (staff.teams_of, person.uuid),
        (staff.people_not_on_team, team.uuid),
    ]
    writes: list[tuple[Any, ...]] = [
        (staff.add_team_person, team.uuid, person.uuid),
        (staff.remove_team_person, team.uuid, person.uuid),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.edit"}, *call) == "ok"
    gone = (staff.remove_membership, uuid7())
    assert await answer(victor, {"staff.view", "staff.delete"}, *gone) == "forbidden"
    assert await answer(victor, {"staff.edit"}, *gone) == "not_found"
