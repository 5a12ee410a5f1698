"""Comments in browsers: written with the keyboard, seen by colleagues, kept whatever happens meanwhile."""

import re
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, expect

from crm_app import comments, crm
from crm_app.core.scope import system_scope
from tests.browsing import Person
from tests.e2e.conftest import People
from tests.e2e.people import in_database
from tests.e2e.rosters import people_on_staff
from tests.e2e.test_accessibility import violations
from tests.e2e.test_live_contact import a_marker, never_reloaded
from tests.serving import Server

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def on_comments(person: Person, contact: str) -> Page:
    page = person.open(f"/contacts/{contact}?tab=comments")
    expect(field(page)).to_be_visible()
    return page


def field(page: Page) -> Locator:
    return page.get_by_label("Write a comment")


def said(page: Page) -> Locator:
    return page.locator(".comment .linked-text")


def writes(page: Page, text: str) -> None:
    field(page).fill(text)
    page.keyboard.press("Control+Enter")
    expect(said(page).first).to_have_text(text)
    expect(field(page)).to_have_value("")


def choose(page: Page, text: str, action: str) -> None:
    comment = page.locator(".comment").filter(has_text=text)
    comment.get_by_role("button", name=re.compile("^Actions")).click()
    page.get_by_role("menuitem", name=action).click()


def many_comments(server: Server, contact: str, number: int) -> None:
    async def write() -> None:
        async with system_scope() as scope:
            for each in range(number):
                await comments.add_comment(scope, crm.commenting.CONTACT, UUID(contact), f"Comment {each}.")

    in_database(server, write)


def test_what_one_writes_the_other_reads_without_reload(olga: Person, mira: Person):
    contact = olga.contact()
    here, there = on_comments(olga, contact), on_comments(mira, contact)
    expect(there.get_by_text("No comments yet")).to_be_visible()
    a_marker(there)
    writes(here, "Called her back.")
    expect(said(there)).to_have_text(["Called her back."])
    expect(there.get_by_role("link", name="Comments 1")).to_be_visible()
    choose(here, "Called her back.", "Edit")
    here.get_by_label("Change your comment").fill("Called her twice.")
    here.keyboard.press("Control+Enter")
    expect(said(there)).to_have_text(["Called her twice."])
    expect(there.get_by_text("edited")).to_be_visible()
    choose(here, "Called her twice.", "Delete")
    here.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(there.get_by_text("No comments yet")).to_be_visible()
    assert never_reloaded(there)


def test_somebody_elses_words_can_be_deleted_but_not_changed(olga: Person, mira: Person):
    contact = olga.contact()
    writes(on_comments(mira, contact), "By Mira.")
    page = on_comments(olga, contact)
    page.get_by_role("button", name="Actions for the comment by Mira").click()
    expect(page.get_by_role("menuitem", name="Delete")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Edit")).to_have_count(0)


def test_somebody_is_mentioned_with_the_keyboard(olga: Person, people: People):
    name = f"Zoe{uuid4().hex[:6]}"
    people(f"{name.lower()}@example.com")
    name = name.capitalize()
    page = on_comments(olga, olga.contact())
    field(page).press_sequentially(f"Please ask @{name[:6].lower()}")
    option = page.get_by_role("option", name=name)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(f"Please ask @{name} ")
    page.keyboard.type("now")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".mention")).to_have_text([f"@{name}"])


def test_somebody_is_mentioned_with_the_mouse_and_escape_offers_nobody(olga: Person, mira: Person):
    page = on_comments(olga, olga.contact())
    field(page).press_sequentially("Ask @mir")
    page.get_by_role("option", name="Mira").click()
    expect(field(page)).to_have_value("Ask @Mira ")
    expect(field(page)).to_be_focused()
    page.keyboard.type("or @mir")
    expect(page.get_by_role("option", name="Mira")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field(page)).to_have_value("Ask @Mira or @mir")


def test_addresses_are_links_and_nothing_else_is(olga: Person):
    page = on_comments(olga, olga.contact())
    text = 'See https://example.com/a. <img src=x onerror="window.broken=1">\n\njavascript:alert(1)'
    writes(page, text)
    link = said(page).get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://example.com/a")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    assert page.evaluate("window.broken === undefined")
    assert said(page).evaluate("each => each.innerText.split('\\n').length") == 3


def test_what_is_typed_survives_a_reload_in_its_own_place(olga: Person):
    contact, other = olga.contact(), olga.contact("Grace Hopper")
    page = on_comments(olga, contact)
    writes(page, "Saved already.")
    field(page).fill("Half a tho")
    choose(page, "Saved already.", "Edit")
    page.get_by_label("Change your comment").fill("Saved alre")
    page.reload()
    expect(field(page)).to_have_value("Half a tho")
    expect(page.get_by_label("Change your comment")).to_have_value("Saved alre")
    page.goto(f"{olga.server.url}/contacts/{other}?tab=comments")
    expect(field(page)).to_have_value("")


def test_text_that_cannot_be_saved_stays_and_says_why(olga: Person):
    page = on_comments(olga, olga.contact())
    strange = "Important" + "\u0301" * 200
    field(page).fill(strange)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_text("This contains a character that cannot be stored.")
    expect(field(page)).to_have_value(strange)
    expect(field(page)).to_be_focused()
    writes(page, "Important")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_text_waits_while_the_contact_lies_in_the_trash(olga: Person, server: Server):
    contact = olga.contact()
    page = on_comments(olga, contact)
    field(page).fill("Important words")
    in_database(server, lambda: _trash(contact))
    expect(page.get_by_text("Restore the record to say something.")).to_be_visible()
    expect(field(page)).to_have_count(0)
    in_database(server, lambda: _restore(contact))
    expect(field(page)).to_have_value("Important words")


def test_older_comments_are_read_on_as_one_scrolls(olga: Person, server: Server):
    contact = olga.contact()
    many_comments(server, contact, 60)
    page = on_comments(olga, contact)
    expect(page.get_by_role("link", name="Comments 60")).to_be_visible()
    said(page).last.scroll_into_view_if_needed()
    expect(page.get_by_text("Comment 10.", exact=True)).to_be_attached()
    said(page).last.scroll_into_view_if_needed()
    expect(said(page)).to_have_count(60)


def test_a_viewer_reads_what_was_said(olga: Person, people: People):
    contact = olga.contact()
    writes(on_comments(olga, contact), "For all to read.")
    victor = people("victor@example.com", "viewer")
    page = victor.open(f"/contacts/{contact}?tab=comments")
    expect(said(page)).to_have_text(["For all to read."])
    expect(field(page)).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Actions for"))).to_have_count(0)


def test_on_a_phone_a_person_on_staff_is_commented_on_by_touch(people: People, server: Server):
    (person,) = people_on_staff(server, "Pia Person")
    olga = people(**PHONE)
    page = olga.open(f"/staff/people/{person}?tab=comments")
    field(page).tap()
    page.keyboard.type("Welcome!")
    page.get_by_role("button", name="Comment", exact=True).tap()
    expect(said(page)).to_have_text(["Welcome!"])
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_the_tab_shuts_nobody_out(people: People):
    for scheme in ("light", "dark"):
        olga = people(color_scheme=scheme)
        page = on_comments(olga, olga.contact())
        writes(page, "See https://example.com and @olga.")
        field(page).press_sequentially("@ol")
        expect(page.get_by_role("option").first).to_be_visible()
        assert violations(page) == []


async def _trash(contact: str) -> None:
    async with system_scope() as scope:
        await crm.trash_contact(scope, UUID(contact))


async def _restore(contact: str) -> None:
    async with system_scope() as scope:
        await crm.restore_contact(scope, UUID(contact))
