"""Every page, looked at by axe, light and dark, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browsing import Person
from tests.e2e import notes
from tests.e2e.conftest import People
from tests.e2e.libraries import a_file, a_folder, item
from tests.e2e.pictures import a_document, a_picture

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def violations(page: Page) -> list[str]:
    """What axe has found, with the elements it means."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    return [
        f"{rule['id']}: {node['target']}" for rule in found.response["violations"] for node in rule["nodes"]
    ]


@pytest.fixture(params=[("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")], ids=str)
def olga(people: People, request: pytest.FixtureRequest) -> Person:
    """The owner, on each kind of screen."""
    size, scheme = request.param
    return people(viewport=SIZES[size], color_scheme=scheme)


def test_no_page_shuts_anybody_out(olga: Person, files):
    contact = olga.contact("Ada Lovelace")
    images = olga.open(f"/contacts/{contact}?tab=images")
    images.get_by_test_id("file-input").set_input_files([a_picture(files / "portrait.jpg")])
    expect(images.locator(".media-tile img")).to_be_visible()
    documents = olga.open(f"/contacts/{contact}?tab=files")
    documents.get_by_test_id("file-input").set_input_files([a_document(files / "offer.txt")])
    expect(documents.get_by_role("link", name="offer.txt")).to_be_visible()
    talk = notes.open_notes(olga, contact)
    notes.write(talk, "See https://example.com/offer", "The offer")
    notes.attach(talk, a_picture(files / "quay.jpg"), a_document(files / "price.txt"))
    notes.save(talk)
    expect(notes.files_of(notes.note(talk, "The offer"))).to_have_count(2)
    notes.write(talk, "Half a sentence")
    notes.attach(talk, a_document(files / "more.txt"))
    pages = {
        "the interactions": talk,
        "the images": images,
        "the files": documents,
        "the list": olga.open("/contacts"),
        "the trash": olga.open("/contacts?trash=1"),
        "the form": olga.open("/contacts/new"),
        "the contact": olga.open(f"/contacts/{contact}"),
        "the events": olga.open(f"/contacts/{contact}?tab=events"),
        "the settings": olga.open("/settings"),
        "the library": olga.open("/media?place=all"),
        "the library as a list": olga.open("/media?place=all&view=list"),
    }
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".bone")).to_have_count(0)
    assert {name: found for name, page in pages.items() if (found := violations(page))} == {}


def test_no_dialog_of_the_media_shuts_anybody_out(olga: Person, files):
    contact, desk = olga.contact("Ada Lovelace"), a_folder(olga)
    a_file(olga, desk, "offer.txt")
    choosing = olga.open(f"/contacts/{contact}?tab=files")
    choosing.get_by_role("button", name="Choose existing").click()
    dialog = choosing.get_by_role("dialog")
    dialog.get_by_role("button", name="All files", exact=True).click()
    dialog.locator("[data-pick]").first.click()
    expect(dialog.get_by_role("status").filter(has_text="selected")).to_have_text("1 selected")
    photo = olga.open(f"/contacts/{contact}")
    photo.get_by_label("Change photo").click()
    photo.get_by_role("menuitem", name="Choose an image").click()
    expect(photo.locator(".chooser-items[aria-busy='false']")).to_be_visible()
    clashing = olga.open(f"/media?folder={desk}")
    expect(item(clashing, "offer.txt")).to_be_visible()
    clashing.get_by_test_id("file-input").set_input_files([a_document(files / "offer.txt")])
    expect(clashing.get_by_role("dialog").get_by_role("radio", name="Keep both")).to_be_visible()
    pages = {"the picker": choosing, "the picker of one": photo, "the names that are taken": clashing}
    assert {name: found for name, page in pages.items() if (found := violations(page))} == {}
