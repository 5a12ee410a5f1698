"""The list of contacts, as the server sees its tabs."""

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.web.pages.contacts.list_state import PAGE, ContactList
from tests.web.conftest import OpenTab
from tests.web.pages.contacts.conftest import MakeContact
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


def names(tab: Tab) -> list[str]:
    return [item["name"] for item in tab.rows()]


async def status_of(contact: crm.Contact) -> str | None:
    async with system_scope() as scope:
        found = await crm.get_contact(scope, contact.uuid)
    return found.status if found else None


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


async def test_it_shows_what_is_there_in_the_order_of_names(
    open_tab: OpenTab, mira: accounts.User, grace: crm.Contact, ada: crm.Contact
):
    tab = await open_tab(mira, "/contacts")
    assert names(tab) == ["Ada Lovelace", "Grace Hopper"]
    assert tab.value("count") == "2 contacts"
    assert tab.value("items")[0]["company"] == "Analytical Engines"


async def test_search_and_status_come_from_the_address(
    open_tab: OpenTab, mira: accounts.User, grace: crm.Contact, ada: crm.Contact
):
    assert names(await open_tab(mira, "/contacts?q=LOVE")) == ["Ada Lovelace"]
    assert names(await open_tab(mira, "/contacts?q=ada%40example")) == ["Ada Lovelace"]
    assert names(await open_tab(mira, "/contacts?status=inactive")) == ["Grace Hopper"]
    assert names(await open_tab(mira, "/contacts?trash=1")) == []


async def test_it_reads_on_until_the_end(open_tab: OpenTab, mira: accounts.User, make_contact: MakeContact):
    for number in range(PAGE + 5):
        await make_contact(f"Person {number:03}")
    tab = await open_tab(mira, "/contacts")
    assert len(names(tab)) == PAGE
    assert tab.value("more") is True
    await do(tab, ContactList.read_on)
    assert names(tab) == [f"Person {number:03}" for number in range(PAGE + 5)]
    assert tab.value("more") is False
    await do(tab, ContactList.read_on)
    assert len(names(tab)) == PAGE + 5


async def test_it_follows_what_others_do(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact, make_contact: MakeContact
):
    tab = await open_tab(mira, "/contacts")
    await make_contact("Barbara Liskov")
    await tab.until(lambda: names(tab) == ["Ada Lovelace", "Barbara Liskov"])
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"name": "Ada King"})
    await tab.until(lambda: names(tab) == ["Ada King", "Barbara Liskov"])


async def test_a_contact_goes_to_the_trash_and_undo_brings_it_back(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactList.trash, uuid=str(ada.uuid))
    await tab.until(lambda: names(tab) == [])
    assert tab.notices() == ["Ada Lovelace is in the trash now."]
    assert tab.value("shown")[0]["action"] == "Undo"
    await do(tab, ContactList.restore, uuid=str(ada.uuid))
    await tab.until(lambda: names(tab) == ["Ada Lovelace"])
    assert await status_of(ada) == "active"


async def test_the_trash_lists_restores_and_deletes(open_tab: OpenTab, mira: accounts.User, ada: crm.Contact):
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    tab = await open_tab(mira, "/contacts?trash=1")
    assert names(tab) == ["Ada Lovelace"]
    assert tab.value("count") == "1 in the trash"
    await do(tab, ContactList.ask_to_delete, uuid=str(ada.uuid))
    assert tab.value("doomed_name") == "Ada Lovelace"
    await do(tab, ContactList.keep)
    assert await status_of(ada) == "trashed"
    await do(tab, ContactList.ask_to_delete, uuid=str(ada.uuid))
    await do(tab, ContactList.delete)
    await tab.until(lambda: names(tab) == [])
    assert await status_of(ada) is None


async def test_a_forged_delete_of_a_live_contact_is_refused(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactList.ask_to_delete, uuid=str(ada.uuid))
    await do(tab, ContactList.delete)
    assert tab.notices() == ["This is not in the trash."]
    assert await status_of(ada) == "active"


@pytest.mark.parametrize("uuid", ["", "nonsense", "01a1fd0a-e592-70cd-9ffe-d9e338828a7f", "\0"])
async def test_a_forged_uuid_is_not_found(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactList.trash, uuid=uuid)
    assert tab.notices() == ["This could not be found. It may have been deleted."]


async def test_a_viewer_reads_and_changes_nothing(open_tab: OpenTab, victor: accounts.User, ada: crm.Contact):
    tab = await open_tab(victor, "/contacts")
    assert names(tab) == ["Ada Lovelace"]
    await do(tab, ContactList.trash, uuid=str(ada.uuid))
    assert await status_of(ada) == "active"
    assert "You do not have permission to do that." in tab.notices()


async def press_undo(tab: Tab) -> None:
    notice = tab.value("shown")[-1]
    assert notice["action"] == "Undo"
    await do(tab, "reflex___state____state.crm_app___web___notices____notices.act", key=notice["key"])


def chosen(*contacts: crm.Contact) -> dict[str, object]:
    return {"uuids": [str(contact.uuid) for contact in contacts], "everything": ""}


async def test_several_go_to_the_trash_at_once_and_undo_brings_back_just_these(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact, grace: crm.Contact
):
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactList.trash_many, **chosen(ada, grace))
    await tab.until(lambda: names(tab) == [])
    assert tab.notices() == ["2 contacts are in the trash now."]
    assert tab.value("answer") == {"number": 1, "done": True}
    await press_undo(tab)
    await tab.until(lambda: names(tab) == ["Ada Lovelace", "Grace Hopper"])
    assert await status_of(grace) == "inactive"


async def test_all_that_a_search_finds_can_be_meant(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact, grace: crm.Contact
):
    tab = await open_tab(mira, "/contacts?q=ada")
    await do(tab, ContactList.set_status, status="inactive", uuids=[], everything=tab.value("listed"))
    assert tab.notices() == ["1 contact is inactive now."]
    assert await status_of(ada) == "inactive"


async def test_a_list_that_is_shown_no_more_is_refused(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact
):
    tab = await open_tab(mira, "/contacts")
    await do(tab, ContactList.trash_many, uuids=[], everything="live somebody else")
    assert tab.notices() == ["The list has changed meanwhile. Nothing was done."]
    assert tab.value("answer") == {"number": 1, "done": False}
    assert await status_of(ada) == "active"


async def test_several_are_deleted_for_good_but_not_what_somebody_brought_back(
    open_tab: OpenTab, mira: accounts.User, ada: crm.Contact, grace: crm.Contact
):
    async with system_scope() as scope:
        await crm.bulk_trash(scope, "contact", [ada.uuid, grace.uuid])
    tab = await open_tab(mira, "/contacts?trash=1")
    await do(tab, ContactList.ask_to_delete_many, **chosen(ada, grace))
    assert tab.value("question") == "Delete 2 contacts permanently?"
    async with system_scope() as scope:
        await crm.restore_contact(scope, grace.uuid)
    await do(tab, ContactList.delete)
    await tab.until(lambda: names(tab) == [])
    assert "1 contact is permanently deleted." in tab.notices()
    assert (await status_of(ada), await status_of(grace)) == (None, "inactive")


async def test_a_viewer_does_nothing_to_several(open_tab: OpenTab, victor: accounts.User, ada: crm.Contact):
    tab = await open_tab(victor, "/contacts")
    for event in (ContactList.trash_many, ContactList.restore_many, ContactList.ask_to_delete_many):
        await do(tab, event, **chosen(ada))
    await do(tab, ContactList.set_status, status="inactive", **chosen(ada))
    assert await status_of(ada) == "active"
