"""The forms of departments, teams and skills, as the server sees their tabs."""

import json
from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.web.pages.staff.department_form_state import DepartmentFormState
from crm_app.web.pages.staff.skill_form_state import SkillFormState
from crm_app.web.pages.staff.team_form_state import TeamFormState
from tests.factories import run
from tests.staff.organisation import LEVELS, a_department, a_person, a_skill, a_team
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


def written(levels: Any) -> str:
    """As `JSON.stringify` writes it."""
    return json.dumps(levels, ensure_ascii=False, separators=(",", ":"))


async def opened(open_tab: OpenTab, user: accounts.User, path: str) -> tuple[Tab, dict[str, str]]:
    tab = await open_tab(user, path)
    return tab, tab.value("values")


def problem(tab: Tab, name: str) -> str:
    return tab.value("problems")[name]


async def test_a_new_department_is_written_once_and_its_page_is_next(open_tab: OpenTab, mira: accounts.User):
    tab, seen = await opened(open_tab, mira, "/staff/departments/new")
    uuid = str(uuid7())
    for _ in range(2):
        await do(
            tab,
            DepartmentFormState.save,
            values={"uuid": uuid, "name": " Design ", "description": "x"},
            seen=seen,
        )
    assert tab.value("saved") == f"/staff/departments/{uuid}"
    assert tab.notices()[0] == "Design is saved."
    (department,) = await run(staff.list_departments)
    assert (str(department.uuid), department.name, department.description) == (uuid, "Design", "x")


async def test_a_name_that_is_missing_or_taken_is_said_at_the_field(open_tab: OpenTab, mira: accounts.User):
    await a_department("Design")
    tab, seen = await opened(open_tab, mira, "/staff/departments/new")
    for name, said in (
        ("", "A name is needed."),
        ("design", "There is a department of this name already."),
        ("x" * 256, "Use at most 255 characters."),
    ):
        values = {"uuid": str(uuid7()), "name": name, "description": ""}
        await do(tab, DepartmentFormState.save, values=values, seen=seen)
        assert (problem(tab, "name"), tab.value("saved")) == (said, "")
    assert len(await run(staff.list_departments)) == 1


async def test_a_field_is_checked_when_it_is_left(open_tab: OpenTab, mira: accounts.User):
    for path, state in (
        ("departments", DepartmentFormState),
        ("teams", TeamFormState),
        ("skills", SkillFormState),
    ):
        tab = await open_tab(mira, f"/staff/{path}/new")
        await do(tab, state.check, name="name", value="")
        assert problem(tab, "name") == "A name is needed."
        await do(tab, state.check, name="name", value="Fine")
        assert problem(tab, "name") == ""
        await do(tab, state.check, name="forged", value="x")
        assert "forged" not in tab.value("problems")


async def test_a_team_is_preselected_into_the_department_of_the_address(
    open_tab: OpenTab, mira: accounts.User
):
    design = await a_department("Design")
    for asked, chosen in ((str(design.uuid), str(design.uuid)), (UNKNOWN, ""), ("nonsense", ""), ("", "")):
        _, values = await opened(open_tab, mira, f"/staff/teams/new?department={asked}")
        assert values["department_uuid"] == chosen


async def test_a_team_without_a_department_is_refused_at_the_field(open_tab: OpenTab, mira: accounts.User):
    department = await a_department("Design")
    tab, seen = await opened(open_tab, mira, "/staff/teams/new")
    values = {"uuid": str(uuid7()), "name": "Web", "description": "", "department_uuid": ""}
    await do(tab, TeamFormState.save, values=values, seen=seen)
    assert problem(tab, "department_uuid") == "Choose a department."
    await do(tab, TeamFormState.save, values={**values, "department_uuid": UNKNOWN}, seen=seen)
    assert problem(tab, "department_uuid") == "This department does not exist any more."
    chosen = {**values, "department_uuid": str(department.uuid)}
    await do(tab, TeamFormState.save, values=chosen, seen=seen)
    assert tab.value("saved") == f"/staff/teams/{values['uuid']}"


async def test_the_departments_on_offer_are_those_of_now(open_tab: OpenTab, mira: accounts.User):
    tab, _ = await opened(open_tab, mira, "/staff/teams/new")
    assert not tab.value("departments")
    design = await a_department("Design")
    await tab.until(lambda: [each["label"] for each in tab.value("departments")] == ["Design"])
    await run(staff.delete_department, design.uuid)
    await tab.until(lambda: tab.value("departments") == [])


async def test_levels_are_written_and_read_as_the_browser_writes_them(open_tab: OpenTab, mira: accounts.User):
    tab, seen = await opened(open_tab, mira, "/staff/skills/new")
    assert seen == {"name": "", "description": "", "levels": "[]"}
    uuid = str(uuid7())
    values = {"uuid": uuid, "name": "Type", "description": "", "levels": written(LEVELS)}
    await do(tab, SkillFormState.save, values=values, seen=seen)
    assert tab.value("saved") == f"/staff/skills/{uuid}"
    assert (await run(staff.require_skill, uuid)).levels == LEVELS
    _, stored = await opened(open_tab, mira, f"/staff/skills/{uuid}/edit")
    assert json.loads(stored["levels"]) == LEVELS
    assert stored["levels"] == written(json.loads(stored["levels"]))


@pytest.mark.parametrize(
    "levels",
    ["{", "{}", "3", '["x"]', '[{"id": "!!"}]', '[{"name": 1}]', "[" * 5_000],
    ids=["broken", "a map", "a number", "a text", "odd id", "odd name", "deep"],
)
async def test_levels_that_are_none_are_refused_at_the_field(
    open_tab: OpenTab, mira: accounts.User, levels: str
):
    tab, seen = await opened(open_tab, mira, "/staff/skills/new")
    values = {"uuid": str(uuid7()), "name": "Type", "description": "", "levels": levels}
    await do(tab, SkillFormState.save, values=values, seen=seen)
    assert problem(tab, "levels")
    assert await run(staff.list_skills) == []


async def test_a_level_that_is_removed_leaves_the_people_who_had_it(open_tab: OpenTab, mira: accounts.User):
    skill, person = await a_skill("Type"), await a_person("Ada")
    await run(staff.assign_skill, person.uuid, skill.uuid, ["low", "saw"])
    tab, seen = await opened(open_tab, mira, f"/staff/skills/{skill.uuid}/edit")
    await do(tab, SkillFormState.save, values={**seen, "levels": written(LEVELS[1:])}, seen=seen)
    assert tab.value("saved") == f"/staff/skills/{skill.uuid}"
    (theirs,) = await run(staff.list_skills_for_person, person.uuid)
    assert theirs.proficiency_levels == ["saw"]


async def test_two_people_who_change_different_fields_both_win(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    department = await a_department("Design", description="old")
    path = f"/staff/departments/{department.uuid}/edit"
    (hers, seen), (theirs, _) = await opened(open_tab, mira, path), await opened(open_tab, owner, path)
    await do(theirs, DepartmentFormState.save, values={**seen, "name": "Art"}, seen=seen)
    await hers.until(lambda: hers.value("changed_elsewhere"))
    await do(hers, DepartmentFormState.save, values={**seen, "description": "new"}, seen=seen)
    stored = await run(staff.require_department, department.uuid)
    assert (stored.name, stored.description) == ("Art", "new")


async def test_two_people_who_move_a_team_are_shown_the_names_of_both_departments(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    team, sales, legal = await a_team("Web"), await a_department("Sales"), await a_department("Legal")
    path = f"/staff/teams/{team.uuid}/edit"
    (hers, seen), (theirs, _) = await opened(open_tab, mira, path), await opened(open_tab, owner, path)
    await do(theirs, TeamFormState.save, values={**seen, "department_uuid": str(sales.uuid)}, seen=seen)
    await do(hers, TeamFormState.save, values={**seen, "department_uuid": str(legal.uuid)}, seen=seen)
    (conflict,) = hers.value("conflicts")
    assert (conflict["theirs"], conflict["yours"]) == (str(sales.uuid), str(legal.uuid))
    assert (conflict["theirs_text"], conflict["yours_text"]) == ("Sales", "Legal")
    again = {**seen, "department_uuid": str(legal.uuid)}
    await do(hers, TeamFormState.save, values=again, seen={**seen, "department_uuid": str(sales.uuid)})
    assert hers.value("conflicts") == []
    assert (await run(staff.require_team, team.uuid)).department_uuid == legal.uuid


async def test_two_people_who_change_levels_are_shown_both_in_words(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    skill = await a_skill("Type")
    path = f"/staff/skills/{skill.uuid}/edit"
    (hers, seen), (theirs, _) = await opened(open_tab, mira, path), await opened(open_tab, owner, path)
    await do(theirs, SkillFormState.save, values={**seen, "levels": written(LEVELS[:1])}, seen=seen)
    await do(hers, SkillFormState.save, values={**seen, "levels": written(LEVELS[1:])}, seen=seen)
    (conflict,) = hers.value("conflicts")
    assert json.loads(conflict["theirs"]) == LEVELS[:1]
    assert conflict["theirs_text"] == "Proficiency: Low, Mid, High"
    assert conflict["yours_text"] == "Tools: Hammer, Saw"


async def test_a_form_whose_record_is_deleted_says_so_and_saves_nothing(
    open_tab: OpenTab, mira: accounts.User
):
    department = await a_department("Design")
    tab, seen = await opened(open_tab, mira, f"/staff/departments/{department.uuid}/edit")
    await run(staff.delete_department, department.uuid)
    await tab.until(lambda: tab.value("gone"))
    await do(tab, DepartmentFormState.save, values={**seen, "name": "Art"}, seen=seen)
    assert (tab.value("saved"), tab.notices()) == ("", [GONE])


async def test_the_form_of_a_team_hears_that_its_department_took_it_along(
    open_tab: OpenTab, mira: accounts.User
):
    team = await a_team("Web")
    tab, _ = await opened(open_tab, mira, f"/staff/teams/{team.uuid}/edit")
    await run(staff.delete_department, team.department_uuid)
    await tab.until(lambda: tab.value("gone"))


@pytest.mark.parametrize("uuid", [UNKNOWN, "nonsense", "%00"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/staff/departments", "Department not found"),
        ("/staff/teams", "Team not found"),
        ("/staff/skills", "Skill not found"),
    ],
    ids=["department", "team", "skill"],
)
@pytest.mark.parametrize("form", ["", "/edit"], ids=["page", "form"])
async def test_an_address_of_nothing_leads_to_the_list(
    open_tab: OpenTab, mira: accounts.User, path: str, said: str, uuid: str, form: str
):
    tab = await open_tab(mira, f"{path}/{uuid}{form}")
    await tab.until(lambda: path in tab.redirects())
    assert tab.notices() == [said]


async def test_a_viewer_writes_nothing(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor, "/staff/departments")
    values = {"uuid": str(uuid7()), "name": "Design", "description": ""}
    await do(tab, DepartmentFormState.save, values=values, seen={})
    assert NO_PERMISSION in tab.notices()
    assert await run(staff.list_departments) == []
