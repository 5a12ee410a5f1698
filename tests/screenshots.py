"""`make screenshots`: pictures of every page, wide and narrow, light and dark, into test-results/screenshots.

The app runs over the demo's company; a second, empty one shows the set-up. `python -m tests.screenshots list`
takes only the pictures whose names contain that word.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from crm_app.demo import people
from tests import (
    chart_shots,
    company_shots,
    interaction_shots,
    library_shots,
    log_shots,
    organisation_shots,
    person_shots,
    picker_shots,
    roster_shots,
)
from tests.chromium import FLAGS, find_chromium
from tests.e2e.media_pages import slow_line
from tests.e2e.people import a_member
from tests.samples import noise, picture
from tests.serving import OWNER_PASSWORD, PROJECT, Server, serving

TARGET = PROJECT / "test-results" / "screenshots"
README_PICTURE = PROJECT / "docs" / "screenshot.png"
SIZES = ((1440, 900), (390, 844))
SCHEMES = ("light", "dark")
PATIENCE_MS = 30_000

BUSY, QUIET = (person for person in people() if person.name in ("Åse Brekke", "Henrik Solvang"))
TRASHED = next(person for person in people() if person.status == "trashed")

FINISHED = """() =>
  document.readyState === 'complete' && document.fonts.status === 'loaded' &&
  !document.querySelector('.bone') &&
  document.body.innerText.trim() &&
  [...document.images].every(image => image.complete ||
    image.getBoundingClientRect().top > innerHeight || image.getBoundingClientRect().left > innerWidth) &&
  document.getAnimations().every(moving => moving.playState !== 'running' ||
    moving.effect.getComputedTiming().iterations === Infinity)"""

SHARP = "() => [...document.querySelectorAll('dialog[open] img')].some(image => image.naturalWidth > 600)"


@dataclass
class Visit:
    """A browser that is signed in as somebody, at one size and in one scheme."""

    server: Server
    context: BrowserContext
    width: int
    page: Page = field(init=False)

    def open(self, path: str, shows: str) -> None:
        """A fresh tab at the address, once the text or the element that matters is there."""
        self.page = self.context.new_page()
        self.page.goto(self.server.url + path)
        self.page.locator(shows).first.wait_for()

    def settle(self) -> None:
        """Returns when nothing is loading or moving any more."""
        self.page.wait_for_function(FINISHED)

    def tab(self, tab: str, shows: str, person: str = str(BUSY.uuid)) -> None:
        self.open(f"/contacts/{person}?tab={tab}", shows)


Shot = Callable[[Visit], None]


def sign_in(visit: Visit) -> None:
    visit.open("/login", "form")


def sign_in_failed(visit: Visit) -> None:
    visit.open("/login", "form")
    visit.page.get_by_label("E-mail").fill("owner@example.com")
    visit.page.locator("input[type=password]").fill("not the password")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("alert").first.wait_for()


def set_up(visit: Visit) -> None:
    visit.open("/setup", "form")


def empty_list(visit: Visit) -> None:
    visit.open("/contacts", "text=No contacts yet")


def contacts(visit: Visit) -> None:
    visit.open("/contacts", f"text={BUSY.name}")


def search(visit: Visit) -> None:
    visit.open("/contacts?q=an", "text=Ananya Deshmukh")


def search_without_result(visit: Visit) -> None:
    visit.open("/contacts?q=zzz", "text=zzz")


def trash(visit: Visit) -> None:
    visit.open("/contacts?trash=1", f"text={TRASHED.name}")


def new_contact(visit: Visit) -> None:
    visit.open("/contacts/new", "form")
    visit.page.get_by_label("Name", exact=True).wait_for()


def form_with_errors(visit: Visit) -> None:
    new_contact(visit)
    visit.page.get_by_label("E-mail").fill("nobody at nowhere")
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_text("A name is needed.").first.wait_for()


def edit_contact(visit: Visit) -> None:
    visit.open(f"/contacts/{BUSY.uuid}/edit", "form")
    visit.page.wait_for_function(
        "() => [...document.forms].some(f => [...f.elements].some(e => e.value === 'Åse Brekke'))"
    )


def overview(visit: Visit) -> None:
    visit.tab("overview", f"text={BUSY.email}")


def files(visit: Visit) -> None:
    visit.tab("files", "[data-file]")


def no_files(visit: Visit) -> None:
    nobody = next(person for person in people() if not person.files)
    visit.tab("files", "text=No files yet", str(nobody.uuid))


def images(visit: Visit) -> None:
    visit.tab("images", "[data-file] img")


def events(visit: Visit) -> None:
    visit.tab("events", "text=Contact created")


def selected_files(visit: Visit) -> None:
    files(visit)
    for box in visit.page.locator("[data-file] input[type=checkbox], [data-file] [role=checkbox]").all()[:2]:
        box.check(force=True)


def viewer(visit: Visit) -> None:
    images(visit)
    visit.page.locator("[data-open]").nth(1).click()
    visit.page.wait_for_function(SHARP)


def document_preview(visit: Visit) -> None:
    files(visit)
    visit.page.locator("[data-open]", has_text="Meeting").first.click()
    visit.page.locator("dialog[open]").get_by_text("Next", exact=False).first.wait_for()


def uploads(visit: Visit) -> None:
    """One that runs on a slow line, one of the wrong kind, one that is empty, some that wait."""
    visit.tab("files", ".media-zone", str(QUIET.uuid))
    slow_line(visit.page)
    chosen = [
        ("Ceiling plan.bin", noise(400_000, visit.width)),
        ("Shop window.jpg", picture()),
        ("Empty.txt", b""),
    ]
    chosen += [(f"Measurements {number}.bin", noise(300_000, number + visit.width)) for number in range(1, 8)]
    visit.page.get_by_test_id("file-input").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in chosen
        ]
    )
    visit.page.locator("[data-upload='Empty.txt']").get_by_text("This file is empty").wait_for()
    visit.page.get_by_text("It belongs in Images").wait_for()


def trashed_contact(visit: Visit) -> None:
    visit.open(f"/contacts/{TRASHED.uuid}", "text=in the trash")


def photo_menu(visit: Visit) -> None:
    overview(visit)
    visit.page.get_by_label("Change photo").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def settings(visit: Visit) -> None:
    visit.open("/settings", "form")


def not_found(visit: Visit) -> None:
    visit.open("/nowhere", "body")


def missing_contact(visit: Visit) -> None:
    visit.open(f"/contacts/{BUSY.uuid}".replace("-", "-0")[:46], "main")


def forbidden(visit: Visit) -> None:
    visit.open("/contacts/new", "main")


AS_OWNER: tuple[Shot, ...] = (
    *(contacts, search, search_without_result, trash, new_contact, form_with_errors, edit_contact),
    *(overview, files, no_files, images, events, selected_files, viewer, document_preview, uploads),
    *(trashed_contact, photo_menu, settings, not_found, missing_contact),
    *(*person_shots.AS_OWNER, *organisation_shots.AS_OWNER),
    *(*company_shots.AS_OWNER, *interaction_shots.AS_OWNER),
    *log_shots.AS_OWNER,
    *library_shots.AS_OWNER,
    *roster_shots.AS_OWNER,
    *chart_shots.AS_OWNER,
    *picker_shots.AS_OWNER,
)
AS_VIEWER: tuple[Shot, ...] = (forbidden, *company_shots.AS_VIEWER, *roster_shots.AS_VIEWER)
AS_NOBODY: tuple[Shot, ...] = (sign_in, sign_in_failed, *person_shots.AS_NOBODY)
AS_FIRST: tuple[Shot, ...] = (set_up,)
AS_OWNER_OF_NOTHING: tuple[Shot, ...] = (
    empty_list,
    *company_shots.AS_OWNER_OF_NOTHING,
    *library_shots.AS_OWNER_OF_NOTHING,
    *organisation_shots.AS_OWNER_OF_NOTHING,
    *roster_shots.AS_OWNER_OF_NOTHING,
    *chart_shots.AS_OWNER_OF_NOTHING,
)


@dataclass
class Photographer:
    """Takes the wanted pictures and remembers what did not work."""

    browser: Browser
    wanted: str
    failed: list[str] = field(default_factory=list)

    def take(
        self, server: Server, email: str | None, shots: tuple[Shot, ...], password: str = OWNER_PASSWORD
    ) -> None:
        """Every size and scheme of these pictures."""
        chosen = [shot for shot in shots if self.wanted in shot.__name__]
        cookies = dict(server.sign_in(email, password).cookies) if email and chosen else {}
        for width, height in SIZES if chosen else ():
            for scheme in SCHEMES:
                with self._context(server, width, height, scheme, cookies) as context:
                    for shot in chosen:
                        self._take(shot, Visit(server, context, width), f"{shot.__name__}-{width}-{scheme}")

    @contextmanager
    def _context(
        self, server: Server, width: int, height: int, scheme: str, cookies: dict[str, str]
    ) -> Iterator[BrowserContext]:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            has_touch=width < 500,
            is_mobile=width < 500,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies(
            [{"name": name, "value": value, "url": server.url} for name, value in cookies.items()]
        )
        yield context
        context.close()

    def _take(self, shot: Shot, visit: Visit, name: str) -> None:
        path = TARGET / f"{name.replace('_', '-')}.png"
        try:
            shot(visit)
            visit.settle()
        except Error as error:
            self.failed.append(path.name)
            print(f"{path.name}: {str(error).splitlines()[0]}", flush=True)
        visit.page.screenshot(path=path)
        visit.page.close()


def small(content: bytes) -> bytes:
    """The picture packed as tightly as it goes: it lies in the repository."""
    output = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        image.convert("RGB").save(output, "PNG", optimize=True)
    return output.getvalue()


def main(wanted: str) -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        company = stack.enter_context(serving(folder / "demo", "demo", OWNER_EMAIL="owner@example.com"))
        empty = stack.enter_context(serving(folder / "empty", OWNER_EMAIL="", OWNER_PASSWORD=""))
        a_member(company, "viewer@example.com", "viewer")
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        photographer = Photographer(browser, wanted)
        photographer.take(empty, None, AS_FIRST)
        photographer.take(company, None, AS_NOBODY)
        photographer.take(company, "owner@example.com", AS_OWNER)
        photographer.take(company, "viewer@example.com", AS_VIEWER)
        a_member(empty, "first@example.com", "owner")
        photographer.take(empty, "first@example.com", AS_OWNER_OF_NOTHING)
        browser.close()
    taken = TARGET / "images-1440-light.png"
    if taken.exists() and not wanted:
        README_PICTURE.parent.mkdir(exist_ok=True)
        README_PICTURE.write_bytes(small(taken.read_bytes()))
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(PROJECT)}", flush=True)
    return 1 if photographer.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
