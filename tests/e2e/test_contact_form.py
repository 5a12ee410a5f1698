"""The contact form in a real browser: nothing typed is lost, and two people do not overwrite each other."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person
from tests.wire import wire_to

pytestmark = pytest.mark.xdist_group("e2e")


def edit(person: Person, uuid: str) -> Page:
    page = person.open(f"/contacts/{uuid}/edit")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    return page


def test_a_double_click_on_create_makes_one_contact(olga: Person):
    page = olga.open("/contacts/new")
    page.get_by_label("Name", exact=True).fill("Double Click")
    page.get_by_label("Company", exact=True).fill("Click & Co")
    page.get_by_role("button", name="Create contact").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Double Click")
    expect(page).to_have_title("Double Click")
    page.goto(olga.server.url + "/contacts?q=Double+Click")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Click & Co")


def test_a_missing_name_is_said_at_the_field_which_gets_the_focus(olga: Person):
    page = olga.open("/contacts/new")
    page.get_by_label("Phone").fill("1")
    page.get_by_role("button", name="Create contact").click()
    expect(page.get_by_text("A name is needed.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_label("Phone")).to_have_value("1")
    page.keyboard.type("N")
    expect(page.get_by_text("A name is needed.")).to_have_count(0)


def test_a_wrong_address_is_said_when_the_field_is_left(olga: Person):
    page = olga.open("/contacts/new")
    page.get_by_label("E-mail").fill("ada@")
    page.keyboard.press("Tab")
    expect(page.get_by_text("This does not look like an e-mail address.")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")


def test_leaving_with_unsaved_changes_asks_and_staying_keeps_them(olga: Person):
    page = edit(olga, olga.contact("Leaving Asks"))
    page.get_by_label("Phone").fill("123")
    page.get_by_role("link", name="Contacts").first.click()
    page.get_by_role("button", name="Keep editing").click()
    expect(page.get_by_label("Phone")).to_have_value("123")
    page.get_by_role("link", name="Contacts").first.click()
    page.get_by_role("alertdialog").get_by_role("button", name="Leave").click()
    expect(page).to_have_url(re.compile("/contacts/?$"))


def test_leaving_an_untouched_form_does_not_ask(olga: Person):
    page = edit(olga, olga.contact("Untouched"))
    page.get_by_role("link", name="Contacts").first.click()
    expect(page).to_have_url(re.compile("/contacts/?$"))


def test_what_was_typed_survives_a_reload_and_can_be_dropped(olga: Person):
    page = edit(olga, olga.contact("Survivor"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Notes").fill("Half a sentence")
    page.reload()
    expect(page.get_by_text("This is what you typed before.")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("Half a sentence")
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("Notes")).to_have_value("")


def test_what_is_saved_without_a_connection_is_saved_once_when_it_is_back(olga: Person):
    page = olga.open("/contacts")
    with wire_to(olga.server.port) as wire:
        page.goto(wire.url + "/contacts/new")
        page.get_by_label("Name", exact=True).fill("Offline Olga")
        wire.cut()
        expect(page.get_by_text("No connection.")).to_be_visible()
        page.get_by_role("button", name="Create contact").click()
        wire.mend()
        expect(page.get_by_role("heading", level=1)).to_have_text("Offline Olga")
    page.goto(olga.server.url + "/contacts?q=Offline+Olga")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_two_people_on_one_field_see_both_values_and_decide(olga: Person, mira: Person):
    uuid = olga.contact("Conflict")
    here, there = edit(olga, uuid), edit(mira, uuid)
    here.get_by_label("Phone").fill("111")
    there.get_by_label("Phone").fill("222")
    there.get_by_label("Notes").fill("From Mira")
    there.keyboard.press("Control+Enter")
    expect(there.get_by_text("Conflict is saved.")).to_be_visible()
    expect(here.get_by_text("Somebody else has just changed this contact.")).to_be_visible()
    expect(here.get_by_label("Phone")).to_have_value("111")
    here.get_by_role("button", name="Save").click()
    conflict = here.locator(".conflicts")
    expect(conflict).to_contain_text("222")
    expect(conflict).to_contain_text("111")
    here.get_by_role("button", name="Take the saved one").click()
    expect(here.get_by_label("Phone")).to_have_value("222")
    here.get_by_label("Phone").fill("333")
    here.get_by_role("button", name="Save what stands here").click()
    for page in (here, there):
        expect(page.locator(".facts")).to_contain_text("333")
        expect(page.get_by_text("From Mira")).to_be_visible()


def test_two_people_on_different_fields_need_not_decide_anything(olga: Person, mira: Person):
    uuid = olga.contact("Both Win")
    here, there = edit(olga, uuid), edit(mira, uuid)
    there.get_by_label("Notes").fill("From Mira")
    there.keyboard.press("Control+Enter")
    expect(there.get_by_text("Both Win is saved.")).to_be_visible()
    here.get_by_label("Phone").fill("111")
    here.keyboard.press("Control+Enter")
    expect(here.locator(".facts")).to_contain_text("111")
    expect(here.get_by_text("From Mira")).to_be_visible()


def test_a_form_that_is_opened_again_shows_what_was_saved_meanwhile(olga: Person, mira: Person):
    uuid = olga.contact("Opened Twice")
    here, there = edit(olga, uuid), edit(mira, uuid)
    here.get_by_role("link", name="Cancel").click()
    there.get_by_label("Name", exact=True).fill("Opened Twice More")
    there.keyboard.press("Control+Enter")
    expect(here.get_by_role("heading", level=1)).to_have_text("Opened Twice More")
    here.get_by_role("link", name="Edit").click()
    expect(here.get_by_label("Name", exact=True)).to_have_value("Opened Twice More")
    here.get_by_role("link", name="Cancel").click()
    expect(here.get_by_role("alertdialog")).to_have_count(0)
    expect(here).to_have_url(re.compile(f"/contacts/{uuid}$"))
