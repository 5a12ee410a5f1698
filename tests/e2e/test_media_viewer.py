"""Looking at pictures and documents in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person
from tests.e2e.media_pages import (
    a_contact,
    a_heic,
    a_pdf,
    a_photo,
    a_slow_file,
    a_text,
    add,
    mark_preparing,
    open_tab,
    viewer,
)

pytestmark = pytest.mark.xdist_group("e2e-media")


class TestViewer:
    @pytest.fixture
    def page(self, olga: Person, files: Path) -> Any:
        page = open_tab(olga, a_contact(olga), "images")
        add(page, *(a_photo(files, name) for name in ("1.jpg", "2.jpg", "3.jpg")))
        return page

    def test_arrows_lead_from_picture_to_picture_and_esc_gives_the_focus_back(self, page: Any):
        page.locator("[data-open]").first.click()
        expect(page.get_by_test_id("viewer-counter")).to_contain_text("1 of 3")
        page.keyboard.press("ArrowRight")
        expect(page.get_by_test_id("viewer-counter")).to_contain_text("2 of 3")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Escape")
        expect(viewer(page)).to_have_count(0)
        expect(page.locator("[data-open]").first).to_be_focused()

    def test_plus_and_double_click_zoom_and_zero_shows_it_whole(self, page: Any):
        page.locator("[data-open]").first.click()
        frame = viewer(page).locator(".media-frame")
        expect(frame.locator("img[data-sharp]")).to_be_visible()
        page.keyboard.press("+")
        expect(frame).to_have_attribute("data-zoomed", "true")
        page.keyboard.press("0")
        expect(frame).not_to_have_attribute("data-zoomed", "true")
        frame.dblclick()
        expect(frame).to_have_attribute("data-zoomed", "true")

    def test_the_focus_stays_inside(self, page: Any):
        page.locator("[data-open]").first.click()
        expect(viewer(page)).to_be_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )

    def test_a_picture_removed_by_a_colleague_makes_room_for_the_next(self, page: Any, mira: Person):
        page.locator("[data-open]").first.click()
        first = viewer(page).locator("h2").inner_text()
        other = open_tab(mira, page.url.split("/contacts/")[1][:36], "images")
        tile = other.locator("[data-file]").first
        tile.hover()
        tile.get_by_role("button", name="Remove").click()
        expect(viewer(page)).to_contain_text("was removed")
        expect(page.get_by_test_id("viewer-counter")).to_contain_text("1 of 2")
        expect(viewer(page).locator("h2")).not_to_have_text(first)

    def test_when_the_only_picture_goes_the_viewer_closes(self, olga: Person, mira: Person, files: Path):
        contact = a_contact(olga)
        page = open_tab(olga, contact, "images")
        add(page, a_photo(files, "only.jpg"))
        page.locator("[data-open]").click()
        other = open_tab(mira, contact, "images")
        other.locator("[data-file]").hover()
        other.get_by_role("button", name="Remove").click()
        expect(viewer(page)).to_have_count(0)
        expect(page.get_by_text("No images yet.")).to_be_visible()

    def test_a_picture_that_is_being_prepared_says_so_and_appears_by_itself(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga), "images")
        add(page, a_heic(files, "me.heic"))
        expect(page.locator("[data-file] .media-thumb")).to_have_attribute("data-state", "shown")
        mark_preparing(olga, "me.heic", True)
        expect(page.locator("[data-file] .media-thumb")).to_have_attribute("data-state", "loading")
        page.locator("[data-open]").click()
        expect(viewer(page).get_by_role("status").first).to_contain_text("is being prepared")
        mark_preparing(olga, "me.heic", False)
        expect(viewer(page).locator("img[data-sharp]")).to_be_visible()

    def test_the_star_in_the_viewer_makes_the_contacts_picture(self, page: Any):
        page.locator("[data-open]").first.click()
        viewer(page).get_by_role("button", name="Set as photo").click()
        expect(viewer(page).get_by_role("button", name="Current photo")).to_be_disabled()

    def test_a_text_is_shown_as_text_and_runs_nothing(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "evil.html", "<html><script>document.title = 'owned'</script></html>"))
        page.locator("[data-open]").click()
        expect(viewer(page).locator("pre")).to_contain_text("<script>document.title")
        assert "owned" not in page.title()

    def test_a_pdf_is_read_in_place(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_pdf(files, "offer.pdf"))
        page.locator("[data-open]").click()
        expect(viewer(page).locator("iframe[title='offer.pdf']")).to_be_visible()
        page.keyboard.press("Escape")
        expect(viewer(page)).to_have_count(0)

    def test_what_has_no_preview_says_so_and_can_be_downloaded(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_slow_file(files))
        page.locator("[data-open]").click()
        expect(viewer(page)).to_contain_text("no preview")
        with page.expect_download() as download:
            viewer(page).get_by_role("link", name="Download").last.click()
        assert download.value.suggested_filename == "big.bin"
