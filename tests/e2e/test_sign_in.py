"""Coming in and going out, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import PATIENCE
from tests.e2e.conftest import People, Person
from tests.serving import OWNER_EMAIL, OWNER_PASSWORD, Server, serving

pytestmark = pytest.mark.xdist_group("e2e")


@pytest.fixture
def stranger(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser in which nobody is signed in."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def visit(context: BrowserContext, server: Server, path: str) -> Page:
    page = context.new_page()
    page.goto(server.url + path)
    return page


def sign_in(page: Page, password: str = OWNER_PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(OWNER_EMAIL)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_a_stranger_is_led_to_sign_in_and_back_to_the_page(stranger: BrowserContext, server: Server):
    page = visit(stranger, server, "/contacts?q=zzz")
    expect(page.get_by_role("heading", name="Sign in to CRM")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    sign_in(page)
    page.wait_for_url(re.compile(r"/contacts/?\?q=zzz"))
    expect(page.get_by_role("heading", level=1, name="Contacts")).to_be_visible()


def test_a_wrong_password_is_told_and_the_address_is_kept(stranger: BrowserContext, server: Server):
    page = visit(stranger, server, "/login")
    sign_in(page, "wrong password")
    expect(page.get_by_text("The e-mail address or the password is not right.")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(OWNER_EMAIL)
    expect(page.get_by_label("Password")).to_have_value("")


def test_password_managers_know_the_fields(stranger: BrowserContext, server: Server):
    page = visit(stranger, server, "/login")
    expect(page.get_by_label("E-mail address")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password")).to_have_attribute("autocomplete", "current-password")


def test_signing_in_works_without_javascript(chromium: Browser, server: Server):
    context = chromium.new_context(java_script_enabled=False)
    page = visit(context, server, "/login")
    sign_in(page)
    page.wait_for_url(re.compile(r"/contacts/?$"))
    assert any(cookie["name"] == "crm_session" for cookie in context.cookies())
    context.close()


def test_the_session_is_out_of_reach_of_scripts(stranger: BrowserContext, server: Server):
    page = visit(stranger, server, "/login")
    sign_in(page)
    expect(page.get_by_role("heading", level=1, name="Contacts")).to_be_visible()
    (token,) = (cookie["value"] for cookie in stranger.cookies() if cookie["name"] == "crm_session")
    assert page.evaluate("document.cookie") == ""
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    assert token not in page.evaluate(kept)
    assert token not in page.content()


def test_whoever_is_signed_in_needs_no_sign_in_page(olga: Person):
    for path in ("/", "/login", "/setup"):
        page = olga.open(path)
        page.wait_for_url(re.compile(r"/contacts/?$"))


@pytest.mark.parametrize("path", ["/contacts", "/contacts/new", "/settings"])
def test_nothing_on_a_page_breaks_the_content_security_policy(olga: Person, path: str):
    page = olga.context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(olga.server.url + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [text for text in said if "Content Security" in text] == []


def test_eval_is_refused_by_the_browser(olga: Person):
    page = olga.open("/contacts")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    attempt = "try { eval('1'); window.ran = 'ran' } catch (error) { window.ran = error.name }"
    page.evaluate(
        f"() => {{ setTimeout(() => {{ {attempt} }}) }}"
    )  # later: what a debugger runs itself may eval
    page.wait_for_function("() => window.ran")
    assert page.evaluate("window.ran") == "EvalError"


def test_signing_out_from_the_menu_reaches_every_tab(olga: Person):
    first, second = olga.open("/contacts"), olga.open("/settings")
    expect(second.get_by_role("heading", level=1, name="Settings")).to_be_visible()
    expect(first.get_by_role("heading", level=1, name="Contacts")).to_be_visible()
    first.get_by_role("button", name="Your account").click()
    first.get_by_text("Sign out").click()
    expect(first.get_by_role("heading", name="Sign in to CRM")).to_be_visible()
    expect(second.get_by_role("heading", name="Sign in to CRM")).to_be_visible()


def test_another_browser_is_signed_out_from_the_settings(people: People):
    here, there = people("nora@example.com"), people("nora@example.com")
    away = there.open("/contacts")
    expect(away.get_by_role("heading", level=1, name="Contacts")).to_be_visible()
    page = here.open("/settings")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text(re.compile("signed out"))).to_be_visible()
    expect(away.get_by_role("heading", name="Sign in to CRM")).to_be_visible()
    expect(page.locator(".session-list li")).to_have_count(1)


def test_a_new_password_is_said_to_be_set(people: People):
    page = people("paula@example.com").open("/settings")
    page.get_by_label("Current password").fill("not it")
    page.get_by_label("New password").fill("a better password")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    page.get_by_label("Current password").fill(OWNER_PASSWORD)
    page.get_by_label("New password").fill("a better password")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()


def test_the_first_visitor_of_an_empty_app_makes_the_owner_account(
    chromium: Browser, stranger: BrowserContext, tmp_path_factory: pytest.TempPathFactory
):
    data_dir: Path = tmp_path_factory.mktemp("empty")
    with serving(data_dir, OWNER_EMAIL="", OWNER_PASSWORD="") as server:
        page = visit(stranger, server, "/")
        expect(page.get_by_role("heading", name="Welcome to your CRM")).to_be_visible()
        expect(page.get_by_label("Your name")).to_be_focused()
        page.get_by_label("Your name").fill("Olga Owner")
        page.get_by_label("E-mail address").fill("olga@example.com")
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Create the owner account").click()
        page.wait_for_url(re.compile(r"/contacts/?$"))
        expect(page.get_by_role("button", name="Your account")).to_contain_text("Olga Owner")
