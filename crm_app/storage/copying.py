"""A file of its own with the content of another: a new row, the same bytes.

Asks for no permission: whoever copies has asked for its own.
"""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.models import STAGED, File, FileInstance, FileStatus, InstanceStatus

_SAME = (
    "mime_type",
    "file_type",
    "ext",
    "file_checksum",
    "size",
    "width",
    "height",
    "duration",
    "description",
)


async def insert_copy(scope: Scope, file: File, name: str, folder_uuid: UUID | None) -> File:
    """A copy of the locked, live file, at home in the folder, of whoever makes it; its pictures come along.

    It is not recognised as an upload of the same bytes: that is what the first one is for.
    """
    copy = File(
        original_file_name=name,
        folder_uuid=folder_uuid,
        status=file.status,
        meta={key: value for key, value in file.meta.items() if key != STAGED},
        user_uuid=scope.actor_uuid or file.user_uuid,
        **{field: getattr(file, field) for field in _SAME},
    )
    scope.session.add(copy)
    await scope.session.flush()
    scope.session.add_all([_shared(made, copy.uuid) for made in await _finished(scope, file.uuid)])
    await scope.session.flush()
    if copy.status == FileStatus.PROCESSING:
        scope.after_commit(lambda: _make_pictures(copy.uuid))
    return copy


async def _finished(scope: Scope, file_uuid: UUID) -> list[FileInstance]:
    mine = select(FileInstance).where(FileInstance.file_uuid == file_uuid)
    done = col(FileInstance.processing_status) == InstanceStatus.COMPLETED.value
    return list(await scope.session.exec(mine.where(done)))


def _shared(instance: FileInstance, file_uuid: UUID) -> FileInstance:
    """The same stored form under another file."""
    own: set[str] = {"uuid", "file_uuid", "inserted_at", "updated_at"}
    values: dict[str, Any] = instance.model_dump(exclude=own)
    return FileInstance(file_uuid=file_uuid, **values)


async def _make_pictures(file_uuid: UUID) -> None:
    from crm_app.storage.runtime import runtime  # the running storage; a copy needs none before its commit

    runtime().variants.add(file_uuid)
