"""The overview of the staff area, as the server sees its tabs."""

from datetime import date, timedelta
from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.clock import now
from crm_app.web.pages.staff.overview_state import SMALL_PEOPLE, STEP, OverviewState
from crm_app.web.pages.staff.overview_tree import UNASSIGNED
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team
from tests.staff_filling import fill_staff
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, called, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")
OVERVIEW = "/staff/overview"


def cards(tab: Tab) -> dict[str, Any]:
    return {card["name"]: card for card in tab.value("cards")}


def inside(tab: Tab, department: str) -> dict[str, list[str]]:
    """The branches of an open department with their people."""
    return {branch["name"]: called(branch["people"]) for branch in cards(tab)[department]["branches"]}


async def a_small_organisation() -> staff.Department:
    design = await a_department("Design", description="What people see")
    await a_person("Ada", team=await a_team("Web", design))
    await a_person("Bo", primary_department_uuid=design.uuid)
    await a_department("Sales")
    await a_person("Cleo")
    return design


async def test_a_small_organisation_is_open_from_the_start(open_tab: OpenTab, mira: accounts.User):
    await a_small_organisation()
    tab = await open_tab(mira, OVERVIEW)
    assert (tab.value("departments"), tab.value("teams"), tab.value("people")) == ("2", "1", "3")
    assert inside(tab, "Design") == {"Web": ["Ada"], "": ["Bo"]}
    assert inside(tab, "Sales") == {}
    assert (cards(tab)["Design"]["teams"], cards(tab)["Design"]["people"]) == ("1 team", "2 people")
    assert (tab.value("unassigned"), called(tab.value("unassigned_people"))) == (1, ["Cleo"])


async def test_a_large_one_is_closed_and_people_come_when_it_is_opened(
    open_tab: OpenTab, mira: accounts.User, postgres_url: str
):
    fill_staff(postgres_url, SMALL_PEOPLE + 900)
    tab = await open_tab(mira, OVERVIEW)
    assert tab.value("people") == "1,000"
    assert [card["open"] for card in tab.value("cards")] == [False] * 10
    assert not tab.value("unassigned_open")
    assert not tab.value("unassigned_people")
    first = tab.value("cards")[0]
    await do(tab, OverviewState.turn, uuid=first["uuid"])
    opened = tab.value("cards")[0]
    assert opened["open"]
    assert all(len(branch["people"]) == min(branch["count"], 24) for branch in opened["branches"])
    await do(tab, OverviewState.turn, uuid=first["uuid"])
    assert tab.value("cards")[0]["branches"] == []


@pytest.mark.parametrize("uuid", ["", "nonsense", "\0"], ids=["none", "nonsense", "nul"])
async def test_what_is_no_department_cannot_be_opened(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab = await open_tab(mira, OVERVIEW)
    await do(tab, OverviewState.turn, uuid=uuid)
    assert tab.notices() == [GONE]


async def test_what_does_not_fit_is_counted(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Web")
    for number in range(26):
        await a_person(f"Person {number:02}", team=team)
    tab = await open_tab(mira, OVERVIEW)
    (branch,) = tab.value("cards")[0]["branches"]
    assert (len(branch["people"]), branch["count"], branch["more"]) == (24, 26, "2 more")


async def test_people_without_a_place_come_in_parts(
    open_tab: OpenTab, mira: accounts.User, postgres_url: str
):
    fill_staff(postgres_url, 20 * (STEP + 2), departments=1, teams=1)
    tab = await open_tab(mira, OVERVIEW)
    assert tab.value("unassigned") == STEP + 2
    await do(tab, OverviewState.turn, uuid=UNASSIGNED)
    assert (len(tab.value("unassigned_people")), tab.value("unassigned_more")) == (STEP, "2 more")
    await do(tab, OverviewState.show_more)
    assert (len(tab.value("unassigned_people")), tab.value("unassigned_more")) == (STEP + 2, "")


async def test_people_without_a_place_are_there_without_any_department(
    open_tab: OpenTab, mira: accounts.User
):
    await a_person("Cleo")
    tab = await open_tab(mira, OVERVIEW)
    assert not tab.value("cards")
    assert called(tab.value("unassigned_people")) == ["Cleo"]


async def test_birthdays_are_told_in_days(open_tab: OpenTab, mira: accounts.User):
    today = now().date()
    for name, days in (("Ada", 0), ("Bo", 1), ("Cleo", 9), ("Far", 40)):
        born = today + timedelta(days=days)
        await a_person(name, date_of_birth=date(1976, born.month, born.day))
    tab = await open_tab(mira, OVERVIEW)
    said = [(chip["person"]["name"], chip["when"], chip["today"]) for chip in tab.value("birthdays")]
    assert said == [("Ada", "today", True), ("Bo", "tomorrow", False), ("Cleo", "in 9 days", False)]


async def test_it_follows_departments_teams_and_people(open_tab: OpenTab, mira: accounts.User):
    design = await a_small_organisation()
    tab = await open_tab(mira, OVERVIEW)
    team = await a_team("Print", design)
    await tab.until(lambda: list(inside(tab, "Design")) == ["Print", "Web", ""])
    dora = await a_person("Dora")
    await run(staff.add_team_person, team.uuid, dora.uuid)
    await tab.until(lambda: inside(tab, "Design")["Print"] == ["Dora"])
    await run(staff.update_person, dora.uuid, {"name": "Dorothy"})
    await tab.until(lambda: inside(tab, "Design")["Print"] == ["Dorothy"])
    await run(staff.bulk_trash, [dora.uuid])
    await tab.until(lambda: inside(tab, "Design")["Print"] == [])
    assert tab.value("people") == "3"
    await run(staff.delete_department, design.uuid)
    await tab.until(lambda: list(cards(tab)) == ["Sales"])
    assert tab.value("unassigned") == 3


async def test_what_somebody_has_opened_stays_open_when_others_change_something(
    open_tab: OpenTab, mira: accounts.User, postgres_url: str
):
    fill_staff(postgres_url, SMALL_PEOPLE + 100)
    tab = await open_tab(mira, OVERVIEW)
    await do(tab, OverviewState.turn, uuid=tab.value("cards")[2]["uuid"])
    await a_department("A new one")
    await tab.until(lambda: len(tab.value("cards")) == 11)
    assert [card["open"] for card in tab.value("cards")].index(True) == 3


async def test_as_many_statements_for_many_people_and_open_departments_as_for_few(
    database: str, statements: list[str], postgres_url: str
):
    from crm_app.core.scope import system_scope
    from crm_app.web.pages.staff.overview_birthdays import birthday_chips
    from crm_app.web.pages.staff.overview_tree import read_tree

    async def count() -> int:
        statements.clear()
        async with system_scope() as scope:
            counts = await staff.org_counts(scope)
            opened = {UNASSIGNED, *(str(each.uuid) for each in counts.departments)}
            await read_tree(scope, counts, opened, STEP)
            await birthday_chips(scope)
        return len([sent for sent in statements if sent.lstrip().upper().startswith(("SELECT", "WITH"))])

    await a_small_organisation()
    few = await count()
    fill_staff(postgres_url, 2_000)
    assert await count() == few
