"""Adding people to teams and skills, taking them away, and setting their levels, as the server sees tabs."""

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.skill_state import SkillState
from crm_app.web.pages.staff.team_state import TeamState
from tests.factories import run
from tests.staff.organisation import a_person, a_skill, a_team, trash
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, called, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


async def a_team_page(open_tab: OpenTab, user: accounts.User) -> tuple[Tab, staff.Team]:
    team = await a_team("Web")
    return await open_tab(user, f"/staff/teams/{team.uuid}"), team


async def a_skill_page(open_tab: OpenTab, user: accounts.User) -> tuple[Tab, staff.Skill]:
    skill = await a_skill("Type")
    return await open_tab(user, f"/staff/skills/{skill.uuid}"), skill


async def levels_of(person: staff.Person) -> list[str]:
    (skill,) = await run(staff.list_skills_for_person, person.uuid)
    return skill.proficiency_levels


async def test_the_search_offers_who_is_not_there_yet(open_tab: OpenTab, mira: accounts.User):
    for name in ("Ada Lovelace", "Grace Hopper", "Adele Goldberg"):
        await a_person(name)
    await trash(await a_person("Adam in the trash"))
    tab, team = await a_team_page(open_tab, mira)
    await a_person("Adelheid", team=team)
    await do(tab, TeamState.open_picker)
    assert called(tab.value("candidates")) == ["Ada Lovelace", "Adele Goldberg", "Grace Hopper"]
    await do(tab, TeamState.search_people, text=" ADE ")
    assert (called(tab.value("candidates")), tab.value("answers")) == (["Adele Goldberg"], "ADE")
    await do(tab, TeamState.search_people, text="%")
    assert (tab.value("candidates"), tab.value("none")) == ([], "match")


async def test_the_search_never_brings_everybody(open_tab: OpenTab, mira: accounts.User):
    for number in range(30):
        await a_person(f"Person {number}")
    tab, _ = await a_team_page(open_tab, mira)
    await do(tab, TeamState.open_picker)
    assert len(tab.value("candidates")) == 20


async def test_an_empty_search_says_why(open_tab: OpenTab, mira: accounts.User):
    tab, team = await a_team_page(open_tab, mira)
    await do(tab, TeamState.open_picker)
    assert tab.value("none") == "empty"
    await a_person("Ada", team=team)
    await tab.until(lambda: tab.value("none") == "all")


async def test_an_open_search_keeps_up_with_what_others_do(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    ada, bo = await a_person("Ada"), await a_person("Bo")
    tab, team = await a_team_page(open_tab, mira)
    await do(tab, TeamState.search_people, text="example")
    assert called(tab.value("candidates")) == ["Ada", "Bo"]
    await run(staff.add_team_person, team.uuid, ada.uuid)
    await tab.until(lambda: called(tab.value("candidates")) == ["Bo"])
    await run(staff.trash_person, bo.uuid)
    await tab.until(lambda: called(tab.value("candidates")) == [])
    await do(tab, TeamState.close_picker)
    assert (tab.value("picking"), tab.value("candidates")) == (False, [])


async def test_somebody_is_added_taken_off_and_put_back(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada", job_title="Engineer")
    tab, team = await a_team_page(open_tab, mira)
    await do(tab, TeamState.add, person_uuid=str(person.uuid), levels=[])
    await tab.until(lambda: called(tab.value("people")) == ["Ada"])
    shown = tab.value("people")[0]
    assert (shown["title"], shown["href"]) == ("Engineer", f"/staff/people/{person.uuid}")
    await do(tab, TeamState.remove, person_uuid=str(person.uuid))
    assert called(tab.value("people")) == []
    assert tab.notices() == ["Ada is not on Web any more."]
    assert tab.value("shown")[0]["action"] == "Undo"
    await do(tab, TeamState.put_back, team_uuid=str(team.uuid), person_uuid=str(person.uuid))
    await tab.until(lambda: called(tab.value("people")) == ["Ada"])


async def test_who_is_there_already_is_not_added_twice(open_tab: OpenTab, mira: accounts.User):
    tab, team = await a_team_page(open_tab, mira)
    person = await a_person("Ada", team=team)
    await do(tab, TeamState.add, person_uuid=str(person.uuid), levels=[])
    assert "This person is on this team already." in tab.notices()[0]
    assert len(await run(staff.team_people, team.uuid)) == 1


async def test_nobody_in_the_trash_is_added(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    await trash(person)
    tab, _ = await a_team_page(open_tab, mira)
    await do(tab, TeamState.add, person_uuid=str(person.uuid), levels=[])
    assert tab.notices() == ["This person is in the trash. Restore them first."]


async def test_somebody_gets_a_skill_with_levels(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    tab, _ = await a_skill_page(open_tab, mira)
    assert [group["name"] for group in tab.value("groups")] == ["Proficiency", "Tools"]
    await do(tab, SkillState.add, person_uuid=str(person.uuid), levels=["saw", "low"])
    await tab.until(lambda: called(tab.value("people")) == ["Ada"])
    assert tab.value("people")[0]["levels"] == ["low", "saw"]


async def test_a_click_on_a_level_is_saved_at_once_and_seen_by_others(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    person = await a_person("Ada")
    tab, skill = await a_skill_page(open_tab, mira)
    there = await open_tab(owner, f"/staff/skills/{skill.uuid}")
    assignment = await run(staff.assign_skill, person.uuid, skill.uuid, ["low"])
    await do(tab, SkillState.set_level, assignment=str(assignment.uuid), level="high", wanted=True)
    await there.until(lambda: [each["levels"] for each in there.value("people") or []] == [["high"]])
    await do(tab, SkillState.set_level, assignment=str(assignment.uuid), level="high", wanted=False)
    await there.until(lambda: there.value("people")[0]["levels"] == [])


async def test_a_level_that_is_gone_is_refused(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    tab, skill = await a_skill_page(open_tab, mira)
    assignment = await run(staff.assign_skill, person.uuid, skill.uuid, ["low"])
    await do(tab, SkillState.set_level, assignment=str(assignment.uuid), level="gone", wanted=True)
    await do(tab, SkillState.set_level, assignment=UNKNOWN, level="low", wanted=True)
    assert tab.notices() == ["This skill does not have such a level any more.", GONE]
    assert await levels_of(person) == ["low"]


async def test_levels_that_disappear_leave_the_page(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    tab, skill = await a_skill_page(open_tab, mira)
    await run(staff.assign_skill, person.uuid, skill.uuid, ["low", "saw"])
    await run(staff.update_skill, skill.uuid, {"levels": []})
    await tab.until(lambda: tab.value("groups") == [] and tab.value("people")[0]["levels"] == [])


async def test_undo_gives_the_skill_back_with_the_levels_that_are_left(
    open_tab: OpenTab, mira: accounts.User
):
    person = await a_person("Ada")
    tab, skill = await a_skill_page(open_tab, mira)
    await run(staff.assign_skill, person.uuid, skill.uuid, ["low", "saw"])
    await tab.until(lambda: called(tab.value("people")) == ["Ada"])
    await do(tab, SkillState.remove, person_uuid=str(person.uuid))
    assert tab.notices() == ["Ada does not have Type any more."]
    levels = (await run(staff.require_skill, skill.uuid)).levels
    await run(staff.update_skill, skill.uuid, {"levels": levels[:1]})
    back = {"skill_uuid": str(skill.uuid), "person_uuid": str(person.uuid), "levels": ["low", "saw"]}
    await do(tab, SkillState.put_back, **back)
    assert await levels_of(person) == ["low"]


@pytest.mark.parametrize("uuid", ["", "nonsense", UNKNOWN, "\0"], ids=["none", "nonsense", "unknown", "nul"])
async def test_a_forged_person_is_not_found(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab, team = await a_team_page(open_tab, mira)
    await do(tab, TeamState.add, person_uuid=uuid, levels=[])
    await do(tab, TeamState.remove, person_uuid=uuid)
    await do(tab, TeamState.put_back, team_uuid=str(team.uuid), person_uuid=uuid)
    assert set(tab.notices()) == {GONE}


async def test_a_viewer_sees_people_and_changes_nothing(open_tab: OpenTab, victor: accounts.User):
    tab, team = await a_team_page(open_tab, victor)
    person = await a_person("Ada", team=team)
    await tab.until(lambda: called(tab.value("people")) == ["Ada"])
    await do(tab, TeamState.remove, person_uuid=str(person.uuid))
    await do(tab, TeamState.open_picker)
    assert set(tab.notices()) == {NO_PERMISSION}
    assert not tab.value("picking")
    assert len(await run(staff.team_people, team.uuid)) == 1
