"""The members of a company and the companies of a contact, as the server sees the tabs of both pages."""

import pytest

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.pages.companies.members import MemberFormState, MembersState
from crm_app.web.pages.contacts.companies import ContactCompaniesState, ContactCompanyFormState
from crm_app.web.pages.contacts.contact_state import ContactState
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


def page_of(company: crm.Company, form: str = "") -> str:
    return f"/companies/{company.uuid}?tab=members" + (f"&form={form}" if form else "")


def contact_page(contact: crm.Contact, query: str = "") -> str:
    return f"/contacts/{contact.uuid}{query}"


def members(tab: Tab) -> list[tuple[str, str, bool]]:
    rows = tab.rows(MembersState, "places", "places_live")
    return [(row["name"], row["part"], row["primary"]) for row in rows]


def companies(tab: Tab) -> list[tuple[str, str, bool]]:
    rows = tab.rows(ContactCompaniesState, "places", "places_live")
    return [(row["name"], row["part"], row["primary"]) for row in rows]


async def add(company: crm.Company, contact: crm.Contact, *place: object) -> None:
    async with system_scope() as scope:
        await crm.add_member(scope, company.uuid, contact.uuid, *place)


async def stored(company: crm.Company) -> list[tuple[str, str | None, str | None]]:
    async with system_scope() as scope:
        rows = await crm.members_of(scope, company.uuid)
    return [(row.name, row.role_in_company, row.department) for row in rows]


async def test_members_are_listed_by_name_and_counted(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact, bob: crm.Contact
):
    await add(engines, bob)
    await add(engines, ada, "Author", "Notes")
    tab = await open_tab(mira, page_of(engines))
    assert members(tab) == [("Ada Lovelace", "Author · Notes", True), ("Bob Builder", "", True)]
    assert tab.value("total", MembersState) == 2


async def test_who_comes_changes_and_goes_elsewhere_is_patched_on_both_pages(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    company, contact = await open_tab(mira, page_of(engines)), await open_tab(mira, contact_page(ada))
    await add(engines, ada, "Author")
    await company.until(lambda: members(company) == [("Ada Lovelace", "Author", True)])
    await contact.until(lambda: companies(contact) == [("Analytical Engines", "Author", True)])
    assert company.fact("total", MembersState, "places_live") == 1
    async with system_scope() as scope:
        await crm.change_member(scope, engines.uuid, ada.uuid, {"department": "Notes"})
    await company.until(lambda: members(company) == [("Ada Lovelace", "Author · Notes", True)])
    await contact.until(lambda: companies(contact) == [("Analytical Engines", "Author · Notes", True)])
    async with system_scope() as scope:
        await crm.remove_member(scope, engines.uuid, ada.uuid)
    await company.until(lambda: members(company) == [])
    await contact.until(lambda: companies(contact) == [])


async def test_a_renamed_or_trashed_contact_is_followed_in_the_roster(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    tab = await open_tab(mira, page_of(engines))
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"name": "Ada King"})
    await tab.until(lambda: members(tab) == [("Ada King", "", True)])
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    await tab.until(lambda: members(tab) == [])
    async with system_scope() as scope:
        await crm.restore_contact(scope, ada.uuid)
    await tab.until(lambda: members(tab) == [("Ada King", "", True)])


async def test_a_renamed_or_trashed_company_is_followed_on_the_contacts_page(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    tab = await open_tab(mira, contact_page(ada))
    async with system_scope() as scope:
        await crm.update_company(scope, engines.uuid, {"name": "Engines Ltd"})
    await tab.until(lambda: companies(tab) == [("Engines Ltd", "", True)])
    await tab.until(lambda: tab.value("contact", ContactState)["company"] == "Engines Ltd")
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
    await tab.until(lambda: companies(tab) == [])
    await tab.until(lambda: tab.value("contact", ContactState)["company"] == "")


async def test_the_search_offers_who_is_not_there_yet(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact, bob: crm.Contact
):
    await add(engines, bob)
    tab = await open_tab(mira, page_of(engines))
    await do(tab, MembersState.open_picker)
    assert [option["name"] for option in tab.value("candidates", MembersState)] == ["Ada Lovelace"]
    await do(tab, MembersState.search, text="ada@EXAMPLE")
    assert [option["uuid"] for option in tab.value("candidates", MembersState)] == [str(ada.uuid)]
    await do(tab, MembersState.search, text="bob")
    assert (tab.value("candidates", MembersState), tab.value("none", MembersState)) == ([], "match")
    await do(tab, MembersState.pick, uuid=str(ada.uuid), levels=[])
    assert tab.redirects()[-1] == page_of(engines, str(ada.uuid))


async def test_a_chosen_contact_is_added_with_role_and_department(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    tab = await open_tab(mira, page_of(engines, str(ada.uuid)))
    assert (tab.value("adding", MemberFormState), tab.value("other", MemberFormState)) == (
        True,
        "Ada Lovelace",
    )
    await do(tab, MemberFormState.save, values={"role_in_company": "Author", "department": "Notes"}, seen={})
    assert tab.value("saved", MemberFormState) == page_of(engines)
    assert await stored(engines) == [("Ada Lovelace", "Author", "Notes")]


async def test_a_new_contact_is_made_by_its_name_once_however_often_it_is_saved(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, page_of(engines, "new") + "&name=Grace%20Hopper")
    assert tab.value("values", MemberFormState)["name"] == "Grace Hopper"
    values = {"uuid": str(uuid7()), "name": "Grace Hopper", "role_in_company": "Admiral", "department": ""}
    for _ in range(2):
        await do(tab, MemberFormState.save, values=values, seen={})
    assert await stored(engines) == [("Grace Hopper", "Admiral", None)]
    async with system_scope() as scope:
        assert await crm.count_contacts(scope) == 1


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company
):
    tab = await open_tab(mira, page_of(engines, "new"))
    values = {"uuid": str(uuid7()), "name": "Ada", "role_in_company": "x" * 256, "department": ""}
    await do(tab, MemberFormState.save, values=values, seen={})
    assert tab.value("problems", MemberFormState)["role_in_company"] == "Use at most 255 characters."
    await do(tab, MemberFormState.save, values={**values, "name": " ", "role_in_company": ""}, seen={})
    assert tab.value("problems", MemberFormState)["name"] == "A name is needed."
    async with system_scope() as scope:
        assert await crm.count_contacts(scope) == 0


async def test_two_people_who_change_one_role_are_shown_both(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author")
    tab = await open_tab(mira, page_of(engines, str(ada.uuid)))
    seen = tab.value("values", MemberFormState)
    async with system_scope() as scope:
        await crm.change_member(scope, engines.uuid, ada.uuid, {"role_in_company": "Editor"})
    await tab.until(lambda: tab.value("changed_elsewhere", MemberFormState))
    mine = {"role_in_company": "Poet", "department": ""}
    await do(tab, MemberFormState.save, values=mine, seen=seen)
    (conflict,) = tab.value("conflicts", MemberFormState)
    assert (conflict["theirs"], conflict["yours"]) == ("Editor", "Poet")
    await do(tab, MemberFormState.save, values=mine, seen={**seen, "role_in_company": "Editor"})
    assert await stored(engines) == [("Ada Lovelace", "Poet", None)]


async def test_the_star_moves_and_is_seen_on_both_pages(
    open_tab: OpenTab,
    mira: accounts.User,
    engines: crm.Company,
    looms: crm.Company,
    ada: crm.Contact,
):
    await add(engines, ada)
    await add(looms, ada)
    company, contact = await open_tab(mira, page_of(engines)), await open_tab(mira, contact_page(ada))
    assert companies(contact) == [("Analytical Engines", "", True), ("Jacquard Looms", "", False)]
    await do(contact, ContactCompaniesState.star, uuid=str(looms.uuid), starred=True)
    await company.until(lambda: members(company) == [("Ada Lovelace", "", False)])
    await contact.until(
        lambda: companies(contact) == [("Analytical Engines", "", False), ("Jacquard Looms", "", True)]
    )
    await do(company, MembersState.star, uuid=str(ada.uuid), starred=False)
    assert [primary for *_, primary in companies(contact)] == [False, True]
    await do(company, MembersState.star, uuid=str(ada.uuid), starred=True)
    await contact.until(lambda: [primary for *_, primary in companies(contact)] == [True, False])


async def test_a_removal_can_be_undone_with_role_and_star(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author", "Notes")
    tab = await open_tab(mira, page_of(engines))
    await do(tab, MembersState.remove, uuid=str(ada.uuid))
    assert tab.notices() == ["Ada Lovelace does not belong to Analytical Engines any more."]
    assert await stored(engines) == []
    back = {"record": str(engines.uuid), "other": str(ada.uuid), "role": "Author", "department": "Notes"}
    await do(tab, MembersState.put_back, **back, primary=True)
    await tab.until(lambda: members(tab) == [("Ada Lovelace", "Author · Notes", True)])


async def test_a_company_is_made_from_the_page_of_a_contact(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, contact_page(ada, "?form=new&name=Engines"))
    values = {"uuid": str(uuid7()), "name": "Engines", "role_in_company": "Author", "department": ""}
    await do(tab, ContactCompanyFormState.save, values=values, seen={})
    assert tab.value("saved", ContactCompanyFormState) == contact_page(ada)
    await tab.until(lambda: companies(tab) == [("Engines", "Author", True)])


async def test_a_form_whose_contact_is_deleted_says_so(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    tab = await open_tab(mira, page_of(engines, str(ada.uuid)))
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
        await crm.delete_contact(scope, ada.uuid)
    await tab.until(lambda: tab.value("gone", MemberFormState))


@pytest.mark.parametrize("form", ["nonsense", "018f0000-0000-7000-8000-000000000001"])
async def test_an_address_of_a_form_that_leads_nowhere_is_left(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, form: str
):
    tab = await open_tab(mira, page_of(engines, form))
    await tab.until(lambda: page_of(engines) in tab.redirects())
    assert tab.notices() == ["This could not be found. It may have been deleted."]


async def test_a_viewer_sees_the_members_and_changes_nothing(
    open_tab: OpenTab, victor: accounts.User, engines: crm.Company, ada: crm.Contact, bob: crm.Contact
):
    await add(engines, ada, "Author")
    tab = await open_tab(victor, page_of(engines, str(bob.uuid)))
    assert members(tab) == [("Ada Lovelace", "Author", True)]
    assert not tab.value("form", MemberFormState)
    await do(tab, MembersState.open_picker)
    await do(tab, MembersState.star, uuid=str(ada.uuid), starred=False)
    await do(tab, MembersState.remove, uuid=str(ada.uuid))
    await do(tab, MemberFormState.save, values={"name": "Eve", "uuid": str(uuid7())}, seen={})
    back = {"record": str(engines.uuid), "other": str(bob.uuid), "role": "", "department": ""}
    await do(tab, MembersState.put_back, **back, primary=False)
    assert not tab.value("candidates", MembersState)
    assert await stored(engines) == [("Ada Lovelace", "Author", None)]
    async with system_scope() as scope:
        assert [place.is_primary for place in await crm.companies_of(scope, ada.uuid)] == [True]


async def test_nothing_is_done_to_the_members_of_a_trashed_company(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    async with system_scope() as scope:
        await crm.trash_company(scope, engines.uuid)
    tab = await open_tab(mira, page_of(engines))
    await do(tab, MembersState.remove, uuid=str(ada.uuid))
    assert tab.notices() == ["This record is in the trash. Restore it first."]
    assert len(await stored(engines)) == 1


async def test_the_head_of_a_contact_leads_to_its_primary_company(
    open_tab: OpenTab, mira: accounts.User, engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author", "Notes")
    await add(looms, ada)
    tab = await open_tab(mira, contact_page(ada))

    def head() -> tuple[object, ...]:
        return tuple(tab.value(name, ContactState) for name in ("company", "company_href", "role", "further"))

    assert head() == ("Analytical Engines", f"/companies/{engines.uuid}", "Author · Notes", 1)
    async with system_scope() as scope:
        await crm.set_primary_company(scope, ada.uuid, looms.uuid)
    await tab.until(lambda: head() == ("Jacquard Looms", f"/companies/{looms.uuid}", "", 1))
    async with system_scope() as scope:
        await crm.trash_company(scope, looms.uuid)
    await tab.until(
        lambda: head() == ("Analytical Engines", f"/companies/{engines.uuid}", "Author · Notes", 0)
    )
