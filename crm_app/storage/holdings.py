"""Where a file lies: its home, its links, and the small writes that change them.

For callers that hold the file's lock. They keep home XOR link: setting a home uses up the link that
the same folder had to the file. What is written goes to the database at once.
"""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.models import STAGED, File, FileStatus, Folder, FolderLink
from crm_app.storage.queries import ancestry, holders
from crm_app.storage.topics import FILE_TRASHED, publish_files


async def change_file(scope: Scope, file: File, **values: Any) -> None:
    """Writes the values and the time of the change."""
    for name, value in {**values, "updated_at": now()}.items():
        setattr(file, name, value)
    await scope.session.flush()


async def set_home(scope: Scope, file: File, folder_uuid: UUID | None, **values: Any) -> None:
    """Makes the folder the file's home (None: no home), using up a link it had to the file."""
    if folder_uuid is not None:
        await unlink(scope, file.uuid, folder_uuid)
    await change_file(scope, file, folder_uuid=folder_uuid, **values)


async def link(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> FolderLink | None:
    """Adds a link; None where there is one already."""
    new = FolderLink(folder_uuid=folder_uuid, file_uuid=file_uuid)
    statement = insert(FolderLink).values(new.model_dump()).on_conflict_do_nothing().returning(FolderLink)
    return (await scope.session.exec(statement)).scalar_one_or_none()


async def unlink(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> bool:
    """Removes the folder's link to the file; whether there was one."""
    mine = (col(FolderLink.file_uuid) == file_uuid) & (col(FolderLink.folder_uuid) == folder_uuid)
    deleted = await scope.session.exec(delete(FolderLink).where(mine).returning(col(FolderLink.uuid)))
    return deleted.first() is not None


async def is_linked(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> bool:
    """Whether the folder has a link to the file."""
    mine = (col(FolderLink.file_uuid) == file_uuid) & (col(FolderLink.folder_uuid) == folder_uuid)
    return (await scope.session.exec(select(col(FolderLink.uuid)).where(mine))).first() is not None


async def oldest_live_holder(scope: Scope, file_uuid: UUID) -> UUID | None:
    """The live folder with the oldest link to the file."""
    query = (
        select(col(FolderLink.folder_uuid))
        .join(Folder, col(Folder.uuid) == col(FolderLink.folder_uuid))
        .where(col(FolderLink.file_uuid) == file_uuid, col(Folder.trashed_at).is_(None))
        .order_by(col(FolderLink.inserted_at), col(FolderLink.uuid))
        .limit(1)
    )
    return (await scope.session.exec(query)).one_or_none()


async def nearest_live(scope: Scope, folder_uuid: UUID | None) -> UUID | None:
    """The folder if it is live, else the nearest live one above it, else the root."""
    chain = await ancestry(scope, folder_uuid)
    return next((folder.uuid for folder in chain if folder.trashed_at is None), None)


async def put_in_trash(scope: Scope, file: File) -> None:
    """Trashes the file where it lies and tells everybody who looks at a folder that holds it."""
    stamp = {"trashed_at": now(), "trashed_by_uuid": scope.actor_uuid}
    await change_file(scope, file, status=FileStatus.TRASHED.value, **stamp)
    publish_files(scope, FILE_TRASHED, [file.uuid], await holders(scope, [file.uuid]))


async def put_staged_in_trash(scope: Scope, file: File) -> None:
    """`put_in_trash`, without the mark: it is seen there, and whoever brings it back wants it to stay."""
    await put_in_trash(scope, file)
    await change_file(scope, file, meta={key: value for key, value in file.meta.items() if key != STAGED})


async def take_from_trash(scope: Scope, file: File, folder_uuid: UUID | None) -> None:
    """Makes the file active again, at home in the folder. The caller tells whom it concerns."""
    stamp = {"trashed_at": None, "trashed_by_uuid": None}
    await set_home(scope, file, folder_uuid, status=FileStatus.ACTIVE.value, **stamp)
