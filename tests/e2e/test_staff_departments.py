"""Departments in a real browser: the list, the form, the page, and what one sees of what others do."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from crm_app import staff
from tests.e2e.conftest import People, Person
from tests.e2e.organisations import a_department_there, a_person_there, a_team_there, elsewhere
from tests.e2e.test_accessibility import SIZES, violations

pytestmark = pytest.mark.xdist_group("e2e")
UNKNOWN = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"


def rows(page: Page) -> Locator:
    return page.locator("tbody tr")


def names(page: Page) -> list[str]:
    return page.locator("tbody .row-link .two-lines > .cut:first-child").all_inner_texts()


def menu(page: Page, name: str, item: str) -> None:
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=item).click()


def in_row(page: Page, name: str, column: int) -> Locator:
    return rows(page).filter(has_text=name).locator("td").nth(column)


def test_search_and_order_are_in_the_address_and_survive_back_and_reload(olga: Person):
    for name, teams in (("Quarry East", 2), ("Quarry West", 1), ("Quarry North", 0)):
        department = a_department_there(olga.server, name)
        for number in range(teams):
            a_team_there(olga.server, f"{name} {number}", department)
    page = olga.open("/staff/departments")
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("quarry", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=quarry$"))
    expect(rows(page)).to_have_count(3)
    assert names(page) == ["Quarry East", "Quarry North", "Quarry West"]
    page.get_by_role("columnheader", name="Teams").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"\?q=quarry&sort=teams$"))
    expect(rows(page).first).to_contain_text("Quarry North")
    page.get_by_role("columnheader", name="Teams").get_by_role("link").click()
    expect(rows(page).first).to_contain_text("Quarry East")
    page.reload()
    expect(rows(page).first).to_contain_text("Quarry East")
    page.go_back()
    expect(rows(page).first).to_contain_text("Quarry North")
    expect(page.get_by_role("searchbox")).to_have_value("quarry")


def test_a_search_without_results_says_so_and_leads_out(olga: Person):
    a_department_there(olga.server, "Findable")
    page = olga.open("/staff/departments?q=nosuchdepartment")
    expect(page.get_by_text("No name or description of a department contains")).to_be_visible()
    page.get_by_role("link", name="Clear search").click()
    expect(rows(page).first).to_be_visible()


def test_a_department_is_created_once_edited_and_deleted_after_a_question_with_numbers(olga: Person):
    page = olga.open("/staff/departments/new")
    page.get_by_label("Name", exact=True).fill("Orchard")
    page.get_by_label("Description").fill("Apples and pears")
    page.get_by_role("button", name="Create department").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orchard")
    expect(page.get_by_text("Apples and pears")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("Orchards")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Orchards")
    expect(page).to_have_title("Orchards")
    uuid = page.url.rstrip("/").rsplit("/", 1)[1]
    person = a_person_there(olga.server, "Pia Apple")
    a_team_there(olga.server, "Pickers", uuid, person)
    page.goto(olga.server.url + "/staff/departments?q=orchards")
    expect(in_row(page, "Orchards", 2)).to_have_text("1")
    menu(page, "Orchards", "Delete…")
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("1 team is deleted with it, with 1 membership.")
    expect(question).to_contain_text("1 person loses their place in it and stays on staff.")
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(rows(page)).to_have_count(1)
    menu(page, "Orchards", "Delete…")
    question.get_by_role("button", name="Delete department").click()
    expect(page.get_by_text("Orchards was deleted.")).to_be_visible()
    expect(rows(page)).to_have_count(0)


def test_a_taken_name_is_said_at_the_field_which_gets_the_focus(olga: Person):
    a_department_there(olga.server, "Taken")
    page = olga.open("/staff/departments/new")
    page.get_by_label("Name", exact=True).fill("taken")
    page.get_by_label("Description").fill("Kept")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("There is a department of this name already.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_label("Description")).to_have_value("Kept")


def test_what_was_typed_survives_a_reload_and_leaving_asks(olga: Person):
    uuid = a_department_there(olga.server, "Draft Keepers")
    page = olga.open(f"/staff/departments/{uuid}/edit")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Description").fill("Half a sentence")
    page.reload()
    expect(page.get_by_text("This is what you typed before.")).to_be_visible()
    expect(page.get_by_label("Description")).to_have_value("Half a sentence")
    page.get_by_role("link", name="Departments").first.click()
    page.get_by_role("button", name="Keep editing").click()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("Description")).to_have_value("")


def test_numbers_in_the_list_move_while_somebody_types_a_search(olga: Person, mira: Person):
    department = a_department_there(olga.server, "Counted")
    page = mira.open("/staff/departments?q=Count")
    expect(in_row(page, "Counted", 1)).to_have_text("0")
    search = page.get_by_role("searchbox")
    search.focus()
    search.press("End")
    search.press_sequentially("e", delay=20)
    person = a_person_there(olga.server, "Counted Person")
    team = a_team_there(olga.server, "Counted Team", department, person)
    search.press_sequentially("d", delay=20)
    expect(in_row(page, "Counted", 1)).to_have_text("1")
    expect(in_row(page, "Counted", 2)).to_have_text("1")
    elsewhere(olga.server, staff.bulk_trash, [person])
    expect(in_row(page, "Counted", 2)).to_have_text("0")
    elsewhere(olga.server, staff.delete_team, team)
    expect(in_row(page, "Counted", 1)).to_have_text("0")
    expect(search).to_have_value("Counted")
    expect(search).to_be_focused()


def test_the_page_shows_teams_and_people_without_one_and_follows_both(olga: Person, mira: Person):
    department = a_department_there(olga.server, "Followed")
    page = mira.open(f"/staff/departments/{department}")
    expect(page.get_by_text("No teams in this department yet")).to_be_visible()
    page.evaluate("window.neverReloaded = true")
    team = a_team_there(olga.server, "Followed Team", department)
    expect(page.get_by_role("link", name="Followed Team")).to_be_visible()
    person = a_person_there(olga.server, "Lone Wolf")
    elsewhere(olga.server, staff.create_employment, person, {"primary_department_uuid": department})
    expect(page.get_by_role("link", name="Lone Wolf")).to_be_visible()
    elsewhere(olga.server, staff.add_team_person, team, person)
    expect(page.get_by_text("Everybody in this department is on a team.")).to_be_visible()
    expect(in_row(page, "Followed Team", 1)).to_have_text("1")
    elsewhere(olga.server, staff.update_department, department, {"name": "Followed On"})
    expect(page.get_by_role("heading", level=1)).to_have_text("Followed On")
    assert page.evaluate("window.neverReloaded")


def test_who_looks_at_a_deleted_department_is_told_and_led_to_the_list(olga: Person, mira: Person):
    department = a_department_there(olga.server, "Short Lived")
    here, there = olga.open(f"/staff/departments/{department}"), mira.open(f"/staff/departments/{department}")
    expect(there.get_by_role("heading", level=1)).to_have_text("Short Lived")
    here.get_by_role("button", name="More actions").click()
    here.get_by_role("menuitem", name="Delete…").click()
    here.get_by_role("alertdialog").get_by_role("button", name="Delete department").click()
    for page in (here, there):
        expect(page).to_have_url(re.compile("/staff/departments/?$"))
        expect(page.get_by_text("Short Lived was deleted.")).to_be_visible()


def test_a_form_of_a_deleted_department_keeps_what_was_typed(olga: Person):
    department = a_department_there(olga.server, "Vanishing")
    page = olga.open(f"/staff/departments/{department}/edit")
    page.get_by_label("Description").fill("A long text")
    elsewhere(olga.server, staff.delete_department, department)
    expect(page.get_by_text("This department was deleted.")).to_be_visible()
    expect(page.get_by_label("Description")).to_have_value("A long text")


@pytest.mark.parametrize("uuid", [UNKNOWN, "nonsense"])
@pytest.mark.parametrize("form", ["", "/edit"], ids=["page", "form"])
def test_an_address_of_nothing_says_so_and_shows_the_list(olga: Person, uuid: str, form: str):
    page = olga.open(f"/staff/departments/{uuid}{form}")
    expect(page.get_by_text("Department not found")).to_be_visible()
    expect(page).to_have_url(re.compile("/staff/departments/?$"))


def test_a_viewer_is_offered_nothing_that_changes_something(olga: Person, people: People):
    uuid = a_department_there(olga.server, "Look Only")
    page = people("victor@example.com", "viewer").open("/staff/departments?q=Look+Only")
    page.get_by_role("button", name="Actions for Look Only").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Open"])
    expect(page.get_by_role("link", name="New department")).to_have_count(0)
    page.goto(f"{olga.server.url}/staff/departments/{uuid}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look Only")
    for offer in (page.get_by_role("link", name="Edit"), page.get_by_role("button", name="More actions")):
        expect(offer).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_screen_shuts_anybody_out(people: People, olga: Person, size: str, scheme: str):
    name = f"Open to all {size} {scheme}"
    department = a_department_there(olga.server, name, "With a description")
    person = a_person_there(olga.server, "Alma Access")
    a_team_there(olga.server, "Doors", department, person)
    visitor = people(viewport=SIZES[size], color_scheme=scheme)
    pages = {
        "the list": visitor.open(f"/staff/departments?q={name.replace(' ', '+')}"),
        "the page": visitor.open(f"/staff/departments/{department}"),
        "the form": visitor.open(f"/staff/departments/{department}/edit"),
    }
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".bone")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert {shown: found for shown, page in pages.items() if (found := violations(page))} == {}
