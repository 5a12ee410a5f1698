"""What people say about single files and folders: names, descriptions, colours. Needs `media.edit`."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage import names
from crm_app.storage.errors import FileTrashed
from crm_app.storage.folder_fields import check_fields
from crm_app.storage.folders import create_folder, update_folder
from crm_app.storage.holdings import change_file
from crm_app.storage.library.numbering import free_name
from crm_app.storage.locks import hold_tree_alone, lock_listed
from crm_app.storage.models import NAME_LENGTH, File, Folder
from crm_app.storage.queries import holders
from crm_app.storage.searching import storable
from crm_app.storage.topics import FILE_CHANGED, publish_files

FILE, FOLDER = "media_file", "media_folder"
"""What the audit trail calls them."""


async def add_folder(
    scope: Scope, parent_uuid: UUID | None, name: str = "", color: str = "default"
) -> Folder:
    """Makes a folder. Without a name it is "untitled", "untitled 2", ...: the first that is free.

    `ValidationFailed` (`NameTaken`), `FolderUnavailable`.
    """
    scope.require("media.edit")
    if not name.strip():
        await hold_tree_alone(scope)
        name = _untitled(await names_below(scope, parent_uuid))
    folder = await create_folder(scope, name=name.strip(), parent_uuid=parent_uuid, color=color)
    scope.record("media.folder_created", (FOLDER, folder.uuid), name=folder.name)
    return folder


def _untitled(taken: set[str]) -> str:
    first = t("untitled")
    number = 2
    name = first
    while name in taken:
        name, number = f"{first} {number}", number + 1
    return name


async def names_below(scope: Scope, parent_uuid: UUID | None) -> set[str]:
    """The names of the live folders directly below the parent (None: at the root)."""
    parent = col(Folder.parent_uuid)
    below = parent.is_(None) if parent_uuid is None else parent == parent_uuid
    query = select(col(Folder.name)).where(below, col(Folder.trashed_at).is_(None))
    return set((await scope.session.exec(query)).all())


async def rename_folder(scope: Scope, folder_uuid: UUID, name: str) -> Folder:
    """Gives a live folder another name.

    `NotFound`, `FolderUnavailable`, `ValidationFailed` (`NameTaken`), `BelongsToRecord` for the folder of a
    record, which is found by its name.
    """
    return await _change(scope, folder_uuid, "renamed", name=name.strip())


async def recolor_folder(scope: Scope, folder_uuid: UUID, color: str) -> Folder:
    """Gives a live folder another colour. `NotFound`, `FolderUnavailable`, `ValidationFailed`."""
    return await _change(scope, folder_uuid, "updated", color=color)


async def describe_folder(scope: Scope, folder_uuid: UUID, description: str) -> Folder:
    """Writes what the folder is for; blank: nothing. `NotFound`, `FolderUnavailable`, `ValidationFailed`."""
    return await _change(scope, folder_uuid, "updated", description=description.strip() or None)


async def _change(scope: Scope, folder_uuid: UUID, what: str, **fields: Any) -> Folder:
    folder = await update_folder(scope, folder_uuid, **fields)
    scope.record(f"media.folder_{what}", (FOLDER, folder_uuid), name=folder.name)
    return folder


async def rename_file(scope: Scope, file_uuid: UUID, name: str) -> File:
    """Gives a live file another name; one without an extension keeps the one it had.

    `NotFound`, `FileTrashed`, `ValidationFailed`.
    """
    scope.require("media.edit")
    file = await _live(scope, file_uuid)
    wanted = _checked_name(name)
    if file.ext and not names.extension(wanted):
        wanted = names.safe_name(f"{wanted}.{file.ext}")
    if wanted != file.original_file_name:
        await change_file(scope, file, original_file_name=wanted)
        await _told(scope, file, "renamed")
    return file


async def describe_file(scope: Scope, file_uuid: UUID, description: str) -> File:
    """Writes what the file is about; blank for nothing. `NotFound`, `FileTrashed`, `ValidationFailed`."""
    scope.require("media.edit")
    check_fields({"description": description})
    file = await _live(scope, file_uuid)
    wanted = description.strip() or None
    if wanted != file.description:
        await change_file(scope, file, description=wanted)
        await _told(scope, file, "updated")
    return file


def _checked_name(name: str) -> str:
    problem = None
    if not name.strip():
        problem = t("Please enter a name.")
    elif len(name) > NAME_LENGTH:
        problem = t("This name is too long: {limit} characters at most.", limit=NAME_LENGTH)
    elif not storable(name) or "/" in name or "\\" in name:
        problem = t("This name has characters that cannot be stored.")
    if problem:
        raise ValidationFailed({"name": [problem]})
    return names.safe_name(name)


async def _live(scope: Scope, file_uuid: UUID) -> File:
    file = await lock_listed(scope, file_uuid)
    if file is None:
        raise NotFound()
    if file.trashed_at is not None:
        raise FileTrashed()
    return file


async def _told(scope: Scope, file: File, what: str) -> None:
    publish_files(scope, FILE_CHANGED, [file.uuid], await holders(scope, [file.uuid]))
    scope.record(f"media.file_{what}", (FILE, file.uuid), name=file.original_file_name)


async def free_file_name(scope: Scope, folder_uuid: UUID | None, name: str, note: str = "") -> str:
    """The name if no live file at home in the folder (None: at the root) has it, else a numbered one."""
    home = col(File.folder_uuid)
    here = home.is_(None) if folder_uuid is None else home == folder_uuid
    start = name[: -len(names.extension(name)) - 1] if names.extension(name) else name
    alike = col(File.original_file_name).startswith(start[:200], autoescape=True)
    query = select(col(File.original_file_name)).where(here, alike, col(File.trashed_at).is_(None))
    return free_name(name, set((await scope.session.exec(query)).all()), note)
