"""The list of contacts in a real browser: the address is its memory, and what others do comes by itself."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.xdist_group("e2e")


def rows(page: Page) -> Any:
    return page.locator("tbody tr")


def test_a_search_is_in_the_address_and_survives_back_reload_and_a_new_tab(olga: Person):
    for name in ("Sofia Kovalevskaya", "Sofia Winter", "Emmy Noether"):
        olga.contact(name)
    page = olga.open("/contacts")
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("sofia", delay=20)
    expect(page).to_have_url(re.compile(r"/contacts/?\?q=sofia$"))
    expect(rows(page)).to_have_count(2)
    page.get_by_role("link", name="Inactive", exact=True).click()
    expect(page.get_by_text("No results")).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_role("searchbox")).to_have_value("sofia")
    page.reload()
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_role("searchbox")).to_have_value("sofia")


def test_a_search_without_results_says_so_and_leads_out(olga: Person):
    olga.contact("Maryam Mirzakhani")
    page = olga.open("/contacts?q=nobodyiscalledthis")
    expect(page.get_by_text("No name or e-mail address contains “nobodyiscalledthis”.")).to_be_visible()
    page.get_by_role("link", name="Clear search").click()
    expect(rows(page).first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_the_list_is_sorted_by_its_heads_or_the_menu_and_the_address_says_how(olga: Person):
    for name in ("Sorted Ada", "Sorted Bob"):
        olga.contact(name)
    page = olga.open("/contacts?q=Sorted")
    expect(rows(page)).to_contain_text(["Sorted Ada", "Sorted Bob"])
    page.get_by_role("link", name="Name", exact=True).click()
    expect(page).to_have_url(re.compile(r"q=Sorted&sort=-name$"))
    expect(rows(page)).to_contain_text(["Sorted Bob", "Sorted Ada"])
    page.get_by_label("Order").select_option(label="Oldest first")
    expect(page).to_have_url(re.compile(r"q=Sorted&sort=added$"))
    expect(rows(page)).to_contain_text(["Sorted Ada", "Sorted Bob"])
    page.reload()
    expect(page.get_by_label("Order")).to_have_value("added")


def test_several_are_moved_at_once_another_browser_sees_it_and_undo_brings_them_back(
    olga: Person, mira: Person
):
    for name in ("Chosen Ada", "Chosen Bob", "Chosen Eve"):
        olga.contact(name)
    page, other = olga.open("/contacts?q=Chosen"), mira.open("/contacts?q=Chosen")
    expect(rows(page)).to_have_count(3)
    expect(rows(other)).to_have_count(3)
    for name in ("Chosen Ada", "Chosen Bob"):
        page.get_by_role("checkbox", name=f"Select {name}").check()
    bar = page.get_by_role("toolbar", name="Selected contacts")
    expect(bar).to_contain_text("2 selected")
    bar.get_by_role("button", name="Move to trash").click()
    expect(rows(other)).to_contain_text(["Chosen Eve"])
    expect(page.get_by_text("2 contacts are in the trash now.")).to_be_visible()
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(rows(other)).to_contain_text(["Chosen Ada", "Chosen Bob", "Chosen Eve"])


def test_typing_is_not_disturbed_by_what_others_do(olga: Person, mira: Person):
    uuid = olga.contact("Chien Wu")
    page = mira.open("/contacts")
    expect(rows(page).first).to_be_visible()
    search = page.get_by_role("searchbox")
    search.press_sequentially("Chien", delay=20)
    rename(olga, uuid, "Chien-Shiung Wu")
    search.press_sequentially("-Shiung", delay=20)
    expect(search).to_have_value("Chien-Shiung")
    expect(search).to_be_focused()
    expect(rows(page)).to_have_count(1)


def test_a_row_that_changes_elsewhere_changes_here_and_nothing_scrolls(olga: Person, mira: Person):
    uuid = olga.contact("Rosalind Franklin")
    page = mira.open("/contacts?q=Rosalind")
    expect(rows(page)).to_have_count(1)
    page.evaluate("window.neverReloaded = true")
    rename(olga, uuid, "Rosalind E. Franklin")
    expect(page.get_by_role("link", name="Rosalind E. Franklin")).to_be_visible()
    assert page.evaluate("window.neverReloaded")


def test_a_contact_goes_to_the_trash_and_undo_brings_it_back_in_both_browsers(olga: Person, mira: Person):
    olga.contact("Lise Meitner")
    here, there = olga.open("/contacts?q=Lise"), mira.open("/contacts?q=Lise")
    expect(rows(there)).to_have_count(1)
    here.get_by_role("button", name="Actions for Lise Meitner").click()
    here.get_by_role("menuitem", name="Move to trash").click()
    for page in (here, there):
        expect(rows(page)).to_have_count(0)
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(rows(page)).to_have_count(1)


def test_deleting_for_good_asks_first_and_says_what_happens_to_the_files(olga: Person):
    olga.contact("Hedy Kiesler")
    page = olga.open("/contacts?q=Hedy")
    page.get_by_role("button", name="Actions for Hedy Kiesler").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(page.get_by_text("Hedy Kiesler is in the trash now.")).to_be_visible()
    page.goto(page.url.split("/contacts")[0] + "/contacts?q=Hedy&trash=1")
    page.get_by_role("button", name="Actions for Hedy Kiesler").click()
    page.get_by_role("menuitem", name="Delete permanently").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("with all files and images that no other record holds")
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Actions for Hedy Kiesler").click()
    page.get_by_role("menuitem", name="Delete permanently").click()
    question.get_by_role("button", name="Delete permanently").click()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("Hedy Kiesler is permanently deleted.")).to_be_visible()


def test_the_keyboard_goes_from_the_search_through_the_rows(olga: Person):
    for name in ("Keyboard Anna", "Keyboard Berta"):
        olga.contact(name)
    page = olga.open("/contacts?q=Keyboard")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Keyboard Anna")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keyboard Berta")


def test_a_viewer_is_offered_nothing_that_changes_something(olga: Person, people: Any):
    olga.contact("Vera Rubin")
    page = people("victor@example.com", "viewer").open("/contacts?q=Vera")
    page.get_by_role("button", name="Actions for Vera Rubin").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Open"])
    expect(page.get_by_role("link", name="New contact")).to_have_count(0)


def test_on_a_phone_rows_are_cards_and_nothing_is_wider_than_the_screen(olga: Person, people: Any):
    olga.contact("Barbara McClintock")
    phone = people(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = phone.open("/contacts?q=Barbara")
    expect(rows(page)).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).display") == "grid"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Contacts")
    ).to_be_in_viewport()


def rename(person: Person, uuid: str, name: str) -> None:
    form = person.open(f"/contacts/{uuid}/edit")
    form.get_by_label("Name", exact=True).fill(name)
    form.keyboard.press("Control+Enter")
    expect(form.get_by_role("heading", level=1)).to_have_text(name)
    form.close()
