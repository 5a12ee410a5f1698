"""Making thumbnails after the upload: a short queue of this process, and what it writes.

The queue holds nothing that matters: a file that waits for its pictures has the status `processing`,
and whoever starts next resumes it. What another process is at work at is left to it.
"""

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.errors import AppError, NotFound
from crm_app.core.scope import Scope, system_scope
from crm_app.core.texts import t
from crm_app.storage import blobs
from crm_app.storage.confined import WorkerLost
from crm_app.storage.incoming import Incoming, incoming
from crm_app.storage.keeping import Keeper
from crm_app.storage.kinds import PDF, has_thumbnail
from crm_app.storage.local_copies import as_local_file
from crm_app.storage.locks import hold_pictures_of, lock_file
from crm_app.storage.models import File, FileInstance, FileStatus, InstanceStatus
from crm_app.storage.pictures_made import tell_pictures_made
from crm_app.storage.queries import holders
from crm_app.storage.refusals import BytesMissing
from crm_app.storage.rendering import Renderers
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.thumbnails import NoPicture, Picture, Pictures
from crm_app.storage.topics import FILE_CHANGED, publish_files

AT_ONCE = 2
ERROR = "thumbnail_error"
"""The key in a file's metadata under which it says why it has no pictures."""

ATTEMPTS = "thumbnail_attempts"
"""The key under which it says how often somebody has set about making them and has not come back."""

MOST_ATTEMPTS = 2

_LARGEST_PICTURE = 64 * 1024 * 1024

log = structlog.get_logger(__name__)


class VariantQueue:
    """Makes the pictures of files, few at once, each file once."""

    def __init__(self, store: Store, spool: Spool, keeper: Keeper) -> None:
        self._store = store
        self._spool = spool
        self._keeper = keeper
        self._renderers = Renderers()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[UUID, asyncio.Task[None]] = {}

    def add(self, file_uuid: UUID) -> None:
        """Makes the pictures of this file soon. One that is waiting already is not made twice."""
        if file_uuid not in self._tasks:
            task = asyncio.create_task(self._make(file_uuid))
            self._tasks[file_uuid] = task
            task.add_done_callback(lambda _: self._tasks.pop(file_uuid, None))

    def add_again(self, file_uuid: UUID) -> None:
        """As `add`, for a file that has got another content: one that is being made is made once more."""
        running = self._tasks.get(file_uuid)
        if running is None:
            self.add(file_uuid)
        else:
            running.add_done_callback(lambda task: None if task.cancelled() else self.add(file_uuid))

    async def resume(self) -> None:
        """Takes up what an earlier process did not get to."""
        async with system_scope() as scope:
            waiting = select(File.uuid).where(File.status == FileStatus.PROCESSING.value)
            for file_uuid in (await scope.session.exec(waiting)).all():
                self.add(file_uuid)

    async def idle(self) -> None:
        """Returns when nothing is waiting or being made."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Ends what waits. The next process resumes it."""
        for task in list(self._tasks.values()):
            task.cancel()
        await self.idle()
        await self._renderers.stop()

    async def _make(self, file_uuid: UUID) -> None:
        async with self._room:
            try:
                async with system_scope() as making:
                    if await hold_pictures_of(making, file_uuid):
                        await self._make_now(file_uuid)
            except Exception as error:  # noqa: BLE001  (a background task's last resort: the file stays as it is)
                reason = error.code if isinstance(error, AppError) else type(error).__name__
                log.warning("storage.variants_failed", file=str(file_uuid), reason=reason)

    async def _make_now(self, file_uuid: UUID) -> None:
        """Each attempt is counted before it begins, so that one which ends the server is counted too."""
        while (original := await _begin(file_uuid)) is not None:
            try:
                await self._attempt(file_uuid, original)
            except ContentChanged:
                log.info("storage.content_changed", file=str(file_uuid))
            except WorkerLost:
                log.warning("storage.render_worker_lost", file=str(file_uuid), type=original.mime_type)
            except BaseException:
                await asyncio.shield(_take_back_attempt(file_uuid))
                raise
            else:
                return

    async def _attempt(self, file_uuid: UUID, original: FileInstance) -> None:
        try:
            pictures = await self._render(original)
        except (NoPicture, BytesMissing) as reason:
            log.info("storage.no_picture", file=str(file_uuid), type=original.mime_type)
            async with system_scope() as scope:
                await _still(scope, original)
                await _finish(scope, file_uuid, {ERROR: str(reason)})
            return
        await self._keep(original, pictures)

    async def _render(self, original: FileInstance) -> Pictures:
        async with as_local_file(self._store, self._spool, original.blob_key or "", original.size) as path:
            return await self._renderers.render(path, original.mime_type)

    async def _keep(self, original: FileInstance, pictures: Pictures) -> None:
        async with AsyncExitStack() as stack:
            written: list[tuple[Picture, Incoming]] = []
            for picture in pictures.variants:
                file = await stack.enter_async_context(incoming(self._spool, _LARGEST_PICTURE))
                await file.add(picture.content)
                await file.sync()
                written.append((picture, file))
            size = None if original.mime_type == PDF else (pictures.width, pictures.height)
            name_them = partial(_name, original, written, size)
            await self._keeper.keep([file for _, file in written], system_scope, name_them)


async def _begin(file_uuid: UUID) -> FileInstance | None:
    """The original to make pictures of, the attempt counted; None where there is none, or no attempt left."""
    async with system_scope() as scope:
        original = await _original(scope, file_uuid)
        if original is None or (file := await lock_file(scope, file_uuid)) is None:
            return None
        attempt = _attempts(file) + 1
        if attempt > MOST_ATTEMPTS:
            await _finish(
                scope, file_uuid, {ERROR: t("This file could not be read, even at a second attempt.")}
            )
            return None
        await _write_attempts(scope, file, attempt)
        return original


async def _take_back_attempt(file_uuid: UUID) -> None:
    """It ended for a reason that is not the file's: the store is away, or the server stops."""
    async with system_scope() as scope:
        file = await lock_file(scope, file_uuid)
        if file is not None:
            await _write_attempts(scope, file, max(_attempts(file) - 1, 0))


def _attempts(file: File) -> int:
    counted = file.meta.get(ATTEMPTS, 0)
    return counted if isinstance(counted, int) else 0


async def _write_attempts(scope: Scope, file: File, attempts: int) -> None:
    meta = {key: value for key, value in file.meta.items() if key != ATTEMPTS}
    meta |= {ATTEMPTS: attempts} if attempts else {}
    await scope.session.exec(update(File).where(col(File.uuid) == file.uuid).values(meta=meta))


async def _original(scope: Scope, file_uuid: UUID) -> FileInstance | None:
    query = select(FileInstance).where(
        FileInstance.file_uuid == file_uuid,
        FileInstance.variant_name == "original",
        col(FileInstance.blob_key).is_not(None),
    )
    original = (await scope.session.exec(query)).one_or_none()
    return original if original is not None and has_thumbnail(original.mime_type) else None


class ContentChanged(Exception):
    """The file has got another content while its pictures were made: they are of the former one."""


async def _still(scope: Scope, original: FileInstance) -> None:
    """Locks the file. `NotFound` for one deleted meanwhile, `ContentChanged` for one with other bytes."""
    if await lock_file(scope, original.file_uuid) is None:
        raise NotFound()
    query = select(FileInstance.blob_key).where(
        FileInstance.file_uuid == original.file_uuid, FileInstance.variant_name == "original"
    )
    if (await scope.session.exec(query)).first() != original.blob_key:
        raise ContentChanged()


async def _name(
    original: FileInstance,
    written: list[tuple[Picture, Incoming]],
    size: tuple[int, int] | None,
    scope: Scope,
) -> None:
    """The rows of the pictures. A file deleted meanwhile gets none, and the bytes go again."""
    await _still(scope, original)
    file_uuid = original.file_uuid
    for key in sorted({file.key for _, file in written}):
        await blobs.settle(scope, key)
    for picture, file in written:
        await _upsert(scope, _instance(file_uuid, picture, file))
    await _finish(scope, file_uuid, {}, size)


def _instance(file_uuid: UUID, picture: Picture, file: Incoming) -> FileInstance:
    return FileInstance(
        file_uuid=file_uuid,
        variant_name=picture.variant,
        mime_type=picture.mime_type,
        ext=picture.ext,
        size=file.size,
        width=picture.width,
        height=picture.height,
        processing_status=InstanceStatus.COMPLETED.value,
        blob_key=file.key,
    )


async def _upsert(scope: Scope, row: FileInstance) -> None:
    values = row.model_dump()
    kept = ("uuid", "inserted_at", "file_uuid", "variant_name")
    await scope.session.exec(
        insert(FileInstance)
        .values(values)
        .on_conflict_do_update(
            index_elements=["file_uuid", "variant_name"],
            set_={name: value for name, value in values.items() if name not in kept},
        )
    )


async def _finish(
    scope: Scope, file_uuid: UUID, note: dict[str, str], size: tuple[int, int] | None = None
) -> None:
    """The file is ready, with pictures or with the reason why there are none; who looks at it is told."""
    file = await lock_file(scope, file_uuid)
    if file is None:
        return
    meta = {key: value for key, value in file.meta.items() if key not in (ERROR, ATTEMPTS)} | note
    width, height = size or (file.width, file.height)
    status = FileStatus.ACTIVE.value if file.status == FileStatus.PROCESSING.value else file.status
    await scope.session.exec(
        update(File)
        .where(col(File.uuid) == file_uuid)
        .values(meta=meta, width=width, height=height, status=status, updated_at=now())
    )
    folders = await holders(scope, [file_uuid])
    publish_files(scope, FILE_CHANGED, [file_uuid], folders)
    await tell_pictures_made(scope, file_uuid, folders)
