"""The list of people in a real browser: the address is its memory, the browser that of the selection."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import People, Person
from tests.e2e.rosters import a_placeholder_on_staff, a_team_on_staff, department_of, held, people_on_staff
from tests.e2e.test_accessibility import SIZES, violations

pytestmark = pytest.mark.xdist_group("e2e")


def rows(page: Page) -> Locator:
    return page.locator("tbody tr")


def names(page: Page) -> list[str]:
    return page.locator("tbody .row-link .name-line > .cut").all_inner_texts()


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=f"Select {name}", exact=True)


def bar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Selected people")


def chosen(page: Page) -> Locator:
    return page.locator("tbody [data-pick]:checked")


def opened(person: Person, path: str, number: int) -> Page:
    """The list with so many rows."""
    page = person.open(path)
    expect(rows(page)).to_have_count(number)
    return page


def numbered(prefix: str, number: int) -> list[str]:
    return [f"{prefix} {each:03}" for each in range(number)]


def test_search_and_filters_are_in_the_address_and_survive_back_and_reload(olga: Person):
    people_on_staff(olga.server, "Sofia Kovalevskaya", "Sofia Winter", "Emmy Noether")
    people_on_staff(olga.server, "Sofia Inactive", status="inactive")
    page = olga.open("/staff?keep=me")
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("sofia", delay=20)
    expect(page).to_have_url(re.compile(r"/staff/?\?keep=me&q=sofia$"))
    expect(rows(page)).to_have_count(3)
    page.get_by_role("link", name="Inactive", exact=True).click()
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?keep=me&q=sofia&status=inactive$"))
    expect(rows(page).locator(".badge:visible")).to_have_text(["Inactive"])
    page.go_back()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_role("searchbox")).to_have_value("sofia")
    page.reload()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_role("searchbox")).to_have_value("sofia")


def test_it_is_the_same_screen_under_its_longer_address(olga: Person):
    people_on_staff(olga.server, "Longer Address")
    page = opened(olga, "/staff/people?q=Longer", 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff")
    main = page.get_by_role("navigation", name="Main")
    expect(main.get_by_role("link", name="Staff")).to_have_attribute("aria-current", "page")
    sections = page.get_by_role("navigation", name="Staff sections")
    expect(sections.get_by_role("link", name="People")).to_have_attribute("aria-current", "page")


def test_department_and_team_narrow_the_list(olga: Person):
    first, second, _ = people_on_staff(olga.server, "Narrow Anna", "Narrow Berta", "Narrow Clara")
    team = a_team_on_staff(olga.server, "Narrow Backend", "Narrow Engineering", first)
    a_team_on_staff(olga.server, "Narrow Support", "Narrow Service", second)
    page = opened(olga, "/staff?q=Narrow", 3)
    page.get_by_label("Department", exact=True).select_option(label="Narrow Engineering")
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(f"department={department_of(olga.server, team)}"))
    page.get_by_label("Team", exact=True).select_option(label="Narrow Support")
    expect(page.get_by_text("Nobody matches")).to_be_visible()
    page.get_by_label("Department", exact=True).select_option(label="All departments")
    expect(rows(page)).to_have_count(1)
    assert names(page) == ["Narrow Berta"]
    page.reload()
    expect(page.get_by_label("Team", exact=True).locator("option:checked")).to_have_text("Narrow Support")


def test_the_heads_sort_and_say_so(olga: Person):
    people_on_staff(olga.server, "Sorted Anna", job_title="Zoologist")
    people_on_staff(olga.server, "Sorted Berta", job_title="Admiral")
    page = opened(olga, "/staff?q=Sorted", 2)
    assert names(page) == ["Sorted Anna", "Sorted Berta"]
    name, title = (page.get_by_role("columnheader", name=head) for head in ("Name", "Title"))
    expect(name).to_have_attribute("aria-sort", "ascending")
    title.get_by_role("link").click()
    expect(title).to_have_attribute("aria-sort", "ascending")
    expect(name).not_to_have_attribute("aria-sort", re.compile(""))
    expect(rows(page).first).to_contain_text("Sorted Berta")
    title.get_by_role("link").click()
    expect(title).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile(r"q=Sorted&sort=-title$"))
    expect(rows(page).first).to_contain_text("Sorted Anna")
    name.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"q=Sorted$"))
    page.go_back()
    expect(title).to_have_attribute("aria-sort", "descending")


def test_it_reads_on_as_one_scrolls_and_begins_anew_with_another_order(olga: Person):
    people_on_staff(olga.server, *numbered("Scrolling", 130))
    page = opened(olga, "/staff?q=Scrolling", 50)
    expect(page.get_by_text("130 people")).to_be_visible()
    rows(page).nth(49).scroll_into_view_if_needed()
    expect(rows(page)).to_have_count(100)
    rows(page).nth(99).scroll_into_view_if_needed()
    expect(rows(page)).to_have_count(130)
    assert names(page) == numbered("Scrolling", 130)
    page.get_by_role("columnheader", name="Name").get_by_role("link").click()
    expect(rows(page).first).to_contain_text("Scrolling 129")
    expect(rows(page).first).to_be_in_viewport()


def test_clicks_and_shift_clicks_choose(olga: Person):
    people_on_staff(olga.server, *numbered("Chosen", 8))
    page = opened(olga, "/staff?q=Chosen", 8)
    box(page, "Chosen 001").check()
    expect(bar(page)).to_contain_text("1 selected")
    box(page, "Chosen 005").click(modifiers=["Shift"])
    expect(bar(page)).to_contain_text("5 selected")
    box(page, "Chosen 003").uncheck()
    expect(bar(page)).to_contain_text("4 selected")
    head = page.get_by_role("checkbox", name="Select all people")
    expect(head).to_be_checked(indeterminate=True)
    head.check()
    expect(bar(page)).to_contain_text("8 selected")
    head.uncheck()
    expect(bar(page)).to_have_count(0)
    box(page, "Chosen 002").check()
    bar(page).get_by_role("button", name="Clear").click()
    expect(chosen(page)).to_have_count(0)


def test_the_keyboard_goes_through_the_rows_chooses_and_opens(olga: Person):
    people_on_staff(olga.server, *numbered("Keyboard", 5))
    page = opened(olga, "/staff?q=Keyboard", 5)
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(bar(page)).to_contain_text("1 selected")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(bar(page)).to_contain_text("3 selected")
    expect(box(page, "Keyboard 003")).to_be_checked()
    page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    expect(box(page, "Keyboard 002")).not_to_be_checked()
    page.keyboard.press("Control+a")
    expect(bar(page)).to_contain_text("5 selected")
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/staff/people/[0-9a-f-]{36}"))


def test_arrows_lead_from_checkbox_to_checkbox(olga: Person):
    people_on_staff(olga.server, *numbered("Boxes", 3))
    page = opened(olga, "/staff?q=Boxes", 3)
    box(page, "Boxes 000").focus()
    page.keyboard.press(" ")
    page.keyboard.press("Shift+ArrowDown")
    expect(box(page, "Boxes 001")).to_be_focused()
    expect(bar(page)).to_contain_text("2 selected")
    page.keyboard.press("ArrowDown")
    expect(box(page, "Boxes 002")).to_be_focused()
    expect(chosen(page)).to_have_count(2)


def test_all_that_match_are_chosen_with_those_that_are_not_loaded(olga: Person):
    people_on_staff(olga.server, *numbered("Everything", 120))
    page = opened(olga, "/staff?q=Everything", 50)
    page.get_by_role("checkbox", name="Select all people").check()
    bar(page).get_by_role("button", name="Select all 120").click()
    expect(bar(page)).to_contain_text("All 120 selected")
    rows(page).nth(49).scroll_into_view_if_needed()
    expect(rows(page)).to_have_count(100)
    expect(chosen(page)).to_have_count(100)
    bar(page).get_by_role("button", name="Move to trash").click()
    expect(page.get_by_text("120 people are in the trash now.")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    expect(bar(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("120 people are back.")).to_be_visible()
    expect(rows(page)).to_have_count(100)


def test_the_trash_gives_back_and_deletes_whom_the_question_was_about(olga: Person):
    people_on_staff(olga.server, *numbered("Doomed", 4), status="trashed")
    page = opened(olga, "/staff?q=Doomed&status=trashed", 4)
    box(page, "Doomed 000").check()
    bar(page).get_by_role("button", name="Restore").click()
    expect(page.get_by_text("1 person is back.")).to_be_visible()
    expect(rows(page)).to_have_count(3)
    box(page, "Doomed 001").check()
    box(page, "Doomed 002").check()
    bar(page).get_by_role("button", name="Delete permanently").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Delete 2 people permanently?")
    expect(question).to_contain_text("Their user accounts stay.")
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(bar(page)).to_contain_text("2 selected")
    bar(page).get_by_role("button", name="Delete permanently").click()
    question.get_by_role("button", name="Delete permanently").click()
    expect(page.get_by_text("2 people are permanently deleted.")).to_be_visible()
    expect(question).to_have_count(0)
    expect(rows(page)).to_have_count(1)
    assert names(page) == ["Doomed 003"]


def test_a_rows_menu_moves_restores_and_deletes_one(olga: Person):
    people_on_staff(olga.server, "Menu Mary")
    page = opened(olga, "/staff?q=Menu", 1)
    act(page, "Menu Mary", "Move to trash")
    expect(page.get_by_text("Menu Mary is in the trash now.")).to_be_visible()
    expect(page.get_by_text("Nobody matches")).to_be_visible()
    page.get_by_role("link", name="Trash").click()
    expect(rows(page)).to_have_count(1)
    act(page, "Menu Mary", "Restore")
    expect(page.get_by_text("Nobody in the trash matches")).to_be_visible()
    page.get_by_role("link", name="All", exact=True).click()
    act(page, "Menu Mary", "Move to trash")
    expect(page.get_by_text("Nobody matches")).to_be_visible()
    page.get_by_role("link", name="Trash").click()
    act(page, "Menu Mary", "Delete permanently…")
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Menu Mary will be deleted, with their teams, skills and employments")
    question.get_by_role("button", name="Delete permanently").click()
    expect(page.get_by_text("1 person is permanently deleted.")).to_be_visible()


def test_the_chosen_get_a_status_and_a_team(olga: Person):
    people_on_staff(olga.server, *numbered("Changed", 3))
    a_team_on_staff(olga.server, "Changed Platform", "Changed Department")
    page = opened(olga, "/staff?q=Changed", 3)
    box(page, "Changed 000").check()
    box(page, "Changed 001").check()
    bar(page).get_by_role("button", name="Add to team").click()
    page.get_by_role("menuitem", name="Changed Platform").click()
    expect(page.get_by_text("2 people are on Changed Platform now.")).to_be_visible()
    expect(rows(page).filter(has_text="Changed Platform")).to_have_count(2)
    expect(bar(page)).to_have_count(0)
    box(page, "Changed 002").check()
    bar(page).get_by_role("button", name="Set status").click()
    page.get_by_role("menuitem", name="Inactive", exact=True).click()
    expect(page.get_by_text("1 person is inactive now.")).to_be_visible()
    expect(rows(page).filter(has_text="Inactive")).to_have_count(1)


def test_a_button_that_waits_says_so_and_acts_once(olga: Person):
    uuid, _ = people_on_staff(olga.server, *numbered("Waiting", 2))
    page = opened(olga, "/staff?q=Waiting", 2)
    box(page, "Waiting 000").check()
    with held(olga.server, uuid):
        bar(page).get_by_role("button", name="Move to trash").click()
        waits = bar(page).get_by_role("button", name="Moving…")
        expect(waits).to_have_attribute("aria-busy", "true")
        waits.click(force=True)
        waits.press("Enter")
        expect(bar(page).get_by_role("button", name="Set status")).to_be_disabled()
    expect(page.get_by_text("1 person is in the trash now.")).to_be_visible()
    expect(bar(page)).to_have_count(0)
    expect(page.get_by_text("They were in the trash already.")).to_have_count(0)


def test_empty_lists_say_why_and_lead_out(olga: Person):
    people_on_staff(olga.server, "Findable Frieda")
    page = olga.open("/staff?q=nobodyiscalledthis&sort=-name")
    expect(page.get_by_text("contains “nobodyiscalledthis” here.")).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(rows(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/staff/?\?sort=-name$"))
    expect(page.get_by_role("searchbox")).to_have_value("")
    page = olga.open("/staff?q=nobodyiscalledthis&status=trashed")
    expect(page.get_by_text("Nobody in the trash matches")).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"/staff/?\?status=trashed$"))


def test_an_account_that_nobody_has_claimed_is_marked(olga: Person):
    people_on_staff(olga.server, "Claimed Clara")
    a_placeholder_on_staff(olga.server, "Claimed Never")
    page = opened(olga, "/staff?q=Claimed", 2)
    expect(rows(page).filter(has_text="Not claimed yet")).to_have_count(1)
    expect(rows(page).filter(has_text="Not claimed yet")).to_contain_text("Claimed Never")


def test_a_viewer_is_offered_nothing_that_changes_something(olga: Person, people: People):
    people_on_staff(olga.server, "Vera Rubin")
    page = opened(people("victor@example.com", "viewer"), "/staff?q=Vera", 1)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("link", name="New person")).to_have_count(0)
    page.get_by_role("button", name="Actions for Vera Rubin").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Open"])


def test_on_a_phone_rows_are_cards_that_can_be_chosen(olga: Person, people: People):
    people_on_staff(olga.server, "Barbara McClintock", "Barbara Liskov", job_title="Professor")
    phone = people(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = opened(phone, "/staff?q=Barbara", 2)
    assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).display") == "grid"
    box(page, "Barbara Liskov").tap()
    expect(bar(page)).to_contain_text("1 selected")
    expect(bar(page).get_by_role("button", name="Move to trash")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cell = box(page, "Barbara McClintock").locator("..").bounding_box()
    assert cell is not None
    assert min(cell["width"], cell["height"]) >= 40


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shuts_nobody_out(olga: Person, people: People, size: str, scheme: str):
    first, *_ = people_on_staff(olga.server, *numbered("Accessible", 3), job_title="Analyst")
    people_on_staff(olga.server, "Accessible Bin", status="trashed")
    a_team_on_staff(
        olga.server, f"Accessible {size} {scheme}", f"Accessible Department {size} {scheme}", first
    )
    person = people(viewport=SIZES[size], color_scheme=scheme)
    page = person.open("/staff?q=Accessible")
    expect(rows(page).first).to_be_visible()
    rows(page).first.get_by_role("checkbox").check()
    trash = person.open("/staff?q=Accessible&status=trashed&sort=-title")
    rows(trash).first.get_by_role("checkbox").check()
    nothing = person.open("/staff?q=nobodyiscalledthis")
    expect(nothing.get_by_text("Nobody matches")).to_be_visible()
    assert {each: found for each in (page, trash, nothing) if (found := violations(each))} == {}


def act(page: Page, name: str, what: str) -> None:
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=what).click()
