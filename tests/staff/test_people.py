"""Profiles: one to one with users, written field by field."""

from datetime import date

import pytest
from sqlmodel import select

from crm_app import accounts, staff
from crm_app.core.errors import Conflict, EditConflict, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.live import told
from tests.staff.roster import (
    account,
    count_of,
    create,
    entries,
    fields_refused,
    hired,
    now_of,
    outcomes,
    trashed,
    written,
)
from tests.waiting import begun_and_waiting

FIELDS = {
    "name": "Ada Lovelace",
    "status": "inactive",
    "bio": "Likes\nnumbers",
    "work_phone": "+44 20 1",
    "personal_phone": "+44 20 2",
    "date_of_birth": "1985-12-10",
    "personal_email": "ada@home.example",
    "emergency_contact_name": "Annabella",
    "emergency_contact_relationship": "Mother",
    "emergency_contact_phone": "+44 20 3",
}


async def test_a_member_creates_a_profile_with_all_its_fields(mira: accounts.User):
    grace = await account("Grace Hopper")
    person = await run_as(mira, staff.create_person, {"user_uuid": str(grace.uuid), **FIELDS})
    assert person.user_uuid == grace.uuid
    assert await run(staff.person_form, person.uuid) == staff.PersonForm(**FIELDS)


async def test_a_viewer_creates_no_profile(victor: accounts.User):
    grace = await account("Grace Hopper")
    assert await outcome(run_as(victor, staff.create_person, {"user_uuid": grace.uuid})) == "forbidden"
    assert await count_of(staff.Person) == 0


async def test_creating_is_recorded_with_the_user_and_without_what_was_written(mira: accounts.User):
    grace = await account("Grace Hopper")
    person = await run_as(mira, staff.create_person, {"user_uuid": grace.uuid, **FIELDS})
    (entry,) = await entries("staff.person_created")
    assert (entry.resource_type, entry.resource_uuid) == ("staff_person", person.uuid)
    assert entry.details == {
        "user_uuid": str(grace.uuid),
        "status": "inactive",
        "user_status": "existing",
    }


@pytest.mark.parametrize(
    "user_uuid", [None, "", "no uuid", 7, str(uuid7())], ids=["none", "", "odd", "7", "new"]
)
async def test_a_profile_is_somebodys(database: str, user_uuid: object):
    assert await fields_refused(run(staff.create_person, {"user_uuid": user_uuid})) == ["user_uuid"]


async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(database: str):
    grace = await account("Grace Hopper")
    assert await fields_refused(create(grace, name="x" * 256)) == ["name"]
    assert await count_of(staff.Person) == 0
    assert await entries("staff.person_created") == []


async def test_a_user_has_one_profile(database: str):
    grace = await account("Grace Hopper")
    await create(grace)
    assert await fields_refused(create(grace)) == ["user_uuid"]


async def test_of_many_profiles_for_one_user_at_once_one_is_made(database: str):
    grace = await account("Grace Hopper")
    assert await outcomes(*(create(grace) for _ in range(8))) == ["ok"] + ["validation_failed"] * 7
    assert await count_of(staff.Person) == 1


async def test_somebody_in_the_trash_is_not_made_again(database: str):
    person = await trashed()
    user = await run(accounts.get_user, person.user_uuid)
    with pytest.raises(staff.TrashedPersonExists) as told_who:
        await create(user)
    assert told_who.value.person.uuid == person.uuid
    assert await count_of(staff.Person) == 1


async def test_the_same_click_twice_writes_one_profile(mira: accounts.User):
    grace, key = await account("Grace Hopper"), uuid7()
    first, second = [
        await run_as(mira, staff.create_person, {"user_uuid": grace.uuid}, uuid=key) for _ in range(2)
    ]
    assert (first.uuid, second.uuid, second.updated_at) == (key, key, first.updated_at)
    assert len(await entries("staff.person_created")) == 1


async def test_the_same_click_many_times_at_once_writes_one_profile(database: str):
    grace, key = await account("Grace Hopper"), uuid7()
    assert await outcomes(*(create(grace, key) for _ in range(8))) == ["ok"] * 8
    assert len(await entries("staff.person_created")) == 1


async def test_a_correction_after_a_lost_answer_is_written(database: str):
    grace, key = await account("Grace Hopper"), uuid7()
    await create(grace, key, bio="Ships")
    assert (await create(grace, key, bio="Compilers")).bio == "Compilers"


async def test_a_uuid_that_somebody_else_has_used_tells_and_changes_nothing(
    mira: accounts.User, owner: accounts.User
):
    grace, key = await account("Grace Hopper"), uuid7()
    await run_as(owner, staff.create_person, {"user_uuid": grace.uuid, "bio": "Ships"}, uuid=key)
    with pytest.raises(Conflict):
        await run_as(mira, staff.create_person, {"user_uuid": grace.uuid, "bio": "Eve"}, uuid=key)
    assert (await now_of(key)).bio == "Ships"


async def test_a_uuid_of_another_profile_is_a_conflict(database: str):
    person, grace = await hired(), await account("Grace Hopper")
    assert await outcome(create(grace, person.uuid)) == "conflict"


async def test_a_key_that_is_no_uuid_is_not_found(database: str):
    grace = await account("Grace Hopper")
    assert await outcome(run(staff.create_person, {"user_uuid": grace.uuid}, uuid="no uuid")) == "not_found"


async def test_a_profile_without_a_name_is_sorted_by_its_users(database: str):
    person = await create(await account("Émile Borel"))
    assert (person.name, person.sort_name) == (None, "emile borel")


async def test_columns_of_employments_are_not_written_by_a_form(database: str):
    crafted = {"job_title": "Boss", "employment_type": "full_time", "work_location": "Mars"}
    person = await hired(**crafted)
    after = await run(staff.update_person, person.uuid, crafted)
    assert (after.job_title, after.employment_type, after.work_location) == (None, None, None)


async def test_saving_an_open_form_after_an_employment_change_keeps_it(database: str):
    person = await hired()
    seen = {"name": "Ada Lovelace", "job_title": ""}
    await written(person.uuid, job_title="Countess")
    after = await run(staff.update_person, person.uuid, {**seen, "name": "Ada King"}, seen=seen)
    assert (after.name, after.job_title) == ("Ada King", "Countess")


async def test_a_form_does_not_give_a_profile_to_another_user(database: str):
    person, grace = await hired(), await account("Grace Hopper")
    after = await run(staff.update_person, person.uuid, {"user_uuid": grace.uuid, "bio": "x"})
    assert after.user_uuid == person.user_uuid


async def test_a_field_that_is_not_given_stays(database: str):
    person = await hired(bio="Numbers", date_of_birth="1985-12-10")
    await run(staff.update_person, person.uuid, {"name": "Ada King"})
    form = await run(staff.person_form, person.uuid)
    assert (form.name, form.bio, form.date_of_birth) == ("Ada King", "Numbers", "1985-12-10")


async def test_a_field_can_be_emptied(database: str):
    person = await hired(bio="Numbers", date_of_birth="1985-12-10")
    after = await run(staff.update_person, person.uuid, {"bio": "", "date_of_birth": "", "name": ""})
    assert (after.bio, after.date_of_birth, after.name) == (None, None, None)


async def test_a_name_that_goes_leaves_the_users_to_sort_by(database: str):
    grace = await account("Grace Hopper")
    person = await create(grace, name="Amazing Grace")
    assert person.sort_name == "amazing grace"
    after = await run(staff.update_person, person.uuid, {"name": ""})
    assert after.sort_name == "grace hopper"


async def test_an_update_that_changes_nothing_leaves_no_trace(database: str):
    person = await hired(bio="Numbers")
    after = await run(staff.update_person, person.uuid, {"name": "Ada Lovelace", "bio": " Numbers "})
    assert after.updated_at == person.updated_at
    assert await entries("staff.person_updated") == []


async def test_a_change_is_recorded_and_told_to_lists_and_the_persons_page(mira: accounts.User):
    person = await hired()
    async with told(staff.topics.PEOPLE) as lists, told(staff.topics.person(person.uuid)) as page:
        await run_as(mira, staff.update_person, person.uuid, {"name": "Ada King"})
    for heard in (await lists(), await page()):
        assert [(change.kind, change.uuids) for change in heard] == [("person_updated", (person.uuid,))]
    (entry,) = await entries("staff.person_updated")
    assert (entry.actor_uuid, entry.details) == (mira.uuid, {"user_uuid": str(person.user_uuid)})


async def test_two_people_who_change_different_fields_both_win(database: str):
    person = await hired(bio="a", work_phone="1")
    seen = {"bio": "a", "work_phone": "1"}
    await run(staff.update_person, person.uuid, {**seen, "work_phone": "2"}, seen=seen)
    after = await run(staff.update_person, person.uuid, {**seen, "bio": "b"}, seen=seen)
    assert (after.bio, after.work_phone) == ("b", "2")


async def test_the_second_of_two_who_change_one_field_is_shown_both_values(database: str):
    person = await hired(date_of_birth="1985-12-10")
    seen = {"date_of_birth": "1985-12-10"}
    await run(staff.update_person, person.uuid, {"date_of_birth": "1985-12-11"}, seen=seen)
    with pytest.raises(EditConflict) as conflict:
        await run(staff.update_person, person.uuid, {"date_of_birth": "1985-12-12"}, seen=seen)
    assert conflict.value.differences == [staff.Difference("date_of_birth", "1985-12-11", "1985-12-12")]


async def test_what_a_form_showed_as_nothing_or_as_a_date_is_taken_as_such(database: str):
    person = await hired(date_of_birth="1985-12-10")
    seen = {"bio": None, "date_of_birth": date(1985, 12, 10)}
    after = await run(staff.update_person, person.uuid, {"bio": "Numbers", "date_of_birth": ""}, seen=seen)
    assert (after.bio, after.date_of_birth) == ("Numbers", None)


async def test_of_two_who_save_one_form_at_once_one_is_told(database: str):
    person = await hired(bio="a")
    saved = (run(staff.update_person, person.uuid, {"bio": new}, seen={"bio": "a"}) for new in "bc")
    assert await outcomes(*saved) == ["edit_conflict", "ok"]


async def test_a_viewer_changes_nothing(victor: accounts.User):
    person = await hired()
    assert await outcome(run_as(victor, staff.update_person, person.uuid, {"name": "Eve"})) == "forbidden"
    assert (await now_of(person.uuid)).name == "Ada Lovelace"


async def test_somebody_in_the_trash_is_not_changed_and_stays_there(database: str):
    person = await trashed()
    given = {"name": "Eve", "status": "active"}
    assert await outcome(run(staff.update_person, person.uuid, given)) == "person_trashed"
    assert (await now_of(person.uuid)).status == "trashed"


async def test_what_is_known_of_somebody_in_the_trash_can_be_corrected(database: str):
    person = await trashed()
    written = await run(staff.update_person, person.uuid, {"bio": "Countess"})
    assert (written.status, written.bio, written.details) == ("trashed", "Countess", person.details)


async def test_a_form_opened_before_a_trash_does_not_bring_anybody_back(database: str):
    person = await hired()
    async with system_scope() as editing:
        form = await staff.person_form(editing, person.uuid)
        await run(staff.trash_person, person.uuid)
        with pytest.raises(staff.PersonTrashed):
            await staff.update_person(editing, person.uuid, {"status": form.status, "name": "Eve"})
    assert (await now_of(person.uuid)).status == "trashed"


async def test_a_host_keeps_keys_of_its_own(database: str):
    person = await hired(details={"payroll": {"id": 7, "codes": ["a", None, 1.5, True]}})
    assert person.details == {"payroll": {"id": 7, "codes": ["a", None, 1.5, True]}}
    after = await run(staff.update_person, person.uuid, {"metadata": {"badge": "B-1"}})
    assert after.details == {"badge": "B-1"}


@pytest.mark.parametrize("name", ["details", "metadata"])
async def test_a_map_neither_sets_nor_clears_what_belongs_to_the_server(database: str, name: str):
    crafted = {"avatar_uuid": "x", "trashed_from_status": "inactive", "badge": "B-1"}
    person = await hired(**{name: crafted})
    assert person.details == {"badge": "B-1"}
    await written(person.uuid, details={"avatar_uuid": "mine", "badge": "B-1"})
    after = await run(staff.update_person, person.uuid, {name: crafted | {"badge": "B-2"}})
    assert after.details == {"avatar_uuid": "mine", "badge": "B-2"}
    emptied = await run(staff.update_person, person.uuid, {name: {}})
    assert emptied.details == {"avatar_uuid": "mine"}


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "text",
        [1],
        {1: "a"},
        {"a": {1, 2}},
        {"a": "\0"},
        {"\0": 1},
        {"a": float("nan")},
        {"a": [{2: 3}]},
    ],
    ids=str,
)
async def test_what_is_no_map_of_details_is_refused(database: str, odd: object):
    person = await hired()
    assert await fields_refused(run(staff.update_person, person.uuid, {"details": odd})) == ["details"]


async def test_a_map_without_end_is_refused(database: str):
    endless: dict[str, object] = {}
    endless["again"] = endless
    person = await hired()
    assert await fields_refused(run(staff.update_person, person.uuid, {"details": endless})) == ["details"]


async def test_with_the_user_the_profile_goes(mira: accounts.User):
    person = await hired()
    async with system_scope() as scope:
        await scope.session.delete(await scope.session.get_one(accounts.User, person.user_uuid))
    assert await run(staff.get_person, person.uuid) is None


async def test_a_deactivated_user_stays_on_staff(owner: accounts.User):
    person = await hired()
    await run_as(owner, accounts.deactivate_user, person.user_uuid)
    assert (await now_of(person.uuid)).status == "active"


async def test_a_name_taken_away_while_the_account_is_renamed_leaves_the_new_one(database: str):
    """Both write the key that people are sorted by, and the later one sees what the earlier one did."""
    person, _ = await run(staff.create_person_with_user, "ada@example.com", {})
    await run(staff.update_person, person.uuid, {"name": "Ada"})
    async with system_scope() as renaming:
        await staff.rename_placeholder_email(renaming, person.user_uuid, "new@example.com")
        unnaming = await begun_and_waiting(run(staff.update_person, person.uuid, {"name": ""}))
    assert (await unnaming).sort_name == "new@example.com"


async def test_an_account_renamed_while_the_name_is_taken_away_leaves_the_new_one(database: str):
    person, _ = await run(staff.create_person_with_user, "ada@example.com", {})
    await run(staff.update_person, person.uuid, {"name": "Ada"})
    async with system_scope() as unnaming:
        await staff.update_person(unnaming, person.uuid, {"name": ""})
        renaming = await begun_and_waiting(
            run(staff.rename_placeholder_email, person.user_uuid, "new@example.com")
        )
    assert (await renaming).email == "new@example.com"
    assert (await now_of(person.uuid)).sort_name == "new@example.com"


async def test_a_profile_made_while_its_account_is_renamed_is_sorted_by_the_new_name(database: str):
    user, _ = await run(staff.find_or_create_user_by_email, "ada@example.com")
    async with system_scope() as renaming:
        await staff.rename_placeholder_email(renaming, user.uuid, "new@example.com")
        creating = await begun_and_waiting(create(user))
    assert (await creating).sort_name == "new@example.com"


async def test_an_account_renamed_while_its_profile_is_made_takes_it_along(database: str):
    user, _ = await run(staff.find_or_create_user_by_email, "ada@example.com")
    async with system_scope() as creating:
        person = await staff.create_person(creating, {"user_uuid": user.uuid})
        renaming = await begun_and_waiting(run(staff.rename_placeholder_email, user.uuid, "new@example.com"))
    await renaming
    assert (await now_of(person.uuid)).sort_name == "new@example.com"


async def test_a_person_whose_user_vanishes_meanwhile_is_refused_at_the_user(database: str):
    grace = await account("Grace Hopper")
    async with system_scope() as scope:
        await scope.session.delete(await scope.session.get_one(accounts.User, grace.uuid))
        await scope.session.flush()
        creating = await begun_and_waiting(fields_refused(create(grace)))
    assert await creating == ["user_uuid"]


async def test_nothing_is_left_of_a_profile_that_could_not_be_made(database: str):
    grace = await account("Grace Hopper")
    async with system_scope() as scope:
        with pytest.raises(ValidationFailed):
            await staff.create_person(scope, {"user_uuid": grace.uuid, "status": "asleep"})
    async with system_scope() as scope:
        assert list(await scope.session.exec(select(staff.Person))) == []
