"""Many at once on one contact, over the real server: nothing twice, nothing lost, and all see the same."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from crm_app import storage
from crm_app.core.scope import system_scope
from crm_app.crm import attachments
from crm_app.storage.models import File, FileInstance, Folder, FolderLink
from tests.browsing import Person
from tests.e2e.people import a_contact, database_url, in_database
from tests.e2e.pictures import a_document, a_picture
from tests.serving import OWNER_EMAIL, PROJECT, Server

MIRA = "mira@example.com"
EACH = 8
"""Files, and as many images, of each of the two people: 32 in all."""

ROUNDS = 12
"""After each the file must be whole: what one round breaks the next one might mend."""

Answer = Callable[[], Any]


def upload(http: httpx.Client, contact: str, path: Path, kind: str, start: Barrier) -> httpx.Response:
    target = {"resource": "contact", "record": contact, "kind": kind, "name": path.name}
    start.wait()
    return http.post("/uploads", params=target, content=path.read_bytes(), timeout=120)


def all_at_once(calls: list[Callable[[Barrier], httpx.Response]]) -> list[httpx.Response]:
    start = Barrier(len(calls))
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: call(start), calls))


def thirty_two(folder: Path, contact: str, people: dict[str, Person]) -> list[Any]:
    """A call for each upload: half of them images, half of each person."""
    calls: list[Any] = []
    for name, person in people.items():
        for number in range(EACH):
            document = a_document(folder / f"{name} {number}.txt")
            picture = a_picture(folder / f"{name} {number}.jpg", size=(64, 48))
            for path, kind in ((document, "files"), (picture, "images")):
                calls.append(lambda start, p=person, f=path, k=kind: upload(p.http, contact, f, k, start))
    return calls


async def folders_of(contact: str) -> tuple[list[Folder], list[Folder]]:
    """All folders of this contact, trashed ones too: roots, and what lies in them."""
    async with system_scope() as scope:
        named = Folder.name == attachments.root_folder_name("contact", UUID(contact))
        roots = list((await scope.session.exec(select(Folder).where(named))).all())
        below = col(Folder.parent_uuid).in_([root.uuid for root in roots])
        return roots, list((await scope.session.exec(select(Folder).where(below))).all())


def test_32_first_uploads_make_one_root_one_images_folder_and_32_files_that_are_seen_at_once(
    olga: Person, mira: Person, server: Server, files: Path
):
    contact = a_contact(server, "Thirty Two")
    files_tab = mira.open(f"/contacts/{contact}?tab=files")
    images_tab = olga.open(f"/contacts/{contact}?tab=images")
    expect(files_tab.get_by_text("No files yet.")).to_be_visible()
    expect(images_tab.get_by_text("No images yet.")).to_be_visible()

    answers = all_at_once(thirty_two(files, contact, {"olga": olga, "mira": mira}))

    assert [answer.status_code for answer in answers] == [201] * 32
    assert len({answer.json()["file"]["uuid"] for answer in answers}) == 32
    for page, ending in ((files_tab, "txt"), (images_tab, "jpg")):
        expect(page.locator("[data-file]")).to_have_count(16, timeout=120_000)
        assert names(page) == {f"{who} {n}.{ending}" for who in ("olga", "mira") for n in range(EACH)}
        expect(page.locator(".tabs")).to_contain_text("Files16")
        expect(page.locator(".tabs")).to_contain_text("Images16")
    roots, below = in_database(server, lambda: folders_of(contact))
    assert len(roots) == 1
    assert [folder.name for folder in below] == ["Images"]


def names(page: Page) -> set[str]:
    return set(page.locator(".media-name, .media-tile-name").all_text_contents())


def test_the_same_file_from_two_people_at_once_is_one_entry_for_each(
    olga: Person, mira: Person, server: Server, files: Path
):
    contact, path = a_contact(server, "The Same"), a_document(files / "same.txt")
    people = [olga, mira] * 8
    answers = all_at_once(
        [lambda start, p=person: upload(p.http, contact, path, "files", start) for person in people]
    )
    assert {answer.status_code for answer in answers} == {200, 201}
    by_person = [{answer.json()["file"]["uuid"] for answer in answers[who::2]} for who in (0, 1)]
    assert [len(uuids) for uuids in by_person] == [1, 1]
    page = olga.open(f"/contacts/{contact}?tab=files")
    expect(page.locator("[data-file]")).to_have_count(2)


@pytest.fixture
def shared(olga: Person, server: Server, files: Path) -> dict[str, Any]:
    """A file on one contact, and the Files folders of this and another contact."""
    contacts = [a_contact(server, "From"), a_contact(server, "To")]
    path = a_document(files / "shuffled.txt", "moved about")
    target = {"resource": "contact", "record": contacts[0], "kind": "files", "name": path.name}
    answer = olga.http.post("/uploads", params=target, content=path.read_bytes())
    folders = in_database(server, lambda: both_folders(contacts))
    return {
        "contacts": contacts,
        "folders": folders,
        "file": UUID(answer.json()["file"]["uuid"]),
        "content": path.read_bytes(),
    }


async def both_folders(contacts: list[str]) -> list[UUID]:
    async with system_scope() as scope:
        return [
            await attachments.ensure_folder(scope, "contact", UUID(contact), "files") for contact in contacts
        ]


@contextmanager
def shuffling(server: Server, email: str, shared: dict[str, Any]) -> Iterator[Callable[[], Answer]]:
    """A process for this person. Calling it begins a round; calling the answer waits for its outcomes."""
    arguments = [database_url(server), email, str(shared["file"]), *map(str, shared["folders"])]
    command = [sys.executable, "-m", "tests.e2e.shuffling", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=PROJECT, text=True, **pipes) as process:  # type: ignore[call-overload]

        def begin() -> Answer:
            process.stdin.write("go\n")
            process.stdin.flush()
            return heard

        def heard() -> Any:
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            return json.loads(line)

        assert heard() == "ready"
        yield begin


async def state_of(file_uuid: UUID) -> tuple[File, set[UUID], set[str]]:
    async with system_scope() as scope:
        file = await scope.session.get_one(File, file_uuid)
        links = select(FolderLink.folder_uuid).where(FolderLink.file_uuid == file_uuid)
        variants = select(FileInstance.variant_name).where(FileInstance.file_uuid == file_uuid)
        linked = (await scope.session.exec(links)).all()
        assert len(linked) == len(set(linked))
        return file, set(linked), set((await scope.session.exec(variants)).all())


def assert_whole(server: Server, shared: dict[str, Any]) -> set[UUID]:
    """Home XOR link holds and nothing is lost; answers the folders that show the file."""
    file, linked, variants = in_database(server, lambda: state_of(shared["file"]))
    assert file.folder_uuid in shared["folders"]
    assert file.folder_uuid not in linked, "home XOR link"
    assert linked <= set(shared["folders"])
    assert (file.status == "trashed") == (file.trashed_at is not None)
    assert "original" in variants
    return {file.folder_uuid, *linked} if file.trashed_at is None else set()


def test_2_times_32_who_attach_detach_trash_and_restore_one_file_leave_it_whole(
    olga: Person, mira: Person, server: Server, shared: dict[str, Any]
):
    pages = [mira.open(f"/contacts/{contact}?tab=files") for contact in shared["contacts"]]
    expect(pages[0].locator("[data-file]")).to_have_count(1)
    outcomes: Counter[str] = Counter()
    with shuffling(server, OWNER_EMAIL, shared) as olgas, shuffling(server, MIRA, shared) as miras:
        for _ in range(ROUNDS):
            for answer in [olgas(), miras()]:
                outcomes.update(answer())
            holding = assert_whole(server, shared)
    assert outcomes.total() == ROUNDS * 2 * 32
    assert outcomes.keys() >= {"linked", "unlinked", "rehomed", "trashed", "file_trashed"}
    original = olga.http.get(f"/files/{shared['file']}/original")
    assert original.content == shared["content"]
    for page, folder in zip(pages, shared["folders"], strict=True):
        expect(page.locator("[data-file]")).to_have_count(1 if folder in holding else 0)


def test_after_the_shuffle_the_file_can_be_taken_out_and_brought_back(
    olga: Person, server: Server, shared: dict[str, Any]
):
    with shuffling(server, OWNER_EMAIL, shared) as olgas:
        assert sum(olgas()().values()) == 32
    page = olga.open(f"/contacts/{shared['contacts'][0]}?tab=files")
    in_database(server, lambda: bring_back(shared))
    expect(page.locator("[data-file]")).to_have_count(1)
    page.get_by_role("button", name="Remove: shuffled.txt").click()
    expect(page.locator("[data-file]")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-file]")).to_have_count(1)


async def bring_back(shared: dict[str, Any]) -> None:
    """Onto the first contact, wherever it is now."""
    async with system_scope() as scope:
        file = await scope.session.get_one(File, shared["file"])
        if file.trashed_at is not None:
            await storage.restore_file_into(scope, file.uuid, shared["folders"][0])
        await attachments.attach(scope, file.uuid, shared["folders"][0])
