"""Dropping and uploading files in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person
from tests.e2e.media_pages import (
    a_contact,
    a_photo,
    a_slow_file,
    a_text,
    add,
    choose,
    drop,
    fast_line,
    names,
    open_tab,
    row,
    slow_line,
    upload,
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
