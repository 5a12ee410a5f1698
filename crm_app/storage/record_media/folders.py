"""Which folder belongs to which record, told by its name alone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.storage.record_folders import ensure, find_named, find_under, get_record_folder
from crm_app.storage.record_media.record_types import Kind, RecordType, type_of_folder
from crm_app.storage.record_names import IMAGES, record_in


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that a folder belongs to, and which of its two folders it is."""

    of: RecordType[Any]
    uuid: UUID
    kind: Kind


def root_folder_name(of: RecordType[Any], record_uuid: UUID) -> str:
    """`<area>-<name>-<uuid>`."""
    return f"{of.folder}-{record_uuid}"


async def folder_uuid(scope: Scope, of: RecordType[Any], record_uuid: UUID, kind: Kind) -> UUID | None:
    """The record's folder for this kind, or None while there is none. Never creates."""
    scope.require(of.view)
    root = await find_root(scope, root_folder_name(of, record_uuid))
    if root is None or kind == "files":
        return root
    images = await find_under(scope, IMAGES, root)
    return images.uuid if images else None


async def ensure_folder(scope: Scope, of: RecordType[Any], record_uuid: UUID, kind: Kind) -> UUID:
    """The record's folder for this kind, made when there is none; of N at once all get the same.

    Raises `FolderUnavailable` where it cannot be made.
    """
    scope.require(of.edit)
    root = await ensure_root(scope, root_folder_name(of, record_uuid))
    return root if kind == "files" else (await ensure(scope, IMAGES, parent_uuid=root)).uuid


async def owner_of(scope: Scope, folder: UUID) -> Owner | None:
    """The record that this folder belongs to; None for any other folder."""
    found = await get_record_folder(scope, folder)
    if found is None:
        return None
    parent = await get_record_folder(scope, found.parent_uuid) if found.name == IMAGES else None
    return _owner(parent.name, "images") if parent else _owner(found.name, "files")


async def find_root(scope: Scope, name: str) -> UUID | None:
    """The live folder of this name, wherever somebody has moved it. Asks for no permission."""
    found = await find_named(scope, name, anywhere=True)
    return found.uuid if found else None


async def ensure_root(scope: Scope, name: str) -> UUID:
    """The folder that `find_root` finds, made when there is none. Asks for no permission."""
    return await find_root(scope, name) or (await ensure(scope, name)).uuid


def _owner(name: str, kind: Kind) -> Owner | None:
    found = record_in(name)
    of = type_of_folder(found[0]) if found else None
    return Owner(of, found[1], kind) if found and of else None
