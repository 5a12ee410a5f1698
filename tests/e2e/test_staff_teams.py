"""Teams in a real browser: who is on them, the search for more, and what one sees of what others do."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from crm_app import staff
from tests.e2e.conftest import People, Person
from tests.e2e.organisations import a_department_there, a_person_there, a_team_there, elsewhere
from tests.e2e.rosters import people_on_staff
from tests.e2e.test_accessibility import SIZES, violations
from tests.e2e.test_staff_departments import UNKNOWN, in_row, menu, rows

pytestmark = pytest.mark.xdist_group("e2e")


def person(page: Page, name: str) -> Locator:
    return page.locator("tbody").get_by_role("link", name=name)


def picker(page: Page) -> Locator:
    page.get_by_role("button", name="Add person").click()
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    return field


def option(page: Page, name: str) -> Locator:
    return page.get_by_role("option").filter(has_text=name)


def test_a_team_is_made_in_the_department_of_the_address(olga: Person):
    department = a_department_there(olga.server, "Harbour")
    page = olga.open(f"/staff/departments/{department}")
    page.get_by_role("link", name="New team").click()
    expect(page.get_by_label("Department")).to_have_value(department)
    page.get_by_label("Name", exact=True).fill("Pilots")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pilots")
    page.get_by_role("main").get_by_role("link", name="Harbour").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour")
    expect(page.get_by_role("link", name="Pilots")).to_be_visible()


def test_what_is_missing_is_said_at_the_fields(olga: Person):
    a_department_there(olga.server, "Somewhere")
    page = olga.open("/staff/teams/new?department=nonsense")
    expect(page.get_by_label("Department")).to_have_value("")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("A name is needed.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Choose a department.")).to_be_visible()


def test_people_are_searched_and_added_by_keyboard_one_after_the_other(olga: Person):
    people_on_staff(olga.server, "Keys Anna", "Keys Berta", "Keys Carla")
    page = olga.open(f"/staff/teams/{a_team_there(olga.server, 'Typists')}")
    expect(page.get_by_text("Nobody is on this team yet")).to_be_visible()
    picker(page).press_sequentially("keys", delay=20)
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(option(page, "Keys Berta")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(option(page, "Keys Berta")).to_have_count(0)
    expect(option(page, "Keys Carla")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody matches “keys”.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Add person")).to_be_focused()
    expect(rows(page)).to_have_count(3)


def test_somebody_is_taken_off_and_undo_puts_them_back_in_both_browsers(olga: Person, mira: Person):
    anna = a_person_there(olga.server, "Anna Undo", job_title="Diver")
    team = a_team_there(olga.server, "Divers", "", anna)
    here, there = olga.open(f"/staff/teams/{team}"), mira.open(f"/staff/teams/{team}")
    expect(person(there, "Anna Undo")).to_contain_text("Diver")
    menu(here, "Anna Undo", "Take off the team")
    for page in (here, there):
        expect(rows(page)).to_have_count(0)
    expect(here.get_by_text("Anna Undo is not on Divers any more.")).to_be_visible()
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(person(page, "Anna Undo")).to_be_visible()


def test_an_open_search_is_not_disturbed_by_what_others_do(olga: Person):
    anna, _ = people_on_staff(olga.server, "Calm Anna", "Calm Berta")
    team = a_team_there(olga.server, "Calm")
    page = olga.open(f"/staff/teams/{team}")
    field = picker(page)
    field.press_sequentially("calm", delay=20)
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(option(page, "Calm Berta")).to_have_attribute("aria-selected", "true")
    elsewhere(olga.server, staff.add_team_person, team, anna)
    expect(page.get_by_role("option")).to_have_count(1)
    expect(option(page, "Calm Berta")).to_have_attribute("aria-selected", "true")
    expect(field).to_have_value("calm")
    expect(field).to_be_focused()
    expect(rows(page)).to_have_count(1)


def test_the_search_brings_twenty_of_many_and_says_when_nobody_matches(olga: Person):
    people_on_staff(olga.server, *[f"Crowd {number:03}" for number in range(60)])
    page = olga.open(f"/staff/teams/{a_team_there(olga.server, 'Alone')}")
    field = picker(page)
    field.fill("crowd")
    expect(option(page, "Crowd 000")).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(20)
    field.fill("crowd 05")
    expect(page.get_by_role("option")).to_have_count(10)
    field.fill("nobody is called this")
    expect(page.get_by_text("Nobody matches “nobody is called this”.")).to_be_visible()


def test_a_renamed_trashed_or_restored_person_changes_on_the_page(olga: Person, mira: Person):
    anna = a_person_there(olga.server, "Anna Changes")
    team = a_team_there(olga.server, "Changing", "", anna)
    page = mira.open(f"/staff/teams/{team}")
    expect(person(page, "Anna Changes")).to_be_visible()
    elsewhere(olga.server, staff.update_person, anna, {"name": "Anna Changed"})
    expect(person(page, "Anna Changed")).to_be_visible()
    elsewhere(olga.server, staff.bulk_trash, [anna])
    expect(page.get_by_text("Nobody is on this team yet")).to_be_visible()
    elsewhere(olga.server, staff.bulk_restore, [anna])
    expect(person(page, "Anna Changed")).to_be_visible()


def test_a_renamed_department_and_a_move_are_seen_in_the_list_and_on_the_page(olga: Person, mira: Person):
    first, second = (
        a_department_there(olga.server, "First Home"),
        a_department_there(olga.server, "Second Home"),
    )
    team = a_team_there(olga.server, "Movers", first)
    listed, page = mira.open("/staff/teams?q=Movers"), mira.open(f"/staff/teams/{team}")
    old, new = mira.open(f"/staff/departments/{first}"), mira.open(f"/staff/departments/{second}")
    expect(in_row(listed, "Movers", 1)).to_have_text("First Home")
    expect(old.get_by_role("link", name="Movers")).to_be_visible()
    elsewhere(olga.server, staff.update_department, first, {"name": "First House"})
    expect(in_row(listed, "Movers", 1)).to_have_text("First House")
    expect(page.get_by_role("main").get_by_role("link", name="First House")).to_be_visible()
    elsewhere(olga.server, staff.update_team, team, {"department_uuid": second})
    expect(in_row(listed, "Movers", 1)).to_have_text("Second Home")
    expect(page.get_by_role("main").get_by_role("link", name="Second Home")).to_be_visible()
    expect(old.get_by_role("link", name="Movers")).to_have_count(0)
    expect(new.get_by_role("link", name="Movers")).to_be_visible()


def test_a_team_that_goes_with_its_department_ends_its_page_and_its_row(olga: Person, mira: Person):
    department = a_department_there(olga.server, "Taking Along")
    team = a_team_there(olga.server, "Taken Along", department)
    page, listed = mira.open(f"/staff/teams/{team}"), mira.open("/staff/teams?q=Taken+Along")
    expect(rows(listed)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken Along")
    elsewhere(olga.server, staff.delete_department, department)
    expect(page).to_have_url(re.compile("/staff/teams/?$"))
    expect(page.get_by_text("Taken Along was deleted.")).to_be_visible()
    expect(rows(listed)).to_have_count(0)


def test_two_people_who_move_a_team_see_both_names_and_decide(olga: Person, mira: Person):
    team = a_team_there(olga.server, "Torn")
    left, right = a_department_there(olga.server, "Left Side"), a_department_there(olga.server, "Right Side")
    here, there = olga.open(f"/staff/teams/{team}/edit"), mira.open(f"/staff/teams/{team}/edit")
    here.get_by_label("Department").select_option(left)
    there.get_by_label("Department").select_option(right)
    there.keyboard.press("Control+Enter")
    expect(there.get_by_text("Torn is saved.")).to_be_visible()
    expect(here.get_by_text("Somebody has just changed this team.")).to_be_visible()
    here.get_by_role("button", name="Save").click()
    conflict = here.locator(".conflicts")
    expect(conflict).to_contain_text("Right Side")
    expect(conflict).to_contain_text("Left Side")
    here.get_by_role("button", name="Take the saved one").click()
    expect(here.get_by_label("Department")).to_have_value(right)
    here.get_by_role("button", name="Save what stands here").click()
    expect(here.get_by_role("main").get_by_role("link", name="Right Side")).to_be_visible()


@pytest.mark.parametrize("uuid", [UNKNOWN, "nonsense"])
def test_an_address_of_nothing_says_so_and_shows_the_list(olga: Person, uuid: str):
    page = olga.open(f"/staff/teams/{uuid}")
    expect(page.get_by_text("Team not found")).to_be_visible()
    expect(page).to_have_url(re.compile("/staff/teams/?$"))


def test_a_viewer_sees_people_and_is_offered_nothing(olga: Person, people: People):
    anna = a_person_there(olga.server, "Anna Looked At")
    team = a_team_there(olga.server, "Looked At", "", anna)
    page = people("victor@example.com", "viewer").open(f"/staff/teams/{team}")
    expect(person(page, "Anna Looked At")).to_be_visible()
    expect(page.get_by_role("button", name="Add person")).to_have_count(0)
    page.get_by_role("button", name="Actions for Anna Looked At").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Open"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_screen_shuts_anybody_out(people: People, olga: Person, size: str, scheme: str):
    anna, _ = people_on_staff(olga.server, "Anna Access", "Berta Access", job_title="Guide")
    team = a_team_there(olga.server, f"Guides {size} {scheme}", "", anna)
    visitor = people(viewport=SIZES[size], color_scheme=scheme)
    pages = {
        "the list": visitor.open("/staff/teams"),
        "the page": visitor.open(f"/staff/teams/{team}"),
        "the form": visitor.open(f"/staff/teams/{team}/edit"),
        "the search": visitor.open(f"/staff/teams/{team}"),
    }
    picker(pages["the search"]).fill("access")
    expect(option(pages["the search"], "Berta Access").first).to_be_visible()
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_attached()
        expect(page.locator(".bone")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert {shown: found for shown, page in pages.items() if (found := violations(page))} == {}
