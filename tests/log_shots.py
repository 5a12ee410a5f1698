"""Pictures of comments and of the activity log, for `tests.screenshots`: over the demo's company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_app.demo import people

if TYPE_CHECKING:
    from tests.screenshots import Visit

SOMEBODY = next(person for person in people() if person.name == "Henrik Solvang")


def comments(visit: Visit) -> None:
    """One that was said, and one that is being written to somebody."""
    visit.open(f"/contacts/{SOMEBODY.uuid}?tab=comments", ".comment-composer")
    field = visit.page.get_by_label("Write a comment")
    if not visit.page.locator(".comment").count():
        field.fill("Called back: the prices are on https://example.com/prices.\n\nWe meet on Friday.")
        visit.page.keyboard.press("Control+Enter")
        visit.page.locator(".comment").first.wait_for()
    field.press_sequentially("Please have a look, @")
    visit.page.get_by_role("listbox").wait_for()


def activity_log(visit: Visit) -> None:
    visit.open("/activity", ".activity tbody tr")


def activity_narrowed(visit: Visit) -> None:
    visit.open(f"/activity?record=crm_contact:{SOMEBODY.uuid}&from=2020-01-01", ".activity-record")


def activity_nothing(visit: Visit) -> None:
    visit.open("/activity?to=2001-01-01", "text=Nothing happened like this")


AS_OWNER = (comments, activity_log, activity_narrowed, activity_nothing)
