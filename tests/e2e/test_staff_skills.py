"""Skills in a real browser: the editor of selectors, levels by one click, and what others do."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from crm_app import staff
from tests.e2e.conftest import People, Person
from tests.e2e.organisations import a_person_there, a_skill_there, elsewhere, levels_of
from tests.e2e.test_accessibility import SIZES, violations
from tests.e2e.test_staff_departments import UNKNOWN, in_row, menu, rows
from tests.e2e.test_staff_teams import option, person, picker

pytestmark = pytest.mark.xdist_group("e2e")
STANDARD = ["Beginner", "Intermediate", "Advanced", "Expert"]


def expect_levels(page: Page, *names: str) -> None:
    """What stands in the fields of the first selector."""
    fields = page.locator(".selector").first.get_by_label("Name of the level")
    expect(fields).to_have_count(len(names))
    for place, name in enumerate(names):
        expect(fields.nth(place)).to_have_value(name)


def stored(person: Person, skill: str) -> list[list[str]]:
    """The options of each selector, as they are in the database."""
    levels = elsewhere(person.server, staff.require_skill, skill).levels
    return [[option["name"] for option in group["options"]] for group in levels]


def edited(person: Person, skill: str) -> Page:
    page = person.open(f"/staff/skills/{skill}/edit")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    return page


def level(page: Page, name: str, of: str = "") -> Locator:
    return page.locator("tbody tr").filter(has_text=of).get_by_role("button", name=name, exact=True)


def uuid_in(page: Page) -> str:
    page.wait_for_url(re.compile(r"/staff/skills/[0-9a-f]{8}-[^/]*/?$"))
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_a_skill_is_made_with_the_standard_levels(olga: Person):
    page = olga.open("/staff/skills/new")
    page.get_by_label("Name", exact=True).fill("Joinery")
    page.get_by_role("button", name="Add standard levels").click()
    expect(page.get_by_role("button", name="Add standard levels")).to_have_count(0)
    expect(page.get_by_label("Name of the selector")).to_have_value("Proficiency")
    expect_levels(page, *STANDARD)
    page.get_by_role("button", name="Create skill").click()
    skill = uuid_in(page)
    expect(page.get_by_text("Joinery is saved.")).to_be_visible()
    assert stored(olga, skill) == [STANDARD]


def test_levels_are_written_by_keyboard_alone(olga: Person):
    page = olga.open("/staff/skills/new")
    page.get_by_label("Name", exact=True).fill("Weaving")
    page.get_by_role("button", name="Add selector").click()
    expect(page.get_by_label("Name of the level")).to_be_focused()
    for name in ("Linen", "Wool", "Silk"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    expect(page.get_by_label("Name of the level").nth(2)).to_be_focused()
    page.get_by_label("Name of the selector").fill("Cloth")
    page.get_by_role("button", name="Multiple").click()
    page.keyboard.press("Control+Enter")
    skill = uuid_in(page)
    assert stored(olga, skill) == [["Linen", "Wool", "Silk"]]
    assert elsewhere(olga.server, staff.require_skill, skill).levels[0]["allow_multiple"] is True


def test_levels_are_moved_with_the_arrow_keys_and_it_is_announced(olga: Person):
    skill = a_skill_there(olga.server, "Arrows")
    page = edited(olga, skill)
    handle = page.get_by_role("button", name="Move High")
    handle.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("High is now 2 of 3.")).to_be_attached()
    expect_levels(page, "Low", "High", "Mid")
    expect(handle).to_be_focused()
    page.keyboard.press("Home")
    expect_levels(page, "High", "Low", "Mid")
    page.keyboard.press("Control+Enter")
    uuid_in(page)
    assert stored(olga, skill) == [["High", "Low", "Mid"]]


def drag(page: Page, handle: Locator, over: Locator, *, drop: bool = True) -> None:
    start, end = handle.bounding_box(), over.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 16)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 24, steps=3)
    page.mouse.move(end["x"] + 8, end["y"] + end["height"] / 2, steps=8)
    if drop:
        page.mouse.up()


def test_levels_and_selectors_are_dragged_to_their_place(olga: Person):
    skill = a_skill_there(olga.server, "Dragged")
    page = edited(olga, skill)
    drag(page, page.get_by_role("button", name="Move Low"), page.get_by_role("button", name="Move High"))
    expect_levels(page, "Mid", "High", "Low")
    page.get_by_role("button", name="Add selector").click()
    page.keyboard.type("Only")
    page.get_by_label("Name of the selector").nth(1).fill("Second")
    first = page.get_by_label("Name of the selector").first
    drag(page, page.get_by_role("button", name="Move Second"), first)
    page.keyboard.press("Control+Enter")
    uuid_in(page)
    assert stored(olga, skill) == [["Only"], ["Mid", "High", "Low"]]


def test_escape_while_dragging_brings_the_order_back(olga: Person):
    page = edited(olga, a_skill_there(olga.server, "Escaped"))
    handle, over = page.get_by_role("button", name="Move Low"), page.get_by_role("button", name="Move High")
    drag(page, handle, over, drop=False)
    expect(page.locator("[data-dragged]")).to_have_count(1)
    expect_levels(page, "Mid", "High", "Low")
    page.keyboard.press("Escape")
    expect(page.locator("[data-dragged]")).to_have_count(0)
    expect_levels(page, "Low", "Mid", "High")
    page.mouse.up()


def test_staged_levels_survive_a_reload_and_can_be_dropped(olga: Person):
    skill = a_skill_there(olga.server, "Staged")
    page = edited(olga, skill)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove level Mid").click()
    page.get_by_label("Name of the level").first.fill("Lowest")
    page.reload()
    expect(page.get_by_text("This is what you typed before.")).to_be_visible()
    expect_levels(page, "Lowest", "High")
    assert stored(olga, skill) == [["Low", "Mid", "High"]]
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("Name of the level").first).to_have_value("Low")
    expect_levels(page, "Low", "Mid", "High")


def test_two_people_who_change_levels_see_both_and_decide(olga: Person, mira: Person):
    skill = a_skill_there(olga.server, "Disputed")
    here, there = edited(olga, skill), edited(mira, skill)
    here.get_by_role("button", name="Remove level Low").click()
    there.get_by_role("button", name="Remove level High").click()
    there.keyboard.press("Control+Enter")
    expect(there.get_by_text("Disputed is saved.")).to_be_visible()
    expect(here.get_by_text("Somebody has just changed this skill.")).to_be_visible()
    here.get_by_role("button", name="Save").click()
    expect(here.locator(".conflicts")).to_contain_text("Proficiency: Low, Mid")
    expect(here.locator(".conflicts")).to_contain_text("Proficiency: Mid, High")
    here.get_by_role("button", name="Take the saved one").click()
    expect(here.get_by_label("Name of the level").first).to_have_value("Low")
    expect_levels(here, "Low", "Mid")
    here.get_by_role("button", name="Save what stands here").click()
    uuid_in(here)
    assert stored(olga, skill) == [["Low", "Mid"]]


def test_a_click_on_a_level_is_saved_at_once_in_both_browsers(olga: Person, mira: Person):
    anna = a_person_there(olga.server, "Anna Levels")
    skill = a_skill_there(olga.server, "Clicked", anna)
    here, there = olga.open(f"/staff/skills/{skill}"), mira.open(f"/staff/skills/{skill}")
    expect(level(there, "Low")).to_have_attribute("aria-pressed", "true")
    level(here, "High").click()
    for page in (here, there):
        expect(level(page, "High")).to_have_attribute("aria-pressed", "true")
        expect(level(page, "Low")).to_have_attribute("aria-pressed", "false")
    level(here, "High").click()
    expect(level(there, "High")).to_have_attribute("aria-pressed", "false")
    assert elsewhere(olga.server, levels_of, anna) == []


def test_somebody_is_added_with_a_level_removed_and_brought_back_with_it(olga: Person):
    anna = a_person_there(olga.server, "Anna Added")
    page = olga.open(f"/staff/skills/{a_skill_there(olga.server, 'Adding')}")
    expect(page.get_by_text("Nobody has this skill yet")).to_be_visible()
    picker(page).fill("anna added")
    option(page, "Anna Added").click()
    page.locator(".picker").get_by_role("button", name="Mid").click()
    page.locator(".picker").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Nobody matches “")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(level(page, "Mid")).to_have_attribute("aria-pressed", "true")
    menu(page, "Anna Added", "Take this skill away")
    expect(rows(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(level(page, "Mid")).to_have_attribute("aria-pressed", "true")
    assert elsewhere(olga.server, levels_of, anna) == ["mid"]


def test_numbers_and_people_follow_what_others_do(olga: Person, mira: Person):
    anna = a_person_there(olga.server, "Anna Counted")
    skill = a_skill_there(olga.server, "Counting", anna)
    listed, page = mira.open("/staff/skills?q=Counting"), mira.open(f"/staff/skills/{skill}")
    expect(in_row(listed, "Counting", 2)).to_have_text("1")
    expect(person(page, "Anna Counted")).to_be_visible()
    elsewhere(olga.server, staff.update_person, anna, {"name": "Anna Recounted"})
    expect(person(page, "Anna Recounted")).to_be_visible()
    elsewhere(olga.server, staff.bulk_trash, [anna])
    expect(in_row(listed, "Counting", 2)).to_have_text("0")
    expect(page.get_by_text("Nobody has this skill yet")).to_be_visible()


def test_a_skill_is_deleted_after_a_question_with_the_number_and_its_page_ends(olga: Person, mira: Person):
    skill = a_skill_there(olga.server, "Deletable", a_person_there(olga.server, "Anna Loses"))
    there, here = mira.open(f"/staff/skills/{skill}"), olga.open("/staff/skills?q=Deletable")
    expect(there.get_by_role("heading", level=1)).to_have_text("Deletable")
    here.get_by_role("button", name="Actions for Deletable").click()
    here.get_by_role("menuitem", name="Delete…").click()
    question = here.get_by_role("alertdialog")
    expect(question).to_contain_text("It will be taken from 1 person, with their level.")
    question.get_by_role("button", name="Delete skill").click()
    expect(there).to_have_url(re.compile("/staff/skills/?$"))
    expect(there.get_by_text("Deletable was deleted.")).to_be_visible()


@pytest.mark.parametrize("uuid", [UNKNOWN, "nonsense"])
def test_an_address_of_nothing_says_so_and_shows_the_list(olga: Person, uuid: str):
    page = olga.open(f"/staff/skills/{uuid}")
    expect(page.get_by_text("Skill not found")).to_be_visible()
    expect(page).to_have_url(re.compile("/staff/skills/?$"))


def test_a_viewer_sees_levels_and_cannot_press_them(olga: Person, people: People):
    skill = a_skill_there(olga.server, "Seen Only", a_person_there(olga.server, "Anna Seen"))
    page = people("victor@example.com", "viewer").open(f"/staff/skills/{skill}")
    expect(level(page, "Low")).to_be_disabled()
    expect(level(page, "Low")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_screen_shuts_anybody_out(people: People, olga: Person, size: str, scheme: str):
    name = f"Open {size} {scheme}"
    skill = a_skill_there(olga.server, name, a_person_there(olga.server, "Anna Inside"))
    a_person_there(olga.server, "Anna Outside")
    visitor = people(viewport=SIZES[size], color_scheme=scheme)
    pages = {
        "the list": visitor.open("/staff/skills"),
        "the page": visitor.open(f"/staff/skills/{skill}"),
        "the form": visitor.open(f"/staff/skills/{skill}/edit"),
        "the levels": visitor.open(f"/staff/skills/{skill}"),
    }
    asked = pages["the levels"]
    picker(asked).fill("anna outside")
    option(asked, "Anna Outside").first.click()
    expect(asked.locator(".picker").get_by_role("button", name="Add", exact=True)).to_be_visible()
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_attached()
        expect(page.locator(".bone")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert {shown: found for shown, page in pages.items() if (found := violations(page))} == {}
