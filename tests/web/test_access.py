"""The access check on a real running app, over real sockets."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from crm_app import accounts
from crm_app.core.scope import system_scope
from crm_app.web.middleware import REPORT
from crm_app.web.notices import Notices
from crm_app.web.session import Session
from tests.waiting import PATIENCE
from tests.web.conftest import OpenTab, Served
from tests.web.odd import Odd
from tests.web.tabs import HYDRATE, Tab, cookie_for

pytestmark = pytest.mark.xdist_group("web")

ODD = Odd.get_full_name()
NO_PERMISSION = "You do not have permission to do that."


def token_in(tab: Tab) -> str:
    return tab.cookie.partition("=")[2]


async def set_role(user: accounts.User, role: str) -> None:
    async with system_scope() as scope:
        await accounts.change_role(scope, user.uuid, role)


async def revoke_all(user: accounts.User) -> None:
    async with accounts.scope_for(user.uuid) as scope:
        await accounts.revoke_other_sessions(scope, None)


async def said_after(tab: Tab, event: object, **payload: object) -> str | None:
    await tab.send(event, **payload)
    await tab.settle()
    return tab.value("said")


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


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("conflict", "The other one was faster."),
        ("fields", "Please correct the marked fields. Enter a name."),
    ],
)
async def test_an_error_for_people_becomes_a_notice(
    open_tab: OpenTab, owner: accounts.User, kind: str, told: str
):
    tab = await open_tab(owner)
    await tab.send(Odd.fail, kind=kind)
    await tab.until(tab.notices)
    assert tab.notices() == [told]


async def test_an_unforeseen_error_becomes_a_reference_that_finds_the_log_line(
    open_tab: OpenTab, owner: accounts.User, served: Served
):
    tab = await open_tab(owner)
    await tab.send(Odd.fail, kind="unexpected")
    await tab.until(tab.notices)
    (told,) = tab.notices()
    assert "secret" not in told
    reference = told.rsplit(" ", 1)[-1]
    assert any(reference in line and "Odd.fail" in line for line in served.log().splitlines())
    assert "swordfish-in-a-variable" not in served.log()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fail_at_once", "Too fast."),
        ("fail_midway", "Stopped midway."),
        ("fail_in_background", "Failed behind the scenes."),
    ],
)
async def test_every_kind_of_handler_turns_errors_into_notices(
    open_tab: OpenTab, owner: accounts.User, name: str, told: str
):
    tab = await open_tab(owner)
    await tab.send(f"{ODD}.{name}")
    await tab.until(tab.notices)
    assert tab.notices() == [told]


async def test_a_generator_shows_each_of_its_steps(open_tab: OpenTab, owner: accounts.User):
    tab = await open_tab(owner)
    await tab.send(Odd.steps)
    await tab.until(tab.notices)
    said = [
        values["said_rx_state_"]
        for u in tab.updates
        for values in u.get("delta", {}).values()
        if "said_rx_state_" in values
    ]
    assert said[-2:] == ["one", "two"]


async def test_wrong_arguments_are_an_error_and_not_the_end(open_tab: OpenTab, owner: accounts.User):
    tab = await open_tab(owner)
    await tab.send(Odd.greet, nonsense="x")
    await tab.until(tab.notices)
    assert await said_after(tab, Odd.greet, name="again") == "hello again"


async def test_undo_runs_the_way_back_once(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    await tab.send(Odd.remove, what="the file")
    await tab.until(tab.notices)
    (notice,) = tab.value("shown")
    assert (notice["text"], notice["action"]) == ("Removed.", "Undo")
    await tab.send(Notices.act, key=notice["key"])
    await tab.until(lambda: tab.value("said") == "put back the file")
    assert tab.value("shown") == []
    await tab.send(Odd.greet, name="you")
    await tab.send(Notices.act, key=notice["key"])
    await tab.settle()
    assert tab.value("said") == "hello you"


async def test_undo_needs_the_permission_of_what_it_runs(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor)
    await tab.send(Odd.remove, what="the file")
    await tab.until(tab.notices)
    await tab.send(Notices.act, key=tab.value("shown")[0]["key"])
    await tab.until(lambda: NO_PERMISSION in tab.notices())
    assert tab.value("said") == "removed the file"


async def test_a_notice_goes_when_it_is_dismissed(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    await tab.send(Odd.remove, what="the file")
    await tab.until(tab.notices)
    await tab.send(Notices.dismiss, key=tab.value("shown")[0]["key"])
    await tab.until(lambda: not tab.notices())


async def test_a_crafted_undo_cannot_reach_what_is_not_a_handler(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    before = len(tab.redirects())
    crafted = {"name": "_redirect", "payload": {"path": "https://example.com"}}
    await tab.send(Notices.show, text="x" * 32, kind="info", action="Undo", event=crafted)
    await tab.until(lambda: tab.value("shown"))
    await tab.send(Notices.act, key=tab.value("shown")[-1]["key"])
    await tab.settle()
    assert len(tab.redirects()) == before


async def test_only_the_latest_notices_are_kept(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira)
    for number in range(6):
        await tab.send(Odd.remove, what=str(number))
    await tab.settle()
    assert len(tab.value("shown")) == 4


async def test_an_event_that_does_not_exist_leaves_no_secret_in_the_log(
    open_tab: OpenTab, mira: accounts.User, served: Served
):
    tab = await open_tab(mira)
    name = f"no.such.{uuid4().hex}"
    await tab.send(name, password="swordfish")
    await tab.settle()
    assert name in served.log()
    assert token_in(tab) not in served.log()
    assert "swordfish" not in served.log()


async def test_what_a_browser_reports_of_its_errors_is_logged_in_short(open_tab: OpenTab, served: Served):
    tab = await open_tab(None, "/login")
    mark = uuid4().hex
    await tab.send(REPORT, info=mark + "x" * 100_000 + "the end", component_stack="y" * 100_000)
    await tab.settle()
    assert mark in served.log()
    assert "x" * 3_000 not in served.log()


async def test_a_report_that_would_be_searched_for_minutes_keeps_nobody_waiting(open_tab: OpenTab):
    tab = await open_tab(None, "/login")
    await tab.send(REPORT, info="TypeError: can't access property \"" * 10_000, component_stack="")
    await tab.settle()


async def test_a_report_that_is_no_text_is_not_taken(open_tab: OpenTab, served: Served):
    tab = await open_tab(None, "/login")
    mark = uuid4().hex
    await tab.send(REPORT, info=[mark], component_stack=None)
    await tab.settle()
    assert mark not in served.log()


async def test_a_page_of_another_site_gets_no_socket(served: Served, mira: accounts.User):
    tab = Tab(served.url, await cookie_for(mira))
    with pytest.raises(Exception, match=r"403|refused|[Cc]onnection"):
        await tab.open(Origin="https://evil.example")
    own = await Tab(served.url, tab.cookie).open(Origin=served.url)
    await own.until(lambda: own.value("name"))
    await own.close()


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


async def test_states_survive_pickling_for_other_state_managers(open_tab: OpenTab):
    import pickle

    state = Notices(_reflex_internal_init=True)  # type: ignore[call-arg]
    state.show("Removed.", "info", "Undo", {"name": "a.b", "payload": {"uuid": "1"}})
    copy = pickle.loads(pickle.dumps(state))
    assert copy._actions == state._actions
