"""The Employment tab of a person and its form, as the server sees their tabs."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.web.pages.staff.employment_form_state import EmploymentFormState
from crm_app.web.pages.staff.employment_state import EmploymentState
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

TODAY = now().date().isoformat()
EMPTY = {
    "employment_type": "",
    "job_title": "",
    "primary_department_uuid": "",
    "primary_team_uuid": "",
    "employment_start_date": "",
    "employment_end_date": "",
    "work_location": "",
    "notes": "",
}


@pytest.fixture
async def grace(database: str) -> staff.Person:
    return await a_person("Grace Hopper")


async def employ(person: staff.Person, **attributes: object) -> staff.Employment:
    return await run(staff.create_employment, person.uuid, attributes)


def tab_of(person: staff.Person, form: object = "") -> str:
    return f"/staff/people/{person.uuid}?tab=employment" + (f"&form={form}" if form else "")


def spans(tab: Tab) -> list[dict[str, Any]]:
    return tab.value("spans", EmploymentState)


def of(tab: Tab, var: str) -> Any:
    return tab.value(var, EmploymentFormState)


async def save(tab: Tab, values: dict[str, str], seen: dict[str, str] | None = None) -> None:
    await do(tab, EmploymentFormState.save, values=values, seen=seen or of(tab, "values"))


async def history(person: staff.Person) -> list[tuple[str | None, str, str]]:
    rows = await run(staff.list_employments, person.uuid)
    return [
        (row.job_title, str(row.employment_start_date or ""), str(row.employment_end_date or ""))
        for row in rows
    ]


async def test_the_history_is_shown_and_follows(
    open_tab: OpenTab, victor: accounts.User, grace: staff.Person
):
    design = await a_department("Design")
    await employ(
        grace,
        job_title="Admiral",
        employment_type="full_time",
        employment_start_date="2020-01-01",
        primary_department_uuid=design.uuid,
        notes="One\nTwo",
    )
    tab = await open_tab(victor, tab_of(grace))
    (span,) = spans(tab)
    assert (span["title"], span["kind"], span["current"]) == ("Admiral", "Full-time", True)
    assert (span["start"], span["end"], span["department"]) == ("2020-01-01", "", "Design")
    assert span["notes"] == "One\nTwo"
    await run(staff.update_department, design.uuid, {"name": "Form"})
    await tab.until(lambda: spans(tab)[0]["department"] == "Form")
    await employ(grace, job_title="Professor", employment_start_date="2021-01-01")
    await tab.until(lambda: [each["title"] for each in spans(tab)] == ["Professor", "Admiral"])


async def test_an_open_span_ends_today_and_undo_opens_it_again(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    span = await employ(grace, job_title="Admiral", employment_start_date="2020-01-01")
    tab = await open_tab(mira, tab_of(grace))
    await do(tab, EmploymentState.end_now, uuid=str(span.uuid))
    assert tab.notices() == ["The employment ends today."]
    await tab.until(lambda: spans(tab)[0]["end"] == TODAY)
    await do(tab, EmploymentState.open_again, uuid=str(span.uuid))
    await tab.until(lambda: spans(tab)[0]["current"] is True)


async def test_a_span_that_has_not_begun_cannot_end_today(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    span = await employ(grace, employment_start_date="2100-01-01")
    tab = await open_tab(mira, tab_of(grace))
    await do(tab, EmploymentState.end_now, uuid=str(span.uuid))
    assert tab.notices() == ["This employment has not started yet. Edit it to change its dates."]


async def test_a_span_is_removed_after_a_question(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    span = await employ(grace, job_title="Admiral")
    tab = await open_tab(mira, tab_of(grace))
    await do(tab, EmploymentState.ask_to_remove, uuid=str(span.uuid))
    assert tab.value("doomed", EmploymentState) == str(span.uuid)
    await do(tab, EmploymentState.keep)
    assert await history(grace)
    await do(tab, EmploymentState.ask_to_remove, uuid=str(span.uuid))
    await do(tab, EmploymentState.remove)
    await tab.until(lambda: spans(tab) == [])
    assert await history(grace) == []
    assert (await run(staff.require_person, grace.uuid)).job_title is None


async def test_a_span_that_somebody_else_has_removed_closes_its_question(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    span = await employ(grace)
    tab = await open_tab(mira, tab_of(grace))
    await do(tab, EmploymentState.ask_to_remove, uuid=str(span.uuid))
    await run(staff.delete_employment, span.uuid)
    await tab.until(lambda: tab.value("doomed", EmploymentState) == "")
    for event in (EmploymentState.end_now, EmploymentState.open_again):
        await do(tab, event, uuid=str(span.uuid))
    await do(tab, EmploymentState.end_now, uuid="nonsense")
    await do(tab, EmploymentState.remove)
    assert set(tab.notices()) == {GONE}


async def test_a_new_span_carries_over_what_the_latest_says_from_today_on(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    design = await a_department("Design")
    team = await a_team("Lamps", design)
    await employ(
        grace,
        job_title="Admiral",
        employment_type="part_time",
        employment_start_date="2020-01-01",
        primary_department_uuid=design.uuid,
        primary_team_uuid=team.uuid,
        work_location="Arlington",
    )
    tab = await open_tab(mira, tab_of(grace, "new"))
    assert (of(tab, "form"), of(tab, "carried"), of(tab, "carried_over")) == ("new", "Admiral", True)
    values = of(tab, "values")
    assert values == EMPTY | {
        "job_title": "Admiral",
        "employment_type": "part_time",
        "employment_start_date": TODAY,
        "primary_department_uuid": str(design.uuid),
        "primary_team_uuid": str(team.uuid),
        "work_location": "Arlington",
    }
    assert [each["label"] for each in of(tab, "teams")] == ["Lamps · Design"]
    await save(tab, values | {"uuid": str(uuid7()), "job_title": "Professor"})
    assert of(tab, "saved") == tab_of(grace)
    assert await history(grace) == [("Professor", TODAY, ""), ("Admiral", "2020-01-01", TODAY)]


async def test_the_first_span_begins_empty_today(open_tab: OpenTab, mira: accounts.User, grace: staff.Person):
    tab = await open_tab(mira, tab_of(grace, "new"))
    assert of(tab, "values") == EMPTY | {"employment_start_date": TODAY}
    assert not of(tab, "carried_over")


async def test_the_same_form_twice_is_one_span(open_tab: OpenTab, mira: accounts.User, grace: staff.Person):
    tab = await open_tab(mira, tab_of(grace, "new"))
    values = EMPTY | {"uuid": str(uuid7()), "job_title": "Admiral"}
    await save(tab, values)
    await save(tab, values)
    assert len(await history(grace)) == 1


async def test_what_is_wrong_is_said_at_its_field(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, tab_of(grace, "new"))
    wrong = {"job_title": "x" * 256, "employment_start_date": "2021-01-02", "primary_team_uuid": UNKNOWN}
    await save(tab, EMPTY | wrong | {"employment_end_date": "2021-01-01", "uuid": str(uuid7())})
    problems = of(tab, "problems")
    assert problems["job_title"] == "Use at most 255 characters."
    assert problems["employment_end_date"] == "The end must not be before the start."
    assert of(tab, "saved") == ""
    await save(tab, EMPTY | {"primary_team_uuid": UNKNOWN, "uuid": str(uuid7())})
    assert of(tab, "problems")["primary_team_uuid"] == "This team does not exist any more."
    assert await history(grace) == []


async def test_a_field_is_checked_when_it_is_left(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, tab_of(grace, "new"))
    await do(tab, EmploymentFormState.check, name="employment_start_date", value="1066-10-14")
    assert of(tab, "problems")["employment_start_date"]
    await do(tab, EmploymentFormState.check, name="employment_start_date", value="2020-01-01")
    assert not of(tab, "problems")["employment_start_date"]


async def test_a_closed_span_is_edited(open_tab: OpenTab, mira: accounts.User, grace: staff.Person):
    span = await employ(grace, employment_start_date="2020-01-01", employment_end_date="2020-12-31")
    tab = await open_tab(mira, tab_of(grace, span.uuid))
    seen = of(tab, "values")
    assert (seen["employment_end_date"], of(tab, "carried_over")) == ("2020-12-31", False)
    await save(tab, seen | {"job_title": "Admiral"})
    assert await history(grace) == [("Admiral", "2020-01-01", "2020-12-31")]


async def test_opening_a_second_span_is_refused_at_the_end_date(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    closed = await employ(grace, employment_start_date="2020-01-01", employment_end_date="2020-12-31")
    await employ(grace, employment_start_date="2021-01-01")
    tab = await open_tab(mira, tab_of(grace, closed.uuid))
    await save(tab, of(tab, "values") | {"employment_end_date": ""})
    assert of(tab, "problems")["employment_end_date"]
    assert of(tab, "saved") == ""


async def test_two_people_on_one_field_are_shown_both_values(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    design = await a_department("Design")
    span = await employ(grace, employment_start_date="2020-01-01")
    tab = await open_tab(mira, tab_of(grace, span.uuid))
    seen = of(tab, "values")
    await run(staff.update_employment, span.uuid, {"primary_department_uuid": str(design.uuid)})
    await tab.until(lambda: of(tab, "changed_elsewhere"))
    other = await a_department("Other")
    await tab.until(lambda: len(of(tab, "departments")) == 2)
    await save(tab, seen | {"primary_department_uuid": str(other.uuid)}, seen)
    (conflict,) = of(tab, "conflicts")
    assert (conflict["label"], conflict["theirs_text"], conflict["yours_text"]) == (
        "Department",
        "Design",
        "Other",
    )


async def test_a_span_that_is_removed_while_its_form_is_open_is_said_and_what_was_typed_stays(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    span = await employ(grace)
    tab = await open_tab(mira, tab_of(grace, span.uuid))
    await run(staff.delete_employment, span.uuid)
    await tab.until(lambda: of(tab, "gone"))
    await save(tab, EMPTY | {"job_title": "Admiral"}, EMPTY)
    assert tab.notices() == [GONE]
    assert (of(tab, "saved"), of(tab, "form")) == ("", str(span.uuid))


@pytest.mark.parametrize("which", [UNKNOWN, "nonsense", "%00", "of somebody else"])
async def test_a_form_of_no_span_of_theirs_leads_back_to_the_tab(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person, which: str
):
    if which == "of somebody else":
        which = str((await employ(await a_person("Ada"))).uuid)
    tab = await open_tab(mira, tab_of(grace, which))
    await tab.until(lambda: tab_of(grace) in tab.redirects())
    assert tab.notices() == ["This employment does not exist any more."]
    assert not of(tab, "form")


async def test_a_viewer_gets_no_form_and_changes_nothing(
    open_tab: OpenTab, victor: accounts.User, grace: staff.Person
):
    span = await employ(grace, job_title="Admiral")
    tab = await open_tab(victor, tab_of(grace, "new"))
    assert (of(tab, "form"), tab.notices()) == ("", [])
    for event in (EmploymentState.end_now, EmploymentState.ask_to_remove, EmploymentState.open_again):
        await do(tab, event, uuid=str(span.uuid))
    await do(tab, EmploymentState.remove)
    await save(tab, EMPTY | {"uuid": str(uuid7())}, EMPTY)
    assert set(tab.notices()) == {NO_PERMISSION}
    assert len(await history(grace)) == 1


async def test_nothing_is_given_to_somebody_in_the_trash(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, tab_of(grace, "new"))
    await run(staff.trash_person, grace.uuid)
    await save(tab, EMPTY | {"uuid": str(uuid7())}, EMPTY)
    assert "This person is in the trash. Restore them first." in tab.notices()
    assert await history(grace) == []


async def test_a_person_who_is_deleted_takes_their_tab_along_without_another_word(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, tab_of(grace))
    await run(staff.trash_person, grace.uuid)
    await run(staff.delete_person, grace.uuid)
    await tab.until(lambda: "/staff" in tab.redirects())
    await tab.settle()
    assert tab.notices() == ["Grace Hopper was deleted."]
