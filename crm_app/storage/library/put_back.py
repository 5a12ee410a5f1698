"""Undoing a move: what was moved lies again exactly where it lay, links included."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import Conflict, NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FileTrashed
from crm_app.storage.folder_access import check_live, read_folder
from crm_app.storage.folders import update_folder
from crm_app.storage.holdings import is_linked, link, set_home, unlink
from crm_app.storage.library.changing import FILE, FOLDER
from crm_app.storage.library.views import key_of, split_keys
from crm_app.storage.locks import hold_tree_alone, lock_listed
from crm_app.storage.models import File, Folder, FolderLink
from crm_app.storage.queries import among
from crm_app.storage.record_media.uploading import check_takes
from crm_app.storage.record_names import refuse_of_records
from crm_app.storage.topics import FILE_ADDED, FILE_REMOVED, publish_files


class Lying(NamedTuple):
    """Where something lay: its home (of a folder its parent; None: the root), and which folders linked it."""

    home: UUID | None
    links: tuple[UUID, ...] = ()


async def lying(scope: Scope, keys: Collection[str], among_folders: Collection[UUID]) -> dict[str, Lying]:
    """Where the live folders and files lie now, by key; of the links only those from `among_folders`."""
    folders, files = split_keys(keys)
    parents = select(col(Folder.uuid), col(Folder.parent_uuid)).where(among(col(Folder.uuid), folders))
    homes = select(col(File.uuid), col(File.folder_uuid)).where(among(col(File.uuid), files))
    links: dict[UUID, list[UUID]] = {}
    linking = among(col(FolderLink.folder_uuid), among_folders) & among(col(FolderLink.file_uuid), files)
    asked = select(col(FolderLink.file_uuid), col(FolderLink.folder_uuid)).where(linking)
    for file, folder in await scope.session.exec(asked):
        links.setdefault(file, []).append(folder)
    of_folders = await scope.session.exec(parents.where(col(Folder.trashed_at).is_(None)))
    of_files = await scope.session.exec(homes.where(col(File.trashed_at).is_(None)))
    return {
        **{key_of("folder", uuid): Lying(parent) for uuid, parent in of_folders},
        **{key_of("file", uuid): Lying(home, tuple(links.get(uuid, ()))) for uuid, home in of_files},
    }


async def put_back(scope: Scope, before: Mapping[str, Lying], moved_to: UUID | None) -> None:
    """Undoes a move into `moved_to` (None: the root) of what lay as `before` says.

    Needs `media.edit`. `NotFound`, `FileTrashed`, `FolderUnavailable`, `NameTaken`, `Conflict` where somebody
    has moved something on meanwhile: nothing is put back then.
    """
    scope.require("media.edit")
    folders, files = split_keys(before)
    for uuid in sorted({uuid for was in before.values() for uuid in (was.home, *was.links) if uuid}):
        await check_takes(scope, uuid)
    if folders:
        await hold_tree_alone(scope)
        await refuse_of_records(scope, *folders)
    for uuid in folders:
        await _put_folder_back(scope, uuid, before[key_of("folder", uuid)].home, moved_to)
    for uuid in sorted(files):
        await _put_file_back(scope, uuid, before[key_of("file", uuid)], moved_to)


async def _put_folder_back(scope: Scope, uuid: UUID, home: UUID | None, moved_to: UUID | None) -> None:
    folder = await read_folder(scope, uuid)
    if folder.parent_uuid != moved_to:
        raise Conflict()
    await update_folder(scope, uuid, parent_uuid=home)
    scope.record("media.folder_moved", (FOLDER, uuid), name=folder.name, folder_uuid=_text(home))


async def _put_file_back(scope: Scope, uuid: UUID, was: Lying, moved_to: UUID | None) -> None:
    file = await lock_listed(scope, uuid)
    if file is None:
        raise NotFound()
    if file.trashed_at is not None:
        raise FileTrashed()
    if moved_to and file.folder_uuid != moved_to and not await is_linked(scope, uuid, moved_to):
        raise Conflict()
    if file.folder_uuid != was.home:
        await _back_home(scope, file, was.home, moved_to)
    await _links_back(scope, file, was, moved_to)
    publish_files(scope, FILE_REMOVED, [uuid], [moved_to])
    publish_files(scope, FILE_ADDED, [uuid], {was.home, *was.links})
    said = {"name": file.original_file_name, "folder_uuid": _text(was.home)}
    scope.record("media.file_moved", (FILE, uuid), **said)


async def _back_home(scope: Scope, file: File, home: UUID | None, moved_to: UUID | None) -> None:
    if file.folder_uuid != moved_to:
        raise Conflict()
    await check_live(scope, home)
    await set_home(scope, file, home)


async def _links_back(scope: Scope, file: File, was: Lying, moved_to: UUID | None) -> None:
    if moved_to is not None and moved_to not in was.links:
        await unlink(scope, file.uuid, moved_to)
    for folder in was.links:
        await check_live(scope, folder)
        await link(scope, file.uuid, folder)


def _text(uuid: UUID | None) -> str | None:
    return str(uuid) if uuid else None
