"""Storing files in tests: the way of an upload without HTTP, and looking at what is there afterwards."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from crm_app import accounts, storage
from crm_app.core.scope import Scope, system_scope
from crm_app.storage.keeping import OnStep, no_step
from crm_app.storage.keys import key_for
from crm_app.storage.library_models import FileVersion
from crm_app.storage.models import Blob, File, FileInstance
from crm_app.storage.sniffing import Sniffed
from crm_app.storage.store import Store
from crm_app.storage.stores.marked import MarkedStore

LIMIT = 1_000_000


def key_of(content: bytes) -> str:
    """The key that this content has in every store."""
    return key_for(hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Stored:
    """A stored file and what placing it said."""

    file: File
    duplicate: bool
    placed: storage.Placed


async def pieces(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def a_folder(name: str = "crm-contact-of-anna") -> UUID:
    async with system_scope() as scope:
        return (await storage.ensure(scope, name)).uuid


def an_upload(
    user: accounts.User,
    folder_uuid: UUID,
    *,
    name: str = "file.bin",
    declared_size: int | None = None,
    limit: int = LIMIT,
    accept: object = None,
) -> storage.Upload[Stored]:
    async def place(scope: Scope, stored: storage.StoredFile) -> Stored:
        placed = await storage.place_stored(scope, stored, folder_uuid)
        return Stored(stored.file, stored.duplicate, placed)

    def accept_all(_: Sniffed) -> None: ...

    return storage.Upload(
        name=name,
        declared_size=declared_size,
        limit=limit,
        accept=accept or accept_all,
        open_scope=lambda: accounts.scope_for(user.uuid),
        place=place,
    )


async def store(
    user: accounts.User,
    content: bytes,
    folder_uuid: UUID,
    name: str = "file.bin",
    on_step: OnStep = no_step,
    limit: int = LIMIT,
) -> Stored:
    """The content stored as `user` in the folder."""
    return await storage.take_in(
        pieces(content), an_upload(user, folder_uuid, name=name, limit=limit), on_step
    )


async def rows(model: type) -> list:
    async with system_scope() as scope:
        return list((await scope.session.exec(select(model))).all())


async def instances(file_uuid: UUID) -> dict[str, FileInstance]:
    async with system_scope() as scope:
        found = await scope.session.exec(select(FileInstance).where(FileInstance.file_uuid == file_uuid))
        return {row.variant_name: row for row in found.all()}


def stored_bytes(data_dir: Path) -> dict[str, Path]:
    """Every object of the store by its key."""
    root = data_dir / "storage"
    return {str(path.relative_to(root)): path for path in (root / "blobs").rglob("*") if path.is_file()}


def spooled(data_dir: Path) -> list[Path]:
    """Every file on its way in."""
    spool = data_dir / "spool"
    return [path for path in spool.glob("*/*") if path.name != "lock"] if spool.is_dir() else []


def marked() -> MarkedStore:
    """The running store, which knows whose it is."""
    found = storage.runtime().store
    assert isinstance(found, MarkedStore)
    return found


async def put(bare: Store, directory: Path, key: str, content: bytes) -> None:
    """Other bytes in the place of what is there, as when they rot or somebody has the keys."""
    source = directory / "other"
    source.write_bytes(content)
    if not await bare.promote(source, key):
        await bare.replace(source, key)
    source.unlink()


async def assert_whole(data_dir: Path) -> None:
    """No row without its bytes, no bytes without their row, nothing half done, nothing on its way."""
    blobs: list[Blob] = await rows(Blob)
    named = {row.blob_key for table in (FileInstance, FileVersion) for row in await rows(table)}
    objects = stored_bytes(data_dir)
    assert {blob.key for blob in blobs} == objects.keys() == named
    assert {blob.state for blob in blobs} <= {"stored"}
    for blob in blobs:
        content = objects[blob.key].read_bytes()
        assert key_for(hashlib.sha256(content).hexdigest()) == blob.key
        assert len(content) == blob.size
    assert spooled(data_dir) == []


async def assert_nothing(data_dir: Path) -> None:
    """Not a trace of any upload."""
    await assert_whole(data_dir)
    assert await rows(File) == []
    assert stored_bytes(data_dir) == {}
