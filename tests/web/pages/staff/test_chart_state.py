"""The org chart, as the server sees its tabs."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.chart_rows import PAGE
from crm_app.web.pages.staff.chart_state import AT_ONCE, Chart
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team, trash
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import UNKNOWN, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

CHART = "/staff/chart"
GONE = "This is not in the org chart any more."


def value(tab: Tab, var: str) -> Any:
    """What the chart was last sent for a var; other states have some of the same name."""
    deltas = [(update.get("delta") or {}).get(Chart.get_full_name(), {}) for update in tab.updates]
    sent = [delta[f"{var}_rx_state_"] for delta in deltas if f"{var}_rx_state_" in delta]
    return sent[-1] if sent else None


def names(tab: Tab) -> list[list[str]]:
    """The people of each page of the last answer."""
    return [[row["name"] for row in page["rows"]] for page in value(tab, "answer")["pages"]]


def nodes(tab: Tab) -> dict[str, Any]:
    """Departments by name: their people, those on no team, and the people of each team."""
    return {
        node["name"]: (
            node["people"],
            node["direct"],
            {team["name"]: team["people"] for team in node["teams"]},
        )
        for node in value(tab, "picture")["departments"]
    }


async def test_it_shows_departments_and_teams_with_their_numbers_and_nobody_yet(
    open_tab: OpenTab, mira: accounts.User
):
    department = await a_department("Engineering")
    team = await a_team("Web", department)
    await a_person("Ada", team=team)
    await a_person("Bo", primary_department_uuid=department.uuid)
    await a_person("Cleo")
    tab = await open_tab(mira, CHART)
    assert nodes(tab) == {"Engineering": (2, 1, {"Web": 1})}
    assert (value(tab, "picture")["people"], value(tab, "picture")["unassigned"]) == (3, 1)
    assert value(tab, "answer") == {"number": 0, "pages": []}


async def test_people_come_page_by_page_of_any_branch_with_the_number_of_the_question(
    open_tab: OpenTab, mira: accounts.User
):
    department = await a_department()
    team = await a_team("Web", department)
    await a_person("Ada", team=team, job_title="Engineer", status="inactive")
    await a_person("Bo", primary_department_uuid=department.uuid)
    await a_person("Cleo")
    tab = await open_tab(mira, CHART)
    branches = [f"team:{team.uuid}#0", f"direct:{department.uuid}#0", "unassigned#0", "unassigned#1"]
    await do(tab, Chart.read, number=7, pages=branches)
    assert names(tab) == [["Ada"], ["Bo"], ["Cleo"], []]
    answer = value(tab, "answer")
    assert answer["number"] == 7
    assert [(page["branch"], page["page"]) for page in answer["pages"]] == [
        (f"team:{team.uuid}", 0),
        (f"direct:{department.uuid}", 0),
        ("unassigned", 0),
        ("unassigned", 1),
    ]
    ada = answer["pages"][0]["rows"][0]
    assert (ada["title"], ada["status"], ada["letters"], ada["image"]) == ("Engineer", "inactive", "A", "")


async def test_a_large_branch_is_cut_into_pages(open_tab: OpenTab, mira: accounts.User):
    for number in range(PAGE + 3):
        await a_person(f"Person {number:03}")
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.read, number=1, pages=["unassigned#0", "unassigned#1"])
    assert [len(page) for page in names(tab)] == [PAGE, 3]
    assert names(tab)[1][0] == f"Person {PAGE:03}"


async def test_a_branch_that_is_gone_meanwhile_has_nobody(open_tab: OpenTab, mira: accounts.User):
    await a_person("Ada")
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.read, number=1, pages=[f"team:{UNKNOWN}#0", "unassigned#0"])
    assert names(tab) == [[], ["Ada"]]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "all",
        "team:#0",
        f"department:{UNKNOWN}#0",
        f"team:{'-' * 36}#0",
        "unassigned#-1",
        "unassigned#x\0",
    ],
    ids=["nothing", "root", "no uuid", "department", "dashes", "negative", "nul"],
)
async def test_a_forged_page_is_not_found(open_tab: OpenTab, mira: accounts.User, page: str):
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.read, number=1, pages=[page])
    assert tab.notices() == ["This could not be found. It may have been deleted."]


async def test_nobody_gets_more_pages_at_once_than_a_screen_shows(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.read, number=1, pages=["unassigned#0"] * (AT_ONCE + 30))
    assert len(value(tab, "answer")["pages"]) == AT_ONCE


async def test_a_search_finds_departments_teams_and_people_in_their_places(
    open_tab: OpenTab, mira: accounts.User
):
    department = await a_department("Web and more")
    team = await a_team("Web", department)
    ada = await a_person("Ada Webber", team=team, job_title="Engineer")
    bo = await a_person("Bo Webb", primary_department_uuid=department.uuid)
    cleo = await a_person("Cleo Webster")
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.find, text="web")
    found = value(tab, "found")
    assert found["text"] == "web"
    assert [(hit["kind"], hit["branch"], hit["uuid"], hit["note"]) for hit in found["hits"]] == [
        ("department", f"department:{department.uuid}", str(department.uuid), ""),
        ("team", f"team:{team.uuid}", str(team.uuid), "Web and more"),
        ("person", f"team:{team.uuid}", str(ada.uuid), "Engineer · Web · Web and more"),
        ("person", f"direct:{department.uuid}", str(bo.uuid), "Web and more"),
        ("person", "unassigned", str(cleo.uuid), ""),
    ]


@pytest.mark.parametrize(
    "text", ["", "%", "_", "\0", "x" * 100_000], ids=["blank", "percent", "line", "nul", "long"]
)
async def test_an_odd_search_finds_nobody(open_tab: OpenTab, mira: accounts.User, text: str):
    await a_person("Ada")
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.find, text=text)
    assert value(tab, "found")["hits"] == []
    assert tab.notices() == []


async def test_it_goes_to_the_place_of_a_person(open_tab: OpenTab, mira: accounts.User):
    team = await a_team()
    for name in ("Ada", "Bo", "Cleo"):
        person = await a_person(name, team=team)
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.locate, branch=f"team:{team.uuid}", uuid=str(person.uuid))
    target = value(tab, "target")
    assert (target["branch"], target["uuid"], target["position"]) == (
        f"team:{team.uuid}",
        str(person.uuid),
        2,
    )
    await do(tab, Chart.locate, branch=f"team:{team.uuid}", uuid=str(person.uuid))
    assert value(tab, "target")["number"] == target["number"] + 1, "each journey is a new one"


async def test_who_has_moved_meanwhile_is_found_where_they_are_now(open_tab: OpenTab, mira: accounts.User):
    left, joined = await a_team("Left"), await a_team("Joined")
    person = await a_person("Ada", team=joined)
    tab = await open_tab(mira, CHART)
    await do(tab, Chart.locate, branch=f"team:{left.uuid}", uuid=str(person.uuid))
    assert value(tab, "target")["branch"] == f"team:{joined.uuid}"


async def test_who_has_gone_meanwhile_is_said_to_be_gone(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    tab = await open_tab(mira, CHART)
    await trash(person)
    await do(tab, Chart.locate, branch="unassigned", uuid=str(person.uuid))
    assert tab.notices() == [GONE]


async def test_an_address_can_name_a_person_a_team_or_a_department(open_tab: OpenTab, mira: accounts.User):
    department = await a_department()
    team = await a_team("Web", department)
    member = await a_person("Ada", team=team)
    direct = await a_person("Bo", primary_department_uuid=department.uuid)
    nobody = await a_person("Cleo")
    for uuid, branch in (
        (department.uuid, f"department:{department.uuid}"),
        (team.uuid, f"team:{team.uuid}"),
        (member.uuid, f"team:{team.uuid}"),
        (direct.uuid, f"direct:{department.uuid}"),
        (nobody.uuid, "unassigned"),
    ):
        tab = await open_tab(mira, f"{CHART}?at={uuid}")
        assert (value(tab, "target")["branch"], value(tab, "target")["uuid"]) == (branch, str(uuid))


@pytest.mark.parametrize("at", ["nonsense", UNKNOWN, "%00"], ids=["no uuid", "unknown", "nul"])
async def test_an_address_that_leads_nowhere_says_so_over_the_chart(
    open_tab: OpenTab, mira: accounts.User, at: str
):
    tab = await open_tab(mira, f"{CHART}?at={at}")
    assert tab.notices() == [GONE]
    assert value(tab, "loaded") is True


async def test_it_follows_departments_teams_and_people(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, CHART)
    before = value(tab, "version")
    department = await a_department("Engineering")
    await tab.until(lambda: nodes(tab) == {"Engineering": (0, 0, {})})
    team = await a_team("Web", department)
    await tab.until(lambda: nodes(tab)["Engineering"][2] == {"Web": 0})
    await a_person("Ada", team=team)
    await tab.until(lambda: nodes(tab)["Engineering"] == (1, 0, {"Web": 1}))
    await run(staff.update_team, team.uuid, {"name": "Mobile"})
    await tab.until(lambda: nodes(tab)["Engineering"][2] == {"Mobile": 1})
    assert value(tab, "version") > before


async def test_a_change_that_moves_no_number_is_told_to_the_browser_too(
    open_tab: OpenTab, mira: accounts.User
):
    person = await a_person("Ada")
    tab = await open_tab(mira, CHART)
    before = value(tab, "version")
    await run(staff.update_person, person.uuid, {"name": "Ada King"})
    await tab.until(lambda: value(tab, "version") > before)
    await do(tab, Chart.read, number=1, pages=["unassigned#0"])
    assert names(tab) == [["Ada King"]]


async def test_a_viewer_sees_the_chart(open_tab: OpenTab, victor: accounts.User):
    await a_person("Ada")
    tab = await open_tab(victor, CHART)
    await do(tab, Chart.read, number=1, pages=["unassigned#0"])
    assert names(tab) == [["Ada"]]


async def test_nobody_sees_nothing(open_tab: OpenTab, database: str):
    await a_person("Ada")
    tab = await open_tab(None, CHART)
    await do(tab, Chart.read, number=1, pages=["unassigned#0"])
    assert tab.sent_to_sign_in()
    assert value(tab, "answer") is None or value(tab, "answer")["pages"] == []


async def test_ten_times_as_many_people_take_as_many_statements(statements: list[str]):
    counts = []
    for people in (1, 10):
        for number in range(people):
            await a_person(f"Person {people} {number}", team=await a_team(f"Team {people} {number}"))
        statements.clear()
        await run(staff.org_counts)
        counts.append(len(statements))
    assert counts[0] == counts[1]
