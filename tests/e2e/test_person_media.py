"""The files and the picture of a person on staff in a real browser: what all records share, in its place."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person
from tests.e2e.media_pages import (
    a_colleague,
    a_contact,
    a_photo,
    a_slow_file,
    a_text,
    add,
    choose,
    fast_line,
    names,
    open_tab,
    row,
    slow_line,
    viewer,
)

pytestmark = pytest.mark.xdist_group("e2e-media")

PEOPLE = "/staff/people"


def open_person(olga: Person, uuid: str, tab: str = "files") -> Page:
    return open_tab(olga, uuid, tab, of=PEOPLE)


def test_files_are_added_and_come_back_after_a_removal(olga: Person, files: Path):
    page = open_person(olga, a_colleague(olga))
    add(page, a_text(files, "contract.txt"))
    row(page, "contract.txt").hover()
    row(page, "contract.txt").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No files yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "contract.txt")).to_be_visible()


def test_a_colleague_sees_the_first_file_without_reload(olga: Person, mira: Person, files: Path):
    uuid = a_colleague(olga)
    page = open_person(olga, uuid)
    add(open_person(mira, uuid), a_text(files, "contract.txt"))
    expect(row(page, "contract.txt")).to_be_visible()


def test_a_photo_uploaded_from_the_head_becomes_the_picture(olga: Person, files: Path):
    page = open_person(olga, a_colleague(olga), "images")
    page.get_by_test_id("photo-input").set_input_files(str(a_photo(files, "me.jpg")))
    expect(page.get_by_text("The photo was changed.")).to_be_visible()
    page.locator("[data-open]").click()
    expect(viewer(page).get_by_role("button", name="Current photo")).to_be_disabled()


def test_a_photo_for_a_contact_waits_for_its_page_and_is_not_taken_by_that_of_a_person(
    olga: Person, files: Path
):
    contact, person = a_contact(olga, "Ada with a photo"), a_colleague(olga, "Rosalind without one")
    page = olga.open(f"/contacts/{contact}")
    line = slow_line(page, 300)
    page.get_by_test_id("photo-input").set_input_files(str(a_photo(files, "me.jpg")))
    page.get_by_role("link", name="Staff").first.click()
    page.get_by_role("searchbox").fill("Rosalind without")
    page.wait_for_url("**/staff?q=Rosalind+without")
    page.get_by_role("link", name="Rosalind without one").click()
    page.wait_for_url(f"**{PEOPLE}/{person}*")
    expect(page.get_by_text("Uploading 1 file to Ada with a photo")).to_be_visible()
    fast_line(line)
    expect(page.locator(".media-tray")).to_have_count(0)
    page.get_by_role("link", name="Contacts").first.click()
    page.get_by_role("searchbox").fill("Ada with a photo")
    page.wait_for_url("**/contacts?q=Ada+with+a+photo")
    page.get_by_role("link", name="Ada with a photo").click()
    expect(page.locator(".record-head .avatar img")).to_be_visible()
    assert page.locator("[role=alert]").count() == 0


def test_uploads_that_go_on_elsewhere_lead_back_to_the_person(olga: Person, files: Path):
    person = a_colleague(olga, "Grace with a film")
    page = open_person(olga, person)
    line = slow_line(page, 300)
    choose(page, a_slow_file(files))
    page.get_by_role("link", name="Contacts").first.click()
    tray = page.get_by_text("Uploading 1 file to Grace with a film")
    expect(tray).to_be_visible()
    tray.click()
    page.wait_for_url(f"**{PEOPLE}/{person}?tab=files")
    fast_line(line)
    expect(row(page, "big.bin")).to_be_visible()
    assert names(page) == ["big.bin"]


def test_a_viewer_sees_files_and_no_way_to_change_them(olga: Person, people: object, files: Path):
    uuid = a_colleague(olga)
    add(open_person(olga, uuid), a_text(files, "read.txt"))
    page = open_person(people("victor@example.com", "viewer"), uuid)  # type: ignore[operator]
    expect(row(page, "read.txt")).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    expect(page.get_by_role("button", name="Add files")).to_have_count(0)
    expect(page.get_by_role("button", name="Change photo")).to_have_count(0)
