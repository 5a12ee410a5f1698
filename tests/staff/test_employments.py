"""Employment history: one current span at most, ranges that hold, and the person shows the current one."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from crm_app.core.clock import now
from crm_app.staff import topics
from tests.factories import outcome, run, run_as
from tests.staff.employed import employed, history, mirrored
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
from tests.staff.roster import count_of, fields_refused

pytestmark = pytest.mark.usefixtures("database")
NOWHERE = [uuid4(), str(uuid4()), "", "nonsense", "\0"]


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
