"""From an invitation to an account of one's own, in two real browsers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import PATIENCE
from tests.e2e.conftest import Person
from tests.e2e.rosters import a_placeholder_on_staff
from tests.e2e.test_accessibility import SIZES, violations

pytestmark = pytest.mark.xdist_group("e2e")


@pytest.fixture
def elsewhere(chromium: Browser) -> Iterator[BrowserContext]:
    """The browser of somebody who is not signed in."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def invite(page: Page) -> str:
    """The link that the dialog shows."""
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Create link").click()
    link = page.get_by_label("Link of the invitation").input_value()
    page.get_by_role("button", name="Done").click()
    return link


def inviting(olga: Person, name: str) -> Page:
    page = olga.open(f"/staff/people/{a_placeholder_on_staff(olga.server, name)}")
    expect(page.get_by_text("Not claimed yet")).to_be_visible()
    return page


def test_the_link_is_copied_opened_and_the_account_is_theirs(olga: Person, elsewhere: BrowserContext):
    olga.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = inviting(olga, "Claiming Clio")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("dialog")).to_contain_text("claiming.clio@staff.example.com")
    page.get_by_role("button", name="Create link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{olga.server.url}/claim/")

    theirs = elsewhere.new_page()
    theirs.goto(link)
    expect(theirs.get_by_label("E-mail address")).to_have_value("claiming.clio@staff.example.com")
    expect(theirs.get_by_label("Your name")).to_have_value("Claiming Clio")
    theirs.get_by_label("Your name").fill("Clio")
    theirs.get_by_label("Password").fill("correct horse battery")
    theirs.get_by_role("button", name="Take over this account").click()
    expect(theirs).to_have_url(re.compile("/contacts/?$"))
    expect(page.get_by_text("Not claimed yet")).to_have_count(0)
    expect(page.get_by_role("button", name="Invite", exact=True)).to_have_count(0)

    theirs.goto(link)
    expect(theirs.get_by_role("heading", name="This link does not work any more")).to_be_visible()


def test_a_newer_link_ends_the_earlier_one(olga: Person, elsewhere: BrowserContext):
    page = inviting(olga, "Twice Thea")
    first, second = invite(page), invite(page)
    theirs = elsewhere.new_page()
    theirs.goto(first)
    expect(theirs.get_by_role("heading", name="This link does not work any more")).to_be_visible()
    theirs.goto(second)
    expect(theirs.get_by_role("button", name="Take over this account")).to_be_visible()


def test_what_is_wrong_is_said_at_its_field(olga: Person, elsewhere: BrowserContext):
    theirs = elsewhere.new_page()
    theirs.goto(invite(inviting(olga, "Short Sheila")))
    for typed in ("Sheila Grey & Sons", "Sheila Green & Daughters"):
        theirs.get_by_label("Your name").fill(typed)
        theirs.get_by_label("Password").fill("short")
        theirs.locator("form").evaluate("form => { form.noValidate = true }")
        with theirs.expect_navigation():
            theirs.get_by_role("button", name="Take over this account").click()
        expect(theirs.get_by_text("Use 8 to 256 characters.")).to_be_visible()
        expect(theirs.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
        expect(theirs.get_by_label("Your name")).to_have_value(typed)
    theirs.get_by_label("Password").fill("correct horse battery")
    theirs.get_by_role("button", name="Take over this account").click()
    expect(theirs).to_have_url(re.compile("/contacts/?$"))


def test_who_is_signed_in_is_told_what_taking_over_does(olga: Person):
    page = olga.open(invite(inviting(olga, "Signed Sina")).removeprefix(olga.server.url))
    expect(page.get_by_text("You are signed in as olga@example.com.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_shuts_nobody_out(olga: Person, chromium: Browser, size: str, scheme: str):
    link = invite(inviting(olga, f"Open {size} {scheme}"))
    context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme)
    for address, heading in (
        (f"{link}?error=validation_failed&fields=name,password", "Welcome to your CRM"),
        (f"{olga.server.url}/claim/nonsense", "This link does not work any more"),
    ):
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert violations(page) == []
    context.close()
