"""Files as people move and link them in the library."""

from uuid import UUID

from sqlmodel import col, delete, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import AlreadyLinked, FileTrashed, NotHeld
from crm_app.storage.file_trash import bring_back_into
from crm_app.storage.folder_access import check_live, read_folder, require_live, require_within
from crm_app.storage.holdings import is_linked, link, set_home, unlink
from crm_app.storage.locks import lock_file
from crm_app.storage.models import File, FolderLink
from crm_app.storage.placement import Attached, attach
from crm_app.storage.topics import FILE_ADDED, FILE_REMOVED, publish_files


async def move_file_to_folder(
    scope: Scope, file_uuid: UUID, target_uuid: UUID | None, *, within: UUID | None = None
) -> File:
    """Gives the file a new home (None: none), using up a link that the target had to it.

    Needs `media.edit`. `NotFound`, `FileTrashed`, `FolderUnavailable` for a trashed or missing target,
    `OutOfScope` for a target or home that is not `within` (the root and homeless files never are).
    """
    file = await _movable(scope, file_uuid)
    await require_within(scope, within, target_uuid, file.folder_uuid)
    await check_live(scope, target_uuid)
    if file.trashed_at is not None:
        raise FileTrashed()
    return await _move_home(scope, file, target_uuid)


async def move_file_between_folders(
    scope: Scope,
    file_uuid: UUID,
    source_uuid: UUID | None,
    target_uuid: UUID | None,
    *,
    within: UUID | None = None,
) -> File:
    """What dragging a file from one folder to another means, decided by where the file lives now.

    From the trash it is restored into the target; from its home (or no folder) the home moves; from a
    folder that links it the link moves. Other folders keep what they hold.
    Needs `media.edit`. `NotFound`, `FolderUnavailable`, `OutOfScope`, `NotHeld` where the source does not
    hold it any more.
    """
    file = await _movable(scope, file_uuid)
    await require_within(scope, within, source_uuid, target_uuid)
    await check_live(scope, target_uuid)
    if file.trashed_at is not None:
        return await bring_back_into(scope, file, target_uuid)
    if source_uuid is None or source_uuid == file.folder_uuid:
        await require_within(scope, within, file.folder_uuid)
        return await _move_home(scope, file, target_uuid)
    await _move_link(scope, file, source_uuid, target_uuid)
    return file


async def _movable(scope: Scope, file_uuid: UUID) -> File:
    scope.require("media.edit")
    file = await lock_file(scope, file_uuid)
    if file is None:
        raise NotFound()
    return file


async def _move_home(scope: Scope, file: File, target_uuid: UUID | None) -> File:
    source_uuid = file.folder_uuid
    if source_uuid is not None:
        await unlink(scope, file.uuid, source_uuid)  # a pair from before the rule was enforced
    if source_uuid != target_uuid:
        await set_home(scope, file, target_uuid)
        publish_files(scope, FILE_REMOVED, [file.uuid], [source_uuid])
        publish_files(scope, FILE_ADDED, [file.uuid], [target_uuid])
    return file


async def _move_link(scope: Scope, file: File, source_uuid: UUID, target_uuid: UUID | None) -> None:
    if not await is_linked(scope, file.uuid, source_uuid):
        raise NotHeld()
    if source_uuid == target_uuid:
        return
    await unlink(scope, file.uuid, source_uuid)
    publish_files(scope, FILE_REMOVED, [file.uuid], [source_uuid])
    if (
        target_uuid is not None
        and target_uuid != file.folder_uuid
        and await link(scope, file.uuid, target_uuid)
    ):
        publish_files(scope, FILE_ADDED, [file.uuid], [target_uuid])


async def remove_file_from_folder(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> bool:
    """Takes away the folder's link to the file, or the file's home if it is this; whether it was here.

    The file itself stays in the library. Needs `media.edit`. `NotFound`.
    """
    file = await _movable(scope, file_uuid)
    if file.folder_uuid == folder_uuid:
        await set_home(scope, file, None)
    elif not await unlink(scope, file_uuid, folder_uuid):
        return False
    publish_files(scope, FILE_REMOVED, [file_uuid], [folder_uuid])
    return True


async def attach_file_to_folder(scope: Scope, file_uuid: UUID, folder_uuid: UUID) -> Attached:
    """Adopts a homeless file, links any other. Needs `media.edit`; errors as of `attach`."""
    scope.require("media.edit")
    return await attach(scope, file_uuid, folder_uuid)


async def create_folder_link(
    scope: Scope, folder_uuid: UUID, file_uuid: UUID, *, within: UUID | None = None
) -> FolderLink:
    """Links the file into one more folder.

    Needs `media.edit`. `NotFound` for either, `OutOfScope` where the folder or the file's home is not
    `within`, `FolderUnavailable`, `FileTrashed`, `AlreadyLinked` where the folder holds it already.
    """
    file = await _movable(scope, file_uuid)
    await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid, file.folder_uuid)
    await require_live(scope, folder_uuid)
    if file.trashed_at is not None:
        raise FileTrashed()
    made = None if file.folder_uuid == folder_uuid else await link(scope, file_uuid, folder_uuid)
    if made is None:
        raise AlreadyLinked()
    publish_files(scope, FILE_ADDED, [file_uuid], [folder_uuid])
    return made


async def delete_folder_link(scope: Scope, link_uuid: UUID) -> None:
    """Takes a link away. Needs `media.edit`. `NotFound`."""
    scope.require("media.edit")
    found = await scope.session.exec(select(FolderLink).where(col(FolderLink.uuid) == link_uuid))
    known = found.one_or_none()
    if known is None:
        raise NotFound()
    await lock_file(scope, known.file_uuid)
    gone = delete(FolderLink).where(col(FolderLink.uuid) == link_uuid).returning(col(FolderLink.folder_uuid))
    folder_uuid = (await scope.session.exec(gone)).scalar_one_or_none()
    if folder_uuid is None:
        raise NotFound()
    publish_files(scope, FILE_REMOVED, [known.file_uuid], [folder_uuid])
