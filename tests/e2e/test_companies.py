"""Companies in a real browser: made, found, joined and left, and what one does the others see."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import People, Person
from tests.e2e.people import a_company, a_contact, a_member, belongs
from tests.e2e.pictures import a_picture
from tests.e2e.test_accessibility import SIZES, violations

pytestmark = pytest.mark.xdist_group("e2e")
THUMBNAIL = re.compile(r"^/files/.*/thumbnail")


def own(name: str) -> str:
    """A name that nobody else uses."""
    return f"{name} {uuid4().hex[:8]}"


def members_of(person: Person, company: str) -> Page:
    page = person.open(f"/companies/{company}?tab=members")
    expect(page.get_by_role("button", name="Add member")).to_be_visible()
    return page


def place(page: Page, name: str) -> Locator:
    """The line of somebody in a roster, or of a company at a contact."""
    return page.locator("[data-place]").filter(has_text=name)


def search(page: Page, text: str) -> None:
    page.get_by_role("combobox").fill(text)


def choose(page: Page, what: str, name: str) -> None:
    """An entry of the menu of a line."""
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=what).click()


def test_a_company_is_made_from_the_sidebar_on_with_all_its_fields(olga: Person):
    name = own("Engines")
    page = olga.open("/contacts")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Companies").click()
    page.get_by_role("link", name="New company").first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Website").fill("engines.example.com")
    page.get_by_label("E-mail").fill("office@engines.example.com")
    page.get_by_label("Industry").fill("Computing")
    page.get_by_label("Address", exact=True).fill("1 Dorset Street\nLondon")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".facts").get_by_text("London")).to_be_visible()
    website = page.locator(".facts").get_by_role("link", name="engines.example.com", exact=True)
    expect(website).to_have_attribute("href", "https://engines.example.com")


def test_what_was_typed_survives_a_reload_and_a_double_click_makes_one_company(olga: Person):
    name = own("Typed")
    page = olga.open("/companies/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Notes").fill("Not lost")
    page.reload()
    expect(page.get_by_label("Notes")).to_have_value("Not lost")
    page.get_by_role("button", name="Create company").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.goto(f"{olga.server.url}/companies?q={name}")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_two_people_who_change_the_same_field_are_asked(olga: Person, mira: Person):
    company = a_company(olga.server, own("Asked"), industry="Steam")
    hers, theirs = (person.open(f"/companies/{company}/edit") for person in (mira, olga))
    hers.get_by_label("Industry").fill("Looms")
    theirs.get_by_label("Industry").fill("Engines")
    theirs.keyboard.press("Control+Enter")
    expect(hers.get_by_text("Somebody else has just changed this company.")).to_be_visible()
    hers.keyboard.press("Control+Enter")
    expect(hers.get_by_role("alert").filter(has_text="Engines")).to_be_visible()
    hers.get_by_role("button", name="Save what stands here").click()
    expect(hers.locator(".facts").get_by_text("Looms")).to_be_visible()


def test_the_trash_is_one_way_back_and_the_other_for_good(olga: Person, mira: Person):
    name = own("Trashed")
    a_company(olga.server, name)
    here, there = olga.open(f"/companies?q={name}"), mira.open(f"/companies?q={name}")
    expect(there.locator("tbody tr")).to_have_count(1)
    choose(here, "Move to trash", name)
    expect(there.locator("tbody tr")).to_have_count(0)
    here.get_by_role("button", name="Undo").click()
    expect(there.locator("tbody tr")).to_have_count(1)
    choose(here, "Move to trash", name)
    here.goto(f"{olga.server.url}/companies?trash=1&q={name}")
    choose(here, "Delete permanently…", name)
    here.get_by_role("alertdialog").get_by_role("button", name="Delete permanently").click()
    expect(here.get_by_text(f"{name} is permanently deleted.")).to_be_visible()
    expect(here.locator("tbody tr")).to_have_count(0)


def test_a_contact_is_found_and_added_with_the_keyboard_and_seen_in_both_browsers(olga: Person, mira: Person):
    company, name = a_company(olga.server, own("Joined")), own("Ada")
    contact = a_contact(olga.server, name)
    here, there = members_of(olga, company), members_of(mira, company)
    beside = mira.open(f"/contacts/{contact}")
    here.get_by_role("button", name="Add member").click()
    search(here, name)
    expect(here.get_by_role("option")).to_have_text([re.compile(name), re.compile("New contact")])
    here.keyboard.press("Enter")
    expect(here.get_by_label("Role")).to_be_focused()
    here.keyboard.type("Author")
    here.get_by_label("Department").fill("Notes")
    here.keyboard.press("Control+Enter")
    for page in (here, there):
        expect(place(page, name)).to_contain_text("Author · Notes")
    expect(place(beside, "Joined")).to_contain_text("Author · Notes")


def test_somebody_who_is_not_there_yet_is_made_by_name(olga: Person):
    company, name = a_company(olga.server, own("Makes")), own("Grace")
    page = members_of(olga, company)
    page.get_by_role("button", name="Add member").click()
    search(page, name)
    page.get_by_role("option", name=f"New contact “{name}”").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    page.get_by_label("Role").fill("Admiral")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(place(page, name)).to_contain_text("Admiral")
    place(page, name).get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_star_moves_between_the_companies_of_a_contact(olga: Person, mira: Person):
    first, second, name = own("First"), own("Second"), own("Bob")
    contact = a_contact(olga.server, name)
    for company in (first, second):
        belongs(olga.server, contact, a_company(olga.server, company))
    here, there = olga.open(f"/contacts/{contact}"), mira.open(f"/contacts?q={name}")
    expect(there.locator("tbody tr")).to_contain_text(first)
    here.get_by_role("button", name=f"Make {second} the primary company").click()
    expect(here.get_by_role("button", name=f"{second} is the primary company")).to_be_visible()
    expect(here.get_by_role("button", name=f"Make {first} the primary company")).to_be_visible()
    expect(there.locator("tbody tr")).to_contain_text(second)


def test_a_removal_is_undone_with_the_role(olga: Person, mira: Person):
    company, name = a_company(olga.server, own("Leaves")), own("Carl")
    belongs(olga.server, a_contact(olga.server, name), company, "Builder")
    here, there = members_of(olga, company), members_of(mira, company)
    choose(here, "Remove from this company", name)
    for page in (here, there):
        expect(page.get_by_text("No contacts belong to this company yet.")).to_be_visible()
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(place(page, name)).to_contain_text("Builder")


def test_what_is_typed_about_a_member_survives_what_others_do(olga: Person, mira: Person):
    company, name = a_company(olga.server, own("Typing")), own("Dora")
    belongs(olga.server, a_contact(olga.server, name), company, "Poet")
    page = members_of(mira, company)
    choose(page, "Edit role", name)
    page.get_by_label("Department").fill("Verse")
    other = own("Emil")
    belongs(olga.server, a_contact(olga.server, other), company)
    expect(place(page, other)).to_be_visible()
    expect(page.get_by_label("Department")).to_have_value("Verse")
    page.get_by_role("button", name="Save").click()
    expect(place(page, name)).to_contain_text("Poet · Verse")


def test_a_logo_is_uploaded_and_shown_in_both_browsers_and_in_the_list(
    olga: Person, mira: Person, files: Path
):
    name = own("Logo")
    company = a_company(olga.server, name)
    here, there = olga.open(f"/companies/{company}?tab=images"), mira.open(f"/companies/{company}")
    listed = mira.open(f"/companies?q={name}")
    expect(listed.locator("tbody tr")).to_have_count(1)
    here.get_by_test_id("file-input").set_input_files([a_picture(files / "logo.jpg")])
    tile = here.locator(".media-tile").first
    expect(tile.locator("img")).to_be_visible()
    tile.hover()
    tile.get_by_role("button", name="Set as logo").click()
    for page in (here, there):
        expect(page.locator(".record-head img")).to_have_attribute("src", THUMBNAIL)
    expect(listed.locator("tbody img")).to_be_visible()
    there.get_by_role("button", name="Change logo").click()
    there.get_by_role("menuitem", name="Remove logo").click()
    expect(here.locator(".record-head img")).to_have_count(0)


def test_a_viewer_sees_everything_and_can_change_nothing(people: People, olga: Person):
    a_member(olga.server, "victor@example.com", "viewer")
    company, name = a_company(olga.server, own("Viewed")), own("Fay")
    belongs(olga.server, a_contact(olga.server, name), company, "Editor")
    page = people("victor@example.com").open(f"/companies/{company}?tab=members")
    expect(place(page, name)).to_contain_text("Editor")
    expect(page.get_by_role("img", name="This is their primary company")).to_be_visible()
    for button in ("Add member", f"Actions for {name}", "More actions", "Change logo"):
        expect(page.get_by_role("button", name=button)).to_have_count(0)
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)


def test_a_list_of_companies_is_cards_on_a_phone(people: People):
    olga = people(viewport=SIZES["phone"])
    name = own("Phone")
    a_company(olga.server, name, industry="Telephony")
    page = olga.open(f"/companies?q={name}")
    card = page.locator("tbody tr")
    expect(card.get_by_text("Telephony")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("desk", "dark"), ("phone", "light")])
def test_no_page_of_companies_shuts_anybody_out(people: People, size: str, scheme: str):
    olga = people(viewport=SIZES[size], color_scheme=scheme)
    company, contact = (
        a_company(olga.server, own("Open"), industry="Doors"),
        a_contact(olga.server, own("Gil")),
    )
    belongs(olga.server, contact, company, "Author", "Notes")
    pages = {
        "the list": olga.open("/companies"),
        "the form": olga.open("/companies/new"),
        "the overview": olga.open(f"/companies/{company}"),
        "the members": members_of(olga, company),
        "the form of a member": olga.open(f"/companies/{company}?tab=members&form={contact}"),
        "the contact": olga.open(f"/contacts/{contact}"),
    }
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".bone")).to_have_count(0)
    searching = members_of(olga, company)
    searching.get_by_role("button", name="Add member").click()
    search(searching, "a")
    expect(searching.get_by_role("option", name="New contact")).to_be_visible()
    pages["the search"] = searching
    assert {name: found for name, page in pages.items() if (found := violations(page))} == {}
