"""The list of people, as the server sees its tabs."""

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.list_reading import PAGE
from crm_app.web.pages.staff.list_state import PeopleList
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team
from tests.staff.roster import hired, trashed
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")
NOBODY = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"


def names(tab: Tab) -> list[str]:
    return [item["name"] for item in tab.rows()]


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


async def test_it_shows_everybody_in_the_order_of_names(open_tab: OpenTab, mira: accounts.User):
    await hired("Grace Hopper", status="inactive")
    await hired("Ada Lovelace")
    await trashed("Hedy Lamarr")
    for path in ("/staff", "/staff/people"):
        tab = await open_tab(mira, path)
        assert names(tab) == ["Ada Lovelace", "Grace Hopper"]
        assert tab.value("count") == "2 people"
        assert tab.value("trashed") == 1
        assert [item["status"] for item in tab.value("items")] == ["active", "inactive"]


async def test_a_row_says_all_that_a_list_shows_of_somebody(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Backend")
    ada = await a_person("Ada", team=team, job_title="Analyst", primary_department_uuid=team.department_uuid)
    for name in ("Compilers", "Engines"):
        await run(staff.add_team_person, (await a_team(name)).uuid, ada.uuid)
    (item,) = (await open_tab(mira, "/staff")).value("items")
    assert (item["uuid"], item["title"], item["department"]) == (
        str(ada.uuid),
        "Analyst",
        "Department of Backend",
    )
    assert (item["teams"], item["more_teams"]) == (["Backend", "Compilers"], "+1")
    assert item["all_teams"] == "Backend, Compilers, Engines"
    assert item["placeholder"] is False


async def test_an_account_that_nobody_has_claimed_is_marked(open_tab: OpenTab, mira: accounts.User):
    await run(staff.create_person_with_user, "new@example.com", {"name": "Newcomer"})
    (item,) = (await open_tab(mira, "/staff")).value("items")
    assert item["placeholder"] is True
    assert item["email"] == "new@example.com"


async def test_search_status_and_trash_come_from_the_address(open_tab: OpenTab, mira: accounts.User):
    await hired("Ada Lovelace")
    await hired("Grace Hopper", status="inactive")
    await trashed("Hedy Lamarr")
    assert names(await open_tab(mira, "/staff?q=LOVE")) == ["Ada Lovelace"]
    assert names(await open_tab(mira, "/staff?q=grace.hopper%40example")) == ["Grace Hopper"]
    assert names(await open_tab(mira, "/staff?status=inactive")) == ["Grace Hopper"]
    assert names(await open_tab(mira, "/staff?status=trashed")) == ["Hedy Lamarr"]
    assert len(names(await open_tab(mira, "/staff?status=TRASHED"))) == 2


async def test_department_and_team_come_from_the_address(open_tab: OpenTab, mira: accounts.User):
    backend, frontend = await a_team("Backend"), await a_team("Frontend")
    await a_person("Ada", team=backend, primary_department_uuid=backend.department_uuid)
    await a_person("Grace", team=frontend, primary_department_uuid=backend.department_uuid)
    of_department = await open_tab(mira, f"/staff?department={backend.department_uuid}")
    assert names(of_department) == ["Ada", "Grace"]
    both = await open_tab(mira, f"/staff?department={backend.department_uuid}&team={frontend.uuid}")
    assert names(both) == ["Grace"]
    assert both.value("narrowed") is True


async def test_the_filters_offer_departments_and_the_teams_below_them(open_tab: OpenTab, mira: accounts.User):
    backend, frontend = await a_team("Backend"), await a_team("Frontend")
    tab = await open_tab(mira, "/staff")
    assert [each["label"] for each in tab.value("departments")] == [
        "Department of Backend",
        "Department of Frontend",
    ]
    assert tab.value("teams") == [
        {"value": str(backend.uuid), "label": "Backend", "group": "Department of Backend"},
        {"value": str(frontend.uuid), "label": "Frontend", "group": "Department of Frontend"},
    ]


async def test_a_filter_by_what_is_deleted_is_still_named(open_tab: OpenTab, mira: accounts.User):
    await a_person("Ada")
    tab = await open_tab(mira, f"/staff?department={NOBODY}&team={NOBODY}")
    assert names(tab) == []
    assert tab.value("departments") == [{"value": NOBODY, "label": "Deleted department"}]
    assert tab.value("teams") == [{"value": NOBODY, "label": "Deleted team"}]


async def test_the_order_comes_from_the_address(open_tab: OpenTab, mira: accounts.User):
    await a_person("Ada", job_title="Zoologist")
    await a_person("Grace", job_title="Admiral")
    assert names(await open_tab(mira, "/staff?sort=-name")) == ["Grace", "Ada"]
    assert names(await open_tab(mira, "/staff?sort=title")) == ["Grace", "Ada"]
    assert names(await open_tab(mira, "/staff?sort=-added")) == ["Grace", "Ada"]
    assert names(await open_tab(mira, "/staff?sort=nonsense")) == ["Ada", "Grace"]


async def test_it_reads_on_until_the_end(open_tab: OpenTab, mira: accounts.User):
    for number in range(PAGE + 5):
        await a_person(f"Person {number:03}")
    tab = await open_tab(mira, "/staff?sort=-name")
    assert len(names(tab)) == PAGE
    assert tab.value("more") is True
    assert tab.value("matching") == PAGE + 5
    await do(tab, PeopleList.read_on)
    assert names(tab) == [f"Person {number:03}" for number in reversed(range(PAGE + 5))]
    assert tab.value("more") is False
    await do(tab, PeopleList.read_on)
    assert len(names(tab)) == PAGE + 5


async def test_after_a_lost_connection_as_much_is_shown_as_before(open_tab: OpenTab, mira: accounts.User):
    for number in range(PAGE + 5):
        await a_person(f"Person {number:03}")
    tab = await open_tab(mira, "/staff")
    await do(tab, PeopleList.read_on)
    await do(tab, PeopleList.load)
    assert len(names(tab)) == PAGE + 5


async def test_who_comes_above_pushes_nobody_off_the_screen(open_tab: OpenTab, mira: accounts.User):
    for number in range(PAGE + 5):
        await a_person(f"Person {number:03}")
    tab = await open_tab(mira, "/staff")
    assert names(tab)[-1] == f"Person {PAGE - 1:03}"
    for number in range(10):
        await a_person(f"Newcomer {number}")
    await a_person("Zelda")
    await run(staff.bulk_set_status, [tab.rows()[0]["uuid"]], "inactive")
    await tab.until(lambda: len(names(tab)) == PAGE + 10)
    assert names(tab)[-1] == f"Person {PAGE - 1:03}"
    assert tab.value("more") is True


async def test_it_follows_what_others_do_to_people(open_tab: OpenTab, mira: accounts.User):
    ada = await hired("Ada")
    tab = await open_tab(mira, "/staff")
    await hired("Barbara")
    await tab.until(lambda: names(tab) == ["Ada", "Barbara"])
    await run(staff.update_person, ada.uuid, {"name": "Zelda"})
    await tab.until(lambda: names(tab) == ["Zelda", "Barbara"])
    await run(staff.bulk_trash, [ada.uuid])
    await tab.until(lambda: names(tab) == ["Barbara"])
    assert tab.fact("trashed") == 1
    await run(staff.bulk_restore, [ada.uuid])
    await tab.until(lambda: names(tab) == ["Barbara", "Zelda"])


async def test_it_follows_teams_and_departments(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Backend")
    ada = await a_person("Ada", primary_department_uuid=team.department_uuid)
    tab = await open_tab(mira, "/staff")
    await run(staff.add_team_person, team.uuid, ada.uuid)
    await tab.until(lambda: tab.rows()[0]["teams"] == ["Backend"])
    await run(staff.update_team, team.uuid, {"name": "Platform"})
    await tab.until(lambda: tab.rows()[0]["teams"] == ["Platform"])
    await tab.until(lambda: tab.value("teams")[0]["label"] == "Platform")
    await run(staff.update_department, team.department_uuid, {"name": "Engineering"})
    await tab.until(lambda: tab.rows()[0]["department"] == "Engineering")
    await tab.until(lambda: tab.value("departments")[0]["label"] == "Engineering")
    await a_department("Sales")
    await tab.until(lambda: len(tab.value("departments")) == 2)
    await run(staff.delete_department, team.department_uuid)
    await tab.until(lambda: tab.rows()[0]["department"] == "")
    await tab.until(lambda: tab.value("teams") == [])


async def test_who_comes_to_a_team_makes_the_filters_read_nothing(open_tab: OpenTab, mira: accounts.User):
    team, ada = await a_team("Backend"), await a_person("Ada")
    tab = await open_tab(mira, "/staff")
    tab.updates.clear()
    await run(staff.add_team_person, team.uuid, ada.uuid)
    await tab.until(lambda: tab.patches)
    await tab.settle()
    assert tab.value("teams") is None


async def test_a_viewer_reads_the_list(open_tab: OpenTab, victor: accounts.User):
    await hired("Ada")
    assert names(await open_tab(victor, "/staff")) == ["Ada"]


async def test_nobody_reads_nothing(open_tab: OpenTab, database: str):
    await hired("Ada")
    tab = await open_tab(None, "/staff")
    assert tab.sent_to_sign_in()
    assert names(tab) == []
