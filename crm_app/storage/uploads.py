"""Taking one file in: from a stream of bytes to a row that a folder holds, or to nothing at all."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app.core.errors import Forbidden
from crm_app.core.scope import Scope
from crm_app.storage import blobs, names
from crm_app.storage.incoming import Incoming, incoming
from crm_app.storage.keeping import OnStep, OpenScope, no_step
from crm_app.storage.keys import owner_checksum
from crm_app.storage.kinds import has_thumbnail
from crm_app.storage.models import File, FileInstance, FileStatus, InstanceStatus
from crm_app.storage.newcomers import tell_newcomer
from crm_app.storage.refusals import EmptyFile, Incomplete, TooLarge
from crm_app.storage.renewing import Content, renew, write_original
from crm_app.storage.runtime import Runtime, runtime
from crm_app.storage.sniffing import HEAD_SIZE, Sniffed, sniff
from crm_app.storage.stored import StoredFile
from crm_app.storage.variants import ERROR

ORIGINAL = "original"
LONGEST_PAUSE = 60.0
"""Seconds without a byte after which nobody is taken to be sending any more."""

P = TypeVar("P")
Place = Callable[[Scope, StoredFile], Awaitable[P]]
Accept = Callable[[Sniffed], None]


@dataclass(frozen=True, slots=True)
class Upload(Generic[P]):
    """What a person wants to store: its name and declared size, and what may become of it.

    `accept` raises for a type that does not belong there, `place` puts the file into its folder. With
    `version_of` the bytes become the content of a file that is there.
    """

    name: str
    declared_size: int | None
    limit: int
    accept: Accept
    open_scope: OpenScope
    place: Place[P]
    version_of: UUID | None = None


async def take_in(stream: AsyncIterator[bytes], upload: Upload[P], on_step: OnStep = no_step) -> P:
    """Stores what `stream` brings and answers what `upload.place` answers.

    `TooLarge` (at the first byte over the limit; by the declared size before the first), whatever
    `accept` raises (before more than the first bytes are received), `EmptyFile`, `Incomplete`,
    `DiskFull`, `StoreUnavailable`, and the errors of `place`. Every one of them leaves nothing.
    """
    if upload.declared_size is not None and upload.declared_size > upload.limit:
        raise TooLarge()
    running = runtime()
    async with incoming(running.spool, upload.limit) as file:
        sniffed = await _receive(file, stream, upload)
        on_step("received")
        name_them = partial(_name, file, sniffed, upload)
        stored, placed = await running.keeper.keep([file], upload.open_scope, name_them, on_step)
    _make_variants(running, stored, again=upload.version_of is not None)
    tell_newcomer()
    return placed


async def _receive(file: Incoming, stream: AsyncIterator[bytes], upload: Upload[P]) -> Sniffed:
    """The whole stream on the disk, and what it is; the type is judged as soon as it can be read."""
    sniffed: Sniffed | None = None
    head = b""
    async for chunk in _without_stalling(stream):
        await file.add(chunk)
        if upload.declared_size is not None and file.size > upload.declared_size:
            raise Incomplete()
        if sniffed is None:
            head += chunk[:HEAD_SIZE]
            sniffed = await _judge(head, upload) if len(head) >= HEAD_SIZE else None
    if upload.declared_size not in (None, file.size):
        raise Incomplete()
    if not file.size:
        raise EmptyFile()
    sniffed = sniffed or await _judge(head, upload)
    await file.sync()
    return sniffed


async def _without_stalling(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """What `stream` brings. `Incomplete` when it pauses for too long: it would keep its place for ever."""
    while True:
        try:
            async with asyncio.timeout(LONGEST_PAUSE):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise Incomplete() from error
        yield chunk


async def _judge(head: bytes, upload: Upload[P]) -> Sniffed:
    """In a thread: what a stranger sends is searched through, and the others need not wait for it."""
    sniffed = await asyncio.to_thread(sniff, head[:HEAD_SIZE], upload.name)
    upload.accept(sniffed)
    return sniffed


async def _name(file: Incoming, sniffed: Sniffed, upload: Upload[P], scope: Scope) -> tuple[StoredFile, P]:
    """The rows of the file, and its place, in one transaction; the blob is locked last, as `locks` says."""
    if upload.version_of is not None:
        stored = await renew(scope, upload.version_of, _content(file, sniffed))
    else:
        stored = await _find_or_insert(scope, file, sniffed, upload.name)
    placed = await upload.place(scope, stored)
    await blobs.settle(scope, file.key)
    if upload.version_of is not None and not stored.duplicate:
        await write_original(scope, stored.file, file.key)
    elif not stored.duplicate:
        scope.session.add(_original(stored.file, file.key))
    return stored, placed


def _content(file: Incoming, sniffed: Sniffed) -> Content:
    kind = (sniffed.mime_type, sniffed.file_type.value, sniffed.ext)
    return Content(*kind, file.checksum, file.size, file.key)


async def _find_or_insert(scope: Scope, file: Incoming, sniffed: Sniffed, name: str) -> StoredFile:
    """A person's second upload of the same content is the first one again, also when both come at once."""
    if scope.actor_uuid is None:
        raise Forbidden()
    row = _new_row(file, sniffed, names.safe_name(name), scope.actor_uuid)
    statement = insert(File).values(row.model_dump(by_alias=False)).on_conflict_do_nothing()
    inserted = (await scope.session.exec(statement.returning(col(File.uuid)))).scalar_one_or_none()
    if inserted is not None:
        return StoredFile(await scope.session.get_one(File, inserted), duplicate=False)
    winner = select(File).where(File.user_file_checksum == row.user_file_checksum)
    existing = (await scope.session.exec(winner)).one_or_none()
    if existing is None:
        raise blobs.TakenAway()  # deleted for good in this moment: the next attempt inserts it
    return StoredFile(existing, duplicate=True)


def _new_row(file: Incoming, sniffed: Sniffed, name: str, owner_uuid: UUID) -> File:
    status = FileStatus.PROCESSING if has_thumbnail(sniffed.mime_type) else FileStatus.ACTIVE
    return File(
        original_file_name=name,
        mime_type=sniffed.mime_type,
        file_type=sniffed.file_type.value,
        ext=sniffed.ext,
        file_checksum=file.checksum,
        user_file_checksum=owner_checksum(owner_uuid, file.checksum),
        size=file.size,
        status=status.value,
        user_uuid=owner_uuid,
    )


def _original(file: File, key: str) -> FileInstance:
    return FileInstance(
        file_uuid=file.uuid,
        variant_name=ORIGINAL,
        mime_type=file.mime_type,
        ext=file.ext,
        size=file.size,
        processing_status=InstanceStatus.COMPLETED.value,
        blob_key=key,
    )


def _make_variants(running: Runtime, stored: StoredFile, *, again: bool) -> None:
    """Not waited for. A picture that could not be made before gets another chance with its new bytes."""
    if again and not stored.duplicate:
        running.variants.add_again(stored.file.uuid)
        return
    if stored.file.status == FileStatus.PROCESSING or ERROR in stored.file.meta:
        running.variants.add(stored.file.uuid)
