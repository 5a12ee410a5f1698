"""Thumbnails after the upload: made soon and once, again after a crash, or a reason why there are none."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.errors import Unavailable
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage import blobs
from crm_app.storage.confined import WorkerLost
from crm_app.storage.locks import hold_pictures_of
from crm_app.storage.models import File, FileInstance
from crm_app.storage.runtime import Runtime
from crm_app.storage.thumbnails import VARIANTS
from crm_app.storage.variants import ATTEMPTS
from tests import samples
from tests.storage_help import a_folder, assert_nothing, assert_whole, instances, key_of, rows, store


async def the_file() -> File:
    (file,) = await rows(File)
    return file


async def test_a_picture_gets_its_variants(running: Runtime, mira: User, data_dir: Path) -> None:
    stored = await store(mira, samples.turned(6), await a_folder(), "photo.jpg")
    assert stored.file.status == "processing"
    assert storage.thumb_url(stored.file) is None
    await running.variants.idle()
    file = await the_file()
    assert (file.status, file.width, file.height, file.meta) == ("active", 400, 300, {})
    made = await instances(file.uuid)
    assert made.keys() == VARIANTS | {"original"}
    assert {row.processing_status for row in made.values()} == {"completed"}
    assert (made["small"].width, made["small"].height, made["small"].mime_type) == (300, 225, "image/jpeg")
    assert storage.thumb_url(file) == f"/files/{file.uuid}/thumbnail?v={file.file_checksum[:16]}"
    await assert_whole(data_dir)


async def test_who_looks_at_the_folder_is_told(
    running: Runtime, mira: User, statements: list[str], database: str
) -> None:
    await store(mira, samples.picture(), await a_folder())
    before = sum("pg_notify" in statement for statement in statements)
    await running.variants.idle()
    assert sum("pg_notify" in statement for statement in statements) == before + 1


async def test_a_pdf_gets_its_first_page_and_no_size_in_pixels(running: Runtime, mira: User) -> None:
    await store(mira, samples.pdf(), await a_folder(), "offer.pdf")
    await running.variants.idle()
    file = await the_file()
    assert (file.status, file.width, file.height) == ("active", None, None)
    assert (await instances(file.uuid)).keys() == VARIANTS | {"original"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (samples.picture()[:2000], "This picture is damaged and could not be read."),
        (samples.locked_pdf(), "This PDF is protected by a password."),
        (b"%PDF-1.7 nonsense", "This PDF is damaged and could not be read."),
    ],
)
async def test_what_gives_no_picture_stays_and_says_why(
    running: Runtime, mira: User, data_dir: Path, content: bytes, reason: str
) -> None:
    await store(mira, content, await a_folder())
    await running.variants.idle()
    file = await the_file()
    assert (file.status, file.meta) == ("active", {"thumbnail_error": reason})
    assert storage.thumb_url(file) is None
    assert (await instances(file.uuid)).keys() == {"original"}
    await assert_whole(data_dir)


async def test_other_files_need_no_processing(running: Runtime, mira: User) -> None:
    stored = await store(mira, b"hello", await a_folder())
    assert stored.file.status == "active"
    running.variants.add(stored.file.uuid)
    await running.variants.idle()
    assert (await instances(stored.file.uuid)).keys() == {"original"}


async def test_pictures_of_nothing_are_no_error(running: Runtime) -> None:
    running.variants.add(uuid7())
    await running.variants.idle()


async def test_what_a_killed_process_did_not_get_to_is_made_at_the_next_start(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    stored = await store(mira, samples.picture(), await a_folder())
    await storage.stop()
    assert (await the_file()).status == "processing"
    assert (await instances(stored.file.uuid)).keys() == {"original"}
    await storage.start()
    await storage.runtime().variants.idle()
    assert (await the_file()).status == "active"
    assert (await instances(stored.file.uuid)).keys() == VARIANTS | {"original"}
    await assert_whole(data_dir)


async def test_what_another_process_is_at_work_at_is_left_to_it(running: Runtime, mira: User) -> None:
    stored = await store(mira, samples.picture(), await a_folder())
    await running.variants.stop()
    async with system_scope() as other_process:
        assert await hold_pictures_of(other_process, stored.file.uuid)
        running.variants.add(stored.file.uuid)
        await running.variants.idle()
        assert ((await the_file()).status, (await the_file()).meta) == ("processing", {})
    running.variants.add(stored.file.uuid)
    await running.variants.idle()
    assert (await the_file()).status == "active"


async def test_making_them_again_replaces_them(running: Runtime, mira: User, data_dir: Path) -> None:
    stored = await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    async with system_scope() as scope:
        gone = delete(FileInstance).where(col(FileInstance.variant_name) == "small")
        await scope.session.exec(gone)
        await scope.session.exec(update(File).values(meta={"thumbnail_error": "was broken", "mine": 1}))
    running.variants.add(stored.file.uuid)
    running.variants.add(stored.file.uuid)
    await running.variants.idle()
    assert (await instances(stored.file.uuid)).keys() == VARIANTS | {"original"}
    assert (await the_file()).meta == {"mine": 1}
    await assert_whole(data_dir)


async def test_a_file_that_is_trashed_meanwhile_stays_in_the_trash(running: Runtime, mira: User) -> None:
    stored = await store(mira, samples.picture(), await a_folder())
    async with system_scope() as scope:
        await storage.trash_file(scope, stored.file.uuid)
    await running.variants.idle()
    file = await the_file()
    assert file.status == "trashed"
    assert (await instances(file.uuid)).keys() == VARIANTS | {"original"}


async def test_a_file_that_is_deleted_meanwhile_leaves_no_pictures(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    stored = await store(mira, samples.picture(), await a_folder())
    key = (await instances(stored.file.uuid))["original"].blob_key
    while not list(running.spool.directory.glob("*-*")):  # noqa: ASYNC110 - its file in the spool tells
        await asyncio.sleep(0)
    async with system_scope() as scope:
        await scope.session.exec(delete(File))
        await blobs.doom_unreferenced(scope, {key})
    await running.variants.idle()
    await assert_nothing(data_dir)


async def test_lost_bytes_are_a_reason_too(running: Runtime, mira: User, data_dir: Path) -> None:
    def lose(step: str) -> None:
        if step == "committed":  # nobody has begun to make pictures
            (data_dir / "storage" / key_of(samples.picture())).unlink()

    await store(mira, samples.picture(), await a_folder(), on_step=lose)
    await running.variants.idle()
    assert "missing" in (await the_file()).meta["thumbnail_error"]
    await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    assert (await the_file()).meta == {}


async def test_a_failing_store_leaves_the_work_for_later(
    running: Runtime, mira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = running.store.promote

    async def away(*_: object) -> bool:
        raise Unavailable()

    def leave(step: str) -> None:
        if step == "committed":
            running.store.promote = away

    stored = await store(mira, samples.picture(), await a_folder(), on_step=leave)
    await running.variants.idle()
    running.store.promote = real
    assert (await the_file()).status == "processing"
    await running.variants.resume()
    await running.variants.idle()
    assert (await the_file()).status == "active"
    assert (await instances(stored.file.uuid)).keys() == VARIANTS | {"original"}


async def test_twenty_at_once_all_get_their_pictures(running: Runtime, mira: User, data_dir: Path) -> None:
    folder = await a_folder()
    contents = [samples.picture(width=200 + turn) for turn in range(20)]
    await asyncio.gather(*(store(mira, content, folder) for content in contents))
    await running.variants.idle()
    assert {file.status for file in await rows(File)} == {"active"}
    assert len(await rows(FileInstance)) == 20 * 5
    await assert_whole(data_dir)


SECOND_ATTEMPT = "This file could not be read, even at a second attempt."


async def test_an_attempt_is_counted_before_it_begins_and_forgotten_when_it_went_well(
    running: Runtime, mira: User
) -> None:
    seen: list[dict] = []
    real = running.variants._renderers.render

    async def looked_at(path: Path, mime_type: str) -> object:
        seen.append((await the_file()).meta)
        return await real(path, mime_type)

    running.variants._renderers.render = looked_at
    await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    assert seen == [{ATTEMPTS: 1}]
    assert (await the_file()).meta == {}


async def test_a_file_that_ends_the_process_twice_is_given_up(running: Runtime, mira: User) -> None:
    attempts: list[str] = []
    real = running.variants._renderers.render

    async def crash(path: Path, mime_type: str) -> object:
        attempts.append(mime_type)
        raise WorkerLost()

    running.variants._renderers.render = crash
    await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    assert len(attempts) == 2
    file = await the_file()
    assert (file.status, file.meta) == ("active", {"thumbnail_error": SECOND_ATTEMPT})
    running.variants._renderers.render = real
    await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    assert (await the_file()).meta == {}


async def test_a_file_that_killed_the_server_twice_is_not_taken_up_again(
    running: Runtime, mira: User
) -> None:
    await store(mira, samples.picture(), await a_folder())
    await storage.stop()
    async with system_scope() as scope:
        await scope.session.exec(update(File).values(meta={ATTEMPTS: 2, "mine": 1}))
    await storage.start()
    await storage.runtime().variants.idle()
    file = await the_file()
    assert (file.status, file.meta) == ("active", {"thumbnail_error": SECOND_ATTEMPT, "mine": 1})
    assert (await instances(file.uuid)).keys() == {"original"}


async def test_a_server_that_stops_in_between_costs_no_attempt(running: Runtime, mira: User) -> None:
    begun = asyncio.Event()

    async def slow(path: Path, mime_type: str) -> object:
        begun.set()
        return await asyncio.Event().wait()

    running.variants._renderers.render = slow
    await store(mira, samples.picture(), await a_folder())
    await begun.wait()
    assert (await the_file()).meta == {ATTEMPTS: 1}
    await storage.stop()
    file = await the_file()
    assert (file.status, file.meta) == ("processing", {})


async def test_a_store_that_is_away_costs_no_attempt(running: Runtime, mira: User) -> None:
    async def away(*_: object) -> None:
        raise Unavailable()

    running.store.exists = away
    await store(mira, samples.picture(), await a_folder())
    await running.variants.idle()
    file = await the_file()
    assert (file.status, file.meta) == ("processing", {})
