"""The lists of departments, teams and skills, as the server sees their tabs."""

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.departments_state import DepartmentList
from crm_app.web.pages.staff.skills_state import SkillList
from crm_app.web.pages.staff.teams_state import TeamList
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_skill, a_team
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, do, names

pytestmark = pytest.mark.xdist_group("web")


async def test_departments_come_with_their_numbers(open_tab: OpenTab, mira: accounts.User):
    design = await a_department("Design", description="What people see")
    await a_person("Ada", team=await a_team("Web", design))
    await a_person("Bo", primary_department_uuid=design.uuid)
    await a_department("Art")
    tab = await open_tab(mira, "/staff/departments")
    assert names(tab) == ["Art", "Design"]
    assert tab.value("count") == "2 departments"
    shown = tab.value("items")[1]
    assert (shown["teams"], shown["people"], shown["description"]) == (1, 2, "What people see")


async def test_search_and_order_come_from_the_address(open_tab: OpenTab, mira: accounts.User):
    for name, teams in (("Design", 1), ("Sales", 2), ("Desk", 0)):
        department = await a_department(name)
        for number in range(teams):
            await a_team(f"Team {number}", department)
    assert names(await open_tab(mira, "/staff/departments?q=DES")) == ["Design", "Desk"]
    assert names(await open_tab(mira, "/staff/departments?sort=-teams")) == ["Sales", "Design", "Desk"]
    assert names(await open_tab(mira, "/staff/departments?sort=nonsense")) == ["Design", "Desk", "Sales"]


async def test_the_list_of_departments_hears_of_teams_and_people(open_tab: OpenTab, mira: accounts.User):
    design = await a_department("Design")
    tab = await open_tab(mira, "/staff/departments")

    def numbers() -> tuple[int, int]:
        (item,) = tab.rows()
        return item["teams"], item["people"]

    team = await a_team("Web", design)
    await tab.until(lambda: numbers() == (1, 0))
    person = await a_person("Ada")
    await run(staff.add_team_person, team.uuid, person.uuid)
    await tab.until(lambda: numbers() == (1, 1))
    await run(staff.trash_person, person.uuid)
    await tab.until(lambda: numbers() == (1, 0))
    await run(staff.delete_team, team.uuid)
    await tab.until(lambda: numbers() == (0, 0))


async def test_the_list_of_teams_hears_of_departments(open_tab: OpenTab, mira: accounts.User):
    design, sales = await a_department("Design"), await a_department("Sales")
    await a_team("Web", design)
    await a_team("Field", sales)
    tab = await open_tab(mira, "/staff/teams?sort=department")
    assert names(tab) == ["Web", "Field"]
    await run(staff.update_department, design.uuid, {"name": "Xylography"})
    await tab.until(lambda: tab.rows()[0]["department"] == "Xylography")
    assert names(tab) == ["Web", "Field"]
    await run(staff.delete_department, sales.uuid)
    await tab.until(lambda: names(tab) == ["Web"])


async def test_a_team_that_moves_has_its_new_department_in_the_list(open_tab: OpenTab, mira: accounts.User):
    team, sales = await a_team("Web"), await a_department("Sales")
    tab = await open_tab(mira, "/staff/teams")
    await run(staff.update_team, team.uuid, {"department_uuid": str(sales.uuid)})
    await tab.until(lambda: tab.rows()[0]["department"] == "Sales")


async def test_the_list_of_skills_hears_of_people(open_tab: OpenTab, mira: accounts.User):
    skill, person = await a_skill("Type"), await a_person("Ada")
    tab = await open_tab(mira, "/staff/skills")
    assert tab.value("items")[0]["levels"] == "Proficiency · Tools"

    def people() -> int:
        return tab.rows()[0]["people"]

    await run(staff.assign_skill, person.uuid, skill.uuid)
    await tab.until(lambda: people() == 1)
    await run(staff.trash_person, person.uuid)
    await tab.until(lambda: people() == 0)


async def test_the_question_says_what_goes_along_with_a_department(open_tab: OpenTab, mira: accounts.User):
    design = await a_department("Design")
    web, print_ = await a_team("Web", design), await a_team("Print", design)
    ada = await a_person("Ada", team=web)
    await run(staff.add_team_person, print_.uuid, ada.uuid)
    await a_person("Bo", primary_department_uuid=design.uuid)
    tab = await open_tab(mira, "/staff/departments")
    await do(tab, DepartmentList.ask_to_delete, uuid=str(design.uuid))
    assert tab.value("doomed_name") == "Design"
    assert tab.value("goes_along") == (
        "2 teams are deleted with it, with 2 memberships. 2 people lose their place in it and stay on staff."
    )


async def test_the_question_says_who_loses_a_team_or_a_skill(open_tab: OpenTab, mira: accounts.User):
    team, skill = await a_team("Web"), await a_skill("Type")
    ada = await a_person("Ada", team=team)
    await run(staff.assign_skill, ada.uuid, skill.uuid)
    teams, skills = await open_tab(mira, "/staff/teams"), await open_tab(mira, "/staff/skills")
    await do(teams, TeamList.ask_to_delete, uuid=str(team.uuid))
    assert teams.value("goes_along") == "1 person leaves it and stays on staff."
    await do(skills, SkillList.ask_to_delete, uuid=str(skill.uuid))
    assert skills.value("goes_along") == "It will be taken from 1 person, with their level."


async def test_the_question_about_something_empty_says_that_too(open_tab: OpenTab, mira: accounts.User):
    department, skill = await a_department("Design"), await a_skill("Type")
    team = await a_team("Web")
    for path, event, uuid, said in (
        (
            "/staff/departments",
            DepartmentList.ask_to_delete,
            department.uuid,
            "It has no teams and no people.",
        ),
        ("/staff/teams", TeamList.ask_to_delete, team.uuid, "Nobody is on it."),
        ("/staff/skills", SkillList.ask_to_delete, skill.uuid, "Nobody has it."),
    ):
        tab = await open_tab(mira, f"/staff/{path}")
        await do(tab, event, uuid=str(uuid))
        assert tab.value("goes_along") == said


async def test_an_open_question_keeps_up_and_closes_when_there_is_nothing_left_to_ask(
    open_tab: OpenTab, mira: accounts.User
):
    team, person = await a_team("Web"), await a_person("Ada")
    tab = await open_tab(mira, "/staff/teams")
    await do(tab, TeamList.ask_to_delete, uuid=str(team.uuid))
    await run(staff.add_team_person, team.uuid, person.uuid)
    await tab.until(lambda: tab.value("goes_along").startswith("1 person leaves it"))
    await run(staff.delete_team, team.uuid)
    await tab.until(lambda: tab.value("doomed") == "")


async def test_what_is_deleted_leaves_the_list_and_everybody_elses(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    department = await a_department("Design")
    await a_team("Web", department)
    here, there = await open_tab(mira, "/staff/departments"), await open_tab(owner, "/staff/teams")
    await do(here, DepartmentList.ask_to_delete, uuid=str(department.uuid))
    await do(here, DepartmentList.delete)
    assert (names(here), here.notices()) == ([], ["Design was deleted."])
    await there.until(lambda: names(there) == [])


async def test_a_second_click_on_the_answer_does_nothing(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Web")
    tab = await open_tab(mira, "/staff/teams")
    await do(tab, TeamList.ask_to_delete, uuid=str(team.uuid))
    await tab.send(TeamList.delete)
    await do(tab, TeamList.delete)
    assert tab.notices() == ["Web was deleted."]


async def test_a_question_that_is_cancelled_deletes_nothing(open_tab: OpenTab, mira: accounts.User):
    skill = await a_skill("Type")
    tab = await open_tab(mira, "/staff/skills")
    await do(tab, SkillList.ask_to_delete, uuid=str(skill.uuid))
    await do(tab, SkillList.keep)
    assert tab.value("doomed") == ""
    await do(tab, SkillList.delete)
    assert (names(tab), tab.notices()) == (["Type"], [])


@pytest.mark.parametrize("uuid", ["", "nonsense", UNKNOWN, "\0"], ids=["none", "nonsense", "unknown", "nul"])
@pytest.mark.parametrize("of", [DepartmentList, TeamList, SkillList], ids=["department", "team", "skill"])
async def test_a_forged_uuid_is_not_found(open_tab: OpenTab, mira: accounts.User, of: type, uuid: str):
    tab = await open_tab(mira, of._words.path)
    await do(tab, of.ask_to_delete, uuid=uuid)
    assert tab.notices() == [GONE]
    assert not tab.value("doomed")


async def test_a_viewer_looks_and_deletes_nothing(open_tab: OpenTab, victor: accounts.User):
    team = await a_team("Web")
    tab = await open_tab(victor, "/staff/teams")
    assert names(tab) == ["Web"]
    await do(tab, TeamList.ask_to_delete, uuid=str(team.uuid))
    assert NO_PERMISSION in tab.notices()
    assert not tab.value("doomed")
