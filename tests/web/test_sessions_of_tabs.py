"""Tabs follow their session: roles taken away, sessions that end, the next person at the same tab."""

import asyncio

import pytest
from sqlalchemy import text

from crm_app import accounts
from crm_app.core.scope import system_scope
from crm_app.web.session import Session
from tests.waiting import PATIENCE
from tests.web.conftest import OpenTab, Served
from tests.web.odd import Odd
from tests.web.tabs import HYDRATE, Tab, cookie_for, said_after, set_role, token_in

pytestmark = pytest.mark.xdist_group("web")


async def revoke_all(user: accounts.User) -> None:
    async with accounts.scope_for(user.uuid) as scope:
        await accounts.revoke_other_sessions(scope, None)


async def test_a_tab_whose_state_has_expired_loads_anew_when_it_is_told_something(
    open_tab: OpenTab, mira: accounts.User
):
    tab = await open_tab(mira)
    await tab.send(Odd.expire)
    await tab.until(lambda: "/expired" in tab.redirects())
    tab.updates.clear()
    await set_role(mira, "viewer")
    await tab.until(tab.loads_anew)
    await tab.send(HYDRATE)
    await tab.loaded()
    assert tab.value("role", of=Session) == "viewer"


async def test_a_role_taken_away_shows_in_the_open_tab_by_itself(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    assert "crm.edit" in tab.value("permissions")
    await set_role(mira, "viewer")
    await tab.until(lambda: "crm.edit" not in tab.value("permissions"))


async def followed(witness: Tab, tab: Tab) -> int:
    """How many subscriptions of a tab the process holds, as another tab hears it."""
    return int(await said_after(witness, Odd.count_followed, token=tab.token) or 0)


async def test_a_tab_that_closes_follows_nothing_any_more(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    witness, tab = await open_tab(victor), await open_tab(mira)
    assert await followed(witness, tab) == 3  # its page, its session, and whether it may see the list
    await tab.close()
    async with asyncio.timeout(PATIENCE):
        while await followed(witness, tab):
            pass
    assert await followed(witness, witness) == 3


async def test_a_tab_that_comes_back_follows_again(open_tab: OpenTab, mira: accounts.User):
    cookie = await cookie_for(mira)
    first = await open_tab(cookie=cookie)
    await first.close()
    second = await open_tab(cookie=cookie, token=first.token)
    assert await followed(second, second) == 3
    await set_role(mira, "viewer")
    await second.until(lambda: "crm.edit" not in second.value("permissions"))


async def test_a_page_whose_permission_is_taken_away_says_so_by_itself(
    open_tab: OpenTab, owner: accounts.User
):
    async with system_scope() as scope:
        admin = await accounts.create_user(scope, "admin@example.com", "Ada Admin", "admin")
    tab = await open_tab(admin, "/odd")
    assert tab.value("secret")
    await set_role(admin, "viewer")
    await tab.until(lambda: tab.value("forbidden"))


async def test_who_may_not_see_a_page_keeps_the_navigation_around_it(
    open_tab: OpenTab, victor: accounts.User
):
    tab = await open_tab(victor, "/odd")
    assert tab.value("forbidden")
    assert (tab.value("name"), tab.value("ready")) == (victor.name, True)


async def test_a_revoked_session_signs_its_open_tabs_out_by_themselves(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    cookie = await cookie_for(mira)
    first, second = await open_tab(cookie=cookie), await open_tab(cookie=cookie, path="/settings")
    other = await open_tab(victor)
    await revoke_all(mira)
    await first.until(first.sent_to_sign_in)
    await second.until(second.sent_to_sign_in)
    await other.settle()
    assert not other.sent_to_sign_in()


async def test_a_deactivated_user_is_signed_out_everywhere(
    open_tab: OpenTab, owner: accounts.User, mira: accounts.User
):
    tab = await open_tab(mira)
    async with accounts.scope_for(owner.uuid) as scope:
        await accounts.deactivate_user(scope, mira.uuid)
    await tab.until(tab.sent_to_sign_in)


async def test_signing_out_in_the_page_ends_the_session(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    await tab.send(Session.sign_out)
    await tab.until(tab.sent_to_sign_in)
    assert await accounts.session_user(token_in(tab)) is None


async def test_what_a_tab_holds_is_gone_when_its_session_ends(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    await tab.send(Odd.load_secret)
    await tab.until(lambda: tab.value("secret"))
    await revoke_all(mira)
    await tab.until(tab.sent_to_sign_in)
    assert tab.value("secret") == ""
    assert tab.value("name") == ""


async def test_the_next_person_at_a_tab_gets_nothing_of_the_one_before(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    """One browser tab, one token: somebody signs out and somebody else signs in."""
    first = await open_tab(mira)
    await first.send(Odd.load_secret)
    await first.until(lambda: first.value("secret"))
    await first.close()
    second = await open_tab(victor, token=first.token)
    assert second.token == first.token
    assert not second.value("secret")
    assert "salary" not in str(second.updates)
    assert second.value("name") == "Victor the viewer"


async def test_nobody_gets_anything_of_the_person_before_at_a_tab(open_tab: OpenTab, mira: accounts.User):
    first = await open_tab(mira)
    await first.send(Odd.load_secret)
    await first.until(lambda: first.value("secret"))
    await first.close()
    second = await open_tab(None, token=first.token)
    assert "salary" not in str(second.updates)
    assert second.sent_to_sign_in()


async def test_without_hydrating_first_the_next_person_gets_nothing_either(
    served: Served, open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    first = await open_tab(mira)
    await first.send(Odd.load_secret)
    await first.until(lambda: first.value("secret"))
    await first.close()
    second = await Tab(served.url, await cookie_for(victor), token=first.token).open(hydrate=False)
    await second.send(Odd.greet, name="me")
    await second.until(second.loads_anew)
    assert "salary" not in str(second.updates)
    await second.close()


async def test_the_same_person_keeps_what_the_tab_holds_over_a_reconnect(
    open_tab: OpenTab, mira: accounts.User
):
    cookie = await cookie_for(mira)
    first = await open_tab(cookie=cookie)
    await first.send(Odd.edit)
    await first.until(lambda: first.value("said"))
    await first.close()
    second = await open_tab(cookie=cookie, token=first.token)
    assert second.value("said") == "edited"


async def test_the_browser_never_gets_the_cookie(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    assert token_in(tab) not in str(tab.updates)


async def test_a_session_in_the_database_that_ended_otherwise_is_over_too(
    open_tab: OpenTab, mira: accounts.User
):
    """Nothing was published: the next event finds out."""
    tab = await open_tab(mira)
    async with system_scope() as scope:
        await scope.session.execute(text("DELETE FROM sessions"))
    await tab.send(Odd.edit)
    await tab.until(tab.sent_to_sign_in)
    assert not tab.value("said")


async def test_a_tab_that_only_connects_and_says_nothing_gets_nothing(served: Served, mira: accounts.User):
    tab = await Tab(served.url, await cookie_for(mira)).open(hydrate=False)
    await asyncio.sleep(0)
    assert tab.updates == []
    await tab.send(HYDRATE)
    await tab.until(lambda: tab.value("name"))
    await tab.close()
