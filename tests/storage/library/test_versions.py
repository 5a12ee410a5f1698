"""Former contents of a file: kept, served, brought back, and gone with the file."""

import asyncio
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import update

from crm_app import accounts, storage
from crm_app.core.errors import Forbidden, NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope, system_scope
from crm_app.storage import blobs
from crm_app.storage.keeping import OnStep, no_step
from crm_app.storage.library import list_versions, restore_version, trash_items
from crm_app.storage.library_models import FileText
from crm_app.storage.models import Blob, FileInstance
from crm_app.storage.runtime import Runtime
from crm_app.storage.sniffing import Sniffed
from tests import samples
from tests.factories import file_now, run, run_as
from tests.storage.library.looking import actions, say
from tests.storage_help import LIMIT, a_folder, assert_nothing, assert_whole, instances, pieces, rows, store


async def renew(
    user: accounts.User, file: UUID, content: bytes, name: str = "new.txt", on_step: OnStep = no_step
) -> storage.StoredFile:
    """The content uploaded as a new version of the file."""

    async def place(_: Scope, stored: storage.StoredFile) -> storage.StoredFile:
        return stored

    def accept(_: Sniffed) -> None: ...

    scope = partial(accounts.scope_for, user.uuid)
    upload = storage.Upload(name, len(content), LIMIT, accept, scope, place, version_of=file)
    return await storage.take_in(pieces(content), upload, on_step)


async def read(file: UUID, variant: str = "original") -> bytes:
    async with system_scope() as scope:
        served = await storage.find_readable(scope, file, variant, {})
    assert served is not None, f"no {variant}"
    return b"".join([chunk async for chunk in await storage.read(served, 0, served.size)])


async def test_a_new_version_keeps_the_address_and_the_former_content(
    running: Runtime, mira: accounts.User, owner: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, b"first", await a_folder(), "plan.txt")).file.uuid
    await say(file, "first words")
    stored = await renew(owner, file, b"second")
    assert (stored.file.uuid, stored.duplicate) == (file, False)
    assert await read(file) == b"second"
    assert await read(file, "version-1") == b"first"
    now = await file_now(file)
    assert now is not None
    assert (now.version, now.size, now.original_file_name) == (2, 6, "plan.txt")
    assert (now.user_uuid, now.content_by_uuid) == (mira.uuid, owner.uuid)
    assert await rows(FileText) == [], "what was read in it was read in the former content"
    assert await actions(file) == ["media.file_version_added"]
    await assert_whole(data_dir)


async def test_versions_say_who_brought_them_the_present_one_first(
    running: Runtime, mira: accounts.User, owner: accounts.User
) -> None:
    file = (await store(mira, b"first", await a_folder(), "plan.txt")).file
    await renew(owner, file.uuid, b"second")
    await renew(mira, file.uuid, b"third")
    versions = await run(list_versions, file.uuid)
    assert [(each.number, each.by, each.present) for each in versions] == [
        (3, mira.name, True),
        (2, owner.name, False),
        (1, mira.name, False),
    ]
    assert versions[2].at == file.inserted_at
    assert versions[2].url == f"/files/{file.uuid}/version-1?v={file.file_checksum[:16]}"
    assert versions[0].url.startswith(f"/files/{file.uuid}/original?v=")


async def test_the_same_content_again_changes_nothing(running: Runtime, mira: accounts.User) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    assert (await renew(mira, file, b"first")).duplicate
    assert len(await run(list_versions, file)) == 1
    assert await actions(file) == []


async def test_a_version_is_brought_back_and_the_present_one_kept(
    running: Runtime, mira: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, b"first", await a_folder(), "plan.txt")).file.uuid
    await renew(mira, file, b"second")
    await run_as(mira, restore_version, file, 1)
    assert await read(file) == b"first"
    assert await read(file, "version-2") == b"second"
    assert [each.number for each in await run(list_versions, file)] == [3, 2, 1]
    assert (await actions(file))[-1] == "media.file_version_restored"
    with pytest.raises(NotFound):
        await run(restore_version, file, 9)
    await run_as(mira, restore_version, file, 3)
    assert len(await run(list_versions, file)) == 3
    await assert_whole(data_dir)


async def test_pictures_are_those_of_the_present_content(
    running: Runtime, mira: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, samples.picture(), await a_folder(), "photo.jpg")).file.uuid
    await running.variants.idle()
    before = await read(file, "thumbnail")
    await renew(mira, file, samples.picture(width=200, height=300), "photo.jpg")
    await running.variants.idle()
    assert await read(file, "thumbnail") != before
    now = await file_now(file)
    assert now is not None
    assert (now.width, now.height, now.status) == (200, 300, "active")
    await run_as(mira, restore_version, file, 1)
    await running.variants.idle()
    assert await read(file, "thumbnail") == before
    await assert_whole(data_dir)


async def test_pictures_of_a_content_that_is_gone_meanwhile_are_made_again(
    running: Runtime, mira: accounts.User, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = (await store(mira, samples.picture(), await a_folder(), "photo.jpg")).file.uuid
    render, changed = running.variants._render, asyncio.Event()

    async def slow(original: FileInstance) -> object:
        made = await render(original)
        if not changed.is_set():
            changed.set()
            await renew(mira, file, samples.picture(width=200, height=300), "photo.jpg")
        return made

    monkeypatch.setattr(running.variants, "_render", slow)
    await running.variants.idle()
    await running.variants.idle()
    now = await file_now(file)
    assert now is not None
    assert (now.width, now.height, now.version) == (200, 300, 2)
    await assert_whole(data_dir)


async def test_a_picture_stays_a_picture(running: Runtime, mira: accounts.User, data_dir: Path) -> None:
    file = (await store(mira, samples.picture(), await a_folder(), "photo.jpg")).file.uuid
    await running.variants.idle()
    with pytest.raises(storage.OtherKind):
        await renew(mira, file, b"words")
    assert len(await run(list_versions, file)) == 1
    await assert_whole(data_dir)


async def test_the_name_takes_the_extension_of_the_new_content(running: Runtime, mira: accounts.User) -> None:
    file = (await store(mira, b"words", await a_folder(), "offer.txt")).file.uuid
    await renew(mira, file, samples.pdf(), "final.pdf")
    now = await file_now(file)
    assert now is not None
    assert (now.original_file_name, now.mime_type) == ("offer.pdf", "application/pdf")


async def test_who_may_not_change_files_brings_no_version(
    running: Runtime, mira: accounts.User, victor: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    with pytest.raises(Forbidden):
        await renew(victor, file, b"second")
    await run_as(mira, trash_items, [f"file:{file}"])
    with pytest.raises(storage.FileTrashed):
        await renew(mira, file, b"second")
    with pytest.raises(NotFound):
        await renew(mira, uuid7(), b"second")
    await assert_whole(data_dir)


async def test_bytes_of_a_version_outlive_every_other_file_that_shares_them(
    running: Runtime, mira: accounts.User, owner: accounts.User, data_dir: Path
) -> None:
    folder = await a_folder()
    file = (await store(mira, b"first", folder)).file.uuid
    other = (await store(owner, b"first", folder)).file.uuid
    await renew(mira, file, b"second")
    await run(storage.delete_file_completely, other)
    assert await read(file, "version-1") == b"first"
    await assert_whole(data_dir)


async def test_a_doomed_blob_that_a_version_names_is_stored(
    running: Runtime, mira: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, b"first", await a_folder())).file
    await renew(mira, file.uuid, b"second")
    async with system_scope() as scope:
        await scope.session.exec(update(Blob).values(state="doomed"))
    assert await blobs.sweep_doomed(running.store) == 0
    assert await read(file.uuid, "version-1") == b"first"
    await assert_whole(data_dir)


async def test_with_the_file_all_its_contents_go(
    running: Runtime, mira: accounts.User, data_dir: Path
) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    await renew(mira, file, b"second")
    await renew(mira, file, b"third")
    await run(storage.delete_file_completely, file)
    await assert_nothing(data_dir)


async def test_the_owner_who_uploads_the_new_content_finds_the_file(
    running: Runtime, mira: accounts.User
) -> None:
    folder = await a_folder()
    file = (await store(mira, b"first", folder)).file.uuid
    await renew(mira, file, b"second")
    again = await store(mira, b"second", folder)
    assert (again.file.uuid, again.duplicate) == (file, True)
    fresh = await store(mira, b"first", folder)
    assert not fresh.duplicate


async def test_a_content_that_the_owner_has_elsewhere_makes_no_trouble(
    running: Runtime, mira: accounts.User
) -> None:
    folder = await a_folder()
    file = (await store(mira, b"first", folder)).file.uuid
    other = (await store(mira, b"second", folder)).file.uuid
    await renew(mira, file, b"second")
    assert (await store(mira, b"second", folder)).file.uuid == other


@pytest.mark.parametrize("step", ["received", "reserved", "promoted", "named"])
async def test_broken_off_at_any_step_the_file_is_as_it_was(
    running: Runtime, mira: accounts.User, data_dir: Path, step: str
) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid

    def stop(reached: str) -> None:
        if reached == step:
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await renew(mira, file, b"second", on_step=stop)
    assert await read(file) == b"first"
    assert len(await run(list_versions, file)) == 1
    await assert_whole(data_dir)


async def test_versions_at_once_are_all_kept(running: Runtime, mira: accounts.User, data_dir: Path) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    await asyncio.gather(*(renew(mira, file, f"content {number}".encode()) for number in range(4)))
    assert [each.number for each in await run(list_versions, file)] == [5, 4, 3, 2, 1]
    assert len({await read(file, f"version-{number}") for number in range(1, 5)} | {await read(file)}) == 5
    assert (await instances(file)).keys() == {"original"}
    await assert_whole(data_dir)
