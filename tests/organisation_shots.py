"""Pictures of departments, teams, skills and the overview of the demo's company, for `tests.screenshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_app.demo.employees import key_of

if TYPE_CHECKING:
    from tests.screenshots import Visit

SALES, GLASS, CAD = key_of("department", "Sales"), key_of("team", "Glass"), key_of("skill", "CAD")


def staff_overview(visit: Visit) -> None:
    visit.open("/staff/overview", ".tree-card .chip")


def staff_departments(visit: Visit) -> None:
    visit.open("/staff/departments", "text=Workshop")


def staff_department(visit: Visit) -> None:
    visit.open(f"/staff/departments/{SALES}", "text=Showroom")


def staff_department_menu(visit: Visit) -> None:
    staff_departments(visit)
    visit.page.get_by_role("button", name="Actions for Sales").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def staff_department_deleting(visit: Visit) -> None:
    staff_department_menu(visit)
    visit.page.get_by_role("menuitem", name="Delete…").click()
    visit.page.get_by_role("alertdialog").wait_for()


def staff_new_department(visit: Visit) -> None:
    visit.open("/staff/departments/new", "text=Create department")


def staff_teams(visit: Visit) -> None:
    visit.open("/staff/teams?sort=-people", "text=Glass")


def staff_teams_without_result(visit: Visit) -> None:
    visit.open("/staff/teams?q=zzz", "text=No results")


def staff_team(visit: Visit) -> None:
    visit.open(f"/staff/teams/{GLASS}", "tbody tr")


def staff_team_adding(visit: Visit) -> None:
    staff_team(visit)
    visit.page.get_by_role("button", name="Add person").click()
    visit.page.get_by_role("combobox").fill("an")
    visit.page.get_by_role("option").first.wait_for()


def staff_new_team_with_errors(visit: Visit) -> None:
    visit.open("/staff/teams/new", "text=Create team")
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_text("A name is needed.").wait_for()


def staff_skills(visit: Visit) -> None:
    visit.open("/staff/skills", "text=CAD")


def staff_skill(visit: Visit) -> None:
    visit.open(f"/staff/skills/{CAD}", "tbody .level")


def staff_skill_adding(visit: Visit) -> None:
    staff_skill(visit)
    visit.page.get_by_role("button", name="Add person").click()
    visit.page.get_by_role("option").first.click()
    visit.page.locator(".picker .level").first.wait_for()


def staff_edit_skill(visit: Visit) -> None:
    visit.open(f"/staff/skills/{CAD}/edit", ".selector")


def staff_new_skill(visit: Visit) -> None:
    visit.open("/staff/skills/new", "text=Create skill")
    visit.page.get_by_role("button", name="Add standard levels").click()
    visit.page.get_by_role("button", name="Add selector").click()


def staff_empty_overview(visit: Visit) -> None:
    visit.open("/staff/overview", "text=No departments yet")


def staff_empty_departments(visit: Visit) -> None:
    visit.open("/staff/departments", "text=No departments yet")


def staff_first_team(visit: Visit) -> None:
    visit.open("/staff/teams/new", "text=A team needs a department")


def staff_empty_skills(visit: Visit) -> None:
    visit.open("/staff/skills", "text=No skills yet")


AS_OWNER = (
    *(staff_overview, staff_departments, staff_department, staff_department_menu, staff_department_deleting),
    *(staff_new_department, staff_teams, staff_teams_without_result, staff_team, staff_team_adding),
    *(staff_new_team_with_errors, staff_skills, staff_skill, staff_skill_adding, staff_edit_skill),
    staff_new_skill,
)
AS_OWNER_OF_NOTHING = (staff_empty_overview, staff_empty_departments, staff_first_team, staff_empty_skills)
