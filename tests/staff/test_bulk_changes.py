"""Many people get another status, or come to a team, at once."""

import asyncio

import pytest

from crm_app import accounts, staff
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid7
from tests.factories import outcome, run, run_as
from tests.live import told
from tests.staff.organisation import a_person, a_team, trash
from tests.staff.roster import entries, hired, now_of, outcomes, trashed

CRAFTED = ["no uuid", "", str(uuid7()), uuid7(), None, 7, {"uuid": 1}]


async def members(team: staff.Team) -> list[str]:
    return [person.name for person in await run(staff.team_people, team.uuid)]


async def test_everybody_who_is_not_in_the_trash_gets_the_status(mira: accounts.User):
    ada, grace = await hired("Ada"), await hired("Grace", status="inactive")
    gone = await trashed("Hedy")
    uuids = [ada.uuid, str(grace.uuid), gone.uuid, *CRAFTED]
    assert await run_as(mira, staff.bulk_set_status, uuids, "inactive") == 1
    assert [(await now_of(each.uuid)).status for each in (ada, grace, gone)] == [
        "inactive",
        "inactive",
        "trashed",
    ]
    assert (await now_of(ada.uuid)).updated_at > ada.updated_at
    assert (await now_of(grace.uuid)).updated_at == grace.updated_at


async def test_one_entry_tells_of_the_new_status(mira: accounts.User):
    people = [await hired("Ada"), await hired("Grace")]
    async with told(staff.topics.PEOPLE) as lists, told(staff.topics.EVERY_PERSON) as pages:
        await run_as(mira, staff.bulk_set_status, [each.uuid for each in people], "inactive")
    for heard in (await lists(), await pages()):
        assert [change.kind for change in heard] == ["person_updated"]
    (entry,) = await entries("staff.people_bulk_updated")
    assert (entry.actor_uuid, entry.details) == (mira.uuid, {"count": 2, "status": "inactive"})


async def test_a_status_that_is_there_already_leaves_no_trace(mira: accounts.User):
    person = await hired("Ada")
    async with told(staff.topics.PEOPLE) as heard:
        assert await run_as(mira, staff.bulk_set_status, [person.uuid, *CRAFTED], "active") == 0
    assert await heard() == []
    assert await entries("staff.people_bulk_updated") == []


@pytest.mark.parametrize("status", ["trashed", "", "ACTIVE", "archived"])
async def test_no_other_status_can_be_given(mira: accounts.User, status: str):
    person = await hired("Ada")
    with pytest.raises(ValidationFailed) as refused:
        await run_as(mira, staff.bulk_set_status, [person.uuid], status)
    assert list(refused.value.fields) == ["status"]
    assert (await now_of(person.uuid)).status == "active"


async def test_a_viewer_changes_no_status_and_no_team(victor: accounts.User):
    person, team = await hired("Ada"), await a_team()
    assert await outcome(run_as(victor, staff.bulk_set_status, [person.uuid], "inactive")) == "forbidden"
    joining = run_as(victor, staff.bulk_add_team_people, team.uuid, [person.uuid])
    assert await outcome(joining) == "forbidden"
    assert (await now_of(person.uuid)).status == "active"
    assert await members(team) == []


async def test_those_come_to_a_team_who_are_not_on_it_and_not_in_the_trash(mira: accounts.User):
    team = await a_team()
    ada, grace, gone = await a_person("Ada", team=team), await a_person("Grace"), await a_person("Hedy")
    await trash(gone)
    uuids = [ada.uuid, grace.uuid, str(grace.uuid), gone.uuid, *CRAFTED]
    assert await run_as(mira, staff.bulk_add_team_people, str(team.uuid), uuids) == 1
    assert await members(team) == ["Ada", "Grace"]


async def test_who_comes_to_a_team_has_an_entry_and_all_who_show_it_hear_it(mira: accounts.User):
    team, ada, grace = await a_team(), await a_person("Ada"), await a_person("Grace")
    topics = staff.topics
    async with (
        told(topics.TEAMS) as teams,
        told(topics.team(team.uuid)) as page,
        told(topics.PEOPLE) as people,
        told(topics.EVERY_PERSON) as pages,
    ):
        await run_as(mira, staff.bulk_add_team_people, team.uuid, [ada.uuid, grace.uuid])
    for heard in (teams, page, people, pages):
        assert [change.kind for change in await heard()] == ["team_person_added"]
    added = await entries("staff.team_person_added")
    assert {entry.details["person_uuid"] for entry in added} == {str(ada.uuid), str(grace.uuid)}
    assert {entry.resource_uuid for entry in added} == {team.uuid}
    assert len((await run(staff.person_events, ada.uuid)).events) == 1


async def test_nobody_who_comes_leaves_no_trace(mira: accounts.User):
    team = await a_team()
    async with told(staff.topics.PEOPLE) as heard:
        assert await run_as(mira, staff.bulk_add_team_people, team.uuid, CRAFTED) == 0
        assert await run_as(mira, staff.bulk_add_team_people, team.uuid, []) == 0
    assert await heard() == []


@pytest.mark.parametrize("team", ["no uuid", "", "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"])
async def test_a_team_that_does_not_exist_is_not_found(mira: accounts.User, team: str):
    person = await hired("Ada")
    assert await outcome(run_as(mira, staff.bulk_add_team_people, team, [person.uuid])) == "not_found"


async def test_of_two_who_add_the_same_people_at_once_each_person_comes_once(mira: accounts.User):
    team = await a_team()
    uuids = [(await a_person(f"Person {number}")).uuid for number in range(20)]
    added = await asyncio.gather(
        run_as(mira, staff.bulk_add_team_people, team.uuid, uuids),
        run_as(mira, staff.bulk_add_team_people, team.uuid, uuids[::-1]),
    )
    assert sum(added) == 20
    assert len(await members(team)) == 20


async def test_a_team_that_is_deleted_at_the_same_time_leaves_no_membership_behind(mira: accounts.User):
    team, person = await a_team(), await a_person("Ada")
    done = await outcomes(
        run_as(mira, staff.bulk_add_team_people, team.uuid, [person.uuid]),
        run_as(mira, staff.delete_team, team.uuid),
    )
    assert done in (["ok", "ok"], ["not_found", "ok"])
    assert await run(staff.teams_of, person.uuid) == []


async def test_many_are_as_many_statements_as_one(mira: accounts.User, statements: list[str]):
    team = await a_team()
    uuids = [(await a_person(f"Person {number}")).uuid for number in range(30)]
    counts = []
    for some in (uuids[:1], uuids[1:]):
        statements.clear()
        await run_as(mira, staff.bulk_add_team_people, team.uuid, some)
        counts.append(len(statements))
    assert counts[0] == counts[1]
