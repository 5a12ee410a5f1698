"""The org chart of ten thousand people in a real browser: there at once, and never drawn as a whole."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.charts import at_rest, find, middle, node, person, press
from tests.e2e.conftest import Person
from tests.e2e.people import database_url
from tests.e2e.test_accessibility import violations
from tests.serving import Server, serving
from tests.staff_filling import fill_staff

pytestmark = pytest.mark.xdist_group("e2e")

PEOPLE, DEPARTMENTS, TEAMS = 10_000, 12, 240


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with ten thousand people."""
    with serving(tmp_path_factory.mktemp("large")) as running:
        fill_staff(database_url(running), PEOPLE, departments=DEPARTMENTS, teams=TEAMS)
        yield running
        assert running.errors() == []


@pytest.fixture
def chart(olga: Person) -> Page:
    page = olga.open("/staff/chart")
    expect(page.locator(".org-node").first).to_be_visible()
    at_rest(page)
    return page


def drawn(page: Page) -> int:
    return page.locator(".org-stage svg *").count()


def largest_team(server: Server) -> tuple[str, str, str]:
    """Its department, its name, and the last of its people by name."""
    query = """
      SELECT d.name, t.name, max(p.name COLLATE "C") FROM staff_teams t
      JOIN staff_departments d ON d.uuid = t.department_uuid
      JOIN staff_team_memberships m ON m.team_uuid = t.uuid
      JOIN staff_people p ON p.uuid = m.staff_person_uuid
      GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1"""
    with psycopg.connect(database_url(server)) as connection:
        found = connection.execute(query).fetchone()
    assert found
    return found


def test_it_opens_from_the_list_of_ten_thousand(olga: Person):
    page = olga.open("/staff")
    page.get_by_role("navigation", name="Staff sections").get_by_role("link", name="Org chart").click()
    expect(page.get_by_text("10,000 people · 12 departments")).to_be_visible()
    expect(page.locator(".org-node").first).to_be_visible()
    assert drawn(page) < 2_000


def test_a_branch_of_hundreds_opens_at_once_and_only_what_is_in_view_exists(chart: Page):
    press(chart, "Unassigned")
    expect(chart.locator(".org-person[data-key]").first).to_be_visible()
    at_rest(chart)
    assert chart.locator(".org-person").count() < 500
    assert drawn(chart) < 8_000
    chart.get_by_role("button", name="Show all of it").click()
    at_rest(chart)
    expect(chart.locator(".org-person")).to_have_count(0)
    expect(chart.locator(".oc-crowd").first).to_be_visible()
    assert drawn(chart) < 500


def test_with_every_department_open_the_picture_stays_small(chart: Page):
    chart.get_by_role("button", name="Open all departments").click()
    at_rest(chart)
    assert drawn(chart) < 3_000
    chart.get_by_role("button", name="Show all of it").click()
    at_rest(chart)
    assert drawn(chart) < 5_000


def test_a_search_flies_to_somebody_deep_in_a_team_that_was_closed(chart: Page, server: Server):
    department, team, name = largest_team(server)
    find(chart, name)
    at_rest(chart)
    expect(person(chart, name)).to_have_attribute("data-selected", "true")
    across, down = middle(chart, person(chart, name))
    assert 0.2 < across < 0.7
    assert 0.3 < down < 0.7
    expect(chart.get_by_role("region", name=name)).to_contain_text(f"{department} › {team}")


def test_among_hundreds_it_is_said_where_one_is_and_one_press_leads_back(chart: Page):
    press(chart, "Unassigned")
    at_rest(chart)
    here = chart.get_by_role("navigation", name="Where you are in the chart")
    expect(here).to_have_count(0)
    chart.mouse.move(900, 500)
    chart.mouse.wheel(300, 900)
    expect(here).to_have_text("Unassigned")
    assert violations(chart) == []
    here.get_by_role("button", name="Unassigned").click()
    at_rest(chart)
    expect(node(chart, "Unassigned").locator(".org-reach")).to_be_in_viewport()
    expect(here).to_have_count(0)


def test_the_outline_holds_everybody_and_draws_a_screen(chart: Page):
    press(chart, "Unassigned")
    chart.get_by_role("link", name="Outline").click()
    tree = chart.get_by_role("tree")
    group = tree.get_by_role("treeitem", name="Unassigned")
    group.focus()
    chart.keyboard.press("End")
    last = tree.locator(":focus")
    expect(last).to_have_attribute("aria-setsize", "500")
    expect(last).to_have_attribute("aria-posinset", "500")
    expect(last).not_to_have_attribute("aria-busy", "true")
    expect(last).to_have_attribute("aria-selected", "true")
    chart.keyboard.press("ArrowUp")
    expect(tree.locator(":focus")).to_have_attribute("aria-posinset", "499")
    assert tree.get_by_role("treeitem").count() < 80


def test_the_file_has_also_those_who_were_never_on_the_screen(chart: Page, tmp_path: Any):
    press(chart, "Unassigned")
    at_rest(chart)
    chart.get_by_role("button", name="Save").click()
    with chart.expect_download() as download:
        chart.get_by_role("menuitem", name="Download as SVG").click()
    path = tmp_path / "chart.svg"
    download.value.save_as(path)
    assert path.read_text().count('class="oc-person"') == 500
    expect(node(chart, "Unassigned")).to_be_visible()
