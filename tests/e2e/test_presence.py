"""Who is here, in real browsers."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import Person
from tests.e2e.conftest import People
from tests.e2e.people import a_contact
from tests.e2e.test_accessibility import SIZES, violations


def others(page: Page) -> Locator:
    """The pictures of the others in the head of the page."""
    return page.get_by_role("list", name="Also here").get_by_role("img")


def test_a_colleague_appears_edits_and_leaves(olga: Person, mira: Person):
    uuid = a_contact(olga.server, "Ada Lovelace")
    here = olga.open(f"/contacts/{uuid}")
    expect(here.get_by_role("heading", name="Ada Lovelace", level=2)).to_be_visible()
    expect(others(here)).to_have_count(0)
    there = mira.open(f"/contacts/{uuid}")
    expect(others(here).and_(here.get_by_label("Mira is looking at this too"))).to_be_visible()
    there.get_by_role("link", name="Edit").click()
    expect(others(here).and_(here.get_by_label("Mira is editing this"))).to_be_visible()
    there.get_by_role("link", name="Contacts").first.click()
    expect(others(here)).to_have_count(0)


def test_the_name_is_told_to_who_points_at_the_picture(olga: Person, mira: Person):
    uuid = a_contact(olga.server)
    here = olga.open(f"/contacts/{uuid}")
    mira.open(f"/contacts/{uuid}")
    tip = here.get_by_text("Mira is looking at this too")
    expect(others(here)).to_have_count(1)
    expect(tip).to_be_hidden()
    others(here).hover()
    expect(tip).to_be_visible()


def test_two_forms_of_one_record_tell_of_each_other_and_nothing_moves(olga: Person, mira: Person):
    uuid = a_contact(olga.server)
    form = olga.open(f"/contacts/{uuid}/edit")
    name = form.get_by_label("Name", exact=True)
    name.fill("Ada King")
    before = name.bounding_box()
    there = mira.open(f"/contacts/{uuid}/edit")
    told = form.get_by_role("status").filter(has_text="Mira is editing this too.")
    expect(told).to_have_count(1)
    assert name.bounding_box() == before
    expect(name).to_have_value("Ada King")
    there.close()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shuts_nobody_out(people: People, mira: Person, size: str, scheme: str):
    olga = people(viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    uuid = a_contact(olga.server)
    mira.open(f"/contacts/{uuid}/edit")
    for path in (f"/contacts/{uuid}", f"/contacts/{uuid}/edit"):
        page = olga.open(path)
        expect(others(page)).to_have_count(1)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
