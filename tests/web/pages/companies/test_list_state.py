"""The list of companies, as the server sees its tabs."""

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.web.pages.companies.list_state import CompanyList
from crm_app.web.record.list_state import PAGE
from tests.web.conftest import OpenTab
from tests.web.pages.companies.conftest import MakeCompany
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


def names(tab: Tab) -> list[str]:
    return [item["name"] for item in tab.rows(CompanyList)]


async def status_of(company: crm.Company) -> str | None:
    async with system_scope() as scope:
        found = await crm.get_company(scope, company.uuid)
    return found.status if found else None


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


async def test_it_shows_what_is_there_in_the_order_of_names(
    open_tab: OpenTab, mira: accounts.User, looms: crm.Company, engines: crm.Company
):
    tab = await open_tab(mira, "/companies")
    assert names(tab) == ["Analytical Engines", "Jacquard Looms"]
    assert tab.value("count", CompanyList) == "2 companies"
    first = tab.value("items", CompanyList)[0]
    assert (first["industry"], first["website_href"]) == ("Computing", "https://engines.example.com")


async def test_search_and_status_come_from_the_address(
    open_tab: OpenTab, mira: accounts.User, looms: crm.Company, engines: crm.Company
):
    assert names(await open_tab(mira, "/companies?q=LOOMS")) == ["Jacquard Looms"]
    assert names(await open_tab(mira, "/companies?q=engines.example")) == ["Analytical Engines"]
    assert names(await open_tab(mira, "/companies?status=inactive")) == ["Jacquard Looms"]
    assert names(await open_tab(mira, "/companies?trash=1")) == []


async def test_it_reads_on_until_the_end(open_tab: OpenTab, mira: accounts.User, make_company: MakeCompany):
    for number in range(PAGE + 5):
        await make_company(f"Company {number:03}")
    tab = await open_tab(mira, "/companies")
    assert (len(names(tab)), tab.value("more", CompanyList)) == (PAGE, True)
    await do(tab, CompanyList.read_on)
    assert names(tab) == [f"Company {number:03}" for number in range(PAGE + 5)]
    assert tab.value("more", CompanyList) is False


async def test_what_changes_elsewhere_comes_as_a_patch(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, looms: crm.Company
):
    tab = await open_tab(mira, "/companies")
    async with system_scope() as scope:
        await crm.update_company(scope, engines.uuid, {"industry": "Steam"})
    await tab.until(lambda: tab.rows(CompanyList)[0]["industry"] == "Steam")
    assert tab.value("items", CompanyList)[0]["industry"] == "Computing"


async def test_a_company_that_is_made_or_trashed_elsewhere_comes_and_goes(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, make_company: MakeCompany
):
    tab = await open_tab(mira, "/companies")
    await make_company("Babbage & Sons")
    await tab.until(lambda: names(tab) == ["Analytical Engines", "Babbage & Sons"])
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
    await tab.until(lambda: names(tab) == ["Babbage & Sons"])
    assert (tab.fact("count", CompanyList), tab.fact("trashed", CompanyList)) == ("1 company", 1)


async def test_the_number_of_members_follows(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    tab = await open_tab(mira, "/companies")
    async with system_scope() as scope:
        await crm.add_member(scope, engines.uuid, ada.uuid)
    await tab.until(lambda: tab.rows(CompanyList)[0]["people"] == "1 member")
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    await tab.until(lambda: tab.rows(CompanyList)[0]["people"] == "")


async def test_the_trash_and_back(open_tab: OpenTab, mira: accounts.User, engines: crm.Company):
    tab = await open_tab(mira, "/companies")
    await do(tab, CompanyList.trash, uuid=str(engines.uuid))
    assert tab.notices() == ["Analytical Engines is in the trash now."]
    assert await status_of(engines) == "trashed"
    await do(tab, CompanyList.restore, uuid=str(engines.uuid))
    assert await status_of(engines) == "active"


async def test_it_is_deleted_for_good_after_a_question(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
    tab = await open_tab(mira, "/companies?trash=1")
    await do(tab, CompanyList.ask_to_delete, uuid=str(engines.uuid))
    assert tab.value("doomed_name", CompanyList) == "Analytical Engines"
    await do(tab, CompanyList.delete)
    assert tab.notices() == ["Analytical Engines is permanently deleted."]
    assert await status_of(engines) is None


async def test_a_viewer_sees_the_list_and_moves_nothing(
    open_tab: OpenTab, victor: accounts.User, engines: crm.Company
):
    tab = await open_tab(victor, "/companies")
    assert names(tab) == ["Analytical Engines"]
    for event in (CompanyList.trash, CompanyList.restore, CompanyList.ask_to_delete):
        await do(tab, event, uuid=str(engines.uuid))
    await do(tab, CompanyList.delete)
    assert await status_of(engines) == "active"


@pytest.mark.parametrize("uuid", ["", "nonsense", "%00", "018f0000-0000-7000-8000-000000000001"])
async def test_an_unknown_company_is_not_found(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab = await open_tab(mira, "/companies")
    await do(tab, CompanyList.trash, uuid=uuid)
    assert tab.notices() == ["This could not be found. It may have been deleted."]
