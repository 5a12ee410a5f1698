"""The page of jobs in a browser: what runs by itself, run out of its turn, followed live, and for whom."""

from contextlib import closing

from playwright.sync_api import Locator, Page, expect

from tests.browsing import Person
from tests.e2e.test_accessibility import violations
from tests.e2e.test_live_contact import a_marker, never_reloaded
from tests.serving import Server

TIDY = "Forget expired sign-ins"


def planned(page: Page, title: str) -> Locator:
    """The line of a task."""
    card = page.locator(".card").filter(has=page.get_by_role("heading", name="Planned"))
    return card.locator(".job-list > li").filter(has_text=title)


def test_a_task_is_run_out_of_its_turn_and_its_end_appears_by_itself(olga: Person) -> None:
    page = olga.open("/settings")
    page.get_by_role("link", name="Show jobs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
    a_marker(page)
    line = planned(page, TIDY)
    expect(line).to_contain_text("Every night at 03:40 UTC")
    line.get_by_role("button", name="Run now").click()
    expect(line.get_by_text("Done")).to_be_visible()
    expect(line).to_contain_text("deleted.")
    assert never_reloaded(page)


def test_who_has_no_say_over_settings_sees_no_jobs(mira: Person) -> None:
    page = mira.open("/settings")
    expect(page.get_by_text("Your account")).to_be_visible()
    expect(page.get_by_role("link", name="Show jobs")).to_have_count(0)
    page = mira.open("/settings/jobs")
    expect(page.get_by_text("You may not see this page")).to_be_visible()


def test_the_page_is_usable_without_seeing_it(olga: Person) -> None:
    page = olga.open("/settings/jobs")
    expect(planned(page, TIDY)).to_be_visible()
    assert violations(page) == []


def test_after_an_upload_the_words_are_found(olga: Person, server: Server) -> None:
    """The job runs in the app's process, and nobody asks for it."""
    page = olga.open("/settings/jobs")
    with closing(server.sign_in()) as client:
        params = {"resource": "folder", "record": "root", "name": "words.txt"}
        assert client.post("/uploads", params=params, content=b"rare words").status_code == 201
    line = planned(page, "Read the words in files")
    expect(line.get_by_text("Done")).to_be_visible()
