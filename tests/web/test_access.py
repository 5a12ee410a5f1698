"""The access check on a real running app, over real sockets."""

import pytest

from crm_app import accounts
from crm_app.web.notices import Notices
from tests.web.conftest import OpenTab, Served
from tests.web.odd import Odd
from tests.web.tabs import Tab, cookie_for, said_after, set_role

pytestmark = pytest.mark.xdist_group("web")
ODD = Odd.get_full_name()
NO_PERMISSION = "You do not have permission to do that."


async def test_a_public_handler_runs_for_anybody(open_tab: OpenTab, owner: accounts.User):
    assert await said_after(await open_tab(None, "/login"), Odd.greet, name="you") == "hello you"


@pytest.mark.parametrize(
    "name", ["whoami", "edit", "configure", "load_secret", "in_background", "helper", "bare"]
)
async def test_nobody_is_sent_to_sign_in_and_nothing_runs(open_tab: OpenTab, owner: accounts.User, name: str):
    tab = await open_tab(None, "/login")
    tab.path = "/contacts?q=anna"
    assert not await said_after(tab, f"{ODD}.{name}")
    assert tab.redirects() == ["/login?next=%2Fcontacts%3Fq%3Danna"]


async def test_on_the_sign_in_page_nobody_is_sent_in_circles(open_tab: OpenTab, owner: accounts.User):
    tab = await open_tab(None, "/login")
    assert not await said_after(tab, Odd.edit)
    assert tab.redirects() == []


@pytest.mark.parametrize("name", ["helper", "bare"])
async def test_a_forgotten_handler_is_refused_even_to_the_owner(
    open_tab: OpenTab, owner: accounts.User, name: str
):
    tab = await open_tab(owner)
    assert not await said_after(tab, f"{ODD}.{name}")
    assert tab.notices() == [NO_PERMISSION]


async def test_no_var_can_be_set_from_outside(open_tab: OpenTab, owner: accounts.User):
    tab = await open_tab(owner)
    assert not await said_after(tab, f"{ODD}.setvar", var_name="said", value="set")
    assert tab.notices() == [NO_PERMISSION]


async def test_a_viewer_is_told_and_nothing_runs(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor)
    assert not await said_after(tab, Odd.edit)
    assert tab.notices() == [NO_PERMISSION]
    assert not tab.sent_to_sign_in()


async def test_a_member_may_edit_and_not_configure(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    assert await said_after(tab, Odd.edit) == "edited"
    assert await said_after(tab, Odd.configure) == "edited"
    assert tab.notices() == [NO_PERMISSION]


async def test_a_handler_acts_as_the_user_of_its_tab(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    assert await said_after(await open_tab(mira), Odd.whoami) == "Mira from sales"
    assert await said_after(await open_tab(victor), Odd.whoami) == "Victor the viewer"


async def test_what_a_handler_hands_over_to_is_checked_too(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User
):
    assert not await said_after(await open_tab(mira), Odd.passes_on)
    assert await said_after(await open_tab(owner), Odd.passes_on) == "configured"


async def test_background_handlers_are_checked(open_tab: OpenTab, victor: accounts.User, mira: accounts.User):
    assert not await said_after(await open_tab(victor), Odd.in_background)
    tab = await open_tab(mira)
    await tab.send(Odd.in_background)
    await tab.until(lambda: tab.value("said") == "background")


async def test_options_of_rx_event_pass_through(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    await tab.send(Odd.slow, name="older")
    assert await said_after(tab, Odd.slow, name="newer") == "newer"


async def test_a_role_taken_away_is_felt_by_the_next_click(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    assert await said_after(tab, Odd.edit) == "edited"
    await set_role(mira, "viewer")
    tab.updates.clear()
    assert not await said_after(tab, Odd.edit)
    assert tab.notices() == [NO_PERMISSION]


async def test_a_page_of_another_site_gets_no_socket(served: Served, mira: accounts.User):
    tab = Tab(served.url, await cookie_for(mira))
    with pytest.raises(Exception, match=r"403|refused|[Cc]onnection"):
        await tab.open(Origin="https://evil.example")
    own = await Tab(served.url, tab.cookie).open(Origin=served.url)
    await own.until(lambda: own.value("name"))
    await own.close()


async def test_states_survive_pickling_for_other_state_managers(open_tab: OpenTab):
    import pickle

    state = Notices(_reflex_internal_init=True)  # type: ignore[call-arg]
    state.show("Removed.", "info", "Undo", {"name": "a.b", "payload": {"uuid": "1"}})
    copy = pickle.loads(pickle.dumps(state))
    assert copy._actions == state._actions
