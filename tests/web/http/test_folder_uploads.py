"""POST /uploads into the library: dropped files keep their names and places, taken names are told before."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from crm_app import crm, storage
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.runtime import Runtime
from tests import samples
from tests.factories import file_now, make_file, make_folder, run, run_as
from tests.storage_help import assert_whole
from tests.web.http.conftest import Browser


async def drop(browser: Browser, content: bytes, name: str, folder: object = "root", path: str = ""):
    """POSTs one file as the library does."""
    query = {"resource": "folder", "record": str(folder), "path": path, "name": name}
    return await browser.post("/uploads", params=query, content=content)


async def shape() -> list[str]:
    """All live files by the path that leads to them."""
    async with system_scope() as scope:
        folders = {folder.uuid: folder for folder in await scope.session.exec(select(storage.Folder))}
        live = select(storage.File).where(col(storage.File.trashed_at).is_(None))
        files = (await scope.session.exec(live)).all()

    def path(folder_uuid: UUID | None) -> str:
        return (
            ""
            if folder_uuid is None
            else f"{path(folders[folder_uuid].parent_uuid)}{folders[folder_uuid].name}/"
        )

    return sorted(path(file.folder_uuid) + file.original_file_name for file in files)


async def test_a_file_lands_in_the_folder_under_its_name(as_mira: Browser, data_dir: Path) -> None:
    plans = await make_folder("Plans")
    answer = await drop(as_mira, b"one", "Offer.txt", plans)
    assert (answer.status_code, answer.json()["outcome"]) == (201, "added")
    assert await shape() == ["Plans/Offer.txt"]
    await assert_whole(data_dir)


async def test_a_dropped_folder_keeps_its_shape(as_mira: Browser) -> None:
    await drop(as_mira, b"one", "a.txt", path="Trip")
    await drop(as_mira, b"two", "b.txt", path="Trip/Day 1")
    await drop(as_mira, b"three", "c.txt", path="Trip/Day 1/Noon")
    await drop(as_mira, b"four", "d.txt")
    assert await shape() == ["Trip/Day 1/Noon/c.txt", "Trip/Day 1/b.txt", "Trip/a.txt", "d.txt"]


async def test_many_files_of_a_new_folder_at_once_make_it_once(as_mira: Browser) -> None:
    sent = [drop(as_mira, b"%d" % n, f"{n}.txt", path=f"New/{n % 3}") for n in range(12)]
    assert {answer.status_code for answer in await asyncio.gather(*sent)} == {201}
    assert await shape() == sorted(f"New/{n % 3}/{n}.txt" for n in range(12))


async def test_a_folder_that_is_there_is_used(as_mira: Browser) -> None:
    plans = await make_folder("Plans")
    inner = await make_folder("Old", plans)
    await drop(as_mira, b"one", "a.txt", path="Plans/Old")
    async with system_scope() as scope:
        (file,) = await storage.list_files(scope, inner)
    assert file.original_file_name == "a.txt"


async def test_the_same_bytes_under_two_names_are_two_files_with_one_blob(
    as_mira: Browser, data_dir: Path
) -> None:
    await drop(as_mira, b"same", "a.txt", path="One")
    second = await drop(as_mira, b"same", "b.txt", path="Two")
    assert second.json()["outcome"] == "added"
    assert second.json()["file"]["name"] == "b.txt"
    assert await shape() == ["One/a.txt", "Two/b.txt"]
    got = await as_mira.get(second.json()["file"]["url"])
    assert got.content == b"same"
    async with system_scope() as scope:
        assert len((await scope.session.exec(select(storage.Blob))).all()) == 1


async def test_a_copy_of_a_picture_has_its_pictures(as_mira: Browser, running: Runtime) -> None:
    content = samples.picture()
    await drop(as_mira, content, "a.jpg", path="One")
    second = await drop(as_mira, content, "a.jpg", path="Two")
    await running.variants.idle()
    copy = await file_now(UUID(second.json()["file"]["uuid"]))
    assert copy is not None
    assert (copy.status, copy.width) == ("active", 400)
    assert (await as_mira.get(f"/files/{copy.uuid}/thumbnail")).status_code == 200


async def test_the_same_file_in_the_same_place_is_there_already(as_mira: Browser) -> None:
    await drop(as_mira, b"same", "a.txt", path="One")
    again = await drop(as_mira, b"same", "A.TXT", path="One")
    assert (again.status_code, again.json()["outcome"]) == (200, "already_attached")
    assert await shape() == ["One/a.txt"]


async def test_a_taken_name_gets_the_next_number(as_mira: Browser, mira: User) -> None:
    plans = await make_folder("Plans")
    await make_file(mira, "offer.txt", home=plans)
    await make_file(mira, "offer (2).txt", links=[plans])
    for content in (b"one", b"two"):
        await drop(as_mira, content, "Offer.txt", plans)
    assert await shape() == [
        "Plans/Offer (3).txt",
        "Plans/Offer (4).txt",
        "Plans/offer.txt",
        "offer (2).txt",
    ]


async def test_of_many_with_one_name_at_once_each_gets_a_name_of_its_own(as_mira: Browser) -> None:
    await asyncio.gather(*(drop(as_mira, b"%d" % n, "same.txt", path="New") for n in range(6)))
    assert await shape() == sorted(["New/same.txt", *(f"New/same ({n}).txt" for n in range(2, 7))])


async def test_what_lies_in_the_trash_takes_no_name_and_comes_back_where_it_is_dropped(
    as_mira: Browser, mira: User
) -> None:
    first = await drop(as_mira, b"one", "a.txt", path="One")
    await run_as(mira, storage.trash_file, UUID(first.json()["file"]["uuid"]))
    again = await drop(as_mira, b"one", "b.txt", path="Two")
    assert again.json()["outcome"] == "restored"
    assert again.json()["file"]["uuid"] == first.json()["file"]["uuid"]
    assert await shape() == ["Two/b.txt"]


@pytest.mark.parametrize("folder", ["", "nowhere", "contact"])
async def test_an_address_without_a_folder_is_refused(as_mira: Browser, folder: str) -> None:
    assert (await drop(as_mira, b"one", "a.txt", folder)).json()["code"] == "bad_target"


@pytest.mark.parametrize("gone", [True, False], ids=["trashed", "unknown"])
async def test_a_folder_that_is_not_there_takes_nothing(as_mira: Browser, mira: User, gone: bool) -> None:
    folder = await make_folder("Plans") if gone else uuid7()
    if gone:
        await run_as(mira, storage.trash_folder, folder)
    assert (await drop(as_mira, b"one", "a.txt", folder)).json()["code"] == "folder_unavailable"
    assert await shape() == []


async def test_a_viewer_adds_nothing(browser_of: Callable[[User], Awaitable[Browser]], victor: User) -> None:
    browser = await browser_of(victor)
    names = await browser.post("/uploads/names", json={"folder": "root", "files": []})
    folders = await browser.post("/uploads/folders", json={"folder": "root", "paths": ["New"]})
    assert [answer.status_code for answer in (await drop(browser, b"one", "a.txt"), names, folders)] == [
        403
    ] * 3
    assert await shape() == []


async def test_the_folder_of_a_contact_in_the_trash_takes_nothing(
    as_mira: Browser, mira: User, anna: UUID
) -> None:
    folder = await run(crm.attachments.ensure_folder, "contact", anna, "files")
    assert (await drop(as_mira, b"one", "a.txt", folder)).status_code == 201
    await run_as(mira, crm.trash_contact, anna)
    assert (await drop(as_mira, b"two", "b.txt", folder)).json()["code"] == "record_trashed"


async def test_no_path_leads_upwards(as_mira: Browser) -> None:
    plans = await make_folder("Plans")
    await drop(as_mira, b"one", "../../a.txt", plans, path="../..//./Up/..")
    assert await shape() == ["Plans/Up/a.txt"]


async def test_an_upload_is_told_in_the_activity_and_to_who_looks_at_the_folder(
    as_mira: Browser, heard: list[tuple[str, str]]
) -> None:
    plans = await make_folder("Plans")
    answer = await drop(as_mira, b"one", "a.txt", plans)
    assert answer.status_code == 201
    assert ("media.file_added", "media_file") in heard


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What scopes have recorded."""
    from crm_app.core.scope import Scope

    told: list[tuple[str, str]] = []
    real = Scope.record

    def record(scope: Scope, action: str, resource: tuple[str, UUID], **details: object) -> None:
        told.append((action, resource[0]))
        real(scope, action, resource, **details)

    monkeypatch.setattr(Scope, "record", record)
    return told


async def names(browser: Browser, folder: object, *files: tuple[str, str]) -> list[tuple[int, str]]:
    answer = await browser.post("/uploads/names", json={"folder": str(folder), "files": files})
    assert answer.status_code == 200, answer.text
    return [(index, name) for index, _, name in answer.json()["taken"]]


async def test_taken_names_are_told_for_all_files_at_once(as_mira: Browser, mira: User) -> None:
    plans = await make_folder("Plans")
    old = await make_folder("Old", plans)
    await make_file(mira, "a.txt", home=plans)
    await make_file(mira, "B.txt", links=[old])
    await make_file(mira, "c.txt", home=old, status="trashed", trashed_at=now())
    asked = [("", "a.txt"), ("Old", "b.TXT"), ("Old", "c.txt"), ("Old", "a.txt"), ("None", "a.txt")]
    assert await names(as_mira, plans, *asked) == [(0, "a.txt"), (1, "B.txt")]


async def test_taken_names_at_the_root_are_told(as_mira: Browser, mira: User) -> None:
    await make_file(mira, "a.txt")
    await make_file(mira, "staged.txt", meta={"staged": True})
    assert await names(as_mira, "root", ("", "a.txt"), ("", "staged.txt")) == [(0, "a.txt")]


async def test_a_question_about_many_files_takes_as_many_statements_as_one(
    as_mira: Browser, mira: User, statements: list[str]
) -> None:
    plans = await make_folder("Plans")
    await make_folder("Old", plans)
    await names(as_mira, plans, ("Old", "a.txt"))
    statements.clear()
    await names(as_mira, plans, ("Old", "a.txt"))
    one = len(statements)
    await names(as_mira, plans, *(("Old", f"{n}.txt") for n in range(300)))
    assert len(statements) == 2 * one


async def test_empty_folders_are_made(as_mira: Browser) -> None:
    plans = await make_folder("Plans")
    paths = ["A", "A/B", "A", "C/D/E"]
    assert (
        await as_mira.post("/uploads/folders", json={"folder": str(plans), "paths": paths})
    ).status_code == 200
    tree = await run(storage.list_folder_tree)
    assert [node.folder.name for node in tree[0].children] == ["A", "C"]


@pytest.mark.parametrize(
    "content",
    [{"files": [["a"]]}, {"files": [["a", 1]]}, {"files": "all"}, {"files": [["", "a"]] * 5_001}],
    ids=["short", "numbers", "no list", "too many"],
)
async def test_an_odd_question_is_refused(as_mira: Browser, content: dict[str, object]) -> None:
    answer = await as_mira.post("/uploads/names", json={"folder": "root", **content})
    assert answer.json()["code"] == "bad_target"
