"""Patches of lists, as the tabs receive them."""

import asyncio
import json

from crm_app import accounts, staff
from crm_app.accounts import users
from crm_app.accounts.sessions import open_session
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.list_state import PeopleList
from tests.factories import run
from tests.staff.organisation import a_person
from tests.web.conftest import OpenTab, Served
from tests.web.tabs import LOAD_PAGE, Tab, cookie_for

BYTES = 150


def name(tab: Tab) -> str:
    return tab.rows()[0]["name"]


async def shows(tab: Tab, expected: str) -> None:
    await tab.until(lambda: name(tab) == expected)


async def rename(person: staff.Person, to: str) -> None:
    await run(staff.update_person, person.uuid, {"name": to})


async def test_a_renamed_person_costs_each_tab_few_bytes(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada Lovelace")
    tab = await open_tab(mira, "/staff")
    tab.updates.clear()
    await rename(person, "Augusta Ada King")
    await tab.until(lambda: tab.patches)
    frame = "42/_event," + json.dumps(["p", *tab.patches[0]], separators=(",", ":"))
    assert len(frame) <= BYTES
    assert tab.updates == []


async def test_each_tab_of_many_gets_every_change_once(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    cookie = await cookie_for(mira)  # another sign-in would make all her tabs be asked for again
    tabs = [await open_tab(path="/staff", cookie=cookie) for _ in range(5)]
    for number in range(3):
        await rename(person, f"Ada {number}")
        await asyncio.gather(*[shows(tab, f"Ada {number}") for tab in tabs])
    assert {json.dumps(tab.patches) for tab in tabs} == {json.dumps(tabs[0].patches)}
    assert len(tabs[0].patches) == 3


async def test_lists_that_show_others_hear_nothing(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    other, all_ = await open_tab(mira, "/staff?q=grace"), await open_tab(mira, "/staff")
    await rename(person, "Augusta")
    await all_.until(lambda: name(all_) == "Augusta")
    await other.settle()
    assert other.patches == []


async def test_a_tab_that_went_to_another_page_hears_nothing_more(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    gone, stays = await open_tab(mira, "/staff"), await open_tab(mira, "/staff")
    gone.path = "/contacts"
    await gone.send(LOAD_PAGE)
    await gone.settle()
    await rename(person, "Augusta")
    await stays.until(lambda: name(stays) == "Augusta")
    await gone.settle()
    assert gone.patches == []


async def test_no_patch_reaches_a_tab_whose_permission_was_taken_away(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    """Counted: of fifty changes after the moment none."""
    person = await a_person("Ada")
    theirs, mine = await open_tab(victor, "/staff"), await open_tab(mira, "/staff")
    await rename(person, "Ada 0")
    await theirs.until(lambda: name(theirs) == "Ada 0")
    before = len(theirs.patches)
    async with system_scope() as scope:
        await users.deactivate_user(scope, victor.uuid)
    for number in range(1, 51):
        await rename(person, f"Ada {number}")
    await mine.until(lambda: name(mine) == "Ada 50")
    assert len(theirs.patches) == before


async def test_no_patch_reaches_a_tab_whose_session_has_ended(
    open_tab: OpenTab, served: Served, mira: accounts.User
):
    person = await a_person("Ada")
    async with system_scope() as scope:
        token = await open_session(scope, mira, "192.0.2.1", "Firefox")
    ended = await open_tab(mira, "/staff", cookie=f"crm_session={token}")
    other = await open_tab(mira, "/staff")
    await accounts.sign_out(token)
    await rename(person, "Augusta")
    await other.until(lambda: name(other) == "Augusta")
    assert ended.patches == []


async def test_what_a_tab_missed_while_its_permission_was_in_doubt_it_reads_again(
    open_tab: OpenTab, mira: accounts.User
):
    person = await a_person("Ada")
    tab = await open_tab(mira, "/staff")
    async with system_scope() as scope:
        await open_session(scope, mira, "192.0.2.7", "Firefox")  # tells the user's tabs to look again
        await staff.update_person(scope, person.uuid, {"name": "Augusta"})
    await tab.until(lambda: name(tab) == "Augusta")


async def test_a_tab_that_reads_again_keeps_hearing(open_tab: OpenTab, mira: accounts.User):
    person = await a_person("Ada")
    tab = await open_tab(mira, "/staff")
    await tab.send(PeopleList.refresh, kinds=[])
    await tab.settle()
    await rename(person, "Augusta")
    await tab.until(lambda: name(tab) == "Augusta")


async def test_many_newcomers_at_once_are_read_by_each_tab(open_tab: OpenTab, mira: accounts.User):
    await a_person("Ada")
    tab = await open_tab(mira, "/staff")
    people = [(await a_person(f"Person {number:02}")).uuid for number in range(25)]
    await run(staff.bulk_trash, people)
    await tab.until(lambda: len(tab.rows()) == 1)
    tab.updates.clear()
    await run(staff.bulk_restore, people)
    await tab.until(lambda: len(tab.value("items") or []) == 26)
