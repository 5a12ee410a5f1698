"""Whole folders uploaded in a real browser: structure, names that are taken, and who looks on."""

import re
from pathlib import Path
from random import randbytes
from secrets import token_hex
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from crm_app import storage
from crm_app.core.scope import system_scope
from tests.e2e.conftest import People, Person
from tests.e2e.people import in_database
from tests.factories import make_folder

pytestmark = pytest.mark.xdist_group("e2e-media")

FOLDERS, EACH, BESIDE = 20, 14, 20


def a_folder(person: Person, name: str) -> UUID:
    """A folder at the root of the library."""
    return in_database(person.server, lambda: make_folder(name))


def open_library(person: Person, folder: UUID) -> Page:
    page = person.open(f"/media?folder={folder}")
    expect(page.locator(".library-body")).to_be_visible()
    return page


def drop(page: Page, *paths: Path, at: Locator | None = None) -> None:
    """Drops files and folders of this machine as the system does."""
    box = (at or page.locator(".library-body")).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    line = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        line.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})


def a_trip(files: Path) -> list[Path]:
    """300 small files, most of them in 20 folders, and a folder with nothing in it."""
    made = [files / f"Day {n}" for n in range(1, FOLDERS + 1)]
    for folder in made:
        folder.mkdir()
        for n in range(1, EACH + 1):
            (folder / f"note {n}.txt").write_bytes(randbytes(40).hex().encode())
    beside = [files / f"beside {n}.txt" for n in range(1, BESIDE + 1)]
    for path in beside:
        path.write_bytes(randbytes(40).hex().encode())
    nothing = files / "Nothing yet"
    nothing.mkdir()
    return [*made, *beside, nothing]


async def _below(folder: UUID) -> list[str]:
    async with system_scope() as scope:
        folders = {each.uuid: each for each in await scope.session.exec(select(storage.Folder))}
        live = select(storage.File).where(col(storage.File.trashed_at).is_(None))
        files = (await scope.session.exec(live.order_by(col(storage.File.uuid)))).all()

    def path(uuid: UUID | None) -> str | None:
        if uuid is None or uuid == folder:
            return None if uuid is None else ""
        above = path(folders[uuid].parent_uuid)
        return None if above is None else f"{above}{folders[uuid].name}/"

    found = [(path(file.folder_uuid), file.original_file_name) for file in files]
    return [f"{above}{name}" for above, name in found if above is not None]


def below(person: Person, folder: UUID) -> list[str]:
    """All files below a folder by the path that leads to them, in the order in which they came."""
    return in_database(person.server, lambda: _below(folder))


def uploads(page: Page) -> Locator:
    return page.locator(".upload-dock")


def done(page: Page) -> None:
    """Waits until nothing is on its way."""
    expect(uploads(page).locator(".media-uploads-head", has_text="Uploading")).to_have_count(
        0, timeout=120_000
    )


def test_a_folder_of_300_files_arrives_whole_while_the_page_stays_usable_and_another_looks_on(
    olga: Person, mira: Person, files: Path
):
    inbox = a_folder(olga, f"Inbox {token_hex(3)}")
    theirs = open_library(mira, inbox)
    theirs.evaluate("window.stayed = true")
    page = open_library(olga, inbox)
    drop(page, *a_trip(files))
    expect(uploads(page)).to_contain_text("Uploading")
    page.get_by_role("searchbox").first.fill("usable")
    expect(page).to_have_url(re.compile("q=usable"))
    page.get_by_role("searchbox").first.fill("")
    expect(uploads(page)).to_contain_text("Uploading")
    expect(theirs.get_by_text("beside 20.txt")).to_be_visible(timeout=120_000)
    expect(theirs.get_by_text("Day 20", exact=True).first).to_be_visible(timeout=120_000)
    expect(page.get_by_text("300 files added.").first).to_be_visible(timeout=120_000)
    assert theirs.evaluate("window.stayed") is True
    arrived = below(olga, inbox)
    expected = [f"Day {d}/note {n}.txt" for d in range(1, FOLDERS + 1) for n in range(1, EACH + 1)]
    assert sorted(arrived) == sorted([*expected, *(f"beside {n}.txt" for n in range(1, BESIDE + 1))])
    expect(page.get_by_text("Nothing yet", exact=True).first).to_be_visible()


def test_a_folder_dropped_on_a_folder_lands_in_it(olga: Person, files: Path):
    mark = token_hex(3)
    inbox = a_folder(olga, f"Inbox {mark}")
    in_database(olga.server, lambda: make_folder(f"Inner {mark}", inbox))
    page = open_library(olga, inbox)
    trip = files / "Trip"
    trip.mkdir()
    (trip / "a.txt").write_text(token_hex())
    drop(page, trip, at=page.locator(f"[data-drop-folder]:has-text('Inner {mark}')").last)
    expect(page.get_by_text("1 file added.").first).to_be_visible()
    assert below(olga, inbox) == [f"Inner {mark}/Trip/a.txt"]


def test_a_chosen_folder_keeps_its_structure(olga: Person, files: Path):
    inbox = a_folder(olga, f"Inbox {token_hex(3)}")
    page = open_library(olga, inbox)
    (files / "Trip" / "Day 1").mkdir(parents=True)
    (files / "Trip" / "Day 1" / "a.txt").write_text(token_hex())
    (files / "Trip" / "b.txt").write_text(token_hex())
    page.get_by_test_id("folder-input").set_input_files(str(files / "Trip"))
    expect(page.get_by_text("2 files added.").first).to_be_visible()
    assert sorted(below(olga, inbox)) == ["Trip/Day 1/a.txt", "Trip/b.txt"]


def two_files(olga: Person, page: Page, files: Path) -> None:
    """a.txt and b.txt in the folder, and on this machine with other contents."""
    for name in ("a.txt", "b.txt"):
        (files / name).write_text(token_hex())
    page.get_by_test_id("file-input").set_input_files([str(files / "a.txt"), str(files / "b.txt")])
    expect(page.get_by_text("2 files added.").first).to_be_visible()
    done(page)
    for name in ("a.txt", "b.txt", "c.txt"):
        (files / name).write_text(token_hex())


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("Keep both", ["a (2).txt", "a.txt", "b (2).txt", "b.txt", "c.txt"]),
        ("Add as new versions", ["a.txt", "b.txt", "c.txt"]),
        ("Skip them", ["a.txt", "b.txt", "c.txt"]),
    ],
    ids=["both", "version", "skip"],
)
def test_names_that_are_taken_are_asked_about_once(olga: Person, files: Path, choice: str, left: list[str]):
    inbox = a_folder(olga, f"Inbox {token_hex(3)}")
    page = open_library(olga, inbox)
    two_files(olga, page, files)
    page.get_by_test_id("file-input").set_input_files([str(files / f"{name}.txt") for name in "abc"])
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="2 files have names that are already there")).to_be_visible()
    dialog.get_by_role("radio", name=choice).check()
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("c.txt").first).to_be_visible()
    done(page)
    assert sorted(below(olga, inbox)) == left
    if choice == "Add as new versions":
        assert in_database(olga.server, lambda: _versions(inbox)) == {"a.txt": 2, "b.txt": 2, "c.txt": 1}


async def _versions(folder: UUID) -> dict[str, int]:
    async with system_scope() as scope:
        query = select(storage.File).where(storage.File.folder_uuid == folder)
        return {file.original_file_name: file.version for file in await scope.session.exec(query)}


def test_who_cancels_the_question_uploads_nothing(olga: Person, files: Path):
    inbox = a_folder(olga, f"Inbox {token_hex(3)}")
    page = open_library(olga, inbox)
    two_files(olga, page, files)
    page.get_by_test_id("file-input").set_input_files([str(files / "a.txt"), str(files / "c.txt")])
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sorted(below(olga, inbox)) == ["a.txt", "b.txt"]


def test_who_only_looks_can_drop_nothing(people: People, files: Path):
    olga = people()
    inbox = a_folder(olga, f"Inbox {token_hex(3)}")
    page = open_library(people("victor@example.com", "viewer"), inbox)
    (files / "a.txt").write_text(token_hex())
    drop(page, files / "a.txt")
    expect(page.locator(".upload-dock .media-uploads")).to_have_count(0)
    assert below(olga, inbox) == []
