"""Events that arrive twice, pages that come back, tabs that were duplicated: over real sockets."""

from crm_app import accounts
from tests.web.conftest import OpenTab, Served
from tests.web.odd import Odd
from tests.web.tabs import Tab, cookie_for


async def opened(served: Served, user: accounts.User, page: str, like: Tab | None = None) -> Tab:
    """A page with this name, in a tab of its own or in one with the token of another, in the same browser."""
    cookie = like.cookie if like else await cookie_for(user)
    tab = Tab(served.url, cookie, "/contacts", like.token if like else None, page=page)
    await tab.open()
    await tab.loaded()
    return tab


async def test_an_event_that_arrives_twice_is_run_once(served: Served, victor: accounts.User):
    tab = await opened(served, victor, "a-page")
    for number, name in ((1, "Ada"), (2, "Bo"), (1, "Ada"), (2, "Bo")):
        await tab.send(Odd.greet, once=f"a-page.{number}", name=name)
    await tab.settle()
    assert tab.values("said", Odd) == ["hello Ada", "hello Bo"]
    await tab.close()


async def test_a_page_is_told_what_is_done_also_of_what_came_twice(served: Served, victor: accounts.User):
    tab = await opened(served, victor, "a-page")
    for number in (1, 2, 2):
        await tab.send(Odd.greet, once=f"a-page.{number}", name="Ada")
    await tab.until(lambda: tab.done == [1, 2, 2])
    await tab.close()


async def test_another_page_of_the_same_tab_counts_from_one_again(served: Served, victor: accounts.User):
    tab = await opened(served, victor, "a-page")
    await tab.send(Odd.greet, once="a-page.1", name="Ada")
    await tab.send(Odd.greet, once="another.1", name="Bo")
    await tab.settle()
    assert tab.values("said", Odd) == ["hello Ada", "hello Bo"]
    await tab.close()


async def test_an_event_with_a_number_that_is_none_is_run(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor)
    for odd in ("", "page", "page.x", ".1", "page.-1", 7, ["page", 1], "p" * 65 + ".1", "p." + "9" * 16):
        await tab.send(Odd.greet, once=odd, name=str(odd))
    await tab.settle()
    assert len(tab.values("said", Odd)) == 9
    assert tab.done == []


async def test_nobody_can_put_the_number_into_what_a_handler_is_given(
    open_tab: OpenTab, victor: accounts.User
):
    tab = await open_tab(victor)
    await tab.send(Odd.greet, name="Ada", __once=["page", 1])
    await tab.settle()
    assert (tab.value("said"), tab.done) == ("hello Ada", [])


async def test_a_page_whose_old_line_is_still_open_gets_its_state_again(
    served: Served, victor: accounts.User
):
    before = await opened(served, victor, "a-page")
    await before.send(Odd.greet, name="Ada")
    await before.settle()
    after = await opened(served, victor, "a-page", before)
    assert (after.new_token, after.value("said")) == (None, "hello Ada")
    await before.close()
    await after.send(Odd.greet, name="Bo")
    await after.settle()
    assert after.value("said") == "hello Bo"
    await after.close()


async def test_a_duplicated_tab_gets_a_state_of_its_own(served: Served, victor: accounts.User):
    one = await opened(served, victor, "a-page")
    await one.send(Odd.greet, name="Ada")
    await one.settle()
    copy = await opened(served, victor, "the-copy", one)
    assert copy.new_token is not None
    assert copy.value("said", Odd) == ""
    await one.close()
    await copy.close()


async def test_what_the_lost_line_did_is_not_done_again_over_the_new_one(
    served: Served, victor: accounts.User
):
    before = await opened(served, victor, "a-page")
    await before.send(Odd.greet, once="a-page.1", name="Ada")
    await before.settle()
    after = await opened(served, victor, "a-page", before)
    after.updates.clear()
    await after.send(Odd.greet, once="a-page.1", name="Ada again")
    await after.send(Odd.greet, once="a-page.2", name="Bo")
    await after.settle()
    assert after.values("said", Odd) == ["hello Bo"]
    await before.close()
    await after.close()


async def test_a_tab_that_has_no_page_is_told_apart_by_its_socket_alone(
    served: Served, victor: accounts.User
):
    one = await opened(served, victor, "")
    two = await opened(served, victor, "", one)
    assert two.new_token is not None
    await one.close()
    await two.close()
