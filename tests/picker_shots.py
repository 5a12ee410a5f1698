"""Pictures of choosing files and of uploading into the library, for `tests.screenshots`."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

from tests.samples import picture

if TYPE_CHECKING:
    from tests.screenshots import Visit

ITEM = ".chooser-item"


def _open_picker(visit: Visit, tab: str = "files") -> None:
    visit.tab(tab, ".media-zone")
    visit.page.get_by_role("button", name="Choose existing").click()
    visit.page.locator(".chooser").wait_for()
    visit.page.locator(".chooser-items[aria-busy='false']").wait_for()


def _go(visit: Visit, place: str) -> None:
    visit.page.locator(".chooser-places").get_by_role("button", name=place, exact=True).click()
    visit.page.locator(f".chooser-place[aria-current]:has-text('{place}')").wait_for()
    visit.page.locator(".chooser-items[aria-busy='false']").wait_for()


def picker_own(visit: Visit) -> None:
    _open_picker(visit)


def picker_all(visit: Visit) -> None:
    """Several, in their order."""
    _open_picker(visit)
    _go(visit, "All files")
    for number in (4, 1, 2):
        visit.page.locator("[data-pick]").nth(number).click()


def picker_folders(visit: Visit) -> None:
    _open_picker(visit)
    _go(visit, "Folders")


def picker_folder(visit: Visit) -> None:
    picker_folders(visit)
    visit.page.locator(".chooser-folder").first.click()
    visit.page.locator(".chooser-crumbs").wait_for()
    visit.page.locator(".chooser-items[aria-busy='false']").wait_for()


def picker_no_match(visit: Visit) -> None:
    _open_picker(visit)
    visit.page.get_by_role("dialog").get_by_role("searchbox").fill("nothing is called so")
    visit.page.get_by_text("Nothing is called").wait_for()


def picker_photo(visit: Visit) -> None:
    visit.tab("overview", ".record-head")
    visit.page.get_by_label("Change photo").click()
    visit.page.get_by_role("menuitem", name="Choose an image").click()
    visit.page.locator("[data-pick]").first.click()


def picker_images_upload(visit: Visit) -> None:
    _open_picker(visit, "images")
    image = FilePayload(name="Counter.jpg", mimeType="image/jpeg", buffer=picture(width=420))
    visit.page.get_by_test_id("picker-files").set_input_files([image, *_files("Notes.txt")])
    visit.page.locator(f"{ITEM}[aria-pressed=true]").wait_for()


def _library(visit: Visit) -> None:
    visit.open("/media", ".library-body")


def _files(*names: str) -> list[FilePayload]:
    return [FilePayload(name=name, mimeType="text/plain", buffer=token_hex().encode()) for name in names]


def library_clashes(visit: Visit) -> None:
    names = [f"Offer {visit.width} {n}.txt" for n in range(7)]
    _library(visit)
    visit.page.get_by_test_id("file-input").set_input_files(_files(*names))
    visit.page.get_by_text("files added").or_(visit.page.locator(".clashes")).first.wait_for()
    if not visit.page.locator(".clashes").is_visible():
        visit.page.get_by_test_id("file-input").set_input_files(_files(*names, "New.txt"))
    visit.page.locator(".clashes").wait_for()


def library_uploading(visit: Visit) -> None:
    _library(visit)
    visit.page.route("**/uploads?*", lambda route: None)
    names = [f"{token_hex(2)} {n}.txt" for n in range(40)]
    visit.page.get_by_test_id("file-input").set_input_files(_files(*names))
    visit.page.get_by_text("Uploading 40 files").wait_for()


AS_OWNER = (
    *(picker_own, picker_all, picker_folders, picker_folder, picker_no_match, picker_photo),
    *(picker_images_upload, library_clashes, library_uploading),
)
