"""Addresses that lead nowhere, and pages that are not for everybody: what is said there, and the way out."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.xdist_group("e2e")


def test_an_address_without_a_page_says_so_and_leads_to_the_start(olga: Person):
    page = olga.open("/nowhere/at-all")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    expect(page).to_have_title("Page not found")
    page.get_by_role("link", name="Go to the start page").click()
    expect(page).to_have_url(re.compile(r"/contacts/?$"))


def test_a_page_that_one_may_not_see_is_named_inside_the_frame(people: Any):
    victor: Person = people("victor@example.com", "viewer")
    page = victor.open("/contacts/new")
    expect(page.get_by_text("You may not see this page")).to_be_visible()
    expect(page.get_by_role("button", name="Your account")).to_be_visible()
    page.get_by_role("link", name="Contacts").click()
    expect(page).to_have_url(re.compile(r"/contacts/?$"))
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_the_trash_says_where_one_is_and_offers_no_new_contact(olga: Person):
    page = olga.open("/contacts?trash=1")
    expect(page.get_by_role("heading", level=1, name="Trash")).to_be_visible()
    expect(page.get_by_role("link", name="New contact")).to_have_count(0)
    page.locator(".trail").get_by_role("link", name="Contacts").click()
    expect(page.get_by_role("heading", level=1, name="Contacts")).to_be_visible()
    expect(page.get_by_role("link", name="New contact").first).to_be_visible()
