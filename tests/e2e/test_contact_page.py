"""The page of one contact in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person
from tests.wire import wire_to

pytestmark = pytest.mark.xdist_group("e2e")


def test_tabs_have_addresses_and_back_leads_through_them(olga: Person):
    uuid = olga.contact("Tabs")
    page = olga.open(f"/contacts/{uuid}")
    sections = page.get_by_role("navigation", name="Sections of this record")
    sections.get_by_role("link", name="Events").click()
    expect(page).to_have_url(re.compile(r"\?tab=events$"))
    expect(page.get_by_text("Contact created")).to_be_visible()
    expect(page.locator(".event")).to_contain_text(re.compile("olga", re.I))
    sections.get_by_role("link", name="Overview").click()
    expect(page).to_have_url(re.compile(f"/contacts/{uuid}$"))
    page.go_back()
    expect(page.get_by_text("Contact created")).to_be_visible()


def test_an_unknown_tab_is_the_overview(olga: Person):
    page = olga.open(f"/contacts/{olga.contact('Unknown Tab')}?tab=nonsense")
    expect(page.get_by_role("heading", name="Details")).to_be_visible()


@pytest.mark.parametrize("which", ["01a1fd0a-e592-70cd-9ffe-d9e338828a7f", "nonsense"])
def test_an_unknown_contact_leads_to_the_list_with_a_word(olga: Person, which: str):
    page = olga.open(f"/contacts/{which}")
    expect(page).to_have_url(re.compile("/contacts/?$"))
    expect(page.get_by_text("Contact not found")).to_be_visible()


def test_from_one_contact_to_the_next_nothing_of_the_first_is_left(olga: Person):
    olga.contact("Flash Anna")
    second = olga.contact("Flash Berta")
    page = olga.open("/contacts?q=Flash")
    page.get_by_role("link", name="Flash Anna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Flash Anna")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contacts")
    expect(page.get_by_role("link", name="Flash Berta")).to_be_visible()
    page.evaluate(
        "window.seen = []; new MutationObserver(() => seen.push(document.querySelector('h1')?.textContent))"
        ".observe(document.body, {childList: true, subtree: true, characterData: true})"
    )
    page.get_by_role("link", name="Flash Berta").click()
    expect(page).to_have_url(re.compile(second))
    expect(page.get_by_role("heading", level=1)).to_have_text("Flash Berta")
    assert "Flash Anna" not in page.evaluate("window.seen")


def test_a_contact_in_the_trash_says_so_and_can_be_restored(olga: Person):
    page = olga.open(f"/contacts/{olga.contact('Trashed')}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(page.get_by_text("This contact is in the trash.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("This contact is in the trash.")).to_have_count(0)
    expect(page.get_by_role("link", name="Edit")).to_be_visible()


def test_a_lost_connection_is_said_in_plain_words_and_heals(olga: Person):
    uuid = olga.contact("Offline")
    page = olga.open("/settings")
    with wire_to(olga.server.port) as wire:
        page.goto(f"{wire.url}/contacts/{uuid}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Offline")
        wire.cut()
        expect(page.get_by_text("No connection.")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Offline")
        wire.mend()
        expect(page.get_by_text("No connection.")).to_have_count(0)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name="Move to trash").click()
        expect(page.get_by_text("This contact is in the trash.")).to_be_visible()
