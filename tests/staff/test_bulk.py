"""Many people at once: one statement, each row by its own state."""

import asyncio
import time
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from crm_app import accounts, staff, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import make_file, make_folder, outcome, run, run_as
from tests.live import told
from tests.staff.roster import count_of, entries, hired, now_of, outcomes, trashed
from tests.staff.test_people_trash import elsewhere, refer_to
from tests.staff_filling import fill_staff

__all__ = ["elsewhere"]
MANY = 10_000
BULK = "staff.people_bulk_"


async def statuses() -> dict[UUID, tuple[str, dict[str, object]]]:
    async with system_scope() as scope:
        rows = await scope.session.exec(select(staff.Person.uuid, staff.Person.status, staff.Person.details))
        return {uuid: (status, details) for uuid, status, details in rows}


async def test_each_keeps_the_status_from_before_through_the_trash(mira: accounts.User):
    ada, grace = await hired("Ada", details={"badge": 1}), await hired("Grace", status="inactive")
    both = [ada.uuid, grace.uuid]
    before = await statuses()
    assert await run_as(mira, staff.bulk_trash, both) == 2
    assert await statuses() == {
        ada.uuid: ("trashed", {"badge": 1, "trashed_from_status": "active"}),
        grace.uuid: ("trashed", {"trashed_from_status": "inactive"}),
    }
    assert await run_as(mira, staff.bulk_restore, both) == 2
    assert await statuses() == before


async def test_who_is_in_the_other_state_is_passed_over_and_not_counted(database: str):
    live, gone = await hired("Ada"), await trashed("Grace", status="inactive")
    both = [live.uuid, gone.uuid]
    assert await run(staff.bulk_trash, both) == 1
    assert (await now_of(gone.uuid)).details == {"trashed_from_status": "inactive"}
    await run(staff.restore_person, live.uuid)
    assert await run(staff.bulk_restore, both) == 1
    assert await run(staff.bulk_delete, both) == 0
    assert await count_of(staff.Person) == 2


async def test_only_what_lies_in_the_trash_is_deleted(mira: accounts.User):
    live, gone = await hired("Ada"), await trashed("Grace")
    assert await run_as(mira, staff.bulk_delete, [live.uuid, gone.uuid]) == 1
    assert list(await statuses()) == [live.uuid]
    assert await run(accounts.get_user, gone.user_uuid)


async def test_every_change_moves_the_time_of_the_last_change(database: str):
    person = await hired()
    await run(staff.bulk_trash, [person.uuid])
    gone = await now_of(person.uuid)
    await run(staff.bulk_restore, [person.uuid])
    assert person.updated_at < gone.updated_at < (await now_of(person.uuid)).updated_at


@pytest.mark.parametrize("what", [staff.bulk_trash, staff.bulk_restore, staff.bulk_delete])
async def test_nobody_to_change_changes_nothing_and_leaves_no_trace(mira: accounts.User, what):
    await hired("Ada")
    crafted = ["no uuid", "", str(uuid7()), uuid7(), None, 7, {"uuid": 1}]
    async with told(staff.topics.PEOPLE) as heard:
        assert await run_as(mira, what, []) == 0
        assert await run_as(mira, what, crafted) == 0
    assert await heard() == []
    assert [
        entry for name in ("trashed", "restored", "deleted") for entry in await entries(BULK + name)
    ] == []


BULK = "staff.people_bulk_"


async def test_uuids_come_as_text_too_and_twice_counts_once(database: str):
    person = await hired()
    assert await run(staff.bulk_trash, [str(person.uuid), person.uuid, "no uuid"]) == 1


@pytest.mark.parametrize("what", ["trashed", "restored", "deleted"])
async def test_one_entry_says_how_many_and_lists_and_open_pages_hear_it(mira: accounts.User, what: str):
    people = [await (hired(name) if what == "trashed" else trashed(name)) for name in ("Ada", "Grace")]
    do = {"trashed": staff.bulk_trash, "restored": staff.bulk_restore, "deleted": staff.bulk_delete}
    async with told(staff.topics.PEOPLE) as lists, told(staff.topics.EVERY_PERSON) as pages:
        await run_as(mira, do[what], [person.uuid for person in people])
    for heard in (await lists(), await pages()):
        assert [change.kind for change in heard] == [f"person_{what}"]
    (entry,) = await entries(BULK + what)
    assert (entry.resource_type, entry.actor_uuid, entry.details) == ("staff_person", mira.uuid, {"count": 2})


@pytest.mark.parametrize("what", [staff.bulk_trash, staff.bulk_restore, staff.bulk_delete])
async def test_a_viewer_changes_nobody(victor: accounts.User, what):
    person = await hired()
    assert await outcome(run_as(victor, what, [person.uuid])) == "forbidden"
    assert (await now_of(person.uuid)).status == "active"


async def test_one_reference_from_elsewhere_keeps_everybody(elsewhere: None):
    kept, other = await trashed("Ada"), await trashed("Grace")
    await refer_to(kept)
    folder = await make_folder(f"staff-person-{other.uuid}")
    assert await outcome(run(staff.bulk_delete, [kept.uuid, other.uuid])) == "referenced_by_external"
    assert await count_of(staff.Person) == 2
    assert await run(storage.get_folder, folder) is not None


async def test_with_many_people_go_their_files_in_as_many_statements_as_with_one(
    mira: accounts.User, statements: list[str]
):
    sent = []
    for number in (1, 5):
        people = [await trashed(f"Person {number} {each}") for each in range(number)]
        for person in people:
            folder = await make_folder(f"staff-person-{person.uuid}")
            await make_file(mira, "own.txt", home=await make_folder("Images", folder))
        statements.clear()
        assert await run(staff.bulk_delete, [person.uuid for person in people]) == number
        sent.append(len(statements))
        assert (await count_of(storage.File), await count_of(storage.Folder)) == (0, 0)
    assert sent[0] == sent[1]


async def test_two_who_trash_overlapping_selections_at_once_trash_everybody_once(database: str):
    people = [(await hired(f"Person {number:02}")).uuid for number in range(12)]
    first, second = people[:8], list(reversed(people[4:]))
    counts = await asyncio.gather(run(staff.bulk_trash, first), run(staff.bulk_trash, second))
    assert sum(counts) == 12
    assert {status for status, _ in (await statuses()).values()} == {"trashed"}


async def test_of_two_who_delete_the_same_people_at_once_each_is_counted_once(database: str):
    people = [(await trashed(f"Person {number:02}")).uuid for number in range(6)]
    counts = await asyncio.gather(run(staff.bulk_delete, people), run(staff.bulk_delete, people))
    assert sorted(counts) == [0, 6]


async def test_one_who_trashes_a_person_while_others_trash_many_is_told_or_counted(database: str):
    people = [(await hired(f"Person {number:02}")).uuid for number in range(6)]
    one, many = await asyncio.gather(
        outcomes(run(staff.trash_person, people[3])), run(staff.bulk_trash, people)
    )
    assert (one, many) in ((["ok"], 5), (["already_trashed"], 6))


async def test_ten_thousand_go_to_the_trash_in_one_statement_and_each_comes_back_as_it_was(
    database: str, statements: list[str]
):
    fill_staff(database, MANY)
    before = await statuses()
    statements.clear()
    assert await run(staff.bulk_trash, list(before)) == MANY
    assert sum("UPDATE" in statement for statement in statements) == 1
    remembered = {uuid: details["trashed_from_status"] for uuid, (_, details) in (await statuses()).items()}
    assert remembered == {uuid: status for uuid, (status, _) in before.items()}
    assert await run(staff.bulk_restore, list(before)) == MANY
    assert await statuses() == before


async def test_ten_thousand_take_at_most_about_twice_as_long_as_one_bare_update(database: str):
    """The benchmark measures it well; this only notices when somebody makes it slow."""
    fill_staff(database, MANY)
    uuids = list(await statuses())
    bare = "UPDATE staff_people SET status = :status, updated_at = now() WHERE uuid = ANY(:uuids)"
    ratios = []
    for _ in range(3):
        start = time.perf_counter()
        await run(staff.bulk_trash, uuids)
        ours = time.perf_counter() - start
        async with system_scope() as scope:
            start = time.perf_counter()
            await scope.session.execute(text(bare), {"status": "active", "uuids": uuids})
            await scope.session.commit()
            ratios.append(ours / (time.perf_counter() - start))
    assert min(ratios) < 3, ratios


async def test_a_deleted_person_leaves_other_peoples_files_alone(mira: accounts.User):
    gone, stays = await trashed("Ada"), await hired("Grace")
    folder = await make_folder(f"staff-person-{stays.uuid}")
    file = await make_file(mira, "own.txt", home=folder)
    await run(staff.bulk_delete, [gone.uuid, stays.uuid])
    async with system_scope() as scope:
        assert (await scope.session.exec(select(col(storage.File.uuid)))).all() == [file]
