"""The Files and Images tabs as a person handles them, for browser tests."""

from pathlib import Path
from secrets import randbelow, token_hex

from playwright.sync_api import CDPSession, Locator, Page, expect
from sqlmodel import col, select

from crm_app import crm, storage
from crm_app.core.scope import system_scope
from tests.e2e.conftest import Person
from tests.e2e.people import in_database
from tests.e2e.pictures import a_big_file, a_document, a_picture
from tests.samples import pdf, picture
from tests.staff.organisation import a_person

_TRANSFER = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  return transfer;
}"""


def a_contact(person: Person, name: str = "Ada Lovelace") -> str:
    """The uuid of a new contact, made in the database: these tests are about its media."""
    return str(in_database(person.server, lambda: _make_contact(name)))


async def _make_contact(name: str) -> object:
    async with system_scope() as scope:
        return (await crm.create_contact(scope, {"name": name})).uuid


def a_colleague(person: Person, name: str = "Grace Hopper") -> str:
    """The uuid of somebody new on staff, made in the database."""
    return str(in_database(person.server, lambda: a_person(name)).uuid)


def open_tab(person: Person, record: str, tab: str = "files", of: str = "/contacts") -> Page:
    """The tab of the contact, or of another record under the path `of`, ready."""
    page = person.open(f"{of}/{record}?tab={tab}")
    expect(page.locator(".media-list[aria-hidden], .media-grid[aria-hidden]")).to_have_count(0)
    expect(page.locator(".media-zone")).to_be_visible()
    return page


def a_text(folder: Path, name: str, text: str = "An offer") -> Path:
    """A text file with bytes of its own."""
    return a_document(folder / name, text)


def a_photo(folder: Path, name: str) -> Path:
    """A JPEG with bytes of its own."""
    return a_picture(folder / name)


def a_heic(folder: Path, name: str) -> Path:
    """A picture that no browser shows before the server has made one of it, with bytes of its own."""
    path = folder / name
    path.write_bytes(picture("HEIF", width=320 + randbelow(320)))
    return path


def mark_preparing(person: Person, name: str, preparing: bool) -> None:
    """Makes the newest file of this name one whose pictures are still being made, or are made by now."""
    in_database(person.server, lambda: _mark_preparing(name, preparing))


async def _mark_preparing(name: str, preparing: bool) -> None:
    async with system_scope() as scope:
        newest = select(storage.File).where(storage.File.original_file_name == name)
        file = (await scope.session.exec(newest.order_by(col(storage.File.uuid).desc()))).first()
        assert file is not None
        file.status = "processing" if preparing else "active"
        scope.publish(storage.topics.folder(file.folder_uuid), "file_changed", file.uuid)


def a_pdf(folder: Path, name: str) -> Path:
    """A PDF of two pages with bytes of its own."""
    path = folder / name
    path.write_bytes(pdf(pages=2) + b"%" + token_hex().encode())
    return path


def a_slow_file(folder: Path) -> Path:
    """A file that takes half a minute on a slow line."""
    path = folder / "big.bin"
    a_big_file(path, 300_000)
    return path


def choose(page: Page, *paths: Path) -> None:
    """What the file dialog does when files are chosen in it."""
    page.get_by_test_id("file-input").set_input_files([str(path) for path in paths])


def add(page: Page, *paths: Path) -> None:
    """Adds files and waits until all are in the list."""
    before = page.locator("[data-file]").count()
    choose(page, *paths)
    expect(page.locator("[data-file]")).to_have_count(before + len(paths))
    expect(page.locator("[data-upload]")).to_have_count(0)


def drop(page: Page, **files: str) -> None:
    """Drops files on the tab as the browser reports it."""
    transfer = page.evaluate_handle(_TRANSFER, list(files.items()))
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(".media-zone", event, {"dataTransfer": transfer})


def row(page: Page, name: str) -> Locator:
    """The row or tile of this file."""
    return page.locator("[data-file]").filter(has=page.locator("[data-open]", has_text=name))


def names(page: Page) -> list[str]:
    """The names in the list, from the top."""
    return [text.strip() for text in page.locator("[data-open] , .nothing").all_inner_texts()]


def upload(page: Page, name: str) -> Locator:
    """The row of a running, waiting or failed upload."""
    return page.locator(f"[data-upload='{name}']")


def slow_line(page: Page, bytes_a_second: int = 8_000) -> CDPSession:
    """A slow line for what this page sends, until `fast_line`."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    fast_line(line, bytes_a_second)
    return line


def fast_line(line: CDPSession, bytes_a_second: int = -1) -> None:
    """As fast as it goes again."""
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", limits)


def viewer(page: Page) -> Locator:
    """The viewer."""
    return page.locator("dialog.media-viewer")
