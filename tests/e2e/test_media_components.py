"""Dropping, uploading, looking at and removing files in a real browser."""

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
    choose,
    drop,
    fast_line,
    mark_preparing,
    names,
    open_tab,
    row,
    slow_line,
    upload,
    viewer,
)

pytestmark = pytest.mark.xdist_group("e2e-media")


class TestAdding:
    def test_an_empty_tab_says_how_to_add_and_its_button_opens_the_file_dialog(self, olga: Person):
        page = open_tab(olga, a_contact(olga))
        expect(page.get_by_text("No files yet.")).to_be_visible()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Add files").click()
        assert chooser.value.is_multiple()

    def test_chosen_files_appear_in_the_list_and_their_uploads_leave(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "one.txt"), a_text(files, "two.txt"))
        assert sorted(names(page)) == ["one.txt", "two.txt"]

    def test_dropped_files_are_uploaded_and_the_result_is_announced(self, olga: Person):
        page = open_tab(olga, a_contact(olga))
        drop(page, **{"dropped.txt": "hello", "second.txt": "world"})
        expect(row(page, "dropped.txt")).to_be_visible()
        expect(page.locator(".media-zone > .media-said")).to_have_text("2 files added.")

    def test_a_drag_shows_where_to_drop(self, olga: Person):
        page = open_tab(olga, a_contact(olga))
        transfer = page.evaluate_handle(
            "() => { const t = new DataTransfer(); t.items.add(new File(['x'], 'x')); return t }"
        )
        page.dispatch_event(".media-zone", "dragenter", {"dataTransfer": transfer})
        expect(page.get_by_text("Drop to add files")).to_be_visible()
        page.dispatch_event(".media-zone", "dragleave", {"dataTransfer": transfer})
        expect(page.get_by_text("Drop to add files")).to_have_count(0)

    def test_pasted_files_are_uploaded(self, olga: Person):
        page = open_tab(olga, a_contact(olga))
        page.evaluate(
            "() => { const t = new DataTransfer(); t.items.add(new File(['x'], 'pasted.txt'));"
            "document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: t, bubbles: true})) }"
        )
        expect(row(page, "pasted.txt")).to_be_visible()

    def test_a_picture_in_files_goes_to_images_with_one_click(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        choose(page, a_photo(files, "me.jpg"))
        upload(page, "me.jpg").get_by_role("button", name="Put it in Images").click()
        expect(page.get_by_role("link", name="Images 1")).to_be_visible()
        expect(page.get_by_text("No files yet.")).to_be_visible()

    def test_all_pictures_go_to_images_together(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        choose(page, *(a_photo(files, name) for name in ("1.jpg", "2.jpg", "3.jpg")))
        page.get_by_role("button", name="Put all 3 in Images").click()
        expect(page.get_by_role("link", name="Images 3")).to_be_visible()

    def test_a_document_in_images_goes_to_files(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga), "images")
        choose(page, a_text(files, "notes.txt"))
        upload(page, "notes.txt").get_by_role("button", name="Put it in Files").click()
        expect(page.get_by_role("link", name="Files 1")).to_be_visible()

    def test_a_file_that_is_there_already_is_told(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        add(page, a_text(files, "same.txt"))
        choose(page, files / "same.txt")
        expect(upload(page, "same.txt")).to_contain_text("already attached")
        assert names(page) == ["same.txt"]

    def test_a_file_above_the_limit_is_refused_before_it_is_sent(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if "/uploads" in request.url else None)
        with (files / "film.mov").open("wb") as film:
            film.truncate(500_000_001)
        choose(page, files / "film.mov")
        expect(upload(page, "film.mov")).to_contain_text("too large. The limit is 500.0 MB")
        expect(upload(page, "film.mov").get_by_role("button", name="Retry")).to_have_count(0)
        assert sent == []

    def test_an_empty_file_is_refused_by_the_server_in_plain_words(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        (files / "empty.txt").touch()
        choose(page, files / "empty.txt")
        expect(upload(page, "empty.txt")).to_contain_text("empty")
        expect(upload(page, "empty.txt").get_by_role("button", name="Retry")).to_have_count(0)
        upload(page, "empty.txt").get_by_role("button", name="Dismiss").click()
        expect(upload(page, "empty.txt")).to_have_count(0)

    def test_thirty_files_are_all_added_twenty_at_a_time(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        line = slow_line(page, 2_000)
        choose(page, *(a_text(files, f"file-{number}.txt") for number in range(30)))
        expect(page.get_by_text("more files are waiting")).to_be_visible()
        assert page.locator("[data-upload]").count() <= 6
        page.get_by_role("button", name="Show", exact=True).click()
        expect(upload(page, "file-12.txt")).to_be_visible()
        assert page.locator("[data-upload]").count() <= 23
        fast_line(line)
        expect(page.locator("[data-file]")).to_have_count(30, timeout=120_000)


class TestTransfers:
    def test_each_file_shows_its_progress_and_can_be_cancelled(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        _line = slow_line(page)
        choose(page, a_slow_file(files))
        bar = upload(page, "big.bin").get_by_role("progressbar", name="Progress of big.bin")
        expect(bar).not_to_have_attribute("aria-valuenow", "0")
        page.get_by_role("button", name="Cancel big.bin").click()
        expect(upload(page, "big.bin")).to_have_count(0)
        expect(page.get_by_text("No files yet.")).to_be_visible()

    def test_a_lost_connection_is_waited_for_and_the_file_arrives(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        line = slow_line(page)
        choose(page, a_slow_file(files))
        expect(upload(page, "big.bin")).to_have_attribute("data-status", "sending")
        olga.context.set_offline(True)
        expect(upload(page, "big.bin")).to_contain_text("Waiting for the connection")
        fast_line(line)
        olga.context.set_offline(False)
        expect(row(page, "big.bin")).to_be_visible()

    def test_an_upload_belongs_to_the_contact_it_was_started_for(self, olga: Person, files: Path):
        first, second = a_contact(olga, "Ada"), a_contact(olga, "Bob")
        page = open_tab(olga, first)
        line = slow_line(page, 300)
        choose(page, a_slow_file(files))
        page.get_by_role("link", name="Contacts").first.click()
        page.get_by_role("searchbox").fill("Bob")
        page.wait_for_url("**/contacts?q=Bob")
        page.get_by_role("link", name="Bob").first.click()
        page.get_by_role("link", name="Files").click()
        expect(page.get_by_text("No files yet.")).to_be_visible()
        expect(page.get_by_text("Uploading 1 file to Ada")).to_be_visible()
        fast_line(line)
        page.get_by_text("Uploading 1 file to Ada").click()
        expect(row(page, "big.bin")).to_be_visible()
        assert first in page.url and second not in page.url

    def test_leaving_with_a_running_upload_asks(self, olga: Person, files: Path):
        page = open_tab(olga, a_contact(olga))
        _line = slow_line(page)
        choose(page, a_slow_file(files))
        expect(upload(page, "big.bin")).to_have_attribute("data-status", "sending")
        page.locator("h2").first.click()  # browsers ask only people who have done something
        with page.expect_event("dialog") as asked:
            page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.accept()

    def test_a_live_change_does_not_disturb_a_running_upload(self, olga: Person, mira: Person, files: Path):
        contact = a_contact(olga)
        page = open_tab(olga, contact)
        line = slow_line(page)
        choose(page, a_slow_file(files))
        expect(upload(page, "big.bin")).to_have_attribute("data-status", "sending")
        add(open_tab(mira, contact), a_text(files, "meanwhile.txt"))
        expect(row(page, "meanwhile.txt")).to_be_visible()
        expect(upload(page, "big.bin")).to_have_attribute("data-status", "sending")
        fast_line(line)
        expect(row(page, "big.bin")).to_be_visible()


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
