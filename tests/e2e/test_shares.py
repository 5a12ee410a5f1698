"""A link from the library: made, opened by a stranger without an account, counted, taken back."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Person
from tests.e2e.libraries import act
from tests.e2e.test_accessibility import violations
from tests.serving import Server

PASSWORD = "open sesame"


@pytest.fixture
def stranger(chromium: Browser) -> Iterator[Page]:
    """A browser without an account, on another machine."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def name(server: Server) -> str:
    """A file in the library's root."""
    name = f"offer-{uuid4().hex[:8]}.txt"
    with closing(server.sign_in()) as client:
        params = {"resource": "folder", "record": "root", "name": name}
        assert client.post("/uploads", params=params, content=f"the offer {name}".encode()).status_code == 201
    return name


def details(person: Person, name: str) -> Page:
    """The library with the details of the file."""
    page = person.open(f"/media?q={name}&view=list")
    act(page, name, "Details")
    expect(page.get_by_role("complementary", name=f"Details of {name}")).to_be_visible()
    return page


def made(page: Page, password: str = "") -> str:
    """The address of a new link, made in the dialog."""
    page.get_by_role("button", name="Share…").click()
    dialog = page.get_by_role("dialog")
    if password:
        dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Make a link").click()
    link = dialog.get_by_label("Link", exact=True)
    expect(link).to_be_visible()
    return link.input_value()


def test_a_stranger_reads_what_was_shared_until_it_is_taken_back(
    olga: Person, stranger: Page, name: str
) -> None:
    page = details(olga, name)
    address = made(page)
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text("Used 1 time", exact=True)).to_be_visible()
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name="Download").click()
    assert download.value.path().read_text() == f"the offer {name}"
    expect(page.get_by_text("Used 2 times")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The link works no more.")).to_be_visible()
    stranger.goto(address)
    expect(stranger.get_by_text("This link does not work any more.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The link works no more.")).to_have_count(0)
    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name=name)).to_be_visible()


def test_a_password_is_asked_for_first(olga: Person, stranger: Page, name: str) -> None:
    address = made(details(olga, name), PASSWORD)
    stranger.goto(address)
    stranger.get_by_label("Password").fill("open barley")
    stranger.get_by_role("button", name="Open").click()
    expect(stranger.get_by_role("alert")).to_contain_text("not the password")
    stranger.get_by_label("Password").fill(PASSWORD)
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("heading", name=name)).to_be_visible()


def test_a_short_password_is_told_at_the_field(olga: Person, name: str) -> None:
    page = details(olga, name)
    page.get_by_role("button", name="Share…").click()
    page.get_by_label("Password").fill("abc")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("Use at least 6 characters.")).to_be_visible()


def test_its_pages_are_usable_without_seeing_them(olga: Person, stranger: Page, name: str) -> None:
    page = details(olga, name)
    address = made(page, PASSWORD)
    assert violations(page) == []
    stranger.goto(address)
    assert violations(stranger) == []
    stranger.get_by_label("Password").fill(PASSWORD)
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("heading", name=name)).to_be_visible()
    assert violations(stranger) == []
