"""The pages of one department, team or skill, as the server sees their tabs."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.department_state import DepartmentState
from crm_app.web.pages.staff.org_record_state import STEP
from crm_app.web.pages.staff.skill_state import SkillState
from crm_app.web.pages.staff.team_state import TeamState
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_skill, a_team
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, called, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


def page_of(record: staff.Department | staff.Team | staff.Skill) -> str:
    kinds = {staff.Department: "departments", staff.Team: "teams", staff.Skill: "skills"}
    return f"/staff/{kinds[type(record)]}/{record.uuid}"


async def test_a_department_has_teams_and_people_without_one(open_tab: OpenTab, mira: accounts.User):
    design = await a_department("Design", description="What people see")
    await a_person("Ada", team=await a_team("Web", design))
    await a_person("Bo", primary_department_uuid=design.uuid)
    tab = await open_tab(mira, page_of(design))
    assert (tab.value("path"), tab.value("name")) == (page_of(design), "Design")
    assert (tab.value("description"), tab.value("people_in_all")) == ("What people see", "2 people")
    assert [(team["name"], team["summary"]) for team in tab.value("teams")] == [("Web", "1 person")]
    assert (called(tab.value("people")), tab.value("total")) == (["Bo"], 1)


async def test_a_department_hears_of_its_teams_and_people(open_tab: OpenTab, mira: accounts.User):
    design = await a_department("Design")
    tab = await open_tab(mira, page_of(design))
    team = await a_team("Web", design)
    await tab.until(lambda: [each["name"] for each in tab.value("teams") or []] == ["Web"])
    person = await a_person("Ada")
    await run(staff.add_team_person, team.uuid, person.uuid)
    await tab.until(lambda: tab.value("teams")[0]["people"] == 1)
    await run(staff.trash_person, person.uuid)
    await tab.until(lambda: tab.value("teams")[0]["people"] == 0)
    await run(staff.update_department, design.uuid, {"name": "Art"})
    await tab.until(lambda: tab.value("name") == "Art")


async def test_both_departments_hear_of_a_team_that_moves(open_tab: OpenTab, mira: accounts.User):
    old, new = await a_department("Old"), await a_department("New")
    team = await a_team("Web", old)
    left, joined = await open_tab(mira, page_of(old)), await open_tab(mira, page_of(new))
    assert len(left.value("teams")) == 1
    await run(staff.update_team, team.uuid, {"department_uuid": str(new.uuid)})
    await left.until(lambda: left.value("teams") == [])
    await joined.until(lambda: len(joined.value("teams") or []) == 1)


async def test_a_team_shows_its_department_and_hears_of_it(open_tab: OpenTab, mira: accounts.User):
    design, sales = await a_department("Design"), await a_department("Sales")
    team = await a_team("Web", design)
    tab = await open_tab(mira, page_of(team))
    assert (tab.value("department"), tab.value("department_href")) == ("Design", page_of(design))
    await run(staff.update_department, design.uuid, {"name": "Art"})
    await tab.until(lambda: tab.value("department") == "Art")
    await run(staff.update_team, team.uuid, {"department_uuid": str(sales.uuid)})
    await tab.until(lambda: tab.value("department") == "Sales")
    await run(staff.update_department, sales.uuid, {"name": "Trade"})
    await tab.until(lambda: tab.value("department") == "Trade")


@pytest.mark.parametrize("of", ["team", "skill"])
async def test_people_who_are_renamed_or_trashed_change_here(open_tab: OpenTab, mira: accounts.User, of: str):
    person = await a_person("Ada")
    record: Any = await a_team("Web") if of == "team" else await a_skill("Type")
    if of == "team":
        await run(staff.add_team_person, record.uuid, person.uuid)
    else:
        await run(staff.assign_skill, person.uuid, record.uuid)
    tab = await open_tab(mira, page_of(record))
    await run(staff.update_person, person.uuid, {"name": "Ada King"})
    await tab.until(lambda: called(tab.value("people")) == ["Ada King"])
    await run(staff.bulk_trash, [person.uuid])
    await tab.until(lambda: called(tab.value("people")) == [])
    assert tab.value("total") == 0


async def deleted(record: staff.Department | staff.Team | staff.Skill) -> None:
    services: dict[type, Any] = {
        staff.Department: staff.delete_department,
        staff.Team: staff.delete_team,
        staff.Skill: staff.delete_skill,
    }
    await run(services[type(record)], record.uuid)


@pytest.mark.parametrize("make", [a_department, a_team, a_skill], ids=["department", "team", "skill"])
async def test_who_looks_at_what_is_deleted_is_told_and_led_to_the_list(
    open_tab: OpenTab, mira: accounts.User, make: Any
):
    record = await make("Web")
    tab = await open_tab(mira, page_of(record))
    await deleted(record)
    await tab.until(lambda: page_of(record).rsplit("/", 1)[0] in tab.redirects())
    assert tab.notices() == ["Web was deleted."]


async def test_a_team_that_goes_with_its_department_says_so(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Web")
    tab = await open_tab(mira, page_of(team))
    await run(staff.delete_department, team.department_uuid)
    await tab.until(lambda: "/staff/teams" in tab.redirects())
    assert tab.notices() == ["Web was deleted."]


@pytest.mark.parametrize(
    ("make", "of"),
    [(a_department, DepartmentState), (a_team, TeamState), (a_skill, SkillState)],
    ids=["department", "team", "skill"],
)
async def test_who_deletes_it_is_told_once_and_led_to_the_list(
    open_tab: OpenTab, mira: accounts.User, make: Any, of: Any
):
    record = await make("Web")
    tab = await open_tab(mira, page_of(record))
    await do(tab, of.ask_to_delete, uuid=str(record.uuid))
    await do(tab, of.delete)
    await tab.until(lambda: page_of(record).rsplit("/", 1)[0] in tab.redirects())
    await tab.settle()
    assert tab.notices() == ["Web was deleted."]


async def test_handlers_without_an_open_record_find_nothing(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/staff/teams")
    for event, payload in (
        (TeamState.read_on, {}),
        (TeamState.open_picker, {}),
        (SkillState.remove, {"person_uuid": "nonsense"}),
        (TeamState.add, {"person_uuid": "nonsense", "levels": []}),
    ):
        await do(tab, event, **payload)
    assert set(tab.notices()) == {GONE}


async def crowd(tab: Tab) -> int:
    return len(tab.value("people"))


async def test_many_people_come_in_parts(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Web")
    for number in range(STEP + 3):
        await a_person(f"Person {number:03}", team=team)
    tab = await open_tab(mira, page_of(team))
    assert (await crowd(tab), tab.value("total"), tab.value("more")) == (STEP, STEP + 3, True)
    await do(tab, TeamState.read_on)
    assert (await crowd(tab), tab.value("more")) == (STEP + 3, False)
