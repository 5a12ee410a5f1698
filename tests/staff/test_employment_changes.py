"""Changing, ending and removing spans of employment, also by several people at once."""

import asyncio
from collections.abc import Awaitable
from datetime import date

import pytest

from crm_app import accounts, staff
from crm_app.core.errors import Conflict
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.staff.employed import employed, history, mirrored
from tests.staff.organisation import a_department, a_person, a_team, entries, person_now
from tests.staff.roster import fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")


async def test_a_field_that_is_not_given_stays():
    ada = await a_person()
    span = await employed(ada, "2024-01-01", job_title="Engineer", work_location="Berlin")
    after = await run(staff.update_employment, str(span.uuid), {"job_title": "Lead"})
    assert (after.job_title, after.work_location, after.employment_start_date) == (
        "Lead",
        "Berlin",
        date(2024, 1, 1),
    )
    assert (await mirrored(ada))[1] == "Lead"


async def test_an_update_that_changes_nothing_leaves_no_trace():
    ada = await a_person()
    span = await employed(ada, "2024-01-01", job_title="Engineer")
    before = (await person_now(ada.uuid)).updated_at
    same = {"job_title": "Engineer ", "employment_start_date": date(2024, 1, 1), "notes": ""}
    assert (await run(staff.update_employment, span.uuid, same)).updated_at == span.updated_at
    assert (await person_now(ada.uuid)).updated_at == before
    assert await entries("employment_updated") == []


async def test_a_past_employment_that_changes_leaves_the_person_as_they_are():
    ada = await a_person()
    past = await employed(ada, "2010-01-01", "2011-01-01")
    await employed(ada, "2020-01-01")
    before = (await person_now(ada.uuid)).updated_at
    await run(staff.update_employment, past.uuid, {"job_title": "Intern"})
    assert (await person_now(ada.uuid)).updated_at == before


async def test_two_people_who_change_different_fields_both_win():
    ada = await a_person()
    span = await employed(ada, "2024-01-01", job_title="Old")
    seen = {"job_title": "Old", "work_location": ""}
    await run(staff.update_employment, span.uuid, {**seen, "job_title": "New"}, seen=seen)
    after = await run(staff.update_employment, span.uuid, {**seen, "work_location": "Rome"}, seen=seen)
    assert (after.job_title, after.work_location) == ("New", "Rome")


async def test_the_second_of_two_who_change_one_field_is_shown_both_values():
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    seen = {"employment_start_date": "2024-01-01"}
    await run(staff.update_employment, span.uuid, {"employment_start_date": "2024-02-01"}, seen=seen)
    with pytest.raises(staff.EditConflict) as refused:
        await run(staff.update_employment, span.uuid, {"employment_start_date": "2024-03-01"}, seen=seen)
    (difference,) = refused.value.differences
    assert (difference.theirs, difference.yours) == ("2024-02-01", "2024-03-01")


async def test_dates_that_two_people_change_must_fit_together():
    """One moved the start meanwhile; the end that the other sets is held against that."""
    ada = await a_person()
    span = await employed(ada, "2020-01-01", "2024-01-01")
    seen = {"employment_start_date": "2020-01-01", "employment_end_date": "2024-01-01"}
    later = {**seen, "employment_start_date": "2023-01-01"}
    await run(staff.update_employment, span.uuid, later, seen=seen)
    shorter = run(
        staff.update_employment, span.uuid, {**seen, "employment_end_date": "2022-01-01"}, seen=seen
    )
    assert await fields_refused(shorter) == ["employment_end_date"]


async def test_a_second_employment_cannot_be_opened_again():
    ada = await a_person()
    past = await employed(ada, "2010-01-01", "2011-01-01")
    await employed(ada, "2020-01-01")
    reopened = run(staff.update_employment, past.uuid, {"employment_end_date": ""})
    assert await fields_refused(reopened) == ["employment_end_date"]


async def test_the_only_employment_can_be_opened_again():
    ada = await a_person()
    past = await employed(ada, "2010-01-01", "2011-01-01")
    await run(staff.update_employment, past.uuid, {"employment_end_date": ""})
    assert await history(ada) == [(None, "2010-01-01", "")]


async def test_a_department_that_is_gone_does_not_stop_a_form_that_left_it_alone():
    ada, department = await a_person(), await a_department()
    span = await employed(ada, "2024-01-01", primary_department_uuid=department.uuid)
    seen = {"job_title": "", "primary_department_uuid": str(department.uuid)}
    await run(staff.delete_department, department.uuid)
    after = await run(staff.update_employment, span.uuid, {**seen, "job_title": "Lead"}, seen=seen)
    assert (after.job_title, after.primary_department_uuid) == ("Lead", None)


@pytest.mark.parametrize("end", ["2024-06-30", date(2024, 6, 30)], ids=["text", "date"])
async def test_an_employment_ends_on_a_day(end: str | date):
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    assert (await run(staff.end_employment, str(span.uuid), end)).employment_end_date == date(2024, 6, 30)
    assert (await mirrored(ada))[4] == date(2024, 6, 30)


@pytest.mark.parametrize("end", ["", "soon", "2023-12-31", "2201-01-01"])
async def test_an_end_that_is_no_end_is_told_at_the_field(end: str):
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    assert await fields_refused(run(staff.end_employment, span.uuid, end)) == ["employment_end_date"]
    assert await history(ada) == [(None, "2024-01-01", "")]


async def test_what_has_ended_is_not_ended_again_on_another_day():
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    for _ in range(2):
        await run(staff.end_employment, span.uuid, "2024-06-30")
    with pytest.raises(Conflict):
        await run(staff.end_employment, span.uuid, "2024-07-31")
    assert await history(ada) == [(None, "2024-01-01", "2024-06-30")]
    assert len(await entries("employment_ended")) == 1


async def test_removing_the_current_one_brings_back_the_one_before():
    ada = await a_person()
    await employed(ada, "2020-01-01", "2021-01-01", job_title="Intern")
    span = await employed(ada, "2024-01-01", job_title="Engineer")
    await run(staff.delete_employment, span.uuid)
    assert (await mirrored(ada))[1] == "Intern"
    assert await outcome(run(staff.delete_employment, span.uuid)) == "not_found"


async def test_what_the_person_shows_can_be_written_anew():
    ada = await a_person(job_title="Stale")
    await run(staff.sync_current, str(ada.uuid))
    assert await mirrored(ada) == (None,) * 6


async def test_a_person_read_before_shows_the_change_in_the_same_transaction():
    ada = await a_person()
    async with system_scope() as scope:
        before = await staff.require_person(scope, ada.uuid)
        await staff.create_employment(scope, ada.uuid, {"job_title": "Engineer"})
        assert before.job_title == "Engineer"


async def test_the_same_click_many_times_at_once_writes_one_employment(mira: accounts.User):
    key, ada = uuid7(), await a_person()
    fields = {"job_title": "Engineer", "employment_start_date": "2024-01-01"}
    clicks = (run_as(mira, staff.create_employment, ada.uuid, fields, uuid=key) for _ in range(8))
    assert {span.uuid for span in await asyncio.gather(*clicks)} == {key}
    assert await history(ada) == [("Engineer", "2024-01-01", "")]
    assert len(await entries("employment_added")) == 1


async def test_a_correction_after_a_lost_answer_is_written(mira: accounts.User):
    key, ada = uuid7(), await a_person()
    await run_as(mira, staff.create_employment, ada.uuid, {"job_title": "Enginer"}, uuid=key)
    await run_as(mira, staff.create_employment, ada.uuid, {"job_title": "Engineer"}, uuid=str(key))
    assert await history(ada) == [("Engineer", "", "")]


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key, ada, bob = uuid7(), await a_person("Ada"), await a_person("Bob")
    await run_as(owner, staff.create_employment, ada.uuid, {"job_title": "Engineer"}, uuid=key)
    for user, person in ((mira, ada), (owner, bob)):
        with pytest.raises(Conflict):
            await run_as(user, staff.create_employment, person.uuid, {"job_title": "Other"}, uuid=key)
    assert (await history(ada), await history(bob)) == ([("Engineer", "", "")], [])


async def test_of_many_who_open_one_at_once_one_is_open_and_nobody_fails():
    ada = await a_person()
    told = await outcomes(*(employed(ada, "2024-01-01", job_title=str(number)) for number in range(8)))
    assert told == ["ok"] * 8
    open_ones = [title for title, _, end in await history(ada) if not end]
    assert len(open_ones) == 1
    assert (await mirrored(ada))[1] == open_ones[0]


async def test_of_two_that_are_opened_again_at_once_one_is_open():
    for _ in range(4):
        ada = await a_person()
        spans = [await employed(ada, f"20{n}-01-01", f"20{n}-12-31") for n in (10, 11)]
        calls = (run(staff.update_employment, span.uuid, {"employment_end_date": ""}) for span in spans)
        assert await outcomes(*calls) == ["ok", "validation_failed"]
        assert [end for _, _, end in await history(ada)].count("") == 1


async def test_of_many_who_end_or_remove_at_once_the_others_are_told():
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    days = (run(staff.end_employment, span.uuid, f"2024-0{month}-01") for month in range(2, 8))
    assert await outcomes(*days) == ["conflict"] * 5 + ["ok"]
    told = await outcomes(*(run(staff.delete_employment, span.uuid) for _ in range(6)))
    assert told == ["not_found"] * 5 + ["ok"]


async def test_nobody_is_employed_on_the_way_to_the_trash():
    for number in range(8):
        person = await a_person(f"Person {number}")
        opened = outcome(employed(person, "2024-01-01"))
        gone = outcome(run(staff.trash_person, person.uuid))
        told = await asyncio.gather(*((opened, gone) if number % 2 else (gone, opened)))
        assert sorted(told) in (["ok", "ok"], ["ok", "person_trashed"])
        assert bool(await history(person)) == (sorted(told) == ["ok", "ok"])


async def test_departments_and_teams_are_deleted_while_people_are_employed_there():
    """Nobody waits in a circle, and nobody is left with a department that is gone."""
    for number in range(6):
        department, other = await a_department(f"D {number}"), await a_department(f"Other {number}")
        team = await a_team(f"T {number}", department)
        places = {"primary_department_uuid": department.uuid, "primary_team_uuid": team.uuid}
        people = [await a_person() for _ in range(4)]
        spans = [await employed(person, "2020-01-01", **places) for person in people]
        moved = {"primary_department_uuid": other.uuid, "employment_start_date": "2024-01-01"}
        calls: list[Awaitable[object]] = [
            employed(people[0], "2024-01-01", **places),
            run(staff.update_employment, spans[1].uuid, {"job_title": "Lead"}),
            run(staff.create_employment, people[2].uuid, moved),
            run(staff.end_employment, spans[3].uuid, "2024-01-01"),
            run(staff.delete_department, department.uuid),
            run(staff.add_team_person, team.uuid, people[0].uuid),
            run(staff.delete_team, team.uuid),
        ]
        told = await outcomes(*(calls if number % 2 else calls[::-1]))
        assert set(told) <= {"ok", "validation_failed", "not_found"}
        assert [await run(staff.get_department, department.uuid)] == [None]
        departments = [(await person_now(person.uuid)).primary_department_uuid for person in people]
        assert set(departments) <= {None, other.uuid}
