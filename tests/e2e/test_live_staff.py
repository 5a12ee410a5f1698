"""Two people, two browsers, one list: what one does to 200 people and to one, the other sees at once.

Without reload, and with what was typed, scrolled to and chosen as it was. `pytest -s` prints how long each
step took, from the press to the change in the other browser.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Person
from tests.e2e.rosters import a_team_on_staff, people_on_staff, renamed
from tests.e2e.test_staff_list import act, bar, box, rows

pytestmark = pytest.mark.xdist_group("e2e")

GOING, STAYING = 200, 80
CHOSEN = (20, 21, 30)
STOPWATCH = """() => {
  const now = () => performance.timeOrigin + performance.now();
  for (const press of ['click', 'keydown']) addEventListener(press, () => { window.pressed = now(); }, true);
  window.watch = (says) => {
    window.changed = 0;
    const look = () => {
      if (!document.querySelector('main').textContent.includes(says)) return;
      window.changed = now();
      observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  };
}"""


@dataclass(frozen=True)
class Crowd:
    """People of one test alone: `word` is in all their addresses."""

    word: str

    def going(self, number: int) -> str:
        return f"{self.word} Going {number:03}"

    def staying(self, number: int) -> str:
        return f"{self.word} Staying {number:03}"


WORDS = cycle(["apple", "birch", "cedar", "daisy", "elder", "fern"])


@pytest.fixture
def crowd(olga: Person) -> Crowd:
    """Two hundred who are about to go, and some who stay."""
    crowd = Crowd(next(WORDS))
    names = [crowd.going(number) for number in range(GOING)]
    names += [crowd.staying(number) for number in range(STAYING)]
    people_on_staff(olga.server, *names, domain=f"{crowd.word}.example.com", job_title="Clerk")
    people_on_staff(olga.server, f"Somebody before {crowd.word}")
    return crowd


@pytest.fixture
def here(olga: Person, crowd: Crowd) -> Page:
    """Olga's list: the 200 whom she is about to move."""
    page = olga.open(f"/staff?q={crowd.word}+going")
    expect(rows(page)).to_have_count(50)
    page.evaluate(STOPWATCH)
    return page


@pytest.fixture
def there(crowd: Crowd, mira: Person) -> Page:
    """Mira's list: searched by what she has typed, scrolled down, with three people chosen."""
    page = mira.open("/staff")
    page.evaluate(STOPWATCH)
    page.evaluate("window.neverReloaded = true")
    page.get_by_role("searchbox").press_sequentially(f"@{crowd.word}.ex", delay=5)
    expect(page.get_by_text(f"{GOING + STAYING} people")).to_be_visible()
    for loaded in range(50, GOING + STAYING, 50):
        rows(page).nth(loaded - 1).scroll_into_view_if_needed()
        expect(rows(page)).to_have_count(min(loaded + 50, GOING + STAYING))
    for number in CHOSEN:
        box(page, crowd.staying(number)).check()
    rows(page).filter(has_text=crowd.staying(25)).scroll_into_view_if_needed()
    return page


def place(page: Page, name: str) -> float:
    """How far below the window's top the row stands."""
    found = rows(page).filter(has=page.get_by_role("link", name=name)).bounding_box()
    assert found is not None
    return found["y"]


@contextmanager
def undisturbed(page: Page, crowd: Crowd) -> Iterator[None]:
    """Text, selection and what one looks at are the same afterwards, and the page is."""
    search = page.get_by_role("searchbox")
    search.evaluate("field => field.focus({ preventScroll: true })")
    before = place(page, crowd.staying(26))
    yield
    expect(search).to_have_value(f"@{crowd.word}.ex")
    expect(search).to_be_focused()
    expect(bar(page)).to_contain_text("3 selected")
    for number in CHOSEN:
        expect(box(page, crowd.staying(number))).to_be_checked()
    assert abs(place(page, crowd.staying(26)) - before) < 2
    assert page.evaluate("window.neverReloaded")


def seen(page: Page, says: str, do: Callable[[], float], what: str) -> None:
    """Does it, waits until the page says so, and prints how long that took."""
    page.evaluate("says => window.watch(says)", says)
    began = do()
    page.wait_for_function("() => window.changed")
    print(f"\n{what}: {page.evaluate('window.changed') - began:.0f} ms", end="")


def pressed(target: Locator) -> Callable[[], float]:
    """Clicks, and says when."""

    def press() -> float:
        target.click()
        return target.page.evaluate("window.pressed")

    return press


def saved(form: Page) -> Callable[[], float]:
    """Saves a form with the keyboard, and says when."""

    def save() -> float:
        form.keyboard.press("Control+Enter")
        return form.evaluate("window.pressed")

    return save


def button(where: Page | Locator, name: str) -> Locator:
    return where.get_by_role("button", name=name, exact=True)


def row_of(page: Page, name: str) -> tuple[Locator, str]:
    """The row of somebody, and their uuid."""
    link = page.get_by_role("link", name=name)
    address = link.get_attribute("href")
    assert address is not None
    return rows(page).filter(has=link), address.rpartition("/")[2]


def test_what_one_does_to_200_the_other_sees_and_is_not_disturbed(here: Page, there: Page, crowd: Crowd):
    here.get_by_role("checkbox", name="Select all people").check()
    bar(here).get_by_role("button", name=f"Select all {GOING}").click()
    with undisturbed(there, crowd):
        seen(there, f"{STAYING} people", pressed(button(here, "Move to trash")), f"trash of {GOING}")
        expect(rows(there)).to_have_count(STAYING)
    with undisturbed(there, crowd):
        seen(there, f"{GOING + STAYING} people", pressed(button(here, "Undo")), f"restore of {GOING}")
        expect(rows(there)).to_have_count(GOING + STAYING)
    expect(rows(here)).to_have_count(50)


def test_a_new_name_and_another_team_appear_where_the_row_stands(
    olga: Person, here: Page, there: Page, crowd: Crowd
):
    old, new = crowd.staying(27), f"{crowd.staying(27)} Junior"
    row, uuid = row_of(there, old)
    team = a_team_on_staff(olga.server, f"{crowd.word} Backend", f"{crowd.word} Engineering", uuid)
    a_team_on_staff(olga.server, f"{crowd.word} Support", f"{crowd.word} Service")
    expect(row).to_contain_text(f"{crowd.word} Backend")
    form, team_page = olga.open(f"/staff/people/{uuid}/edit"), olga.open(f"/staff/teams/{team}")
    form.get_by_label("Full name").fill(new)
    form.evaluate(STOPWATCH)
    here.get_by_role("searchbox").fill(old)
    expect(rows(here)).to_have_count(1)
    with undisturbed(there, crowd):
        seen(there, new, saved(form), "rename")
        expect(box(here, new)).to_be_visible()
        box(here, new).check()
        button(bar(here), "Add to team").click()
        joining = here.get_by_role("menuitem", name=f"{crowd.word} Support")
        seen(there, f"{crowd.word} Support", pressed(joining), "another team")
        act(team_page, new, "Take off the team")
        expect(row).not_to_contain_text(f"{crowd.word} Backend")
        expect(row).to_contain_text(f"{crowd.word} Support")


def test_an_open_menu_and_a_half_typed_word_survive(olga: Person, there: Page, crowd: Crowd):
    name = crowd.staying(26)
    _, uuid = row_of(there, name)
    there.get_by_role("button", name=f"Actions for {name}").click()
    menu = there.get_by_role("menu")
    expect(menu).to_be_visible()
    renamed(olga.server, uuid, f"{name} First")
    expect(there.locator(".table")).to_contain_text(f"{name} First")
    expect(menu).to_be_visible()
    there.keyboard.press("Escape")
    search = there.get_by_role("searchbox")
    search.press("End")
    search.press_sequentially("amp", delay=5)
    renamed(olga.server, uuid, f"{name} Second")
    search.press_sequentially("le", delay=5)
    expect(there.locator(".table")).to_contain_text(f"{name} Second")
    expect(search).to_have_value(f"@{crowd.word}.example")


def test_who_leaves_the_list_leaves_the_selection(here: Page, there: Page, crowd: Crowd):
    here.get_by_role("searchbox").fill(crowd.staying(20))
    expect(rows(here)).to_have_count(1)
    box(here, crowd.staying(20)).check()
    bar(here).get_by_role("button", name="Move to trash").click()
    expect(bar(there)).to_contain_text("2 selected")
    here.get_by_role("button", name="Undo").click()
    expect(box(there, crowd.staying(20))).not_to_be_checked()
    expect(bar(there)).to_contain_text("2 selected")
