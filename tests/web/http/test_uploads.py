"""POST /uploads: the right answer for every way in which an upload can go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import crm, staff, storage
from crm_app.accounts import User, permissions
from crm_app.core.scope import system_scope
from crm_app.settings import settings
from crm_app.storage.models import File
from crm_app.storage.runtime import Runtime
from crm_app.web.http import uploads
from tests import samples
from tests.storage_help import assert_nothing, assert_whole, rows, spooled
from tests.web.http.conftest import Browser, send

MEGABYTE = 1_000_000


@pytest.fixture
def one_megabyte(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    """The limit set to one megabyte."""
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")
    settings.cache_clear()


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    """Sent in chunks, without a declared length."""
    for start in range(0, len(content), 50_000):
        yield content[start : start + 50_000]


async def never() -> AsyncIterator[bytes]:
    pytest.fail("the body must not be read")
    yield b""


async def test_a_file_arrives_and_the_answer_names_it(as_mira: Browser, anna: UUID, data_dir: Path) -> None:
    answer = await send(as_mira, b"hello", anna, "Gr\u00fc\u00dfe & more.txt")
    assert answer.status_code == 201
    body = answer.json()
    (file,) = await rows(File)
    assert body["outcome"] == "added"
    assert body["file"] == {
        "uuid": str(file.uuid),
        "name": "Gr\u00fc\u00dfe & more.txt",
        "size": 5,
        "file_type": "document",
        "url": f"/files/{file.uuid}/original?v={file.file_checksum[:16]}",
        "thumb_url": None,
    }
    assert "Gr\u00fc\u00dfe & more.txt" in body["message"]
    await assert_whole(data_dir)


async def test_it_lies_in_the_folder_of_the_record(as_mira: Browser, anna: UUID, mira: User) -> None:
    await send(as_mira, b"hello", anna)
    await send(as_mira, samples.picture(), anna, "a.jpg", kind="images")
    async with system_scope() as scope:
        for kind, expected in (("files", "document"), ("images", "image")):
            folder = await crm.attachments.folder_uuid(scope, "contact", anna, kind)
            files = await crm.attachments.list_files(scope, folder)
            assert [file.file_type for file in files] == [expected]


async def test_the_events_of_the_record_tell_it(as_mira: Browser, anna: UUID) -> None:
    await send(as_mira, b"hello", anna)
    async with system_scope() as scope:
        from crm_app.core.audit import Activity

        actions = (await scope.session.exec(select(Activity.action, Activity.actor_name))).all()
    assert ("crm.contact_file_added", "Mira from sales") in [tuple(action) for action in actions]


async def test_a_file_for_a_person_lies_in_their_folder_and_their_events_tell_it(
    as_mira: Browser, grace: UUID, mira: User, data_dir: Path
) -> None:
    document = await send(as_mira, b"hello", grace, resource="person")
    image = await send(as_mira, samples.picture(), grace, "a.jpg", kind="images", resource="person")
    assert (document.status_code, image.status_code) == (201, 201)
    async with system_scope() as scope:
        for kind, answer in (("files", document), ("images", image)):
            folder = await staff.media.folder_uuid(scope, grace, kind)
            (file,) = await staff.media.list_files(scope, folder)
            assert str(file.uuid) == answer.json()["file"]["uuid"]
        trail = (await staff.person_events(scope, grace)).events
    assert [(event.label.text, event.actor) for event in trail][:2] == [
        ("Image added", mira.name),
        ("File added", mira.name),
    ]
    await storage.runtime().variants.idle()
    await assert_whole(data_dir)


async def test_a_person_in_the_trash_takes_nothing(as_mira: Browser, grace: UUID, data_dir: Path) -> None:
    async with system_scope() as scope:
        await staff.trash_person(scope, grace)
    answer = await send(as_mira, never(), grace, resource="person")
    assert (answer.status_code, answer.json()["code"]) == (409, "person_trashed")
    await assert_nothing(data_dir)


async def test_a_person_who_is_deleted_meanwhile_takes_nothing(
    as_mira: Browser, grace: UUID, data_dir: Path
) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"hello "
        async with system_scope() as scope:
            await staff.trash_person(scope, grace)
            await staff.delete_person(scope, grace)
        yield b"world"

    answer = await send(as_mira, slow(), grace, resource="person")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    await assert_nothing(data_dir)
    assert await rows(storage.Folder) == []


async def test_a_contact_is_no_person_and_a_person_no_contact(
    as_mira: Browser, anna: UUID, grace: UUID
) -> None:
    for record, resource in ((anna, "person"), (grace, "contact")):
        answer = await send(as_mira, never(), record, resource=resource)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("granted", "to_contacts", "to_people"),
    [({"crm.edit"}, 201, 403), ({"staff.edit"}, 403, 201), (set(), 403, 403)],
    ids=["contacts only", "people only", "neither"],
)
async def test_each_type_of_record_asks_for_the_permission_of_its_area(
    as_mira: Browser,
    anna: UUID,
    grace: UUID,
    monkeypatch: pytest.MonkeyPatch,
    granted: set[str],
    to_contacts: int,
    to_people: int,
) -> None:
    monkeypatch.setitem(permissions._GRANTED, "member", frozenset(granted))
    assert (await send(as_mira, b"hello", anna)).status_code == to_contacts
    assert (await send(as_mira, b"hello you", grace, resource="person")).status_code == to_people


async def test_nobody_is_turned_away_unread(as_nobody: Browser, anna: UUID, data_dir: Path) -> None:
    answer = await send(as_nobody, never(), anna)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    await assert_nothing(data_dir)


async def test_who_may_only_look_is_turned_away_unread(
    browser_of: Callable, victor: User, anna: UUID, data_dir: Path
) -> None:
    answer = await send(await browser_of(victor), never(), anna)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    await assert_nothing(data_dir)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://crm.test.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_sites_page_is_turned_away(as_mira: Browser, anna: UUID, headers: dict) -> None:
    answer = await send(as_mira, never(), anna, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


async def test_our_own_page_is_let_in(as_mira: Browser, anna: UUID) -> None:
    answer = await send(as_mira, b"hello", anna, headers={"Origin": "http://crm.test"})
    assert answer.status_code == 201


@pytest.mark.parametrize("record", ["nonsense", "", "0" * 16, "../../x", "' OR 1=1"])
async def test_a_malformed_uuid_is_told(as_mira: Browser, record: str) -> None:
    answer = await send(as_mira, never(), record)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_target")


@pytest.mark.parametrize("changes", [{"kind": "videos"}, {"resource": "user"}, {"kind": ""}])
async def test_an_unknown_place_is_told(as_mira: Browser, anna: UUID, changes: dict) -> None:
    answer = await send(as_mira, never(), anna, **changes)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_target")


async def test_a_record_that_is_not_there_is_told_unread(as_mira: Browser, mira: User) -> None:
    answer = await send(as_mira, never(), mira.uuid)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_record_in_the_trash_takes_nothing(as_mira: Browser, anna: UUID, data_dir: Path) -> None:
    async with system_scope() as scope:
        await crm.trash_contact(scope, anna)
    answer = await send(as_mira, never(), anna)
    assert (answer.status_code, answer.json()["code"]) == (409, "record_trashed")
    await assert_nothing(data_dir)


async def test_a_record_that_goes_to_the_trash_meanwhile_takes_nothing(
    as_mira: Browser, anna: UUID, data_dir: Path
) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"hello "
        async with system_scope() as scope:
            await crm.trash_contact(scope, anna)
        yield b"world"

    answer = await send(as_mira, slow(), anna)
    assert (answer.status_code, answer.json()["code"]) == (409, "record_trashed")
    await assert_nothing(data_dir)


@pytest.mark.usefixtures("one_megabyte")
async def test_exactly_the_limit_is_accepted(as_mira: Browser, anna: UUID) -> None:
    assert (await send(as_mira, samples.noise(MEGABYTE), anna)).status_code == 201
    assert (await send(as_mira, pieces(samples.noise(MEGABYTE, 2)), anna)).status_code == 201


@pytest.mark.usefixtures("one_megabyte")
async def test_a_byte_more_is_refused_declared_or_counted(
    as_mira: Browser, anna: UUID, data_dir: Path
) -> None:
    declared = await send(as_mira, never(), anna, headers={"Content-Length": str(MEGABYTE + 1)})
    counted = await send(as_mira, pieces(samples.noise(MEGABYTE + 1)), anna)
    for answer in (declared, counted):
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    await assert_nothing(data_dir)


@pytest.mark.parametrize("declared", ["4", "6"])
async def test_a_length_that_is_a_lie_is_refused(
    as_mira: Browser, anna: UUID, data_dir: Path, declared: str
) -> None:
    answer = await send(as_mira, pieces(b"hello"), anna, headers={"Content-Length": declared})
    assert (answer.status_code, answer.json()["code"]) == (400, "incomplete")
    await assert_nothing(data_dir)


async def test_a_length_that_is_no_number_is_counted_instead(as_mira: Browser, anna: UUID) -> None:
    answer = await send(as_mira, pieces(b"hello"), anna, headers={"Content-Length": "-5"})
    assert answer.status_code == 201


async def test_an_empty_file_is_refused(as_mira: Browser, anna: UUID, data_dir: Path) -> None:
    answer = await send(as_mira, b"", anna)
    assert (answer.status_code, answer.json()["code"]) == (400, "empty_file")
    await assert_nothing(data_dir)


@pytest.mark.parametrize(
    ("content", "name", "kind", "code"),
    [
        (samples.picture(), "photo.jpg", "files", "belongs_in_images"),
        (samples.picture(), "lying.pdf", "files", "belongs_in_images"),
        (b"%PDF-1.4 ...", "lying.jpg", "images", "belongs_in_files"),
        (b"<svg onload=alert(1)>", "logo.svg", "images", "belongs_in_files"),
        (b"<script>alert(1)</script>", "photo.png", "images", "belongs_in_files"),
    ],
)
async def test_the_bytes_decide_where_a_file_belongs(
    as_mira: Browser, anna: UUID, data_dir: Path, content: bytes, name: str, kind: str, code: str
) -> None:
    answer = await send(as_mira, content, anna, name, kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (415, code)
    await assert_nothing(data_dir)
    other = "images" if kind == "files" else "files"
    assert (await send(as_mira, content, anna, name, kind=other)).status_code == 201


async def test_the_same_file_again_is_not_added_twice(as_mira: Browser, anna: UUID) -> None:
    await send(as_mira, b"hello", anna, "first.txt")
    answer = await send(as_mira, b"hello", anna, "second.txt")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "already_attached")
    assert "first.txt" in answer.json()["message"]


async def test_a_file_that_another_record_has_is_attached_here_too(as_mira: Browser, anna: UUID) -> None:
    async with system_scope() as scope:
        bert = (await crm.create_contact(scope, {"name": "Bert"})).uuid
    await send(as_mira, b"hello", anna)
    assert (await send(as_mira, b"hello", bert)).json()["outcome"] == "duplicate"
    assert len(await rows(File)) == 1


async def test_a_file_that_was_removed_comes_back(as_mira: Browser, anna: UUID) -> None:
    uuid = (await send(as_mira, b"hello", anna)).json()["file"]["uuid"]
    async with system_scope() as scope:
        folder = await crm.attachments.folder_uuid(scope, "contact", anna, "files")
        await crm.attachments.detach(scope, UUID(uuid), folder)
    answer = await send(as_mira, b"hello", anna)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "restored")


async def test_a_full_disk_is_told(as_mira: Browser, anna: UUID, running: Runtime, data_dir: Path) -> None:
    async def full(*_: object) -> None:
        raise storage.DiskFull()

    running.store.promote = full
    answer = await send(as_mira, b"hello", anna)
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    await assert_nothing(data_dir)


async def test_a_database_that_is_away_is_told(as_mira: Browser, anna: UUID, database: str) -> None:
    from crm_app.core.database import database as the_database

    await the_database.stop()
    the_database.start("postgresql://nobody@127.0.0.1:1/nothing")
    answer = await send(as_mira, never(), anna)
    await the_database.stop()
    the_database.start(database)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert (await send(as_mira, b"hello", anna)).status_code == 201


async def test_thirty_two_first_uploads_at_once_share_one_folder(
    as_mira: Browser, anna: UUID, data_dir: Path
) -> None:
    contents = [samples.picture(width=100 + turn) for turn in range(32)]
    answers = await asyncio.gather(
        *(send(as_mira, content, anna, f"{turn}.jpg", kind="images") for turn, content in enumerate(contents))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["file"]["uuid"] for answer in answers}) == 32
    assert len(await rows(storage.Folder)) == 2
    await storage.runtime().variants.idle()
    await assert_whole(data_dir)


async def test_one_person_has_six_places_and_the_others_wait_unread(
    as_mira: Browser, browser_of: Callable, owner: User, anna: UUID, data_dir: Path
) -> None:
    go, reading = asyncio.Event(), 0

    async def held(turn: int) -> AsyncIterator[bytes]:
        nonlocal reading
        reading += 1
        yield b"hello %d" % turn
        await go.wait()

    tasks = [asyncio.create_task(send(as_mira, held(turn), anna)) for turn in range(10)]
    while len(spooled(data_dir)) < uploads.AT_ONCE:  # noqa: ASYNC110 - the tasks say nothing, their files do
        await asyncio.sleep(0)
    others = await send(await browser_of(owner), b"not in the queue", anna)
    assert others.status_code == 201
    assert reading == uploads.AT_ONCE
    go.set()
    assert {answer.status_code for answer in await asyncio.gather(*tasks)} == {201}
    assert uploads._rooms == {}


async def test_whoever_stops_sending_gives_the_place_back(
    as_mira: Browser, anna: UUID, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield b"hello"
        await asyncio.Event().wait()

    monkeypatch.setattr("crm_app.storage.uploads.LONGEST_PAUSE", 0.05)
    answers = await asyncio.gather(*(send(as_mira, stalled(), anna) for _ in range(uploads.AT_ONCE + 1)))
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(400, "incomplete")}
    assert uploads._rooms == {}
    await assert_nothing(data_dir)


async def test_every_naughty_name_is_kept_or_made_harmless(as_mira: Browser, anna: UUID) -> None:
    names = ["..", "a/../../b", "\x00", "\u202egpj.exe", "<img src=x onerror=alert(1)>", "x" * 400, "'; DROP"]
    for turn, name in enumerate(names):
        answer = await send(as_mira, b"hello %d" % turn, anna, name)
        assert answer.status_code == 201
        assert "/" not in answer.json()["file"]["name"]
        assert answer.json()["file"]["name"] not in ("", ".", "..")


async def test_only_posts_are_uploads(as_mira: Browser) -> None:
    assert (await as_mira.get("/uploads")).status_code == 405
