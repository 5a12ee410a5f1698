"""Choosing files that are there already, in a real browser: for the tabs of a record and for its picture."""

from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Locator, Page, expect

from crm_app import accounts
from crm_app.core.scope import system_scope
from tests.e2e.conftest import Person
from tests.e2e.media_pages import a_contact, a_photo, a_text, add, names, open_tab, row
from tests.e2e.people import in_database
from tests.factories import make_file, make_folder
from tests.serving import OWNER_EMAIL

pytestmark = pytest.mark.xdist_group("e2e-media")


def in_library(person: Person, *files: str, folder: str = "") -> None:
    """Files in the library, of the owner, in a folder of their own where it has a name."""
    in_database(person.server, lambda: _in_library(files, folder))


async def _in_library(files: tuple[str, ...], folder: str) -> None:
    async with system_scope() as scope:
        owner = await accounts.user_by_email(scope, OWNER_EMAIL)
        assert owner is not None
    home = await make_folder(folder) if folder else None
    for name in files:
        await make_file(owner, name, home=home)


def picker(page: Page) -> Locator:
    return page.get_by_role("dialog")


def choose_existing(page: Page) -> Locator:
    page.get_by_role("button", name="Choose existing").click()
    expect(picker(page)).to_be_visible()
    return picker(page)


def tile(dialog: Locator, name: str) -> Locator:
    return dialog.locator("[data-pick]").filter(has_text=name)


def test_files_of_the_library_are_linked_in_the_order_of_choosing(olga: Person):
    mark = token_hex(3)
    in_library(olga, f"{mark}-a.txt", f"{mark}-b.txt", f"{mark}-c.txt", folder=f"Plans {mark}")
    page = open_tab(olga, a_contact(olga))
    dialog = choose_existing(page)
    dialog.get_by_role("button", name="Folders", exact=True).click()
    dialog.get_by_role("button", name=f"Plans {mark}").click()
    tile(dialog, f"{mark}-c.txt").click()
    tile(dialog, f"{mark}-a.txt").click()
    expect(tile(dialog, f"{mark}-a.txt").locator(".chooser-mark")).to_have_text("2")
    expect(dialog.get_by_role("status").filter(has_text="selected")).to_have_text("2 selected")
    dialog.get_by_role("button", name="Choose", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("2 files were added.")).to_be_visible()
    expect(page.locator("[data-file]")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No files yet.")).to_be_visible()


def test_a_search_finds_and_nothing_is_asked_before_it_opens(olga: Person):
    mark = token_hex(3)
    in_library(olga, f"offer-{mark}.txt")
    page = open_tab(olga, a_contact(olga))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/picker?" in request.url else None)
    page.reload()
    expect(page.get_by_text("No files yet.")).to_be_visible()
    assert asked == []
    dialog = choose_existing(page)
    dialog.get_by_role("button", name="All files").click()
    dialog.get_by_role("searchbox").fill(mark)
    expect(dialog.locator("[data-pick]")).to_have_count(1)
    dialog.get_by_role("searchbox").fill("nothing is called so")
    expect(dialog.get_by_text("Nothing is called “nothing is called so” here.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_uploads_land_with_the_record_and_are_chosen(olga: Person, files: Path):
    page = open_tab(olga, a_contact(olga))
    dialog = choose_existing(page)
    dialog.get_by_test_id("picker-files").set_input_files(str(a_text(files, "new.txt")))
    expect(tile(dialog, "new.txt")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_text("All of that is here already.")).to_be_visible()
    assert names(page) == ["new.txt"]


def test_images_go_to_the_images_and_only_images_are_offered_there(olga: Person, files: Path):
    contact = a_contact(olga)
    page = open_tab(olga, contact, "images")
    add(page, a_photo(files, "a.jpg"))
    other = open_tab(olga, a_contact(olga, "Grace"), "images")
    dialog = choose_existing(other)
    expect(dialog.get_by_label("Type", exact=True)).to_have_count(0)
    dialog.get_by_role("button", name="All files").click()
    tile(dialog, "a.jpg").first.click()
    dialog.get_by_role("button", name="Choose", exact=True).click()
    expect(row(other, "a.jpg")).to_be_visible()
    expect(row(page, "a.jpg")).to_be_visible()


def test_a_picture_from_the_library_becomes_the_photo_and_one_of_the_images(olga: Person, files: Path):
    photo = f"{token_hex(3)}.jpg"
    add(open_tab(olga, a_contact(olga, "Source"), "images"), a_photo(files, photo))
    page = open_tab(olga, a_contact(olga), "images")
    page.get_by_role("button", name="Change photo").click()
    page.get_by_role("menuitem", name="Choose an image").click()
    dialog = picker(page)
    dialog.get_by_role("button", name="All files").click()
    tile(dialog, photo).dblclick()
    expect(page.locator(".record-head .avatar img")).to_be_visible()
    expect(row(page, photo)).to_be_visible()


def test_the_keyboard_goes_through_the_files(olga: Person, files: Path):
    page = open_tab(olga, a_contact(olga))
    add(page, a_text(files, "a.txt"))
    add(page, a_text(files, "b.txt"))
    dialog = choose_existing(page)
    tile(dialog, "b.txt").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(tile(dialog, "a.txt")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Choose existing")).to_be_focused()
