"""Pictures of interactions, for `tests.screenshots`: what was said with a contact, and writing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.samples import pdf, picture

if TYPE_CHECKING:
    from tests.screenshots import Visit


def timeline(visit: Visit) -> None:
    visit.tab("interactions", ".note")


def timeline_of_calls(visit: Visit) -> None:
    visit.tab("interactions&type=call", ".note")


def timeline_of_nothing(visit: Visit) -> None:
    visit.tab("interactions&who=018f0000-0000-7000-8000-000000000001", "text=No interactions like that")


def _without_a_draft(visit: Visit) -> None:
    """What another picture has left in the composer is thrown away."""
    page = visit.page
    page.locator(".note-composer:not([data-draft=''])").wait_for()
    if page.locator(".note-composer form").is_visible():
        page.get_by_role("button", name="Discard").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Discard").click()
    page.locator(".note-folded:enabled").wait_for()


def composer(visit: Visit) -> None:
    """With people, files, and one that is not taken."""
    timeline(visit)
    _without_a_draft(visit)
    visit.page.locator(".note-folded").click()
    visit.page.get_by_label("Subject").fill("Counter lights: the second drawing")
    visit.page.get_by_label("What was discussed?").fill(
        "She likes the lower pendants. Henrik signs on Monday."
    )
    visit.page.get_by_test_id("note-files").set_input_files(
        [
            {"name": "Counter.jpg", "mimeType": "image/jpeg", "buffer": picture(width=400 + visit.width)},
            {"name": "Drawing.pdf", "mimeType": "application/pdf", "buffer": pdf()},
            {"name": "Plan.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
        ]
    )
    visit.page.locator("[data-upload='Plan.exe']").wait_for()
    visit.page.locator("[data-staged='Drawing.pdf']").wait_for()


def composer_parties(visit: Visit) -> None:
    composer(visit)
    visit.page.get_by_role("combobox", name="Involved").fill("an")
    visit.page.get_by_role("option", name="Load more").wait_for()


def interaction_edited(visit: Visit) -> None:
    timeline(visit)
    visit.page.get_by_role("button", name="Edit", exact=True).first.click()
    visit.page.locator(".note-edited form").wait_for()


AS_OWNER = (timeline, timeline_of_calls, timeline_of_nothing, composer, composer_parties, interaction_edited)
