"""The company form, as the server sees it; what it shares with the contacts' is tested there too."""

from dataclasses import asdict

import pytest

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.pages.companies.form_state import CompanyFormState
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")
EMPTY = asdict(crm.CompanyForm())


async def save(tab: Tab, values: dict[str, str], seen: dict[str, str]) -> None:
    await tab.send(CompanyFormState.save, values=values, seen=seen)
    await tab.settle()


def said(tab: Tab, name: str) -> object:
    return tab.value(name, CompanyFormState)


async def everybody() -> list[crm.CompanyRow]:
    async with system_scope() as scope:
        return (await crm.list_companies(scope)).rows


async def test_a_new_company_is_written_once_and_its_page_is_next(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/companies/new")
    uuid = str(uuid7())
    values = {**EMPTY, "uuid": uuid, "name": "Engines", "website": "engines.example"}
    await save(tab, values, EMPTY)
    await save(tab, values, EMPTY)
    assert said(tab, "saved") == f"/companies/{uuid}"
    assert [(str(row.uuid), row.name, row.website) for row in await everybody()] == [
        (uuid, "Engines", "engines.example")
    ]


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    open_tab: OpenTab, mira: accounts.User
):
    tab = await open_tab(mira, "/companies/new")
    await save(tab, {**EMPTY, "name": "", "website": "javascript:alert(1)"}, EMPTY)
    problems = said(tab, "problems")
    assert isinstance(problems, dict)
    assert (problems["name"], problems["website"]) == (
        "A name is needed.",
        "This does not look like a web address.",
    )
    assert await everybody() == []


async def test_a_field_is_checked_when_it_is_left(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/companies/new")
    await tab.send(CompanyFormState.check, name="website", value="nowhere")
    await tab.until(lambda: said(tab, "problems")["website"] == "This does not look like a web address.")


async def test_two_people_who_change_the_same_field_are_shown_both_values(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, f"/companies/{engines.uuid}/edit")
    seen = said(tab, "values")
    assert isinstance(seen, dict)
    async with system_scope() as scope:
        await crm.update_company(scope, engines.uuid, {"industry": "Steam"})
    await tab.until(lambda: said(tab, "changed_elsewhere"))
    await save(tab, {**seen, "industry": "Looms"}, seen)
    (conflict,) = said(tab, "conflicts")
    assert (conflict["label"], conflict["theirs"], conflict["yours"]) == ("Industry", "Steam", "Looms")
    await save(tab, {**seen, "industry": "Looms"}, {**seen, "industry": "Steam"})
    assert [row.industry for row in await everybody()] == ["Looms"]


async def test_a_form_whose_company_is_deleted_says_so(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, f"/companies/{engines.uuid}/edit")
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
        await crm.delete_company(scope, engines.uuid)
    await tab.until(lambda: said(tab, "gone"))


async def test_an_unknown_company_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User):
    for path in (f"/companies/{uuid7()}/edit", "/companies/nonsense/edit"):
        tab = await open_tab(mira, path)
        await tab.until(lambda tab=tab: "/companies" in tab.redirects())
        assert tab.notices() == ["Company not found"]


async def test_a_viewer_writes_nothing(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor, "/companies")
    await save(tab, {**EMPTY, "uuid": str(uuid7()), "name": "Engines"}, EMPTY)
    assert await everybody() == []
