"""The form of a person on staff in a real browser: nothing typed is lost, and everything is saved at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Person
from tests.e2e.rosters import a_placeholder_on_staff, a_skill_on_staff, a_team_on_staff, people_on_staff

pytestmark = pytest.mark.xdist_group("e2e")


def new(person: Person) -> Page:
    page = person.open("/staff/people/new")
    expect(email(page)).to_be_visible()
    return page


def edit(person: Person, uuid: str) -> Page:
    page = person.open(f"/staff/people/{uuid}/edit")
    expect(page.get_by_label("Full name")).to_be_visible()
    return page


def email(page: Page) -> Locator:
    return page.get_by_label("E-mail", exact=True)


def staged(page: Page, skill: str) -> Locator:
    return page.locator(".staged-skill", has_text=skill)


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search skills to add")


def test_a_double_click_on_create_makes_one_person_with_team_and_skills(olga: Person):
    a_team_on_staff(olga.server, "Double Team", "Double Department")
    a_skill_on_staff(olga.server, "Double take", "Slow", "Quick")
    a_skill_on_staff(olga.server, "Another skill beside it")
    page = new(olga)
    email(page).fill("double.click@example.com")
    expect(page.get_by_text("A new account will be made")).to_be_visible()
    page.get_by_label("Full name").fill("Double Click")
    page.get_by_label("Team").select_option(label="Double Team · Double Department")
    search(page).fill("DOUBLE")
    page.keyboard.press("Enter")
    expect(search(page)).to_have_value("")
    staged(page, "Double take").get_by_role("button", name="Slow").click()
    staged(page, "Double take").get_by_role("button", name="Quick").click()
    page.get_by_role("button", name="Create person").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Double Click")
    expect(page.get_by_text("Not claimed yet")).to_be_visible()
    expect(page.get_by_role("link", name="Double Team")).to_be_visible()
    expect(page.locator(".skill-badge")).to_have_text(re.compile("Double take.*Quick"))
    page.goto(olga.server.url + "/staff?q=Double+Click")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_hint_below_the_address_says_what_it_means(olga: Person, mira: Person):
    a_placeholder_on_staff(olga.server, "Hinted Hilda")
    page = new(olga)
    hint = page.locator("#email-hint")
    expect(hint).to_contain_text("Accounts that exist are suggested")
    for typed, said in (
        ("hinted", "This is not an e-mail address yet."),
        ("hinted.hilda@staff.example.com", "This user already has a staff profile."),
        ("mira@example.com", "This account exists"),
        ("nobody.yet@example.com", "A new account will be made"),
    ):
        email(page).fill(typed)
        expect(hint).to_contain_text(said)
    email(page).fill("mira")
    expect(page.locator("#users option[value='mira@example.com']")).to_have_count(1)


def test_what_is_wrong_is_said_at_its_field_and_the_first_gets_the_focus(olga: Person):
    page = new(olga)
    page.get_by_label("Date of birth").fill("2999-01-01")
    page.get_by_label("Full name").fill("x" * 256)
    page.get_by_role("button", name="Create person").click()
    expect(page.get_by_text("An e-mail address is needed.")).to_be_visible()
    expect(page.get_by_text("Use at most 255 characters.")).to_be_visible()
    expect(page.get_by_text("A date of birth cannot be in the future.")).to_be_visible()
    expect(email(page)).to_be_focused()
    email(page).fill("a.new.one@example.com")
    expect(page.get_by_text("An e-mail address is needed.")).to_have_count(0)


def test_skills_survive_a_reload_and_start_over_drops_them(olga: Person):
    a_skill_on_staff(olga.server, "Reloading", "Once", "Twice")
    uuid = a_placeholder_on_staff(olga.server, "Reload Rhea")
    page = edit(olga, uuid)
    page.on("dialog", lambda dialog: dialog.accept())
    search(page).fill("reloading")
    page.get_by_role("button", name="Reloading").click()
    staged(page, "Reloading").get_by_role("button", name="Twice").click()
    page.reload()
    expect(page.get_by_text("This is what you typed before.")).to_be_visible()
    expect(staged(page, "Reloading").get_by_role("button", name="Twice")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Start over").click()
    expect(staged(page, "Reloading")).to_have_count(0)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reload Rhea")


def test_leaving_with_a_staged_skill_asks(olga: Person):
    a_skill_on_staff(olga.server, "Leaving")
    page = edit(olga, a_placeholder_on_staff(olga.server, "Leaving Leah"))
    search(page).fill("leaving")
    page.get_by_role("button", name="Leaving").click()
    page.get_by_role("link", name="Staff").first.click()
    page.get_by_role("button", name="Keep editing").click()
    page.get_by_role("button", name="Remove Leaving").click()
    expect(search(page)).to_be_focused()
    page.get_by_role("link", name="Staff").first.click()
    expect(page).to_have_url(re.compile("/staff/?$"))


def test_a_skill_that_is_made_elsewhere_appears_and_nothing_typed_is_disturbed(olga: Person, mira: Person):
    a_skill_on_staff(olga.server, "A skill to begin with")
    page = edit(olga, a_placeholder_on_staff(olga.server, "Typing Tyra"))
    page.get_by_label("About").fill("Half a sent")
    search(page).fill("brand new")
    expect(page.get_by_text("No skill is called like this.")).to_be_visible()
    form = mira.open("/staff/skills/new")
    form.get_by_label("Name", exact=True).fill("Brand new skill")
    form.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Brand new skill")).to_be_visible()
    expect(search(page)).to_have_value("brand new")
    expect(search(page)).to_be_focused()
    expect(page.get_by_label("About")).to_have_value("Half a sent")


def test_two_people_on_one_skill_see_both_versions_and_decide(olga: Person, mira: Person):
    a_skill_on_staff(olga.server, "Deciding", "Never", "Always")
    uuid = a_placeholder_on_staff(olga.server, "Conflict Cora")
    here, there = edit(olga, uuid), edit(mira, uuid)
    for page, level in ((here, "Never"), (there, "Always")):
        search(page).fill("deciding")
        page.get_by_role("button", name="Deciding").click()
        staged(page, "Deciding").get_by_role("button", name=level).click()
    there.get_by_label("Work phone").fill("222")
    there.keyboard.press("Control+Enter")
    expect(there.get_by_text("Conflict Cora is saved.")).to_be_visible()
    expect(here.get_by_text("Somebody else has just changed this person.")).to_be_visible()
    here.get_by_role("button", name="Save").click()
    conflict = here.locator(".conflicts")
    expect(conflict).to_contain_text("Deciding (Always)")
    expect(conflict).to_contain_text("Deciding (Never)")
    here.get_by_role("button", name="Take the saved one").click()
    expect(staged(here, "Deciding").get_by_role("button", name="Always")).to_have_attribute(
        "aria-pressed", "true"
    )
    here.get_by_role("button", name="Save what stands here").click()
    expect(here.locator(".skill-badge")).to_have_text(re.compile("Deciding.*Always"))
    expect(here.get_by_role("link", name="222")).to_be_visible()


def test_who_has_an_account_of_their_own_keeps_their_address(olga: Person):
    (uuid,) = people_on_staff(olga.server, "Claimed Clara")
    page = edit(olga, uuid)
    expect(page.locator(".locked")).to_contain_text("@staff.example.com")
    expect(email(page)).to_have_count(0)
    page.get_by_label("Work phone").fill("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Claimed Clara is saved.")).to_be_visible()


def test_an_address_is_corrected_or_refused_together_with_everything_else(olga: Person):
    uuid = a_placeholder_on_staff(olga.server, "Correct Connie")
    page = edit(olga, uuid)
    email(page).fill("olga@example.com")
    page.get_by_label("About").fill("Still here")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("An account with that e-mail address already exists.")).to_be_visible()
    expect(page.get_by_label("About")).to_have_value("Still here")
    email(page).fill("connie@example.com")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="connie@example.com")).to_be_visible()
    expect(page.get_by_text("Still here")).to_be_visible()


def test_somebody_in_the_trash_is_found_again_by_their_address(olga: Person):
    uuid = a_placeholder_on_staff(olga.server, "Refound Rita")
    page = olga.open(f"/staff/people/{uuid}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(page.get_by_text("This person is in the trash.")).to_be_visible()
    form = new(olga)
    email(form).fill("refound.rita@staff.example.com")
    form.get_by_label("Full name").fill("Somebody")
    form.keyboard.press("Control+Enter")
    expect(form).to_have_url(re.compile(uuid))
    expect(form.get_by_text("Restore them instead of adding them again.")).to_be_visible()
    form.goto(f"{olga.server.url}/staff/people/{uuid}/edit")
    expect(form.get_by_text("Restore this person before you edit them.")).to_be_visible()
    expect(form).to_have_url(re.compile(f"{uuid}/?$"))


def test_who_is_trashed_or_deleted_while_their_form_is_open_takes_nothing_typed_along(
    olga: Person, mira: Person
):
    uuid = a_placeholder_on_staff(olga.server, "Gone Gerda")
    form = edit(olga, uuid)
    form.get_by_label("About").fill("Half a sentence")
    page = mira.open(f"/staff/people/{uuid}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(form.get_by_text("Somebody has moved this person to the trash.")).to_be_visible()
    form.get_by_role("button", name="Restore").click()
    expect(form.get_by_text("Somebody has moved this person to the trash.")).to_have_count(0)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(page.get_by_text("This person is in the trash.")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete permanently…").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete permanently").click()
    expect(form.get_by_text("This person was deleted.")).to_be_visible()
    expect(form.get_by_label("About")).to_have_value("Half a sentence")
