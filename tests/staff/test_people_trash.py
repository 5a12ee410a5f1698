"""People leave and come back: the trash, and gone for good."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from crm_app import accounts, staff, storage
from crm_app.core.scope import system_scope
from tests.factories import make_file, make_folder, outcome, run, run_as
from tests.live import told
from tests.staff.roster import account, count_of, entries, hired, now_of, outcomes, trashed, written
from tests.waiting import begun_and_waiting


@pytest.fixture(params=["RESTRICT", "NO ACTION", "SET NULL"])
async def elsewhere(request: pytest.FixtureRequest, database: str) -> AsyncIterator[None]:
    """A table of somebody else that refers to people and forbids in its own way to delete them."""
    column = f"uuid NOT NULL REFERENCES staff_people ON DELETE {request.param}"
    async with system_scope() as scope:
        await scope.session.execute(text(f"CREATE TABLE elsewhere (person_uuid {column})"))
    yield
    async with system_scope() as scope:
        await scope.session.execute(text("DROP TABLE elsewhere"))


async def refer_to(person: staff.Person) -> None:
    async with system_scope() as scope:
        await scope.session.execute(text("INSERT INTO elsewhere VALUES (:uuid)"), {"uuid": person.uuid})


async def put_on_a_team(person: staff.Person) -> None:
    async with system_scope() as scope:
        department = staff.Department(name="Engines", sort_name="engines")
        scope.session.add(department)
        await scope.session.flush()
        team = staff.Team(name="Cards", sort_name="cards", department_uuid=department.uuid)
        scope.session.add(team)
        await scope.session.flush()
        scope.session.add(staff.TeamMembership(team_uuid=team.uuid, staff_person_uuid=person.uuid))
        scope.session.add(staff.Employment(staff_person_uuid=person.uuid, job_title="Author"))


async def test_the_trash_remembers_the_status_and_keeps_everything_else(mira: accounts.User):
    person = await hired(status="inactive", details={"badge": "B-1"})
    await put_on_a_team(person)
    gone = await run_as(mira, staff.trash_person, person.uuid)
    assert (gone.status, gone.details) == ("trashed", {"badge": "B-1", "trashed_from_status": "inactive"})
    assert gone.updated_at > person.updated_at
    assert (await count_of(staff.TeamMembership), await count_of(staff.Employment)) == (1, 1)


async def test_restoring_brings_back_the_earlier_status(mira: accounts.User):
    person = await trashed(status="inactive", details={"badge": "B-1"})
    back = await run_as(mira, staff.restore_person, person.uuid)
    assert (back.status, back.details) == ("inactive", {"badge": "B-1"})
    assert back.updated_at > person.updated_at


@pytest.mark.parametrize(
    "remembered", [{}, {"trashed_from_status": "trashed"}, {"trashed_from_status": 7}], ids=str
)
async def test_who_was_nothing_known_comes_back_active(database: str, remembered: dict[str, object]):
    person = await hired()
    await written(person.uuid, status="trashed", details=remembered)
    assert (await run(staff.restore_person, person.uuid)).status == "active"


async def test_the_trash_keeps_what_others_wrote_meanwhile(database: str):
    person = await hired()
    await written(person.uuid, details={"avatar_uuid": "x"})
    gone = await run(staff.trash_person, str(person.uuid))
    assert gone.details == {"avatar_uuid": "x", "trashed_from_status": "active"}


@pytest.mark.parametrize("what", ["trashed", "restored", "deleted"])
async def test_lists_and_the_persons_page_hear_it_and_the_trail_names_the_user(
    mira: accounts.User, what: str
):
    person = await (hired() if what == "trashed" else trashed())
    do = {"trashed": staff.trash_person, "restored": staff.restore_person, "deleted": staff.delete_person}
    async with told(staff.topics.PEOPLE) as lists, told(staff.topics.person(person.uuid)) as page:
        await run_as(mira, do[what], person.uuid)
    for heard in (await lists(), await page()):
        assert [(change.kind, change.uuids) for change in heard] == [(f"person_{what}", (person.uuid,))]
    entry = (await entries(f"staff.person_{what}"))[-1]
    assert entry.resource_uuid == person.uuid
    assert (entry.actor_uuid, entry.details) == (mira.uuid, {"user_uuid": str(person.user_uuid)})


async def test_of_many_who_trash_at_once_one_wins_and_the_others_are_told(database: str):
    person = await hired(status="inactive")
    calls = (run(staff.trash_person, person.uuid) for _ in range(8))
    assert await outcomes(*calls) == ["already_trashed"] * 7 + ["ok"]
    assert len(await entries("staff.person_trashed")) == 1
    assert (await run(staff.restore_person, person.uuid)).status == "inactive"


async def test_two_open_transactions_trash_one_person_once(database: str):
    """The second waits for the first, and then decides from what the first has left."""
    person = await hired(status="inactive")
    async with system_scope() as first:
        await staff.trash_person(first, person.uuid)
        second = await begun_and_waiting(outcome(run(staff.trash_person, person.uuid)))
    assert await second == "already_trashed"
    assert (await now_of(person.uuid)).details == {"trashed_from_status": "inactive"}
    assert len(await entries("staff.person_trashed")) == 1


async def test_whom_a_stale_page_shows_as_active_is_not_trashed_twice(database: str):
    person = await hired()
    async with system_scope() as scope:
        stale = await staff.require_person(scope, person.uuid)
        await run(staff.trash_person, person.uuid)
        assert stale.status == "active"
        assert await outcome(staff.trash_person(scope, person.uuid)) == "already_trashed"


async def test_who_is_trashed_while_a_form_is_saved_goes_with_what_was_saved(database: str):
    person = await hired()
    async with system_scope() as saving:
        await staff.update_person(saving, person.uuid, {"bio": "Numbers", "status": "inactive"})
        trashing = await begun_and_waiting(run(staff.trash_person, person.uuid))
    gone = await trashing
    assert (gone.bio, gone.details) == ("Numbers", {"trashed_from_status": "inactive"})


async def test_a_form_saved_while_somebody_is_trashed_is_refused(database: str):
    person = await hired()
    async with system_scope() as trashing:
        await staff.trash_person(trashing, person.uuid)
        saved = run(staff.update_person, person.uuid, {"status": "inactive"})
        saving = await begun_and_waiting(outcome(saved))
    assert await saving == "person_trashed"
    assert (await now_of(person.uuid)).status == "trashed"


async def test_a_restore_wins_over_a_deletion_that_waits_for_it(database: str):
    person = await trashed()
    async with system_scope() as restoring:
        await staff.restore_person(restoring, person.uuid)
        deleting = await begun_and_waiting(outcome(run(staff.delete_person, person.uuid)))
    assert await deleting == "not_trashed"
    assert (await now_of(person.uuid)).status == "active"


async def test_of_many_who_restore_at_once_one_wins(database: str):
    person = await trashed()
    calls = (run(staff.restore_person, person.uuid) for _ in range(8))
    assert await outcomes(*calls) == ["not_trashed"] * 7 + ["ok"]


async def test_of_many_who_delete_at_once_one_wins(database: str):
    person = await trashed()
    calls = (run(staff.delete_person, person.uuid) for _ in range(8))
    assert await outcomes(*calls) == ["not_found"] * 7 + ["ok"]


async def test_restored_meanwhile_is_not_deleted(database: str):
    person = await trashed()
    async with system_scope() as deleting:
        assert (await staff.require_person(deleting, person.uuid)).status == "trashed"
        await run(staff.restore_person, person.uuid)
        assert await outcome(staff.delete_person(deleting, person.uuid)) == "not_trashed"
    assert (await now_of(person.uuid)).status == "active"


async def test_who_is_not_in_the_trash_is_neither_restored_nor_deleted(database: str):
    person = await hired()
    assert await outcome(run(staff.restore_person, person.uuid)) == "not_trashed"
    assert await outcome(run(staff.delete_person, person.uuid)) == "not_trashed"
    assert (await now_of(person.uuid)).status == "active"


async def test_gone_for_good_is_the_profile_and_what_hangs_on_it_but_not_the_account(mira: accounts.User):
    person = await hired()
    await put_on_a_team(person)
    await run(staff.trash_person, person.uuid)
    await run_as(mira, staff.delete_person, person.uuid)
    assert await run(staff.get_person, person.uuid) is None
    assert (await count_of(staff.TeamMembership), await count_of(staff.Employment)) == (0, 0)
    assert (await run(accounts.get_user, person.user_uuid)).active


async def test_who_was_deleted_can_be_hired_again(database: str):
    person = await trashed()
    await run(staff.delete_person, person.uuid)
    again = await run(staff.create_person, {"user_uuid": person.user_uuid})
    assert again.uuid != person.uuid


async def test_a_reference_from_elsewhere_is_told_and_nothing_is_lost(elsewhere: None, mira: accounts.User):
    person = await trashed()
    folder = await make_folder(f"staff-person-{person.uuid}")
    await refer_to(person)
    assert await outcome(run_as(mira, staff.delete_person, person.uuid)) == "referenced_by_external"
    assert (await now_of(person.uuid)).status == "trashed"
    assert await run(storage.get_folder, folder) is not None
    assert await entries("staff.person_deleted") == []


async def test_a_caller_goes_on_after_a_reference_was_told(elsewhere: None):
    person, other = await trashed("Ada"), await trashed("Grace")
    await refer_to(person)
    async with system_scope() as scope:
        assert await outcome(staff.delete_person(scope, person.uuid)) == "referenced_by_external"
        await staff.delete_person(scope, other.uuid)
    assert await run(staff.count_trashed) == 1


async def test_with_the_person_go_their_files_but_not_those_held_elsewhere(mira: accounts.User):
    person = await trashed()
    folder = await make_folder(f"staff-person-{person.uuid}")
    images = await make_folder("Images", folder)
    library = await make_folder("Library")
    own = await make_file(mira, "own.txt", home=images)
    shared = await make_file(mira, "shared.txt", home=folder, links=[library])
    await run_as(mira, staff.delete_person, person.uuid)
    async with system_scope() as scope:
        left = (await scope.session.exec(select(col(storage.File.uuid), storage.File.folder_uuid))).all()
    assert [tuple(row) for row in left] == [(shared, library)]
    assert own not in {uuid for uuid, _ in left}
    assert await run(storage.get_folder, folder) is None


async def test_the_trash_keeps_files(mira: accounts.User):
    person = await hired()
    folder = await make_folder(f"staff-person-{person.uuid}")
    await make_file(mira, "own.txt", home=folder)
    await run_as(mira, staff.trash_person, person.uuid)
    assert await count_of(storage.File) == 1


@pytest.mark.parametrize("what", [staff.trash_person, staff.restore_person, staff.delete_person])
async def test_a_viewer_neither_trashes_nor_restores_nor_deletes(victor: accounts.User, what):
    person = await (hired() if what is staff.trash_person else trashed())
    assert await outcome(run_as(victor, what, person.uuid)) == "forbidden"
    assert (await now_of(person.uuid)).status == person.status


async def test_a_permission_taken_away_counts_from_the_next_action_on(
    mira: accounts.User, owner: accounts.User
):
    person, grace = await hired(), await account("Grace Hopper")
    await run_as(mira, staff.update_person, person.uuid, {"bio": "Numbers"})
    await run_as(owner, accounts.change_role, mira.uuid, "viewer")
    refused = [
        run_as(mira, staff.update_person, person.uuid, {"bio": "Eve"}),
        run_as(mira, staff.trash_person, person.uuid),
        run_as(mira, staff.create_person, {"user_uuid": grace.uuid}),
        run_as(mira, staff.bulk_trash, [person.uuid]),
    ]
    assert [await outcome(call) for call in refused] == ["forbidden"] * 4
    assert (await now_of(person.uuid)).bio == "Numbers"
