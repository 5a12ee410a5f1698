"""All real files on one contact, put there by a person with a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Person, people_with
from tests.e2e.people import a_contact
from tests.serving import Server

SECONDS = 1_000
NAME = "Everything Real"


@dataclass
class Everything:
    """The files by name, and the tabs that show them: the one that uploaded, and a colleague's."""

    olga: Person
    contact: str
    files: dict[str, Path]
    images: dict[str, Path]
    files_tab: Page
    images_tab: Page
    colleague: Page

    @property
    def all(self) -> dict[str, Path]:
        return self.files | self.images

    def uuids(self) -> dict[str, str]:
        """The uuid of every file by its name, as the page shows them."""
        return names_on(self.files_tab) | names_on(self.images_tab)


@contextmanager
def everything_uploaded(
    chromium: Browser, server: Server, files: dict[str, Path], images: dict[str, Path]
) -> Iterator[Everything]:
    """Chooses all files at once in the Files tab, sends the images on to Images with one click, and waits."""
    with people_with(chromium, server) as person:
        olga, contact = person(), a_contact(server, NAME)
        colleague = person("mira@example.com").open(f"/contacts/{contact}")
        files_tab = olga.open(f"/contacts/{contact}?tab=files")
        files_tab.get_by_test_id("file-input").set_input_files([*files.values(), *images.values()])
        together = files_tab.get_by_role("button", name=f"Put all {len(images)} in Images")
        together.click(timeout=60 * SECONDS)
        expect(tab(files_tab, "Images")).to_have_text(f"Images{len(images)}", timeout=120 * SECONDS)
        expect(tab(files_tab, "Files")).to_have_text(f"Files{len(files)}")
        images_tab = olga.open(f"/contacts/{contact}?tab=images")
        for page, shown in ((files_tab, files), (images_tab, images)):
            expect(page.locator("[data-file]")).to_have_count(len(shown))
            being_made = page.locator("[data-file] .media-thumb[data-state=loading]")
            expect(being_made).to_have_count(0, timeout=60 * SECONDS)
        yield Everything(olga, contact, files, images, files_tab, images_tab, colleague)


def tab(page: Page, label: str) -> Locator:
    """The tab of this name, with its count."""
    return page.locator(".tabs .tab").filter(has_text=label)


def names_on(page: Page) -> dict[str, str]:
    """uuid by name of everything in the list or grid of the page."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-file]")].map((row) =>
            [row.querySelector(".media-name, .media-tile-name").textContent, row.dataset.file]))"""
    )


def row(page: Page, name: str) -> Locator:
    """The row or tile of the file of this name."""
    opener = page.locator("[data-open]").and_(page.get_by_title(name, exact=True))
    return page.locator("[data-file]").filter(has=opener)


def picture_of(page: Page, name: str) -> dict[str, Any]:
    """What the browser has painted for this file: its natural size, and 32 x 32 points of it."""
    image = row(page, name).locator("img").first
    image.scroll_into_view_if_needed()
    return image.evaluate(f"async (image) => ({PAINTED})(image)")


def painted(page: Page, address: str) -> dict[str, Any]:
    """The same for any address, as an <img> of the page would show it."""
    return page.evaluate(
        f"async (address) => ({PAINTED})(Object.assign(new Image(), {{src: address}}))", address
    )


PAINTED = """async (image) => {
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, 32, 32);
  const points = Array.from(context.getImageData(0, 0, 32, 32).data);
  return { width: image.naturalWidth, height: image.naturalHeight, points };
}"""
