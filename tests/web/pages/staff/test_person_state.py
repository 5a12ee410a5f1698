"""The page of a person, as the server sees its tabs."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.invite_state import InviteState
from crm_app.web.pages.staff.person_state import PersonState
from crm_app.web.pages.staff.person_teams_state import PersonTeamsState
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, do
from tests.web.tabs import LOAD_PAGE, Tab

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture
async def grace(database: str) -> staff.Person:
    return await a_person("Grace Hopper", email="grace@example.com")


@pytest.fixture
async def ada(database: str) -> staff.Person:
    """Ada, whose account was made for her and who has never signed in."""
    person, _ = await run(staff.add_person, {"email": "ada@example.com", "name": "Ada Lovelace"})
    return person


def page_of(person: staff.Person) -> str:
    return f"/staff/people/{person.uuid}"


def of(tab: Tab, var: str) -> Any:
    return tab.value(var, PersonState)


def name(tab: Tab) -> str:
    return of(tab, "person")["name"]


async def status(person: staff.Person) -> str | None:
    now = await run(staff.get_person, person.uuid)
    return now and now.status


async def test_it_shows_the_person(open_tab: OpenTab, victor: accounts.User, grace: staff.Person):
    design = await a_department("Design")
    team = await a_team("Lamps", design)
    skill = await run(
        staff.create_skill,
        {
            "name": "Glass",
            "levels": [{"id": "how", "name": "How", "options": [{"id": "b", "name": "Basic"}]}],
        },
    )
    await run(staff.add_team_person, team.uuid, grace.uuid)
    await run(staff.assign_skill, grace.uuid, skill.uuid, ["b"])
    await run(
        staff.create_employment,
        grace.uuid,
        {"job_title": "Admiral", "employment_type": "full_time", "primary_department_uuid": design.uuid},
    )
    await run(
        staff.update_person, grace.uuid, {"bio": "One\nTwo", "work_phone": "1", "date_of_birth": "1906-12-09"}
    )
    tab = await open_tab(victor, page_of(grace))
    person, details = of(tab, "person"), of(tab, "details")
    assert of(tab, "path") == page_of(grace)
    assert (person["name"], person["email"], person["placeholder"]) == (
        "Grace Hopper",
        "grace@example.com",
        False,
    )
    assert (person["title"], person["department"]) == ("Admiral", "Design")
    assert (details["employment_type"], details["department_href"]) == (
        "Full-time",
        f"/staff/departments/{design.uuid}",
    )
    assert (details["bio"], details["work_phone"], details["born"]) == ("One\nTwo", "1", "1906-12-09")
    assert details["age"].endswith("years old")
    assert [(each["name"], each["department"], each["href"]) for each in of(tab, "teams")] == [
        ("Lamps", "Design", f"/staff/teams/{team.uuid}")
    ]
    assert [(each["name"], each["levels"]) for each in of(tab, "skills")] == [("Glass", "Basic")]


@pytest.mark.parametrize("tab_name", ["overview", "employment", "files", "images", "events"])
async def test_the_tab_comes_from_the_address(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person, tab_name: str
):
    tab = await open_tab(mira, f"{page_of(grace)}?tab={tab_name}")
    assert of(tab, "tab") == tab_name


@pytest.mark.parametrize("which", [UNKNOWN, "nonsense", "%00", "new%20person"])
async def test_an_unknown_person_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User, which: str):
    tab = await open_tab(mira, f"/staff/people/{which}")
    await tab.until(lambda: "/staff" in tab.redirects())
    assert tab.notices() == ["Person not found"]


async def test_a_change_elsewhere_is_shown(open_tab: OpenTab, mira: accounts.User, grace: staff.Person):
    tab = await open_tab(mira, page_of(grace))
    await run(staff.update_person, grace.uuid, {"name": "Admiral Hopper", "bio": "COBOL"})
    await tab.until(lambda: name(tab) == "Admiral Hopper" and of(tab, "details")["bio"] == "COBOL")


async def test_a_renamed_department_team_and_skill_are_shown(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    design, skill = await a_department("Design"), await run(staff.create_skill, {"name": "Glass"})
    team = await a_team("Lamps", design)
    await run(staff.add_team_person, team.uuid, grace.uuid)
    await run(staff.assign_skill, grace.uuid, skill.uuid)
    await run(staff.create_employment, grace.uuid, {"primary_department_uuid": design.uuid})
    tab = await open_tab(mira, page_of(grace))
    await run(staff.update_department, design.uuid, {"name": "Form"})
    await tab.until(lambda: of(tab, "person")["department"] == "Form")
    await run(staff.update_team, team.uuid, {"name": "Torches"})
    await tab.until(lambda: of(tab, "teams")[0]["name"] == "Torches")
    await run(staff.update_skill, skill.uuid, {"name": "Glassblowing"})
    await tab.until(lambda: of(tab, "skills")[0]["name"] == "Glassblowing")
    await run(staff.delete_skill, skill.uuid)
    await tab.until(lambda: of(tab, "skills") == [])


async def test_a_bulk_action_reaches_the_page_of_each_person(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person, ada: staff.Person
):
    tabs = [await open_tab(mira, page_of(person)) for person in (grace, ada)]
    await run(staff.bulk_trash, [grace.uuid, ada.uuid])
    for tab in tabs:
        await tab.until(lambda tab=tab: of(tab, "person")["status"] == "trashed")


async def test_the_trash_and_back_and_undo_from_elsewhere(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    await do(tab, PersonState.trash)
    await tab.until(lambda: of(tab, "person")["status"] == "trashed")
    assert tab.notices() == ["Grace Hopper is in the trash now."]
    await do(tab, PersonState.restore)
    await tab.until(lambda: of(tab, "person")["status"] == "active")
    await do(tab, PersonState.trash)
    elsewhere = await open_tab(mira, "/staff")
    await do(elsewhere, PersonState.bring_back, uuid=str(grace.uuid))
    assert elsewhere.notices() == ["Grace Hopper is back."]
    await do(elsewhere, PersonState.bring_back, uuid="nonsense")
    assert elsewhere.notices()[-1] == GONE


async def test_who_is_second_with_the_trash_is_told(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    await run(staff.trash_person, grace.uuid)
    await do(tab, PersonState.trash)
    assert tab.notices() == ["This is already in the trash."]


async def test_they_are_deleted_for_good_only_from_the_trash(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    await do(tab, PersonState.delete)
    assert tab.notices() == ["This is not in the trash."]
    await do(tab, PersonState.trash)
    await do(tab, PersonState.ask_to_delete)
    assert of(tab, "asked") is True
    await do(tab, PersonState.keep)
    assert of(tab, "asked") is False
    await do(tab, PersonState.delete)
    assert "/staff?status=trashed" in tab.redirects()
    assert tab.notices()[-1] == "Grace Hopper is permanently deleted."
    assert await status(grace) is None


async def test_a_refused_deletion_leaves_the_page_as_true_as_it_was(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    await do(tab, PersonState.delete)
    await run(staff.update_person, grace.uuid, {"name": "Still Here"})
    await tab.until(lambda: name(tab) == "Still Here")


async def test_who_has_it_open_while_they_are_deleted_is_told_and_led_back(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    await run(staff.bulk_trash, [grace.uuid])
    await run(staff.bulk_delete, [grace.uuid])
    await tab.until(lambda: "/staff" in tab.redirects())
    assert tab.notices() == ["Grace Hopper was deleted."]


async def test_a_user_who_is_deleted_with_their_profile_leaves_no_page(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    async with system_scope() as scope:
        await scope.session.delete(await scope.session.get_one(accounts.User, grace.user_uuid))
    await do(tab, PersonState.restore)
    assert tab.notices() == [GONE]


async def test_handlers_without_an_open_person_find_nothing(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/staff")
    for event in (PersonState.trash, PersonState.restore, PersonState.delete, InviteState.create):
        await do(tab, event)
    await do(tab, PersonTeamsState.add, team_uuid=UNKNOWN, levels=[])
    await do(tab, PersonTeamsState.remove, membership_uuid="nonsense")
    assert set(tab.notices()) == {GONE}


async def test_a_permission_that_is_taken_away_while_the_page_is_open_ends_what_it_allowed(
    open_tab: OpenTab, owner: accounts.User, mira: accounts.User, grace: staff.Person
):
    tab = await open_tab(mira, page_of(grace))
    async with accounts.scope_for(owner.uuid) as scope:
        await accounts.change_role(scope, mira.uuid, "viewer")
    await do(tab, PersonState.trash)
    assert NO_PERMISSION in tab.notices()
    assert await status(grace) == "active"


async def test_a_viewer_changes_nothing_and_a_member_does(
    open_tab: OpenTab, victor: accounts.User, mira: accounts.User, ada: staff.Person
):
    team = await a_team("Lamps")
    tab = await open_tab(victor, page_of(ada))
    for event, payload in (
        (PersonState.trash, {}),
        (InviteState.create, {}),
        (PersonTeamsState.add, {"team_uuid": str(team.uuid), "levels": []}),
    ):
        await do(tab, event, **payload)
        assert tab.notices()[-1] == NO_PERMISSION
    assert not tab.value("link", InviteState)
    members = await open_tab(mira, page_of(ada))
    await do(members, PersonTeamsState.add, team_uuid=str(team.uuid), levels=[])
    await members.until(lambda: [each["name"] for each in of(members, "teams")] == ["Lamps"])


async def test_a_team_is_searched_joined_and_left(
    open_tab: OpenTab, mira: accounts.User, grace: staff.Person
):
    lamps, torches = await a_team("Lamps", await a_department("Öfen")), await a_team("Torches")
    tab = await open_tab(mira, page_of(grace))

    def offered() -> list[str]:
        return [each["name"] for each in tab.value("candidates", PersonTeamsState)]

    await do(tab, PersonTeamsState.open_picker)
    assert offered() == ["Lamps", "Torches"]
    await do(tab, PersonTeamsState.search_teams, text=" ofen ")
    assert (offered(), tab.value("answers", PersonTeamsState)) == (["Lamps"], "ofen")
    await do(tab, PersonTeamsState.search_teams, text="nothing")
    assert (offered(), tab.value("none", PersonTeamsState)) == ([], "match")
    await do(tab, PersonTeamsState.search_teams, text="")
    await do(tab, PersonTeamsState.add, team_uuid=str(lamps.uuid), levels=[])
    await tab.until(lambda: [each["name"] for each in of(tab, "teams")] == ["Lamps"])
    assert offered() == ["Torches"]
    await do(tab, PersonTeamsState.add, team_uuid=str(torches.uuid), levels=[])
    assert tab.value("none", PersonTeamsState) == "all"
    await do(tab, PersonTeamsState.close_picker)
    (membership,) = [each["uuid"] for each in of(tab, "teams") if each["name"] == "Lamps"]
    await do(tab, PersonTeamsState.remove, membership_uuid=membership)
    await tab.until(lambda: [each["name"] for each in of(tab, "teams")] == ["Torches"])
    assert tab.notices()[-1] == "Grace Hopper is not on Lamps any more."
    await do(tab, PersonTeamsState.put_back, person_uuid=str(grace.uuid), team_uuid=str(lamps.uuid))
    await tab.until(lambda: [each["name"] for each in of(tab, "teams")] == ["Lamps", "Torches"])
    await do(tab, PersonTeamsState.remove, membership_uuid=membership)
    assert tab.notices()[-1] == GONE


async def test_an_invitation_is_a_link_that_works_until_the_next_one(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, page_of(ada))
    assert of(tab, "person")["placeholder"] is True

    async def link() -> str:
        await do(tab, InviteState.ask)
        assert tab.value("link", InviteState) == ""
        await do(tab, InviteState.create)
        return tab.value("link", InviteState)

    first, second = await link(), await link()
    assert first.startswith("/claim/")
    assert await accounts.invited(first.removeprefix("/claim/")) is None
    invited = await accounts.invited(second.removeprefix("/claim/"))
    assert invited is not None
    assert (invited.email, invited.name) == ("ada@example.com", "Ada Lovelace")
    await do(tab, InviteState.close)
    assert (tab.value("asked", InviteState), tab.value("link", InviteState)) == (False, "")


async def test_a_claimed_account_shows_at_once_and_invites_nobody_any_more(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, page_of(ada))
    await do(tab, InviteState.create)
    token = tab.value("link", InviteState).removeprefix("/claim/")
    await accounts.claim(token, "Ada Lovelace", "correct horse battery", "", "")
    await tab.until(lambda: of(tab, "person")["placeholder"] is False)
    await do(tab, InviteState.create)
    assert tab.notices() == ["This person has taken their account over already."]


async def test_the_page_of_another_person_shows_nothing_of_an_invitation_that_is_not_theirs(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person, grace: staff.Person
):
    tab = await open_tab(mira, page_of(ada))
    await do(tab, PersonTeamsState.open_picker)
    await do(tab, InviteState.ask)
    await do(tab, InviteState.create)
    await do(tab, LOAD_PAGE)
    assert tab.value("asked", InviteState), "who comes back to the same page still sees the link"
    tab.path = page_of(grace)
    await do(tab, LOAD_PAGE)
    assert of(tab, "person")["name"] == "Grace Hopper"
    assert (tab.value("asked", InviteState), tab.value("link", InviteState)) == (False, "")
    assert tab.value("picking", PersonTeamsState) is False
