"""Removing files in a real browser, the picture of a record, and who may do what."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person
from tests.e2e.media_pages import a_contact, a_photo, a_text, add, drop, open_tab, row, viewer

pytestmark = pytest.mark.xdist_group("e2e-media")


class TestRemoving:
    def test_a_removed_file_comes_back_with_undo(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "here.txt"))
        row(page, "here.txt").hover()
        row(page, "here.txt").get_by_role("button", name="Remove").click()
        expect(page.get_by_text("No files yet.")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(row(page, "here.txt")).to_be_visible()

    def test_a_file_removed_in_the_viewer_comes_back_with_undo(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "here.txt"))
        page.locator("[data-open]").click()
        viewer(page).get_by_role("button", name="Remove").click()
        expect(viewer(page)).to_have_count(0)
        expect(page.get_by_text("No files yet.")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(row(page, "here.txt")).to_be_visible()

    def test_several_are_chosen_with_shift_and_removed_together(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, *(a_text(files, f"{name}.txt") for name in "abcd"))
        boxes = page.locator("[data-choose]")
        boxes.nth(0).click()
        boxes.nth(2).click(modifiers=["Shift"])
        bar = page.get_by_role("toolbar", name="Selected files")
        expect(bar).to_contain_text("3 selected")
        bar.get_by_role("button", name="Remove").click()
        expect(page.locator("[data-file]")).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("[data-file]")).to_have_count(4)

    def test_everything_works_with_the_keyboard(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, *(a_text(files, f"{name}.txt") for name in "abc"))
        page.locator("[data-open]").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        expect(page.get_by_role("toolbar", name="Selected files")).to_contain_text("1 selected")
        page.keyboard.press("Delete")
        expect(page.locator("[data-file]")).to_have_count(2)
        expect(page.locator("[data-open]").nth(1)).to_be_focused()
        page.keyboard.press("Enter")
        expect(viewer(page)).to_be_visible()

    def test_the_selection_survives_a_change_from_elsewhere(self, olga: Person, mira: Person, files: Path):
        contact = a_contact(olga)
        page = open_tab(olga, contact)
        add(page, a_text(files, "a.txt"))
        page.locator("[data-choose]").click()
        add(open_tab(mira, contact), a_text(files, "b.txt"))
        expect(page.locator("[data-file]")).to_have_count(2)
        expect(row(page, "a.txt").locator("[data-choose]")).to_be_checked()
        expect(row(page, "b.txt").locator("[data-choose]")).not_to_be_checked()

    def test_a_file_that_a_colleague_removed_first_is_told(self, olga: Person, mira: Person, files: Path):
        contact = a_contact(olga)
        page = open_tab(olga, contact)
        add(page, a_text(files, "a.txt"))
        olga.context.set_offline(True)
        other = open_tab(mira, contact)
        other.locator("[data-file]").hover()
        other.get_by_role("button", name="Remove").click()
        expect(other.get_by_text("No files yet.")).to_be_visible()
        olga.context.set_offline(False)
        expect(page.get_by_text("No files yet.")).to_be_visible()


class TestPhoto:
    def test_a_photo_uploaded_from_the_head_becomes_the_picture(self, olga: Person, files: Path):
        page = olga.open(f"/contacts/{a_contact(olga)}")
        page.get_by_role("button", name="Change photo").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("menuitem", name="Upload a new photo").click()
        chooser.value.set_files(str(a_photo(files, "me.jpg")))
        expect(page.locator(".record-head .avatar img")).to_be_visible()
        expect(page.get_by_role("link", name="Images 1")).to_be_visible()

    def test_a_picture_is_chosen_from_the_images_and_taken_away_again(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga), "images")
        add(page, a_photo(files, "a.jpg"), a_photo(files, "b.jpg"))
        page.get_by_role("button", name="Change photo").click()
        page.get_by_role("menuitem", name="Choose an image").click()
        page.get_by_role("dialog").get_by_role("button", name="a.jpg").dblclick()
        expect(page.locator(".record-head .avatar img")).to_be_visible()
        page.get_by_role("button", name="Change photo").click()
        page.get_by_role("menuitem", name="Remove photo").click()
        expect(page.locator(".record-head .avatar img")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".record-head .avatar img")).to_be_visible()

    def test_undoing_the_removal_of_the_picture_makes_it_the_picture_again(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga), "images")
        add(page, a_photo(files, "a.jpg"))
        page.locator("[data-file]").hover()
        page.get_by_role("button", name="Set as photo").click()
        expect(page.locator(".record-head .avatar img")).to_be_visible()
        page.locator("[data-file]").hover()
        page.get_by_role("button", name="Remove").click()
        expect(page.locator(".record-head .avatar img")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".record-head .avatar img")).to_be_visible()

    def test_what_is_no_picture_is_refused_beside_it(self, olga: Person, files: Path):
        page = olga.open(f"/contacts/{a_contact(olga)}")
        page.get_by_test_id("photo-input").set_input_files(str(a_text(files, "notes.txt")))
        expect(page.get_by_role("alert")).to_contain_text("Files")


class TestWhoMayNot:
    def test_the_media_of_a_trashed_contact_can_only_be_looked_at(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "kept.txt"))
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name="Move to trash").click()
        expect(page.get_by_text("Restore the contact to add or remove something.")).to_be_visible()
        expect(page.get_by_role("button", name="Add files")).to_have_count(0)
        drop(page, **{"late.txt": "x"})
        expect(page.locator("[data-upload]")).to_have_count(0)
        page.locator("[data-open]").click()
        expect(viewer(page).get_by_role("button", name="Remove")).to_have_count(0)

    def test_a_viewer_sees_files_and_no_way_to_change_them(self, olga: Person, people: Any, files: Path):
        contact = a_contact(olga)
        add(open_tab(olga, contact), a_text(files, "read.txt"))
        page = open_tab(people("victor@example.com", "viewer"), contact)
        expect(row(page, "read.txt")).to_be_visible()
        expect(page.get_by_role("button", name="Remove")).to_have_count(0)
        expect(page.get_by_role("button", name="Add files")).to_have_count(0)
        expect(page.get_by_role("button", name="Change photo")).to_have_count(0)


class TestPhone:
    @pytest.fixture
    def phone(self, people: Any) -> Person:
        return people(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)

    def test_nothing_is_wider_than_the_screen_and_everything_can_be_hit(self, phone: Person, files: Path):
        contact = a_contact(phone)
        for tab, path in (
            ("files", a_text(files, "a-file-with-a-rather-long-name-indeed.txt")),
            ("images", a_photo(files, "p.jpg")),
        ):
            page = open_tab(phone, contact, tab)
            add(page, path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            for target in page.locator(".media-zone :is(button, .media-check):visible").all():
                box = target.bounding_box()
                assert box and min(box["width"], box["height"]) >= 40, target.get_attribute("aria-label")
            page.close()
