"""Who is here, as tabs of several people see it."""

import pytest

from crm_app import accounts, crm, staff
from crm_app.core.scope import system_scope
from crm_app.web.presence import Presence
from tests.web.conftest import OpenTab
from tests.web.tabs import LOAD_PAGE, Tab

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Ada Lovelace"})


@pytest.fixture
async def grace(database: str) -> crm.Contact:
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Grace Hopper"})


def page_of(contact: crm.Contact, rest: str = "") -> str:
    return f"/contacts/{contact.uuid}{rest}"


def people(tab: Tab) -> list[tuple[str, bool]]:
    """Who is shown, and whether they edit."""
    return [(each["name"], each["editing"]) for each in tab.value("watchers", Presence) or []]


async def shows(tab: Tab, *expected: tuple[str, bool]) -> None:
    await tab.until(lambda: people(tab) == list(expected))


async def goes_to(tab: Tab, path: str) -> None:
    """Another page in the same tab."""
    tab.path = path
    await tab.send(LOAD_PAGE)
    await tab.settle()


OLGA, MIRA, VICTOR = "Olga Owner", "Mira from sales", "Victor the viewer"


async def test_two_people_at_one_record_see_each_other(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    miras = await open_tab(mira, page_of(ada))
    assert people(miras) == []
    victors = await open_tab(victor, page_of(ada))
    await shows(miras, (VICTOR, False))
    await shows(victors, (MIRA, False))
    assert miras.value("watchers", Presence)[0]["says"] == "Victor the viewer is looking at this too"


async def test_people_at_another_record_are_not_shown(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact, grace: crm.Contact
):
    miras = await open_tab(mira, page_of(ada))
    victors = await open_tab(victor, page_of(grace))
    await miras.settle()
    assert people(miras) == people(victors) == []


async def test_who_edits_is_shown_as_editing(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors = await open_tab(victor, page_of(ada))
    await open_tab(mira, page_of(ada, "/edit"))
    await shows(victors, (MIRA, True))
    assert victors.value("watchers", Presence)[0]["says"] == "Mira from sales is editing this"


async def test_two_who_edit_are_told_of_each_other(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    miras = await open_tab(mira, page_of(ada, "/edit"))
    olgas = await open_tab(owner, page_of(ada, "/edit"))
    await miras.until(lambda: miras.value("editors") == "Olga Owner is editing this too.")
    assert olgas.value("editors") == "Mira from sales is editing this too."
    await goes_to(olgas, page_of(ada))
    await miras.until(lambda: miras.value("editors") == "")
    await shows(miras, (OLGA, False))


async def test_ones_own_other_tabs_are_not_shown(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    first, second = await open_tab(mira, page_of(ada)), await open_tab(mira, page_of(ada))
    await first.settle()
    assert people(first) == people(second) == []


async def test_somebody_with_several_tabs_is_shown_once_and_as_editing_while_one_of_them_edits(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors = await open_tab(victor, page_of(ada))
    editing = await open_tab(mira, page_of(ada, "/edit"))
    await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, True))
    await editing.close()
    await shows(victors, (MIRA, False))


@pytest.mark.parametrize("where", ["/contacts", "/login", "/settings", "/nowhere"])
async def test_who_goes_elsewhere_is_not_here_any_more(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact, where: str
):
    victors, miras = await open_tab(victor, page_of(ada)), await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, False))
    await goes_to(miras, where)
    await shows(victors)


async def test_who_turns_to_another_tab_of_the_record_does_not_blink(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors, miras = await open_tab(victor, page_of(ada)), await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, False))
    victors.updates.clear()
    await goes_to(miras, page_of(ada, "?tab=files"))
    await victors.settle()
    assert victors.value("watchers", Presence) is None


async def test_a_closed_tab_is_not_here_any_more(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors, miras = await open_tab(victor, page_of(ada)), await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, False))
    await miras.close()
    await shows(victors)


async def test_a_session_that_ends_takes_its_people_away_though_the_tab_stays_open(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors, miras = await open_tab(victor, page_of(ada)), await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, False))
    await accounts.sign_out(miras.cookie.removeprefix("crm_session="))
    await shows(victors)


async def test_who_may_not_edit_any_more_does_not_edit_any_more(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors = await open_tab(victor, page_of(ada))
    await open_tab(mira, page_of(ada, "/edit"))
    await shows(victors, (MIRA, True))
    async with system_scope() as scope:
        await accounts.change_role(scope, mira.uuid, "viewer")
    await shows(victors)


async def test_who_was_deactivated_is_not_shown(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    victors = await open_tab(victor, page_of(ada))
    await open_tab(mira, page_of(ada))
    await shows(victors, (MIRA, False))
    async with system_scope() as scope:
        await accounts.deactivate_user(scope, mira.uuid)
    await shows(victors)


async def test_who_is_signed_out_learns_nothing_more(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    miras = await open_tab(mira, page_of(ada))
    await accounts.sign_out(miras.cookie.removeprefix("crm_session="))
    await miras.until(miras.sent_to_sign_in)
    miras.updates.clear()
    await open_tab(victor, page_of(ada))
    await miras.send(Presence.refresh, kinds=[])
    await miras.settle()
    assert people(miras) == []


async def test_nobody_learns_anything_by_asking(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    await open_tab(mira, page_of(ada))
    stranger = await open_tab(None, page_of(ada))
    await stranger.send(Presence.refresh, kinds=[])
    await stranger.settle()
    assert people(stranger) == []


@pytest.mark.parametrize("kind", ["person", "department", "team", "skill"])
async def test_records_of_staff_have_people_too(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, kind: str
):
    path = await a_record(kind)
    victors = await open_tab(victor, path)
    miras = await open_tab(mira, path)
    await shows(victors, (MIRA, False))
    await goes_to(miras, f"{path}/edit")
    await shows(victors, (MIRA, True))


async def a_record(kind: str) -> str:
    async with system_scope() as scope:
        if kind == "person":
            person, _ = await staff.create_person_with_user(scope, "ingrid@example.com", {"name": "Ingrid"})
            return f"/staff/people/{person.uuid}"
        if kind == "skill":
            return f"/staff/skills/{(await staff.create_skill(scope, {'name': 'Welding'})).uuid}"
        department = await staff.create_department(scope, {"name": "Sales"})
        if kind == "department":
            return f"/staff/departments/{department.uuid}"
        values = {"name": "Field", "department_uuid": str(department.uuid)}
        return f"/staff/teams/{(await staff.create_team(scope, values)).uuid}"


async def test_five_others_are_four_pictures_and_one_more(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    miras = await open_tab(mira, page_of(ada))
    for name in ("Alma", "Berta", "Cleo", "Dora", "Edda"):
        async with system_scope() as scope:
            user = await accounts.create_user(scope, f"{name.lower()}@example.com", name, "viewer")
        await open_tab(user, page_of(ada))
    await miras.until(lambda: miras.value("further", Presence) == 1)
    assert [name for name, _ in people(miras)] == ["Alma", "Berta", "Cleo", "Dora"]
    assert miras.value("further_names") == "Edda"
