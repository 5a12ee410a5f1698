"""People and the accounts behind them: made together or not at all, renamed, taken over."""

import asyncio
import os
import signal
import sys
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import select

from crm_app import accounts, staff
from crm_app.core.database import database as the_database
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.live import told
from tests.staff.roster import (
    account,
    count_of,
    entries,
    fields_refused,
    hired,
    now_of,
    outcomes,
    trashed,
    user_of,
)
from tests.waiting import begun_and_waiting

EMAIL = "ada@example.com"
KILLED = """
import asyncio, os, signal, sys
from crm_app import staff
from crm_app.core.database import database
from crm_app.core.scope import system_scope
from sqlalchemy import event


async def main():
    database.start(sys.argv[1])

    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def die(connection, cursor, statement, *_):
        if "INSERT INTO staff_people" in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    async with system_scope() as scope:
        await staff.create_person_with_user(scope, "ada@example.com", {"name": "Ada"})


asyncio.run(main())
"""


async def create(
    email: str = EMAIL, key: UUID | None = None, **attributes: object
) -> tuple[staff.Person, str]:
    return await run(staff.create_person_with_user, email, attributes, uuid=key)


async def user_count() -> int:
    return await count_of(accounts.User)


async def test_a_new_address_makes_a_placeholder_and_a_profile(mira: accounts.User):
    person, status = await run_as(mira, staff.create_person_with_user, f" {EMAIL} ", {"name": "Ada Lovelace"})
    user = await user_of(person)
    assert (status, user.email, user.name, user.role) == ("created", EMAIL, "Ada Lovelace", "viewer")
    assert accounts.is_placeholder(user)
    (entry,) = await entries("staff.person_created")
    assert entry.details["user_status"] == "created"
    assert EMAIL not in str(entry.model_dump())


async def test_an_account_that_exists_is_linked_and_stays_as_it_is(mira: accounts.User):
    person, status = await create(mira.email.upper(), name="Mira at work")
    assert (status, person.user_uuid) == ("existing", mira.uuid)
    assert (await user_of(person)).name == mira.name
    (entry,) = await entries("staff.person_created")
    assert entry.details["user_status"] == "existing"


async def test_a_viewer_makes_neither(victor: accounts.User):
    assert await outcome(run_as(victor, staff.create_person_with_user, EMAIL, {})) == "forbidden"
    assert await user_count() == 1


@pytest.mark.parametrize(
    ("email", "code"), [("", "blank_email"), ("  ", "blank_email"), ("plain", "validation_failed")]
)
async def test_an_address_that_is_none_makes_neither(database: str, email: str, code: str):
    assert await outcome(create(email)) == code
    assert (await user_count(), await count_of(staff.Person)) == (0, 0)


async def test_an_odd_address_is_told_at_its_own_field(database: str):
    assert await fields_refused(create("no@tld")) == ["email"]


@pytest.mark.parametrize("attributes", [{"name": "x" * 256}, {"status": "asleep"}, {"details": 7}], ids=str)
async def test_a_profile_that_cannot_be_made_leaves_no_account_even_if_the_caller_goes_on(
    database: str, attributes: dict[str, object]
):
    async with system_scope() as scope:
        with pytest.raises(ValidationFailed):
            await staff.create_person_with_user(scope, EMAIL, attributes)
    assert (await user_count(), await count_of(staff.Person)) == (0, 0)


async def test_an_error_between_the_two_leaves_no_account_even_if_the_caller_goes_on(database: str):
    """Something fails that nobody has thought of, exactly behind the account."""

    def fail(connection: object, cursor: object, statement: str, *_: object) -> None:
        if "INSERT INTO staff_people" in statement:
            raise RuntimeError("out of memory")

    engine = the_database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", fail)
    try:
        async with system_scope() as scope:
            with pytest.raises(RuntimeError):
                await staff.create_person_with_user(scope, EMAIL, {"name": "Ada"})
    finally:
        event.remove(engine, "before_cursor_execute", fail)
    assert (await user_count(), await entries("account.created")) == (0, [])


async def test_a_process_killed_between_the_two_leaves_no_account(database: str):
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, database, cwd=os.getcwd())  # noqa: PTH109
    assert await process.wait() == -signal.SIGKILL
    assert (await user_count(), await count_of(staff.Person)) == (0, 0)
    assert (await create())[1] == "created"


async def test_somebody_who_has_a_profile_is_told_at_the_address(mira: accounts.User):
    await create(mira.email)
    assert await fields_refused(create(mira.email)) == ["email"]


async def test_somebody_in_the_trash_is_not_made_again(database: str):
    person = await trashed()
    user = await user_of(person)
    async with system_scope() as scope:
        with pytest.raises(staff.TrashedPersonExists) as told_who:
            await staff.create_person_with_user(scope, user.email, {"name": "Ada"})
        assert (told_who.value.person.uuid, told_who.value.person.status) == (person.uuid, "trashed")
    assert (await user_count(), await count_of(staff.Person)) == (1, 1)


async def test_of_many_with_one_new_address_at_once_one_person_and_one_user_are_made(database: str):
    answers = await outcomes(*(create(EMAIL if number % 2 else EMAIL.upper()) for number in range(8)))
    assert answers == ["ok"] + ["validation_failed"] * 7
    assert (await user_count(), await count_of(staff.Person)) == (1, 1)


async def test_who_waits_for_one_that_is_rolled_back_makes_both(database: str):
    async with system_scope() as first:
        await staff.create_person_with_user(first, EMAIL, {"name": "Ada"})
        second = await begun_and_waiting(create(name="Ada"))
        await first.session.rollback()
        assert (await second)[1] == "created"


async def test_who_waits_for_one_that_is_committed_is_told_and_makes_neither(database: str):
    async with system_scope() as first:
        await staff.create_person_with_user(first, EMAIL, {"name": "Ada"})
        second = await begun_and_waiting(fields_refused(create(name="Eve")))
    assert await second == ["email"]
    assert (await user_count(), await count_of(staff.Person)) == (1, 1)


async def test_the_same_click_twice_writes_one_of_each(mira: accounts.User):
    key = uuid7()
    pairs = [
        await run_as(mira, staff.create_person_with_user, EMAIL, {"name": "Ada"}, uuid=key) for _ in range(2)
    ]
    assert [(person.uuid, status) for person, status in pairs] == [(key, "created")] * 2
    assert len(await entries("staff.person_created")) == 1


async def test_the_same_click_many_times_at_once_writes_one_of_each(database: str):
    key = uuid7()
    assert await outcomes(*(create(key=key, name="Ada") for _ in range(6))) == ["ok"] * 6
    assert (await user_count(), await count_of(staff.Person)) == (1, 1)


async def test_a_corrected_address_after_a_lost_answer_renames_the_placeholder(database: str):
    key = uuid7()
    first, _ = await create("adda@example.com", key, name="Adda")
    second, status = await create(EMAIL, key, name="Ada")
    assert (second.uuid, second.user_uuid, second.name, status) == (key, first.user_uuid, "Ada", "created")
    assert ((await user_of(second)).email, await user_count()) == (EMAIL, 1)


async def test_a_uuid_that_somebody_else_has_used_tells_and_changes_nothing(
    mira: accounts.User, owner: accounts.User
):
    key = uuid7()
    await run_as(owner, staff.create_person_with_user, EMAIL, {"name": "Ada"}, uuid=key)
    again = run_as(mira, staff.create_person_with_user, "eve@example.com", {"name": "Eve"}, uuid=key)
    assert await outcome(again) == "conflict"
    assert (await now_of(key)).name == "Ada"
    assert (await user_of(await now_of(key))).email == EMAIL


async def test_a_renamed_placeholder_is_told_to_lists_and_the_page_and_sorted_anew(mira: accounts.User):
    person, _ = await create("zoe@example.com")
    assert person.sort_name == "zoe@example.com"
    async with told(staff.topics.PEOPLE) as lists, told(staff.topics.person(person.uuid)) as page:
        await run_as(mira, staff.rename_placeholder_email, person.user_uuid, EMAIL)
    for heard in (await lists(), await page()):
        assert [(change.kind, change.uuids) for change in heard] == [("person_updated", (person.uuid,))]
    after = await now_of(person.uuid)
    assert (after.sort_name, after.updated_at > person.updated_at) == (EMAIL, True)
    (entry,) = await entries("staff.person_account_renamed")
    assert (entry.actor_uuid, entry.details) == (mira.uuid, {"user_uuid": str(person.user_uuid)})


async def test_a_person_with_a_name_keeps_their_place(database: str):
    person, _ = await create("zoe@example.com")
    await run(staff.update_person, person.uuid, {"name": "Zoe"})
    await run(staff.rename_placeholder_email, person.user_uuid, EMAIL)
    assert (await now_of(person.uuid)).sort_name == "zoe"


async def test_renaming_only_the_case_works(database: str):
    person, _ = await create(EMAIL)
    renamed = await run(staff.rename_placeholder_email, person.user_uuid, "Ada@Example.com")
    assert renamed.email == "Ada@Example.com"


@pytest.mark.parametrize(
    ("email", "code"),
    [(" ", "blank_email"), ("taken@example.com", "email_already_taken"), ("plain", "validation_failed")],
)
async def test_why_a_placeholder_is_not_renamed(database: str, email: str, code: str):
    await account("taken")
    person, _ = await create()
    assert await outcome(run(staff.rename_placeholder_email, person.user_uuid, email)) == code


async def test_an_account_of_somebodys_own_is_not_renamed(database: str):
    person = await hired()
    code = await outcome(run(staff.rename_placeholder_email, person.user_uuid, EMAIL))
    assert code == "placeholder_already_claimed"


async def test_who_takes_the_account_over_keeps_the_profile_and_pages_hear_it(database: str):
    person, _ = await create("zoe@example.com")
    token = await run(accounts.invite, person.user_uuid)
    async with told(staff.topics.person(person.uuid)) as page:
        await accounts.claim(token, "Ada Lovelace", "correct horse battery", "192.0.2.1", "Firefox")
    assert [change.kind for change in await page()] == ["person_updated"]
    found = await run(staff.get_person_by_user_uuid, person.user_uuid)
    assert found is not None
    assert (found.uuid, found.sort_name) == (person.uuid, "ada lovelace")
    row = await run(staff.person_row, person.uuid)
    assert row is not None
    assert (row.name, row.placeholder) == ("Ada Lovelace", False)


async def test_a_proven_address_keeps_the_profile_too(database: str):
    person, _ = await create()
    found = await run(accounts.attach_identity, EMAIL, verified=True)
    assert found is not None
    assert found.uuid == person.user_uuid
    events = await run(staff.person_events, person.uuid)
    assert [event.label.text for event in events.events] == ["Account taken over", "Profile created"]


async def test_an_account_without_a_profile_changes_without_one(database: str):
    user, _ = await run(staff.find_or_create_user_by_email, EMAIL)
    await run(staff.rename_placeholder_email, user.uuid, "ada@new.example")
    assert await entries("staff.person_account_renamed") == []


async def test_an_account_is_found_or_made_by_its_address(mira: accounts.User):
    made, first = await run_as(mira, staff.find_or_create_user_by_email, EMAIL)
    found, second = await run_as(mira, staff.find_or_create_user_by_email, EMAIL.upper())
    assert (first, second, made.uuid) == ("created", "existing", found.uuid)
    assert await outcome(run_as(mira, staff.find_or_create_user_by_email, "\t")) == "blank_email"


async def test_who_has_no_profile_can_get_one_in_the_order_of_addresses(mira: accounts.User):
    await trashed("In the trash")
    await hired("On staff")
    for name in ("zoe", "Adam", "bob"):
        await account(name)
    users = await run_as(mira, staff.eligible_users)
    assert [user.email for user in users] == [
        "adam@example.com",
        "bob@example.com",
        mira.email,
        "zoe@example.com",
    ]


async def test_in_somebodys_own_form_their_user_can_be_chosen(database: str):
    person, other = await hired("Ada"), await hired("Grace")
    users = await run(staff.eligible_users, exclude_person_uuid=str(person.uuid))
    assert [user.uuid for user in users] == [person.user_uuid]
    assert await run(staff.eligible_users, exclude_person_uuid="no uuid") == []
    assert other.user_uuid not in {user.uuid for user in users}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ADAM", ["adam@example.com"]),
        ("%", []),
        ("a_a", []),
        (" example ", ["adam@example.com", "bob@example.com"]),
    ],
)
async def test_whom_to_choose_is_searched_and_limited(database: str, search: str, found: list[str]):
    await account("Adam")
    await account("Bob")
    assert [user.email for user in await run(staff.eligible_users, search=search)] == found
    assert len(await run(staff.eligible_users, limit=1)) == 1


async def test_addresses_of_others_are_shown_to_nobody_who_may_not_edit(victor: accounts.User):
    assert await outcome(run_as(victor, staff.eligible_users)) == "forbidden"
    assert await outcome(run_as(victor, staff.email_hint, EMAIL)) == "forbidden"
    assert await outcome(run_as(victor, staff.find_or_create_user_by_email, EMAIL)) == "forbidden"


async def test_choosing_is_one_statement_however_many_there_are(database: str, statements: list[str]):
    for number in range(5):
        await account(f"Person {number}")
    async with system_scope() as scope:
        statements.clear()
        await staff.eligible_users(scope)
        assert len(statements) == 1


@pytest.mark.parametrize(
    ("email", "hint"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("plain", "invalid"),
        ("nul\0@example.com", "invalid"),
        ("ADA.LOVELACE@example.com", "has_profile"),
        ("gone@example.com", "has_profile"),
        ("grace@example.com", "existing"),
        ("new@example.com", "new"),
    ],
    ids=["nothing", "spaces", "plain", "nul", "on staff", "in the trash", "an account", "nobody"],
)
async def test_a_hint_says_what_becomes_of_an_address(mira: accounts.User, email: str, hint: str):
    await hired("Ada Lovelace")
    await trashed("Gone")
    await account("Grace")
    assert await run_as(mira, staff.email_hint, email) == hint


async def test_in_somebodys_own_form_their_address_says_nothing(database: str):
    person, other = await hired("Ada"), await hired("Grace")
    assert await run(staff.email_hint, "ada@example.com", person_uuid=str(person.uuid)) == "empty"
    assert await run(staff.email_hint, "grace@example.com", person_uuid=person.uuid) == "has_profile"
    assert await run(staff.email_hint, "ada@example.com", person_uuid=other.uuid) == "has_profile"


async def test_nobody_is_stored_twice_by_two_ways_to_add_them(mira: accounts.User):
    by_user = run(staff.create_person, {"user_uuid": mira.uuid})
    assert await outcomes(by_user, create(mira.email)) == ["ok", "validation_failed"]
    async with system_scope() as scope:
        assert len((await scope.session.exec(select(staff.Person))).all()) == 1
