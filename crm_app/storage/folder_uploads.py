"""Uploading into the library: into a folder, or into one below it that is made on the way.

What was dropped stays as it was dropped: a file keeps its name and its place, also where its owner had
uploaded the same bytes before; it is a copy then, of the same stored bytes. A taken name gets a number.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage import names
from crm_app.storage.beside import Taken, free_name, taken_names, twin_in
from crm_app.storage.copying import insert_copy
from crm_app.storage.folder_access import require_live
from crm_app.storage.folder_paths import FolderPath, find_paths, make_path, make_paths
from crm_app.storage.holdings import change_file, take_from_trash
from crm_app.storage.locks import hold_name, lock_file
from crm_app.storage.models import File
from crm_app.storage.placement import Attached, Placed
from crm_app.storage.queries import holders
from crm_app.storage.stored import StoredFile
from crm_app.storage.topics import FILE_ADDED, FILE_RESTORED, publish_files


async def check_folder_upload(scope: Scope, folder_uuid: UUID | None) -> None:
    """Raises `Forbidden` or `FolderUnavailable` where the folder (None: the root) takes nothing of theirs."""
    scope.require("media.edit")
    await require_live(scope, folder_uuid)


async def make_folders(scope: Scope, folder_uuid: UUID | None, paths: Sequence[FolderPath]) -> None:
    """The folders at these paths, the missing ones made. Needs `media.edit`. `FolderUnavailable`."""
    await check_folder_upload(scope, folder_uuid)
    await make_paths(scope, folder_uuid, paths)


async def names_taken(
    scope: Scope, folder_uuid: UUID | None, wanted: Sequence[tuple[FolderPath, str]]
) -> list[Taken]:
    """Which of these names a file has already, each in the folder at its path; in whatever case.

    Needs `media.edit`. One statement, and one for each depth of the paths. `FolderUnavailable`.
    """
    await check_folder_upload(scope, folder_uuid)
    folders = await find_paths(scope, folder_uuid, [path for path, _ in wanted])
    there = [(index, path, name) for index, (path, name) in enumerate(wanted) if path in folders]
    taken = await taken_names(scope, [(folders[path], names.safe_name(name)) for _, path, name in there])
    return [replace(each, index=there[each.index][0]) for each in taken]


async def place_in_folder(
    scope: Scope, stored: StoredFile, folder_uuid: UUID | None, path: FolderPath, name: str
) -> Placed:
    """Puts stored bytes at the path below the folder (None: the root), under this name or the next free one.

    Where the same bytes have that name there, nothing is added; out of the trash they come back. Needs
    `media.edit`. `FolderUnavailable`.
    """
    await check_folder_upload(scope, folder_uuid)
    here, name = await make_path(scope, folder_uuid, path), names.safe_name(name)
    await hold_name(scope, here, f"/{name.lower()}")
    file = await lock_file(scope, stored.file.uuid)
    if file is None:
        raise NotFound()
    if not stored.duplicate:
        return await _put(scope, file, here, name)
    if file.trashed_at is not None:
        return await _bring_back(scope, file, here, name)
    return await _put_copy(scope, file, here, name)


async def _put(scope: Scope, file: File, here: UUID | None, name: str) -> Placed:
    free = await free_name(scope, here, name, of=file.uuid)
    await change_file(scope, file, folder_uuid=here, original_file_name=free)
    _tell(scope, file, here)
    return Placed(Attached.ADOPTED)


async def _bring_back(scope: Scope, file: File, here: UUID | None, name: str) -> Placed:
    free = await free_name(scope, here, name, of=file.uuid)
    await take_from_trash(scope, file, here)
    await change_file(scope, file, original_file_name=free)
    publish_files(scope, FILE_RESTORED, [file.uuid], await holders(scope, [file.uuid]))
    scope.record("media.file_restored", ("media_file", file.uuid), name=file.original_file_name)
    return Placed(Attached.ADOPTED, restored=True)


async def _put_copy(scope: Scope, file: File, here: UUID | None, name: str) -> Placed:
    twin = await twin_in(scope, here, name, file.file_checksum)
    if twin is not None:
        return Placed(Attached.ALREADY_ATTACHED, file=await scope.session.get(File, twin))
    free = await free_name(scope, here, name, of=file.uuid)
    copy = await insert_copy(scope, file, free, here)
    _tell(scope, copy, here)
    return Placed(Attached.ADOPTED, file=copy)


def _tell(scope: Scope, file: File, here: UUID | None) -> None:
    publish_files(scope, FILE_ADDED, [file.uuid], [here])
    scope.record("media.file_added", ("media_file", file.uuid), name=file.original_file_name)
