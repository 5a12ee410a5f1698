"""Makes rows for tests, each committed in a transaction of its own, and asks for what came of them."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlmodel import col, select

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.errors import AppError
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope, system_scope
from crm_app.storage.keys import key_for

P = ParamSpec("P")
T = TypeVar("T")
Service = Callable[Concatenate[Scope, P], Awaitable[T]]


async def run(service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Calls a service as the system, in a transaction of its own."""
    async with system_scope() as scope:
        return await service(scope, *args, **kwargs)


async def run_as(user: accounts.User, service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Calls a service as this user, in a transaction of its own."""
    async with accounts.scope_for(user.uuid) as scope:
        return await service(scope, *args, **kwargs)


async def outcome(call: Awaitable[object]) -> str:
    """What came of a call: "ok", or the stable code of its error."""
    try:
        await call
    except AppError as error:
        return error.code
    return "ok"


async def make_folder(name: str, parent: UUID | None = None) -> UUID:
    """A live folder, also one that a record takes for its own."""
    return (await run(storage.ensure, name, parent_uuid=parent)).uuid


async def make_file(
    owner: accounts.User,
    name: str = "notes.txt",
    *,
    home: UUID | None = None,
    links: Iterable[UUID] = (),
    content: bytes | None = None,
    **columns: Any,
) -> UUID:
    """A live document with a stored original; files of the same `content` share their blob."""
    checksum = hashlib.sha256(content if content is not None else uuid7().bytes).hexdigest()
    values = {
        "original_file_name": name,
        "mime_type": "text/plain",
        "file_type": "document",
        "ext": name.rpartition(".")[2],
        "file_checksum": checksum,
        "user_file_checksum": None if columns.get("system_managed") else uuid7().hex * 2,
        "size": 12,
        "status": "active",
        "user_uuid": owner.uuid,
        "folder_uuid": home,
    }
    file = storage.File(**(values | columns))
    async with system_scope() as scope:
        scope.session.add(file)
        await scope.session.flush()
        await _store(scope, file, checksum)
        scope.session.add_all(storage.FolderLink(folder_uuid=folder, file_uuid=file.uuid) for folder in links)
    return file.uuid


async def _store(scope: Scope, file: storage.File, checksum: str) -> None:
    key = key_for(checksum)
    if await scope.session.get(storage.Blob, key) is None:
        scope.session.add(storage.Blob(key=key, size=file.size, checksum=checksum, state="stored"))
        await scope.session.flush()
    scope.session.add(
        storage.FileInstance(
            file_uuid=file.uuid,
            variant_name="original",
            mime_type=file.mime_type,
            size=file.size,
            processing_status="completed",
            blob_key=key,
        )
    )


async def file_now(file: UUID) -> storage.File | None:
    """The file's row as it is in the database."""
    async with system_scope() as scope:
        return await scope.session.get(storage.File, file)


async def home_of(file: UUID) -> UUID | None:
    """The file's home."""
    found = await file_now(file)
    assert found is not None, "the file is gone"
    return found.folder_uuid


async def links_of(file: UUID) -> list[UUID]:
    """The folders that link the file, the oldest link first."""
    query = select(storage.FolderLink).where(col(storage.FolderLink.file_uuid) == file)
    async with system_scope() as scope:
        links = (await scope.session.exec(query)).all()
    return [link.folder_uuid for link in sorted(links, key=lambda link: (link.inserted_at, link.uuid))]


async def is_trashed(file: UUID) -> bool:
    """Whether the file lies in the trash."""
    found = await file_now(file)
    assert found is not None, "the file is gone"
    return found.trashed_at is not None


async def folder_now(folder: UUID) -> storage.Folder | None:
    """The folder's row as it is in the database."""
    async with system_scope() as scope:
        return await scope.session.get(storage.Folder, folder)


async def trash_by_hand(*files: UUID) -> None:
    """Puts files into the trash without any rule, as of this moment."""
    async with system_scope() as scope:
        for uuid in files:
            file = await scope.session.get_one(storage.File, uuid)
            file.status, file.trashed_at = "trashed", now()
