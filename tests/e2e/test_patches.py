"""Rows that are patched under somebody's eyes."""

from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person
from tests.e2e.rosters import people_on_staff, renamed, trashed
from tests.e2e.test_staff_list import rows

pytestmark = pytest.mark.xdist_group("e2e")

WATCH = """() => {
  window.touched = new Set();
  const rows = [...document.querySelectorAll('tbody tr')];
  rows.forEach((row, place) => { row.place = place; });
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const row = (target.nodeType === 1 ? target : target.parentElement)?.closest('tbody tr');
      if (row) window.touched.add(row.place ?? 'new');
    }
  }).observe(document.querySelector('tbody'), { subtree: true, childList: true, characterData: true });
}"""
TOUCHED = "[...window.touched].join()"
GLOWN = """() => {
  window.glown = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...given) {
    window.glown.push(this.place);
    return animate.apply(this, given);
  };
}"""
NEXT_PICTURE = "new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
SIZE = 12


@pytest.fixture
def word() -> str:
    return f"w{token_hex(3)}"


@pytest.fixture
def crowd(olga: Person, word: str) -> list[str]:
    """The uuids of a dozen people of this test, by name."""
    names = [f"{word} {number:02}" for number in range(SIZE)]
    return people_on_staff(olga.server, *names, domain=f"{word}.example.com")


@pytest.fixture
def page(mira: Person, crowd: list[str], word: str) -> Page:
    """Mira's list of them."""
    page = mira.open(f"/staff?q={word}")
    expect(rows(page)).to_have_count(SIZE)
    page.evaluate(WATCH)
    return page


def test_only_the_row_that_changed_is_drawn_again_and_it_keeps_its_place(
    page: Page, crowd: list[str], olga: Person, word: str
):
    renamed(olga.server, crowd[3], f"{word} Zz")
    expect(rows(page).nth(3)).to_contain_text(f"{word} Zz")
    assert page.evaluate(TOUCHED) == "3"
    page.reload()
    expect(rows(page).nth(SIZE - 1)).to_contain_text(f"{word} Zz")


def test_who_comes_is_put_where_they_belong_and_counted(page: Page, olga: Person, word: str):
    people_on_staff(olga.server, f"{word} 05 and a half", domain=f"new.{word}.example.com")
    expect(rows(page).nth(6)).to_contain_text("05 and a half")
    expect(page.get_by_role("status").filter(has_text=f"{SIZE + 1} people")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('tbody tr')[7].place") == 6


def test_who_goes_takes_nobodys_focus(page: Page, crowd: list[str], olga: Person):
    name = rows(page).nth(5).get_by_role("link").first
    name.focus()
    trashed(olga.server, crowd[4])
    expect(rows(page)).to_have_count(SIZE - 1)
    expect(rows(page).nth(4).get_by_role("link").first).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=f"{SIZE - 1} people")).to_be_visible()


def test_a_row_glows_when_it_has_changed_unless_nothing_is_to_move(
    page: Page, crowd: list[str], olga: Person, word: str
):
    page.evaluate(GLOWN)
    page.emulate_media(reduced_motion="reduce")
    renamed(olga.server, crowd[3], f"{word} Xx")
    expect(rows(page).nth(3)).to_contain_text(f"{word} Xx")
    page.evaluate(NEXT_PICTURE)
    page.emulate_media(reduced_motion="no-preference")
    renamed(olga.server, crowd[5], f"{word} Zz")
    page.wait_for_function("() => window.glown.length > 0")
    assert page.evaluate("window.glown.join()") == "5"
