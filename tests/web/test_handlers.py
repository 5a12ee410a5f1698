"""What comes of a handler that fails, of wrong arguments, of undo, and of what a browser reports."""

from uuid import uuid4

import pytest

from crm_app import accounts
from crm_app.web.middleware import REPORT
from crm_app.web.notices import Notices
from tests.web.conftest import OpenTab, Served
from tests.web.odd import Odd
from tests.web.tabs import said_after, token_in

pytestmark = pytest.mark.xdist_group("web")

ODD = Odd.get_full_name()
NO_PERMISSION = "You do not have permission to do that."


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
