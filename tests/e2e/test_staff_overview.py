"""The overview of the staff area in a real browser."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from crm_app import staff
from crm_app.core.clock import now
from tests.browsing import people_with
from tests.e2e.conftest import People, Person
from tests.e2e.organisations import a_department_there, a_person_there, a_team_there, elsewhere
from tests.e2e.people import database_url
from tests.e2e.test_accessibility import SIZES, violations
from tests.serving import serving
from tests.staff_filling import fill_staff

pytestmark = pytest.mark.xdist_group("e2e")


def card(page: Page, name: str) -> Locator:
    return page.locator(".tree-card").filter(has=page.get_by_role("heading", name=name, exact=True))


def opener(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"People of {name}", exact=True)


def opened(page: Page, name: str) -> Locator:
    """The card of a department, with its people."""
    button = opener(page, name)
    expect(button).to_be_visible()
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    return card(page, name)


def test_a_department_shows_its_teams_and_people_and_leads_to_them(olga: Person):
    department = a_department_there(olga.server, "Tree House", "High above")
    a_team_there(olga.server, "Climbers", department, a_person_there(olga.server, "Clara Climbs"))
    alone = a_person_there(olga.server, "Lone Leaf")
    elsewhere(olga.server, staff.create_employment, alone, {"primary_department_uuid": department})
    page = olga.open("/staff/overview")
    inside = opened(page, "Tree House")
    expect(inside).to_contain_text("1 team")
    expect(inside).to_contain_text("2 people")
    expect(inside).to_contain_text("High above")
    expect(inside.locator("[data-rest]")).to_contain_text("Lone Leaf")
    inside.get_by_role("link", name="Climbers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Climbers")
    page.go_back()
    expect(card(page, "Tree House").get_by_role("link", name="Clara Climbs")).to_be_visible()
    opener(page, "Tree House").click()
    expect(card(page, "Tree House").get_by_role("link", name="Clara Climbs")).to_have_count(0)


def test_the_numbers_lead_to_the_lists_and_the_chart_is_one_click_away(olga: Person):
    a_department_there(olga.server, "Numbered")
    page = olga.open("/staff/overview")
    stats = page.locator(".stats")
    for label, path in (("Departments", "departments"), ("Teams", "teams")):
        expect(stats.get_by_role("link", name=label)).to_have_attribute("href", f"/staff/{path}")
    expect(stats.get_by_role("link", name="People")).to_have_attribute("href", "/staff")
    expect(page.get_by_role("main").get_by_role("link", name="Org chart").last).to_have_attribute(
        "href", "/staff/chart"
    )
    page.get_by_role("button", name="New", exact=True).click()
    expect(page.get_by_role("menuitem")).to_have_text(["Person", "Team", "Department"])
    page.get_by_role("menuitem", name="Department").click()
    expect(page).to_have_url(re.compile("/staff/departments/new/?$"))


def test_a_department_without_anything_offers_its_first_team(olga: Person):
    department = a_department_there(olga.server, "Bare")
    page = olga.open("/staff/overview")
    opened(page, "Bare").get_by_role("link", name="Add a team").click()
    expect(page.locator("select[name=department_uuid]")).to_have_value(department)


def test_birthdays_say_when_they_are(olga: Person):
    tomorrow = now().date() + timedelta(days=1)
    born = date(1984, tomorrow.month, tomorrow.day)
    a_person_there(olga.server, "Birthday Berta", date_of_birth=born)
    page = olga.open("/staff/overview")
    expect(page.get_by_role("link", name="Birthday Berta tomorrow")).to_be_visible()


def test_what_others_do_is_seen_and_what_is_open_stays_open(olga: Person, mira: Person):
    department = a_department_there(olga.server, "Living")
    team = a_team_there(olga.server, "Living Team", department)
    page = mira.open("/staff/overview")
    inside = opened(page, "Living")
    expect(inside).to_contain_text("Nobody is on this team.")
    page.evaluate("window.neverReloaded = true")
    anna = a_person_there(olga.server, "Anna Arrives")
    expect(page.locator(".tree-card[data-dashed]")).to_be_visible()
    elsewhere(olga.server, staff.add_team_person, team, anna)
    expect(inside.get_by_role("link", name="Anna Arrives")).to_be_visible()
    elsewhere(olga.server, staff.update_person, anna, {"name": "Anna Renamed"})
    expect(inside.get_by_role("link", name="Anna Renamed")).to_be_visible()
    elsewhere(olga.server, staff.bulk_trash, [anna])
    expect(inside.get_by_role("link", name="Anna Renamed")).to_have_count(0)
    elsewhere(olga.server, staff.update_department, department, {"name": "Still Living"})
    expect(opener(page, "Still Living")).to_have_attribute("aria-expanded", "true")
    elsewhere(olga.server, staff.delete_department, department)
    expect(card(page, "Still Living")).to_have_count(0)
    assert page.evaluate("window.neverReloaded")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_screen_shuts_nobody_out(people: People, olga: Person, size: str, scheme: str):
    name = f"Branches {size} {scheme}"
    department = a_department_there(olga.server, name)
    a_team_there(olga.server, "Twigs", department, a_person_there(olga.server, "Anna Twig"))
    a_person_there(olga.server, "Anna Nowhere")
    page = people(viewport=SIZES[size], color_scheme=scheme).open("/staff/overview")
    opened(page, name)
    expect(page.locator(".bone")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_of_ten_thousand_people_only_those_of_open_departments_are_there(chromium: Browser, tmp_path: Path):
    with serving(tmp_path) as server, people_with(chromium, server) as person:
        fill_staff(database_url(server), 10_000)
        page = person().open("/staff/departments")
        page.get_by_role("navigation", name="Staff sections").get_by_role("link", name="Overview").click()
        expect(page.locator(".stats")).to_contain_text("10,000")
        expect(page.locator(".tree .chip")).to_have_count(0)
        opener(page, "Department 1").click()
        expect(card(page, "Department 1").locator(".chip").first).to_be_visible()
