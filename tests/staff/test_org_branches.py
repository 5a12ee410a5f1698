"""The people of several branches of the org tree, in one statement."""

from uuid import UUID

import pytest

from crm_app import accounts, staff
from crm_app.core.scope import open_scope
from tests.factories import outcome, run, run_as
from tests.staff.organisation import a_department, a_person, a_team, trash

pytestmark = pytest.mark.usefixtures("database")


async def names(*departments: staff.Department, limit: int = 24) -> dict[UUID, list[str]]:
    found = await run(staff.org_branches, [each.uuid for each in departments], limit=limit)
    return {branch: [person.name for person in people] for branch, people in found.items()}


async def test_teams_and_those_without_a_team_are_found_under_their_branch():
    design, sales = await a_department("Design"), await a_department("Sales")
    web, field = await a_team("Web", design), await a_team("Field", sales)
    await a_person("Cleo", team=web)
    await a_person("Ada", team=web, primary_department_uuid=sales.uuid)
    await a_person("Bo", primary_department_uuid=design.uuid)
    await a_person("Dora", team=field)
    await a_person("Nobody's")
    assert await names(design) == {web.uuid: ["Ada", "Cleo"], design.uuid: ["Bo"]}
    both = await names(design, sales)
    assert both == {web.uuid: ["Ada", "Cleo"], design.uuid: ["Bo"], field.uuid: ["Dora"]}


async def test_each_branch_has_its_own_limit():
    design = await a_department("Design")
    web, print_ = await a_team("Web", design), await a_team("Print", design)
    for name in ("Ada", "Bo", "Cleo"):
        await a_person(name, team=web)
        await a_person(name, team=print_)
    assert await names(design, limit=2) == {web.uuid: ["Ada", "Bo"], print_.uuid: ["Ada", "Bo"]}


async def test_nobody_in_the_trash_is_shown():
    design = await a_department("Design")
    web = await a_team("Web", design)
    await trash(await a_person("Ada", team=web), await a_person("Bo", primary_department_uuid=design.uuid))
    assert await names(design) == {}


async def test_any_number_of_departments_is_one_statement_and_none_is_no_statement(statements: list[str]):
    departments = [await a_department(name) for name in ("Design", "Sales", "Legal")]
    statements.clear()
    await names(*departments)
    assert len([sent for sent in statements if sent.startswith("SELECT")]) == 1
    statements.clear()
    assert await names() == {}
    assert [sent for sent in statements if sent.startswith("SELECT")] == []


async def test_looking_takes_the_permission_and_no_more(victor: accounts.User):
    design = await a_department("Design")
    await a_person("Ada", primary_department_uuid=design.uuid)
    assert list(await run_as(victor, staff.org_branches, [design.uuid])) == [design.uuid]
    async with open_scope(victor, frozenset({"crm.view"})) as scope:
        assert await outcome(staff.org_branches(scope, [design.uuid])) == "forbidden"
