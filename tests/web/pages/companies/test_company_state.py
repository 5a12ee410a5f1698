"""The page of one company, as the server sees it."""

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.pages.companies.events_state import CompanyEventsState
from crm_app.web.presence import Presence
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


def page_of(company: crm.Company) -> str:
    return f"/companies/{company.uuid}"


def shown(tab: Tab, field: str) -> object:
    return tab.value("company", CompanyState)[field]


async def test_it_shows_the_company(open_tab: OpenTab, mira: accounts.User, engines: crm.Company):
    tab = await open_tab(mira, page_of(engines))
    assert tab.value("path", CompanyState) == page_of(engines)
    assert (shown(tab, "name"), shown(tab, "industry")) == ("Analytical Engines", "Computing")


@pytest.mark.parametrize(
    ("asked", "shown"), [("members", "members"), ("events", "events"), ("", None), ("nonsense", None)]
)
async def test_the_tab_comes_from_the_address(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, asked: str, shown: str | None
):
    tab = await open_tab(mira, page_of(engines) + f"?tab={asked}")
    assert tab.value("tab", CompanyState) in (shown, shown or "overview")


async def test_a_change_elsewhere_is_shown(open_tab: OpenTab, mira: accounts.User, engines: crm.Company):
    tab = await open_tab(mira, page_of(engines))
    async with system_scope() as scope:
        await crm.update_company(scope, engines.uuid, {"name": "Engines Ltd", "address": "1 Dorset St"})
    await tab.until(lambda: shown(tab, "name") == "Engines Ltd")
    assert tab.value("address", CompanyState) == "1 Dorset St"


@pytest.mark.parametrize("which", ["018f0000-0000-7000-8000-000000000001", "nonsense", "%00"])
async def test_an_unknown_company_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User, which: str):
    tab = await open_tab(mira, f"/companies/{which}")
    await tab.until(lambda: "/companies" in tab.redirects())
    assert tab.notices() == ["Company not found"]


async def test_the_trash_and_back(open_tab: OpenTab, mira: accounts.User, engines: crm.Company):
    tab = await open_tab(mira, page_of(engines))
    await do(tab, CompanyState.trash)
    await tab.until(lambda: shown(tab, "status") == "trashed")
    assert tab.notices() == ["Analytical Engines is in the trash now."]
    await do(tab, CompanyState.restore)
    await tab.until(lambda: shown(tab, "status") == "active")


async def test_it_is_deleted_for_good_only_from_the_trash(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, page_of(engines))
    await do(tab, CompanyState.delete)
    assert tab.notices() == ["This is not in the trash."]
    await do(tab, CompanyState.trash)
    await do(tab, CompanyState.delete)
    assert "/companies?trash=1" in tab.redirects()
    async with system_scope() as scope:
        assert await crm.get_company(scope, engines.uuid) is None


async def test_who_has_it_open_while_it_is_deleted_is_led_back(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, page_of(engines))
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
    async with system_scope() as scope:
        await crm.delete_company(scope, engines.uuid)
    await tab.until(lambda: "/companies" in tab.redirects())


async def test_a_viewer_looks_and_moves_nothing(
    open_tab: OpenTab, victor: accounts.User, engines: crm.Company
):
    tab = await open_tab(victor, page_of(engines))
    assert shown(tab, "name") == "Analytical Engines"
    for event in (CompanyState.trash, CompanyState.restore, CompanyState.ask_to_delete, CompanyState.delete):
        await do(tab, event)
    async with system_scope() as scope:
        assert (await crm.require_company(scope, engines.uuid)).status == "active"


async def test_events_follow_and_name_who_did_it(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, engines: crm.Company, ada: crm.Contact
):
    tab = await open_tab(mira, page_of(engines) + "?tab=events")
    async with accounts.scope_for(owner.uuid) as scope:
        await crm.add_member(scope, engines.uuid, ada.uuid)
    await tab.until(lambda: tab.value("total", CompanyEventsState) == 2)
    newest = tab.value("items", CompanyEventsState)[0]
    assert (newest["label"], newest["detail"], newest["actor"]) == (
        "Member added",
        "Ada Lovelace",
        "Olga Owner",
    )


async def test_who_else_is_here_is_shown(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, engines: crm.Company
):
    hers = await open_tab(mira, page_of(engines))
    await open_tab(owner, page_of(engines))
    await hers.until(lambda: [w["name"] for w in hers.value("watchers", Presence) or []] == ["Olga Owner"])
