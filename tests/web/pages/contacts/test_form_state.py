"""The contact form, as the server sees it."""

from typing import Any

import pytest

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.pages.contacts.form_state import ContactFormState
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

EMPTY = {
    "name": "",
    "email": "",
    "phone": "",
    "company": "",
    "role_in_company": "",
    "status": "active",
    "notes": "",
}


async def save(tab: Tab, values: dict[str, str], seen: dict[str, str]) -> None:
    await tab.send(ContactFormState.save, values=values, seen=seen)
    await tab.settle()


async def everybody() -> list[crm.ContactRow]:
    async with system_scope() as scope:
        return (await crm.list_contacts(scope)).rows


def problem(tab: Tab, name: str) -> str:
    return tab.value("problems")[name]


async def test_a_new_contact_is_written_and_its_page_is_next(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/contacts/new")
    uuid = str(uuid7())
    await save(
        tab, {**EMPTY, "uuid": uuid, "name": "Ada", "company": "Engines", "role_in_company": "Founder"}, EMPTY
    )
    assert tab.value("saved") == f"/contacts/{uuid}"
    (row,) = await everybody()
    assert (str(row.uuid), row.name, row.company, row.role_in_company) == (uuid, "Ada", "Engines", "Founder")


async def test_the_same_form_twice_is_one_contact(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/contacts/new")
    values = {**EMPTY, "uuid": str(uuid7()), "name": "Ada"}
    await save(tab, values, EMPTY)
    await save(tab, values, EMPTY)
    assert len(await everybody()) == 1


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    open_tab: OpenTab, mira: accounts.User
):
    tab = await open_tab(mira, "/contacts/new")
    await save(tab, {**EMPTY, "uuid": str(uuid7()), "name": " ", "email": "ada@"}, EMPTY)
    assert problem(tab, "name") == "A name is needed."
    assert problem(tab, "email") == "This does not look like an e-mail address."
    assert (tab.value("answered"), tab.value("saved")) == (1, "")
    assert await everybody() == []


async def test_a_field_is_checked_when_it_is_left(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/contacts/new")
    await tab.send(ContactFormState.check, name="email", value="ada@")
    await tab.settle()
    assert problem(tab, "email") == "This does not look like an e-mail address."
    assert problem(tab, "name") == ""
    await tab.send(ContactFormState.check, name="email", value="ada@example.com")
    await tab.settle()
    assert problem(tab, "email") == ""


async def test_companies_are_suggested_while_one_writes_their_name(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, "/contacts/new")
    await tab.send(ContactFormState.suggest, text="engine")
    await tab.settle()
    assert tab.value("companies") == ["Analytical Engines"]


async def test_a_field_that_does_not_exist_is_ignored(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/contacts/new")
    await tab.send(ContactFormState.check, name="__class__", value="x")
    await tab.settle()
    assert set(tab.value("problems")) == set(EMPTY)


async def opened(open_tab: OpenTab, user: accounts.User, contact: crm.Contact) -> tuple[Tab, dict[str, Any]]:
    tab = await open_tab(user, f"/contacts/{contact.uuid}/edit")
    return tab, tab.value("values")


async def test_the_form_of_a_contact_shows_it(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    _, values = await opened(open_tab, mira, ada)
    assert values == {
        **EMPTY,
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "company": "Analytical Engines",
    }


async def test_two_people_who_change_different_fields_both_win(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    (hers, seen), (theirs, _) = await opened(open_tab, mira, ada), await opened(open_tab, owner, ada)
    await save(theirs, {**seen, "phone": "1"}, seen)
    await hers.until(lambda: hers.value("changed_elsewhere"))
    await save(hers, {**seen, "notes": "N"}, seen)
    assert hers.value("saved") == f"/contacts/{ada.uuid}"
    async with system_scope() as scope:
        form = await crm.contact_form(scope, ada.uuid)
    assert (form.phone, form.notes) == ("1", "N")


async def test_two_people_who_change_the_same_field_are_shown_both_values(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    (hers, seen), (theirs, _) = await opened(open_tab, mira, ada), await opened(open_tab, owner, ada)
    await save(theirs, {**seen, "phone": "1"}, seen)
    await save(hers, {**seen, "phone": "2"}, seen)
    (conflict,) = hers.value("conflicts")
    assert (conflict["label"], conflict["theirs"], conflict["yours"]) == ("Phone", "1", "2")
    await save(hers, {**seen, "phone": "2"}, {**seen, "phone": "1"})
    assert (hers.value("conflicts"), hers.value("saved")) == ([], f"/contacts/{ada.uuid}")


async def test_a_form_whose_contact_is_deleted_says_so_and_keeps_what_was_typed(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab, seen = await opened(open_tab, mira, ada)
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
        await crm.delete_contact(scope, ada.uuid)
    await tab.until(lambda: tab.value("gone"))
    await save(tab, {**seen, "phone": "1"}, seen)
    assert tab.value("saved") == ""
    assert "This could not be found. It may have been deleted." in tab.notices()


async def test_an_unknown_contact_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User):
    for path in (f"/contacts/{uuid7()}/edit", "/contacts/nonsense/edit"):
        tab = await open_tab(mira, path)
        await tab.until(lambda tab=tab: "/contacts" in tab.redirects())
        assert tab.notices() == ["Contact not found"]


async def test_a_viewer_writes_nothing(open_tab: OpenTab, victor: accounts.User):
    tab = await open_tab(victor, "/contacts")
    await save(tab, {**EMPTY, "uuid": str(uuid7()), "name": "Ada"}, EMPTY)
    assert await everybody() == []
