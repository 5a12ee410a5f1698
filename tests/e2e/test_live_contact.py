"""Two people, two browsers, one contact: what one does, the other sees without reload."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person
from tests.e2e.pictures import a_document, a_picture

THUMBNAIL = re.compile(r"^/files/.*/thumbnail")


def choose(page: Page, *paths: Path) -> None:
    page.get_by_test_id("file-input").set_input_files(list(paths))


def a_marker(page: Page) -> None:
    """Something in the page's memory that a reload would erase."""
    page.evaluate("window.neverReloaded = true")


def never_reloaded(page: Page) -> bool:
    return bool(page.evaluate("window.neverReloaded"))


def test_an_upload_appears_in_the_colleagues_browser_with_its_thumbnail(
    olga: Person, mira: Person, files: Path
):
    contact = olga.contact()
    here, there = olga.open(f"/contacts/{contact}?tab=images"), mira.open(f"/contacts/{contact}?tab=images")
    expect(there.get_by_text("No images yet.")).to_be_visible()
    a_marker(there)
    choose(here, a_picture(files / "portrait.jpg"))
    for page in (here, there):
        picture = page.locator(".media-grid img")
        expect(picture).to_have_count(1)
        page.wait_for_function("() => document.querySelector('.media-grid img').naturalWidth > 0")
    assert never_reloaded(there)


def test_a_removal_disappears_there_and_undo_brings_it_back(olga: Person, mira: Person, files: Path):
    contact = olga.contact()
    here, there = olga.open(f"/contacts/{contact}?tab=files"), mira.open(f"/contacts/{contact}?tab=files")
    choose(here, a_document(files / "offer.txt"))
    for page in (here, there):
        expect(page.get_by_role("link", name="offer.txt")).to_be_visible()
    a_marker(there)
    row = here.locator(".media-row").filter(has_text="offer.txt")
    row.hover()
    row.get_by_role("button", name="Remove").click()
    expect(there.get_by_text("No files yet.")).to_be_visible()
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(page.get_by_role("link", name="offer.txt")).to_be_visible()
    assert never_reloaded(there)


def test_the_chosen_picture_appears_in_the_head_there_and_in_the_list(
    olga: Person, mira: Person, files: Path
):
    contact = olga.contact("Grace Hopper")
    here, there = olga.open(f"/contacts/{contact}?tab=images"), mira.open(f"/contacts/{contact}")
    listed = mira.open("/contacts?q=Grace+Hopper")
    expect(listed.get_by_role("link", name="Grace Hopper")).to_be_visible()
    choose(here, a_picture(files / "grace.jpg"))
    tile = here.locator(".media-tile").first
    expect(tile.locator("img")).to_be_visible()
    tile.hover()
    tile.get_by_role("button", name="Set as photo").click()
    for page in (here, there):
        expect(page.locator(".record-head img")).to_have_attribute("src", THUMBNAIL)
    expect(listed.locator("tbody img, .table img, [role=table] img").first).to_be_visible()


def test_a_new_name_appears_there_while_somebody_types_a_search(olga: Person, mira: Person):
    contact = olga.contact("Katherine Jonson")
    page, listed = mira.open(f"/contacts/{contact}"), mira.open("/contacts?q=Katherine")
    expect(listed.get_by_role("link", name="Katherine Jonson")).to_be_visible()
    for open_page in (page, listed):
        a_marker(open_page)
    search = listed.get_by_role("searchbox")
    search.focus()
    form = olga.open(f"/contacts/{contact}/edit")
    form.get_by_label("Name", exact=True).fill("Katherine Johnson")
    form.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Katherine Johnson", level=2)).to_be_visible()
    expect(listed.get_by_role("link", name="Katherine Johnson")).to_be_visible()
    expect(search).to_have_value("Katherine")
    expect(search).to_be_focused()
    assert never_reloaded(page)
    assert never_reloaded(listed)


def test_a_contact_that_is_trashed_leaves_the_list_there_and_its_page_says_so(olga: Person, mira: Person):
    contact = olga.contact("Hedy Lamarr")
    page, listed = mira.open(f"/contacts/{contact}?tab=files"), mira.open("/contacts?q=Hedy")
    expect(listed.get_by_role("link", name="Hedy Lamarr")).to_be_visible()
    here = olga.open(f"/contacts/{contact}")
    here.get_by_role("button", name="More actions").click()
    here.get_by_role("menuitem", name="Move to trash").click()
    expect(page.get_by_text("This contact is in the trash.")).to_be_visible()
    expect(page.get_by_text("Add files")).to_have_count(0)
    expect(listed.get_by_role("link", name="Hedy Lamarr")).to_have_count(0)


def test_a_contact_that_is_deleted_for_good_ends_its_page_there(olga: Person, mira: Person):
    contact = olga.contact("Mary Anning")
    there = mira.open(f"/contacts/{contact}")
    here = olga.open(f"/contacts/{contact}")
    here.get_by_role("button", name="More actions").click()
    here.get_by_role("menuitem", name="Move to trash").click()
    expect(here.get_by_text("This contact is in the trash.")).to_be_visible()
    here.get_by_role("button", name="More actions").click()
    here.get_by_role("menuitem", name="Delete permanently…").click()
    here.get_by_role("dialog").or_(here.get_by_role("alertdialog")).get_by_role(
        "button", name="Delete permanently"
    ).click()
    here.wait_for_url("**/contacts?trash=1")
    expect(there.get_by_text("Contact not found").or_(there.get_by_text("deleted")).first).to_be_visible()


def test_a_session_that_is_ended_elsewhere_signs_the_tab_out(olga: Person, mira: Person):
    page = mira.open("/contacts")
    expect(page.get_by_role("heading", name="Contacts")).to_be_visible()
    other = mira.http.post("/auth/logout")
    assert other.status_code == 303
    page.wait_for_url("**/login*")


def test_after_a_lost_connection_the_page_shows_what_happened_meanwhile(olga: Person, mira: Person):
    contact = olga.contact("Rosalind Franklin")
    page = mira.open(f"/contacts/{contact}")
    expect(page.get_by_role("heading", name="Rosalind Franklin", level=2)).to_be_visible()
    mira.context.set_offline(True)
    form = olga.open(f"/contacts/{contact}/edit")
    form.get_by_label("Name", exact=True).fill("Rosalind E. Franklin")
    form.keyboard.press("Control+Enter")
    expect(form.get_by_role("heading", name="Rosalind E. Franklin", level=2)).to_be_visible()
    mira.context.set_offline(False)
    expect(page.get_by_role("heading", name="Rosalind E. Franklin", level=2)).to_be_visible(timeout=60_000)
