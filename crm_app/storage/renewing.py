"""A new content for a file that is there: the present one becomes a version, the address stays.

For callers that hold the file's lock. First `put_content`, then (as blobs are locked last) `write_original`.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import errors as pg
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select

from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage import names
from crm_app.storage.blobs import doom_unreferenced
from crm_app.storage.errors import FileTrashed, OtherKind
from crm_app.storage.keys import owner_checksum
from crm_app.storage.kinds import has_thumbnail
from crm_app.storage.library_models import FileText, FileVersion
from crm_app.storage.locks import lock_listed
from crm_app.storage.models import File, FileInstance, FileStatus, FileType, InstanceStatus
from crm_app.storage.queries import holders
from crm_app.storage.stored import StoredFile
from crm_app.storage.topics import FILE_CHANGED, publish_files

ORIGINAL = "original"
PICTURE_NOTES = ("thumbnail_error", "thumbnail_attempts")
"""What a file's metadata say of the pictures of its present content only."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file may consist of. `blob_key` is where its bytes are, or are about to be."""

    mime_type: str
    file_type: str
    ext: str
    checksum: str
    size: int
    blob_key: str
    width: int | None = None
    height: int | None = None


async def renew(scope: Scope, file_uuid: UUID, content: Content) -> StoredFile:
    """The file, locked, with this content; a `duplicate` where it had it already. Needs `media.edit`.

    `NotFound`, `FileTrashed`, `OtherKind`.
    """
    scope.require("media.edit")
    file = await lock_listed(scope, file_uuid)
    if file is None:
        raise NotFound()
    if file.trashed_at is not None:
        raise FileTrashed()
    changed = await put_content(scope, file, content)
    if changed:
        said = {"name": file.original_file_name, "version": file.version}
        scope.record("media.file_version_added", ("media_file", file_uuid), **said)
    return StoredFile(file, duplicate=not changed)


async def put_content(scope: Scope, file: File, content: Content) -> bool:
    """Keeps the present content as a version and gives the file this one; False where it is the same.

    `OtherKind` where a picture would become something else, or something else a picture.
    """
    if content.checksum == file.file_checksum:
        return False
    if (file.file_type == FileType.IMAGE) != (content.file_type == FileType.IMAGE):
        raise OtherKind()
    await _keep(scope, file)
    await _write(scope, file, content)
    await _own(scope, file)
    await scope.session.exec(delete(FileText).where(col(FileText.file_uuid) == file.uuid))
    publish_files(scope, FILE_CHANGED, [file.uuid], await holders(scope, [file.uuid]))
    return True


async def _keep(scope: Scope, file: File) -> None:
    mine = select(FileInstance.blob_key).where(
        FileInstance.file_uuid == file.uuid, FileInstance.variant_name == ORIGINAL
    )
    blob_key = (await scope.session.exec(mine)).one() or ""
    first = file.content_at is None
    same = ("original_file_name", "mime_type", "file_type", "ext", "file_checksum", "size", "width", "height")
    scope.session.add(
        FileVersion(
            file_uuid=file.uuid,
            number=file.version,
            user_uuid=file.user_uuid if first else file.content_by_uuid,
            inserted_at=file.content_at or file.inserted_at,
            blob_key=blob_key,
            **{name: getattr(file, name) for name in same},
        )
    )
    await scope.session.flush()


async def _write(scope: Scope, file: File, content: Content) -> None:
    at = now()
    drawn = has_thumbnail(content.mime_type)
    values: dict[str, Any] = {
        "original_file_name": _name(file, content.ext),
        "mime_type": content.mime_type,
        "file_type": content.file_type,
        "ext": content.ext,
        "file_checksum": content.checksum,
        "user_file_checksum": None,
        "size": content.size,
        "width": content.width,
        "height": content.height,
        "status": (FileStatus.PROCESSING if drawn else FileStatus.ACTIVE).value,
        "meta": {key: value for key, value in file.meta.items() if key not in PICTURE_NOTES},
        "version": file.version + 1,
        "content_at": at,
        "content_by_uuid": scope.actor_uuid,
        "updated_at": at,
    }
    for name, value in values.items():
        setattr(file, name, value)
    await scope.session.flush()


def _name(file: File, ext: str) -> str:
    """The name that people gave it, with the extension of the new content."""
    name, own = file.original_file_name, names.extension(file.original_file_name)
    if not ext or own == ext or file.ext == ext:
        return name
    return names.safe_name(f"{name[: -len(own) - 1] if own else name}.{ext}")


async def _own(scope: Scope, file: File) -> None:
    """Its owner's next upload of this content is recognised, unless they have it in another file already."""
    if file.user_uuid is None:
        return
    mine = owner_checksum(file.user_uuid, file.file_checksum)
    try:
        async with scope.session.begin_nested():
            statement = update(File).where(col(File.uuid) == file.uuid).values(user_file_checksum=mine)
            await scope.session.exec(statement.execution_options(synchronize_session=False))
    except IntegrityError as error:
        if not isinstance(error.orig, pg.UniqueViolation):
            raise


async def write_original(scope: Scope, file: File, blob_key: str) -> None:
    """Makes the stored bytes the file's original, and gives up the pictures of the former content."""
    row = FileInstance(
        file_uuid=file.uuid,
        variant_name=ORIGINAL,
        mime_type=file.mime_type,
        ext=file.ext,
        size=file.size,
        width=file.width,
        height=file.height,
        processing_status=InstanceStatus.COMPLETED.value,
        blob_key=blob_key,
    )
    values = row.model_dump()
    kept = ("uuid", "inserted_at", "file_uuid", "variant_name")
    statement = insert(FileInstance).values(values)
    changed = {name: value for name, value in values.items() if name not in kept}
    unique = ["file_uuid", "variant_name"]
    await scope.session.exec(statement.on_conflict_do_update(index_elements=unique, set_=changed))
    await _give_up_pictures(scope, file.uuid)


async def _give_up_pictures(scope: Scope, file_uuid: UUID) -> None:
    pictures = (col(FileInstance.file_uuid) == file_uuid) & (col(FileInstance.variant_name) != ORIGINAL)
    gone = delete(FileInstance).where(pictures).returning(col(FileInstance.blob_key))
    keys = (await scope.session.exec(gone.execution_options(synchronize_session=False))).scalars()
    await doom_unreferenced(scope, {key for key in keys if key is not None})


async def content_of_version(scope: Scope, file_uuid: UUID, number: int) -> Content | None:
    """A content that the file had before; None for a number that there is none of."""
    query = select(FileVersion).where(FileVersion.file_uuid == file_uuid, FileVersion.number == number)
    found = (await scope.session.exec(query)).one_or_none()
    if found is None:
        return None
    return Content(
        found.mime_type,
        found.file_type,
        found.ext,
        found.file_checksum,
        found.size,
        found.blob_key,
        found.width,
        found.height,
    )
