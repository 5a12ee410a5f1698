"""The page of a person on staff in a real browser, and what a colleague sees of it meanwhile."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from crm_app.core.ids import uuid7
from tests.e2e.conftest import People, Person
from tests.e2e.people import gets_role
from tests.e2e.rosters import a_placeholder_on_staff, a_skill_on_staff, a_team_on_staff, people_on_staff
from tests.e2e.test_accessibility import SIZES, violations

pytestmark = pytest.mark.xdist_group("e2e")

NOBODY = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"


def a_person(person: Person, name: str) -> str:
    (uuid,) = people_on_staff(person.server, name)
    return uuid


def opened(person: Person, uuid: str, query: str = "") -> Page:
    page = person.open(f"/staff/people/{uuid}{query}")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    return page


def section(page: Page, name: str) -> Locator:
    """The card with this title."""
    return page.locator(".card", has=page.get_by_role("heading", name=re.compile(f"^{name}"), level=2))


def notice(page: Page) -> Locator:
    return page.locator(".notice").last


def marked(page: Page) -> Page:
    page.evaluate("window.marker = true")
    return page


def never_reloaded(page: Page) -> bool:
    return page.evaluate("window.marker === true")


def test_tabs_have_addresses_and_back_leads_through_them(olga: Person):
    uuid = a_person(olga, "Tabs Tabitha")
    page = opened(olga, uuid)
    sections = page.get_by_role("navigation", name="Sections of this record")
    for name in ("Employment", "Files", "Images", "Events"):
        sections.get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(rf"\?tab={name.lower()}$"))
    sections.get_by_role("link", name="Overview").click()
    expect(page).to_have_url(re.compile(f"/staff/people/{uuid}$"))
    page.go_back()
    page.go_back()
    expect(page.get_by_text("No images yet")).to_be_visible()
    expect(page).to_have_title("Tabs Tabitha")


@pytest.mark.parametrize("path", [NOBODY, "nonsense", f"{NOBODY}/edit", "nonsense/edit"])
def test_an_unknown_person_leads_to_the_list_with_a_word(olga: Person, path: str):
    page = olga.open(f"/staff/people/{path}")
    expect(page).to_have_url(re.compile("/staff/?$"))
    expect(page.get_by_text("Person not found")).to_be_visible()


def test_what_one_saves_the_other_sees_without_reload(olga: Person, mira: Person):
    uuid = a_person(olga, "Live Livia")
    there = marked(opened(mira, uuid))
    form = olga.open(f"/staff/people/{uuid}/edit")
    form.get_by_label("Full name").fill("Live Livia Augusta")
    form.get_by_label("About").fill("First line\nSecond line")
    form.get_by_label("Work phone").fill("+44 1")
    form.keyboard.press("Control+Enter")
    expect(there.get_by_role("heading", level=1)).to_have_text("Live Livia Augusta")
    expect(there.get_by_text("First line")).to_be_visible()
    expect(there.get_by_role("link", name="+44 1")).to_have_attribute("href", "tel:+44 1")
    assert never_reloaded(there)


def test_the_trash_undo_and_a_last_goodbye(olga: Person, mira: Person):
    uuid = a_person(olga, "Trash Trudy")
    here, there = opened(olga, uuid), marked(opened(mira, uuid))

    def choose(item: str) -> None:
        here.get_by_role("button", name="More actions").click()
        here.get_by_role("menuitem", name=item).click()

    choose("Move to trash")
    for page in (here, there):
        expect(page.get_by_text("This person is in the trash.")).to_be_visible()
        expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    notice(here).get_by_role("button", name="Undo").click()
    expect(there.get_by_text("This person is in the trash.")).to_have_count(0)
    choose("Move to trash")
    there.get_by_role("button", name="Restore").click()
    expect(here.get_by_text("This person is in the trash.")).to_have_count(0)
    choose("Move to trash")
    expect(here.get_by_text("This person is in the trash.")).to_be_visible()
    choose("Delete permanently…")
    question = here.get_by_role("alertdialog")
    expect(question).to_contain_text("Trash Trudy will be deleted")
    question.get_by_role("button", name="Delete permanently").click()
    expect(here).to_have_url(re.compile(r"/staff\?status=trashed$"))
    expect(there.get_by_text("Trash Trudy was deleted.")).to_be_visible()
    expect(there).to_have_url(re.compile("/staff/?$"))
    assert never_reloaded(there)


def test_a_team_is_joined_by_keyboard_and_left_with_a_way_back(olga: Person, mira: Person):
    uuid = a_person(olga, "Team Tess")
    a_team_on_staff(olga.server, "Tidy Team", "Tidying Department")
    here, there = opened(olga, uuid), opened(mira, uuid)
    here.get_by_role("button", name="Add to a team").click()
    here.get_by_role("combobox", name="Search team").fill("tidying dep")
    expect(here.get_by_role("option")).to_have_count(1)
    here.keyboard.press("Enter")
    here.keyboard.press("Escape")
    expect(here.get_by_role("button", name="Add to a team")).to_be_focused()
    for page in (here, there):
        expect(section(page, "Teams").get_by_role("link", name="Tidy Team")).to_be_visible()
    here.get_by_role("button", name="Take off Tidy Team").click()
    for page in (here, there):
        expect(section(page, "Teams")).to_contain_text("Not on any team yet")
    notice(here).get_by_role("button", name="Undo").click()
    expect(section(there, "Teams").get_by_role("link", name="Tidy Team")).to_be_visible()


def test_skills_lead_to_their_pages_and_to_the_form(olga: Person):
    uuid, skill = (
        a_person(olga, "Skilled Skye"),
        a_skill_on_staff(olga.server, "Spoon carving", "Rough", "Fine"),
    )
    page = opened(olga, uuid)
    section(page, "Skills").get_by_role("link", name="Add skills").click()
    search = page.get_by_role("searchbox", name="Search skills to add")
    expect(search).to_be_focused()
    search.fill("spoon")
    page.get_by_role("button", name="Spoon carving").click()
    page.get_by_role("button", name="Fine").click()
    page.keyboard.press("Control+Enter")
    link = section(page, "Skills").get_by_role("link", name="Spoon carving")
    expect(link).to_contain_text("Fine")
    expect(link).to_have_attribute("href", f"/staff/skills/{skill}")


def test_employment_is_added_ended_edited_and_removed(olga: Person, mira: Person):
    uuid = a_person(olga, "Employed Emil")
    here, there = opened(olga, uuid, "?tab=employment"), opened(mira, uuid, "?tab=employment")
    section(here, "Employment history").get_by_role("link", name="Add employment").click()
    here.get_by_label("Job title").fill("Carver")
    here.get_by_label("Kind of employment").select_option("Part-time")
    here.get_by_label("First day").fill("2020-01-01")
    here.get_by_label("Last day").fill("2019-01-01")
    here.keyboard.press("Control+Enter")
    expect(here.get_by_text("The end must not be before the start.")).to_be_visible()
    expect(here.get_by_label("Last day")).to_be_focused()
    here.get_by_label("Last day").fill("")
    here.keyboard.press("Control+Enter")
    expect(here).to_have_url(re.compile(r"\?tab=employment$"))
    for page in (here, there):
        expect(page.locator(".span")).to_contain_text("Carver")
        expect(page.locator(".span")).to_contain_text("Current")
        expect(page.locator(".person-head")).to_contain_text("Part-time")

    section(here, "Employment history").get_by_role("link", name="Add employment").click()
    expect(here.get_by_text("Carried over from Carver")).to_be_visible()
    expect(here.get_by_label("Job title")).to_have_value("Carver")
    here.get_by_label("Job title").fill("Head carver")
    here.get_by_role("button", name="Add employment").click()
    for page in (here, there):
        expect(page.locator(".span")).to_have_count(2)
        expect(page.locator(".span").first).to_contain_text("Head carver")

    def choose(number: int, item: str) -> None:
        here.locator(".span").nth(number).get_by_role("button", name="Actions for").click()
        here.get_by_role("menuitem", name=item).click()

    choose(0, "End today")
    expect(there.get_by_text("Current")).to_have_count(0)
    notice(here).get_by_role("button", name="Undo").click()
    expect(there.get_by_text("Current")).to_have_count(1)
    choose(1, "Edit")
    here.get_by_label("Place of work").fill("Tartu")
    here.get_by_role("button", name="Save").click()
    expect(there.locator(".span").nth(1)).to_contain_text("Tartu")
    choose(1, "Remove…")
    here.get_by_role("alertdialog").get_by_role("button", name="Remove").click()
    expect(there.locator(".span")).to_have_count(1)


def test_what_is_typed_about_an_employment_waits_while_one_looks_at_another_tab(olga: Person, mira: Person):
    uuid = a_person(olga, "Waiting Walter")
    page = opened(olga, uuid, "?tab=employment&form=new")
    page.get_by_label("Notes").fill("Half a sentence")
    page.get_by_role("link", name="Overview").click()
    expect(section(page, "Contact")).to_be_visible()
    page.get_by_role("link", name="Employment").click()
    section(page, "Employment history").get_by_role("link", name="Add employment").click()
    expect(page.get_by_text("This is what you typed before.")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("Half a sentence")
    form = mira.open(f"/staff/people/{uuid}/edit")
    form.get_by_label("About").fill("Changed meanwhile")
    form.keyboard.press("Control+Enter")
    expect(form.get_by_text("Changed meanwhile")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("Half a sentence")


def test_a_role_that_is_taken_away_takes_the_actions_along(olga: Person, people: People):
    uuid = a_person(olga, "Role Roland")
    colleague = people("rolf@example.com")
    page = opened(colleague, uuid)
    expect(page.get_by_role("link", name="Edit")).to_be_visible()
    gets_role(olga.server, "rolf@example.com", "viewer")
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    expect(page.get_by_role("button", name="More actions")).to_have_count(0)
    expect(page.get_by_role("button", name="Add to a team")).to_have_count(0)
    page.goto(f"{olga.server.url}/staff/people/{uuid}/edit")
    expect(page.get_by_text("You may not see this page")).to_be_visible()


def test_no_screen_of_a_person_shuts_anybody_out(people: People):
    for size in SIZES.values():
        for scheme in ("light", "dark"):
            olga = people(viewport=size, color_scheme=scheme)
            assert _screens_of(olga) == {}, (size, scheme)


def _screens_of(olga: Person) -> dict[str, list[str]]:
    uuid = a_placeholder_on_staff(olga.server, f"Accessible {uuid7().hex[-8:]}")
    a_skill_on_staff(olga.server, f"Skill {uuid[-6:]}", "Low", "High")
    screens = {
        "overview": opened(olga, uuid),
        "employment": opened(olga, uuid, "?tab=employment"),
        "employment form": opened(olga, uuid, "?tab=employment&form=new"),
        "invitation": _invitation(olga, uuid),
        "teams": _team_picker(olga, uuid),
        "new": olga.open("/staff/people/new"),
        "edit": _form_with_errors(olga, uuid),
    }
    for page in screens.values():
        expect(page.locator(".bone")).to_have_count(0)
    return {name: found for name, page in screens.items() if (found := violations(page))}


def _invitation(olga: Person, uuid: str) -> Page:
    page = opened(olga, uuid)
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Create link").click()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    return page


def _team_picker(olga: Person, uuid: str) -> Page:
    page = opened(olga, uuid)
    page.get_by_role("button", name="Add to a team").click()
    expect(page.get_by_role("combobox")).to_be_visible()
    return page


def _form_with_errors(olga: Person, uuid: str) -> Page:
    page = olga.open(f"/staff/people/{uuid}/edit")
    page.get_by_role("searchbox", name="Search skills to add").fill(uuid[-6:])
    page.get_by_role("button", name=f"Skill {uuid[-6:]}").click()
    page.get_by_label("Date of birth").fill("2999-01-01")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("A date of birth cannot be in the future.")).to_be_visible()
    return page
