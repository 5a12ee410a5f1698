"""Looking through a store: what is missing, changed or unreadable is found, marked, and loses nothing."""

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.scope import open_scope, system_scope
from crm_app.settings import settings
from crm_app.storage.models import Blob
from crm_app.storage.refusals import StoreNotOurs, StoreUnavailable
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import Store
from crm_app.storage.stores import checking
from crm_app.storage.stores.checking import check_slice, check_store
from crm_app.storage.stores.faults import faults
from crm_app.storage.stores.marked import MARK
from tests.s3 import S3Server
from tests.storage_help import a_folder, key_of, marked, put, rows, store

CONTENTS = (b"first", b"second", b"third")


@pytest.fixture
async def bare(running_over: Store, mira: User) -> Store:
    """A running storage over each kind of store, with three files; the store itself, without the mark."""
    folder = await a_folder()
    for content in CONTENTS:
        await store(mira, content, folder, f"{content.decode()}.txt")
    return running_over


async def noted() -> dict[str, str | None]:
    assert all(blob.checked_at for blob in await rows(Blob))
    return {blob.key: blob.fault for blob in await rows(Blob)}


async def test_a_store_that_is_whole_is_clean(bare: Store) -> None:
    checked = await check_store(marked())
    assert (checked.contents, checked.size) == (3, len(b"".join(CONTENTS)))
    assert checked.clean
    assert checked.orphans == []
    assert set((await noted()).values()) == {None}


async def test_what_is_missing_is_found_and_marked(bare: Store) -> None:
    await bare.delete(key_of(b"second"))
    checked = await check_store(marked())
    assert checked.faults == {key_of(b"second"): "missing"}
    assert (await noted())[key_of(b"second")] == "missing"


@pytest.mark.parametrize("content", [b"secone", b"shorter", b"s"], ids=["one bit", "longer", "shorter"])
async def test_what_has_changed_is_found_and_marked(bare: Store, tmp_path: Path, content: bytes) -> None:
    await put(bare, tmp_path, key_of(b"second"), content)
    checked = await check_store(marked())
    assert checked.faults == {key_of(b"second"): "changed"}
    assert (await noted())[key_of(b"second")] == "changed"


async def test_what_cannot_be_read_is_found_and_marked(running: Runtime, data_dir: Path, mira: User) -> None:
    await store(mira, b"hello", await a_folder())
    path = data_dir / "storage" / key_of(b"hello")
    path.unlink()
    path.symlink_to("x" * 300)  # too long a name: refused, as a damaged part of a disk is
    checked = await check_store(marked())
    assert checked.faults == {key_of(b"hello"): "unreadable"}


async def test_what_was_put_back_is_well_again(bare: Store, tmp_path: Path) -> None:
    await bare.delete(key_of(b"second"))
    await check_store(marked())
    await put(bare, tmp_path, key_of(b"second"), b"second")
    checked = await check_store(marked())
    assert (checked.healed, checked.clean) == (1, True)
    assert (await noted())[key_of(b"second")] is None


async def test_what_nobody_knows_is_told_when_it_is_old_enough_and_stays(
    bare: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(bare, tmp_path, key_of(b"nobody's"), b"nobody's")
    assert (await check_store(marked())).orphans == []
    monkeypatch.setattr(checking, "GRACE", -checking.GRACE)
    checked = await check_store(marked())
    assert [orphan.key for orphan in checked.orphans] == [key_of(b"nobody's")]
    assert checked.clean
    assert await bare.exists(key_of(b"nobody's"))


async def test_a_store_that_is_not_mounted_has_lost_nothing(bare: Store) -> None:
    for key in [MARK, *(key_of(content) for content in CONTENTS)]:
        await bare.delete(key)
    with pytest.raises(StoreNotOurs):
        await check_store(marked())
    assert {blob.fault for blob in await rows(Blob)} == {None}


async def test_a_store_that_goes_away_meanwhile_has_lost_nothing(
    data_dir: Path, stalling_s3: S3Server, mira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORAGE_URL", stalling_s3.address())
    settings.cache_clear()
    await storage.start()
    folder = await a_folder()
    for content in CONTENTS:
        await store(mira, content, folder)
    with pytest.raises(StoreUnavailable):
        await check_store(marked(), lambda checked: stalling_s3.hold_up(marked()))
    blobs = await rows(Blob)
    assert sum(blob.checked_at is not None for blob in blobs) == 1
    assert {blob.fault for blob in blobs} == {None}
    stalling_s3.go_on()
    await storage.stop()


async def test_a_slice_takes_what_was_not_looked_at_for_the_longest_time(bare: Store) -> None:
    async with system_scope() as scope:
        long_ago = now().replace(year=2000)
        for content, checked_at in ((b"first", now()), (b"second", long_ago), (b"third", None)):
            await scope.session.exec(
                update(Blob).where(col(Blob.key) == key_of(content)).values(checked_at=checked_at)
            )
    await bare.delete(key_of(b"second"))
    checked = await check_slice(marked(), 1)
    assert (checked.contents, checked.clean) == (1, True)
    assert (await check_slice(marked(), 1)).faults == {key_of(b"second"): "missing"}


async def test_what_is_deleted_while_it_is_looked_at_is_not_missing(bare: Store) -> None:
    async def gone(key: str) -> int | None:
        async with system_scope() as scope:
            await scope.session.exec(update(Blob).values(state="doomed"))
        return None

    checked_store = marked()
    checked_store.size = gone  # the moment between asking the row and asking the store
    checked = await check_store(checked_store)
    assert (checked.contents, checked.clean) == (0, True)


async def test_people_are_told_which_files_are_damaged(bare: Store) -> None:
    await bare.delete(key_of(b"second"))
    await check_store(marked())
    async with open_scope(None, frozenset({"media.view"})) as scope:
        (faulty,) = await faults(scope)
    assert (faulty.name, faulty.part, faulty.fault) == ("second.txt", "original", "missing")
    with pytest.raises(Forbidden):
        async with open_scope(None, frozenset({"media.edit"})) as scope:
            await faults(scope)
