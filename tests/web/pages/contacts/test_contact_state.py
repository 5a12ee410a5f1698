"""The page of one contact, as the server sees it."""

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.events_state import EventsState
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


def page_of(contact: crm.Contact) -> str:
    return f"/contacts/{contact.uuid}"


async def change(contact: crm.Contact, **attributes: str) -> None:
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, attributes)


async def test_it_shows_the_contact(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    tab = await open_tab(mira, page_of(ada))
    assert tab.value("path") == page_of(ada)
    assert tab.value("contact")["name"] == "Ada Lovelace"
    assert tab.value("tab") in (None, "overview")


async def test_the_tab_comes_from_the_address(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    assert (await open_tab(mira, page_of(ada) + "?tab=events")).value("tab") == "events"


async def test_a_change_elsewhere_is_shown(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    tab = await open_tab(mira, page_of(ada))
    await change(ada, name="Ada King", notes="Countess")
    await tab.until(lambda: tab.value("contact")["name"] == "Ada King" and tab.value("notes") == "Countess")


@pytest.mark.parametrize("which", ["018f0000-0000-7000-8000-000000000001", "nonsense", "%00"])
async def test_an_unknown_contact_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User, which: str):
    tab = await open_tab(mira, f"/contacts/{which}")
    await tab.until(lambda: "/contacts" in tab.redirects())
    assert tab.notices() == ["Contact not found"]


async def test_the_trash_and_back(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    tab = await open_tab(mira, page_of(ada))
    await do(tab, ContactState.trash)
    await tab.until(lambda: tab.value("contact")["status"] == "trashed")
    assert tab.notices() == ["Ada Lovelace is in the trash now."]
    await do(tab, ContactState.restore)
    await tab.until(lambda: tab.value("contact")["status"] == "active")


async def test_undo_works_from_another_page(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactState.bring_back, uuid=str(ada.uuid))
    assert tab.notices() == ["Ada Lovelace is back."]
    await do(tab, ContactState.bring_back, uuid="nonsense")
    assert tab.notices()[-1] == "This could not be found. It may have been deleted."


async def test_it_is_deleted_for_good_only_from_the_trash(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, page_of(ada))
    await do(tab, ContactState.delete)
    assert tab.notices() == ["This is not in the trash."]
    await do(tab, ContactState.trash)
    await do(tab, ContactState.ask_to_delete)
    assert tab.value("asked") is True
    await do(tab, ContactState.keep)
    assert tab.value("asked") is False
    await do(tab, ContactState.delete)
    assert "/contacts?trash=1" in tab.redirects()
    async with system_scope() as scope:
        assert await crm.get_contact(scope, ada.uuid) is None


async def test_who_has_it_open_while_it_is_deleted_is_led_back(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, page_of(ada))
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    async with system_scope() as scope:
        await crm.delete_contact(scope, ada.uuid)
    await tab.until(lambda: "/contacts" in tab.redirects())


async def test_handlers_without_an_open_contact_find_nothing(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, "/contacts")
    for event in (ContactState.trash, ContactState.restore, ContactState.delete):
        await do(tab, event)
    assert set(tab.notices()) == {"This could not be found. It may have been deleted."}


async def test_events_are_listed_newest_first_by_pages(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    for number in range(20):
        await change(ada, phone=str(number))
    tab = await open_tab(mira, page_of(ada) + "?tab=events")
    assert (tab.value("total"), tab.value("pages")) == (21, 2)
    assert [item["label"] for item in tab.value("items")] == ["Contact updated"] * 20
    await do(tab, EventsState.turn, by=1)
    (first,) = tab.value("items")
    assert (first["label"], first["actor"], first["icon"]) == ("Contact created", "System", "user-plus")
    await do(tab, EventsState.turn, by=1)
    assert tab.value("at_page") == 2
    await do(tab, EventsState.turn, by=99)
    assert tab.value("at_page") == 2


async def test_events_follow_and_name_who_did_it(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, page_of(ada) + "?tab=events")
    async with accounts.scope_for(owner.uuid) as scope:
        await crm.update_contact(scope, ada.uuid, {"phone": "1"})
    await tab.until(lambda: tab.value("items")[0]["actor"] == "Olga Owner")
