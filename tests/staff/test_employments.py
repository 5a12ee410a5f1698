"""Employment history: one current span at most, ranges that hold, and the person shows the current one."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from crm_app.core.clock import now
from crm_app.core.errors import Conflict
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.organisation import (
    a_department,
    a_person,
    a_team,
    answer,
    entries,
    kinds_told,
    person_now,
    trash,
)
from tests.staff.roster import count_of, fields_refused, outcomes

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "\0"]
MIRRORED = (
    "employment_type",
    "job_title",
    "primary_department_uuid",
    "employment_start_date",
    "employment_end_date",
    "work_location",
)


async def employed(
    person: staff.Person, start: str = "", end: str = "", **fields: object
) -> staff.Employment:
    """A span of the person, without a title unless `fields` has one."""
    dates = {"employment_start_date": start, "employment_end_date": end}
    return await run(staff.create_employment, person.uuid, {**dates, **fields})


async def history(person: staff.Person) -> list[tuple[str | None, str, str]]:
    """Title, start and end of each span in order."""
    return [
        (row.job_title, str(row.employment_start_date or ""), str(row.employment_end_date or ""))
        for row in await run(staff.list_employments, person.uuid)
    ]


async def mirrored(person: staff.Person) -> tuple[Any, ...]:
    """What the person's own row says of their employment."""
    row = await person_now(person.uuid)
    return tuple(getattr(row, name) for name in MIRRORED)


async def test_a_member_opens_an_employment_and_the_person_shows_it(mira: accounts.User):
    ada, department = await a_person(), await a_department()
    team = await a_team("Team", department)
    fields = {
        "employment_type": "full_time",
        "job_title": " Engineer ",
        "primary_department_uuid": str(department.uuid),
        "primary_team_uuid": team.uuid,
        "employment_start_date": "2024-02-01",
        "work_location": "Berlin",
        "notes": "Likes\nengines",
    }
    made = await run_as(mira, staff.create_employment, str(ada.uuid), fields)
    (row,) = await run(staff.list_employments, ada.uuid)
    assert (row.uuid, row.department, row.team, row.notes) == (
        made.uuid,
        "Engineering",
        "Team",
        "Likes\nengines",
    )
    day = date(2024, 2, 1)
    assert await mirrored(ada) == ("full_time", "Engineer", department.uuid, day, None, "Berlin")
    assert (await person_now(ada.uuid)).updated_at > ada.updated_at
    assert await run(staff.teams_of, ada.uuid) == []


async def test_nothing_needs_to_be_known_of_an_employment():
    ada = await a_person()
    await run(staff.create_employment, ada.uuid, {})
    assert await history(ada) == [(None, "", "")]


@pytest.mark.parametrize(
    "given", [date(2024, 2, 1), datetime(2024, 2, 1, 23, tzinfo=UTC), "2024-02-01", " 2024-02-01 "], ids=str
)
async def test_a_date_is_a_date_or_text(given: object):
    ada = await a_person()
    made = await run(staff.create_employment, ada.uuid, {"employment_start_date": given})
    assert made.employment_start_date == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("employment_type", "freelance"),
        ("job_title", "x" * 256),
        ("job_title", "nul\0"),
        ("work_location", "x" * 256),
        ("notes", "x" * 100_001),
        ("employment_start_date", "yesterday"),
        ("employment_start_date", "2024-02-30"),
        ("employment_start_date", "01.02.2024"),
        ("employment_start_date", 20240201),
        ("employment_start_date", "1899-12-31"),
        ("employment_end_date", "2201-01-01"),
        ("employment_end_date", "x" * 1_000_000),
        ("employment_end_date", "2023-12-31"),
        ("primary_department_uuid", "nonsense"),
        ("primary_department_uuid", str(uuid4())),
        ("primary_department_uuid", 7),
        ("primary_team_uuid", "nonsense"),
        ("primary_team_uuid", uuid4()),
    ],
    ids=range(18),
)
async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(field: str, value: object):
    ada = await a_person()
    fields = {"employment_start_date": "2024-01-01", field: value}
    assert await fields_refused(run(staff.create_employment, ada.uuid, fields)) == [field]
    assert await history(ada) == []
    assert await entries("person_employment_added") == []


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
async def test_the_first_and_the_last_year_are_accepted(day: str):
    ada = await a_person()
    await employed(ada, day, day)
    assert await history(ada) == [(None, day, day)]


async def test_a_form_is_checked_without_writing_anything():
    ada = await a_person()
    span = await employed(ada, "2024-01-01", job_title="Engineer")
    form = staff.validate_employment({"employment_end_date": "2023-01-01"}, span)
    assert set(form.errors) == {"employment_end_date"}
    carried = staff.validate_employment({"employment_start_date": date(2025, 1, 1)}, span)
    assert (carried.job_title, carried.employment_start_date, carried.errors) == (
        "Engineer",
        "2025-01-01",
        {},
    )
    row = await run(staff.current_employment, ada.uuid)
    assert staff.validate_employment({}, row) == staff.validate_employment({}, span)


async def test_kinds_of_employment_and_statuses_have_names():
    labels = [staff.employment_type_label(kind) for kind in (*staff.EMPLOYMENT_TYPES, None, "odd")]
    assert labels == ["Full-time", "Part-time", "Contractor", "Intern", "Temporary", None, "odd"]
    statuses = [staff.status_label(status) for status in ("active", "inactive", "trashed", None, "odd")]
    assert statuses == ["Active", "Inactive", "In the trash", None, "odd"]


async def test_a_new_employment_closes_the_current_one_at_its_start():
    ada = await a_person()
    await employed(ada, "2020-01-01", job_title="Engineer")
    await employed(ada, "2024-01-01", job_title="Lead")
    assert await history(ada) == [("Lead", "2024-01-01", ""), ("Engineer", "2020-01-01", "2024-01-01")]
    assert (await mirrored(ada))[1] == "Lead"


async def test_a_new_employment_without_a_start_closes_the_current_one_today():
    ada = await a_person()
    await employed(ada, "2020-01-01", job_title="Engineer")
    await employed(ada, job_title="Lead")
    today = str(now().date())
    assert await history(ada) == [("Lead", "", ""), ("Engineer", "2020-01-01", today)]


async def test_a_new_employment_does_not_start_before_the_one_that_it_closes():
    ada = await a_person()
    await employed(ada, "2024-01-01", job_title="Engineer")
    assert await fields_refused(employed(ada, "2023-12-31")) == ["employment_start_date"]
    assert await history(ada) == [("Engineer", "2024-01-01", "")]
    await employed(ada, "2024-01-01", job_title="Lead")
    assert await history(ada) == [("Lead", "2024-01-01", ""), ("Engineer", "2024-01-01", "2024-01-01")]


async def test_a_new_employment_without_a_start_does_not_close_one_that_begins_later():
    ada = await a_person()
    await employed(ada, "2199-01-01")
    assert await fields_refused(employed(ada)) == ["employment_start_date"]


async def test_a_past_employment_leaves_the_current_one_alone():
    ada = await a_person()
    await employed(ada, "2024-01-01", job_title="Engineer")
    await employed(ada, "2019-01-01", "2020-01-01", job_title="Intern")
    assert await history(ada) == [("Engineer", "2024-01-01", ""), ("Intern", "2019-01-01", "2020-01-01")]
    assert (await mirrored(ada))[1] == "Engineer"


async def test_the_history_is_in_order():
    ada = await a_person()
    await employed(ada, "2010-01-01", "2011-01-01", job_title="first")
    await employed(ada, "", "2012-01-01", job_title="no start")
    await employed(ada, "2015-01-01", "2016-01-01", job_title="second")
    await employed(ada, "2015-01-01", "2017-01-01", job_title="second, written later")
    await employed(ada, "2009-01-01", job_title="current")
    titles = [title for title, _, _ in await history(ada)]
    assert titles == ["current", "second, written later", "second", "first", "no start"]


async def test_without_an_open_one_the_latest_is_current():
    ada = await a_person()
    assert await run(staff.current_employment, ada.uuid) is None
    await employed(ada, "2015-01-01", "2016-01-01", job_title="Late")
    await employed(ada, "2010-01-01", "2011-01-01", job_title="Early")
    current = await run(staff.current_employment, str(ada.uuid))
    assert current is not None
    assert current.job_title == "Late"
    assert await mirrored(ada) == (None, "Late", None, date(2015, 1, 1), date(2016, 1, 1), None)


async def test_somebody_in_the_trash_starts_nothing_but_what_there_is_can_be_corrected():
    ada = await a_person()
    span = await employed(ada, "2020-01-01")
    await trash(ada)
    assert await outcome(run(staff.create_employment, ada.uuid, {})) == "person_trashed"
    await run(staff.update_employment, span.uuid, {"job_title": "Engineer"})
    await run(staff.end_employment, span.uuid, "2021-01-01")
    assert await history(ada) == [("Engineer", "2020-01-01", "2021-01-01")]
    await run(staff.delete_employment, span.uuid)
    assert await mirrored(ada) == (None,) * 6


@pytest.mark.parametrize("uuid", NOWHERE, ids=range(len(NOWHERE)))
async def test_what_does_not_exist_is_not_found(uuid: UUID | str):
    assert await run(staff.get_employment, uuid) is None
    assert await run(staff.current_employment, uuid) is None
    calls: list[tuple[Any, ...]] = [
        (staff.list_employments, uuid),
        (staff.create_employment, uuid, {}),
        (staff.update_employment, uuid, {"job_title": "New"}),
        (staff.end_employment, uuid, "2024-01-01"),
        (staff.delete_employment, uuid),
        (staff.sync_current, uuid),
    ]
    for call in calls:
        told = await outcome(run(*call))
        assert told == "not_found", call[0].__name__


async def test_a_malformed_uuid_of_a_new_employment_is_refused():
    ada = await a_person()
    assert await outcome(run(staff.create_employment, ada.uuid, {}, uuid="nonsense")) == "not_found"


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


async def test_what_happens_is_told_and_in_the_audit_trail(mira: accounts.User):
    ada = await a_person()
    pages = (topics.PEOPLE, topics.person(ada.uuid))
    fields = {"employment_type": "intern", "employment_start_date": "2024-01-01"}
    async with kinds_told(*pages) as heard:
        span = await run_as(mira, staff.create_employment, ada.uuid, fields)
        await run_as(mira, staff.update_employment, span.uuid, {"employment_type": "full_time"})
        await run_as(mira, staff.end_employment, span.uuid, "2024-06-30")
        await run_as(mira, staff.delete_employment, span.uuid)
    assert await heard() == dict.fromkeys(pages, "person_employment_changed")
    found = [entry for entry in await entries() if "employment" in entry.action]
    assert [(entry.action.rpartition("_")[2], entry.details["employment_type"]) for entry in found] == [
        ("added", "intern"),
        ("updated", "full_time"),
        ("ended", "full_time"),
        ("removed", "full_time"),
    ]
    assert {(entry.resource_type, entry.resource_uuid) for entry in found} == {("staff_person", ada.uuid)}
    assert {entry.details["employment_uuid"] for entry in found} == {str(span.uuid)}


async def test_the_span_that_a_new_one_closes_has_its_own_entry():
    ada = await a_person()
    first = await employed(ada, "2020-01-01")
    await employed(ada, "2024-01-01")
    (entry,) = await entries("employment_ended")
    assert entry.details["employment_uuid"] == str(first.uuid)


async def test_a_person_who_goes_takes_their_history_along():
    ada = await a_person()
    await employed(ada, "2020-01-01")
    await run(staff.trash_person, ada.uuid)
    await run(staff.delete_person, ada.uuid)
    assert await count_of(staff.Employment) == 0


async def test_each_permission_is_asked_for_and_no_other(victor: accounts.User):
    ada = await a_person()
    span = await employed(ada, "2024-01-01")
    looks: list[tuple[Any, ...]] = [
        (staff.list_employments, ada.uuid),
        (staff.current_employment, ada.uuid),
        (staff.get_employment, span.uuid),
    ]
    writes: list[tuple[Any, ...]] = [
        (staff.create_employment, ada.uuid, {"employment_end_date": "2020-01-01"}),
        (staff.update_employment, span.uuid, {"job_title": "Lead"}),
        (staff.sync_current, ada.uuid),
        (staff.end_employment, span.uuid, "2024-02-01"),
        (staff.delete_employment, span.uuid),
    ]
    for call in looks:
        assert await answer(victor, {"staff.edit", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.view"}, *call) == "ok"
    for call in writes:
        assert await answer(victor, {"staff.view", "staff.delete"}, *call) == "forbidden"
        assert await answer(victor, {"staff.edit"}, *call) == "ok"
