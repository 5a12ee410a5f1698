"""The staff directory of the demo: everybody of the list, each where they belong."""

from collections import Counter

from crm_app import accounts, demo, staff
from crm_app.core.scope import system_scope
from crm_app.demo.employees import DEPARTMENTS, TEAMS, employees, key_of, skills
from tests.demo.conftest import EMPLOYEES

ROBIN = EMPLOYEES[0]


async def test_everybody_of_the_list_is_on_staff_in_their_department(whole_company: None) -> None:
    async with system_scope() as scope:
        shown = await staff.people_page(scope, staff.PeopleFilter(), limit=100)
        trashed = await staff.count_trashed(scope)
    expected = {
        employee.name: employee.department for employee in employees() if employee.status != "trashed"
    }
    assert {row.name: row.department or "" for row in shown.rows} == expected
    assert trashed == len(employees()) - len(expected)


async def test_departments_teams_and_skills_are_there(whole_company: None) -> None:
    async with system_scope() as scope:
        assert {row.name for row in await staff.department_rows(scope)} == set(DEPARTMENTS)
        assert {row.name: row.department for row in await staff.team_rows(scope)} == TEAMS
        assert {skill.name for skill in await staff.list_skills(scope)} == set(skills())


async def test_the_colleagues_who_use_the_app_are_the_same_users(whole_company: None) -> None:
    async with system_scope() as scope:
        names = Counter(user.name for user in await accounts.list_users(scope))
    assert all(names[colleague.name] == 1 for colleague in demo.COLLEAGUES)


async def test_somebody_has_languages_a_picture_and_a_job(whole_company: None) -> None:
    async with system_scope() as scope:
        robin = await staff.require_person(scope, ROBIN.uuid)
        held = {
            each.skill_uuid: each.proficiency_levels
            for each in await staff.list_skills_for_person(scope, robin.uuid)
        }
        assert held[key_of("skill", "Languages")] == ["en", "de"]
        assert robin.job_title == "Managing director"
        assert await staff.media.avatar_file(scope, robin) is not None


async def test_only_who_is_there_for_a_while_has_not_taken_the_account_over(whole_company: None) -> None:
    async with system_scope() as scope:
        shown = await staff.people_page(scope, staff.PeopleFilter(), limit=100)
    passing = {employee.name for employee in employees() if not employee.is_permanent}
    assert {row.name for row in shown.rows if row.placeholder} == passing
