"""Moving, copying and linking what is selected: all of it or nothing. Everything needs `media.edit`."""

from collections.abc import Collection, Sequence
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage.copying import insert_copy
from crm_app.storage.errors import FileTrashed
from crm_app.storage.file_moves import move_file_between_folders
from crm_app.storage.folder_access import read_folder, require_live
from crm_app.storage.folders import update_folder
from crm_app.storage.holdings import is_linked, link
from crm_app.storage.library.changing import FILE, FOLDER, free_file_name
from crm_app.storage.library.trashing import restore_folder_renamed
from crm_app.storage.library.views import key_of, split_keys
from crm_app.storage.locks import hold_tree_alone, lock_listed
from crm_app.storage.models import File
from crm_app.storage.record_media.uploading import check_takes
from crm_app.storage.record_names import refuse_of_records
from crm_app.storage.topics import FILE_ADDED, publish_files


async def move_items(
    scope: Scope, keys: Collection[str], target_uuid: UUID | None, *, source_uuid: UUID | None = None
) -> list[str]:
    """Moves folders and files into the target (None: the root); answers the keys of what moved.

    A file that `source_uuid` only links leaves its home where it is; without a source its home moves. What
    lies in the trash comes back there. `NotFound`, `FolderUnavailable`, `FolderCycle`, `NameTaken`,
    `NotHeld`, `BelongsToRecord` for the folders of records, and what a record says that takes nothing:
    nothing is moved then.
    """
    scope.require("media.edit")
    folders, files = split_keys(keys)
    await check_takes(scope, target_uuid)
    if folders:
        await hold_tree_alone(scope)
        await refuse_of_records(scope, *folders)
    return [
        *[key_of("folder", uuid) for uuid in folders if await _move_folder(scope, uuid, target_uuid)],
        *[
            key_of("file", uuid)
            for uuid in sorted(files)
            if await _move_file(scope, uuid, source_uuid, target_uuid)
        ],
    ]


async def _move_folder(scope: Scope, uuid: UUID, target_uuid: UUID | None) -> bool:
    folder = await read_folder(scope, uuid)
    if folder.trashed_at is not None:
        folder = await restore_folder_renamed(scope, folder)
    elif folder.parent_uuid == target_uuid:
        return False
    await update_folder(scope, uuid, parent_uuid=target_uuid)
    scope.record("media.folder_moved", (FOLDER, uuid), name=folder.name, folder_uuid=_text(target_uuid))
    return True


async def _move_file(scope: Scope, uuid: UUID, source_uuid: UUID | None, target_uuid: UUID | None) -> bool:
    before = await lock_listed(scope, uuid)
    if before is None:
        raise NotFound()
    trashed, stays = before.trashed_at, (source_uuid or before.folder_uuid) == target_uuid
    file = await move_file_between_folders(scope, uuid, source_uuid, target_uuid)
    if trashed is None and stays:
        return False
    what = "file_moved" if trashed is None else "file_restored"
    scope.record(f"media.{what}", (FILE, uuid), name=file.original_file_name, folder_uuid=_text(target_uuid))
    return True


def _text(uuid: UUID | None) -> str | None:
    return str(uuid) if uuid else None


async def link_files(scope: Scope, file_uuids: Collection[UUID], folder_uuid: UUID) -> list[UUID]:
    """Links the files into one more folder; answers those that it did not hold before.

    `NotFound`, `FolderUnavailable`, `FileTrashed`, what a record says that takes nothing: nothing is linked
    then.
    """
    scope.require("media.edit")
    await check_takes(scope, folder_uuid)
    await require_live(scope, folder_uuid)
    linked: list[UUID] = []
    for file in await _live_files(scope, file_uuids):
        if file.folder_uuid == folder_uuid or await is_linked(scope, file.uuid, folder_uuid):
            continue
        await link(scope, file.uuid, folder_uuid)
        scope.record(
            "media.file_linked", (FILE, file.uuid), name=file.original_file_name, folder_uuid=str(folder_uuid)
        )
        linked.append(file.uuid)
    publish_files(scope, FILE_ADDED, linked, [folder_uuid])
    return linked


async def copy_files(scope: Scope, file_uuids: Collection[UUID], folder_uuid: UUID | None) -> list[UUID]:
    """Copies the files into the folder (None: the root); answers the copies, which share the bytes.

    A copy begins at version 1, and belongs to whoever made it. `NotFound`, `FolderUnavailable`,
    `FileTrashed`, what a record says that takes nothing.
    """
    scope.require("media.edit")
    await check_takes(scope, folder_uuid)
    await require_live(scope, folder_uuid)
    copies = [await _copy(scope, file, folder_uuid) for file in await _live_files(scope, file_uuids)]
    publish_files(scope, FILE_ADDED, copies, [folder_uuid])
    return copies


async def _copy(scope: Scope, file: File, folder_uuid: UUID | None) -> UUID:
    name = await free_file_name(scope, folder_uuid, file.original_file_name, t("copy"))
    copy = await insert_copy(scope, file, name, folder_uuid)
    scope.record("media.file_copied", (FILE, copy.uuid), name=name, file_uuid=str(file.uuid))
    return copy.uuid


async def _live_files(scope: Scope, file_uuids: Collection[UUID]) -> Sequence[File]:
    """The files, locked in the order of their uuids; all of them live."""
    files: list[File] = []
    for uuid in sorted(set(file_uuids)):
        file = await lock_listed(scope, uuid)
        if file is None:
            raise NotFound()
        if file.trashed_at is not None:
            raise FileTrashed()
        files.append(file)
    return files
