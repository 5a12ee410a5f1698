"""Which folder belongs to which record, told by its name alone."""

import re
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.topics import Resource

Kind = Literal["files", "images"]

IMAGES = "Images"
_OWNER = re.compile(r"crm-(contact|company)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that a folder belongs to, and which of its two folders it is."""

    resource: Resource
    uuid: UUID
    kind: Kind


def root_folder_name(resource: str, record_uuid: UUID) -> str:
    """`crm-<resource>-<uuid>`; ValueError for anything but a contact or a company."""
    if resource not in get_args(Resource):
        raise ValueError(f"no folder belongs to a {resource!r}")
    return f"crm-{resource}-{record_uuid}"


def interaction_folder_name(interaction_uuid: UUID) -> str:
    """`crm-interaction-<uuid>`."""
    return f"crm-interaction-{interaction_uuid}"


async def folder_uuid(scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind) -> UUID | None:
    """The record's folder for this kind, or None while there is none. Never creates."""
    scope.require("crm.view")
    root = await _find(scope, root_folder_name(resource, record_uuid))
    if root is None or kind == "files":
        return root
    images = await storage.find_under(scope, IMAGES, root)
    return images.uuid if images else None


async def ensure_folder(scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind) -> UUID:
    """The record's folder for this kind, made when there is none; of N at once all get the same.

    Raises `FolderUnavailable` where it cannot be made.
    """
    scope.require("crm.edit")
    root = await _ensure(scope, root_folder_name(resource, record_uuid))
    if kind == "files":
        return root
    return (await storage.ensure(scope, IMAGES, parent_uuid=root)).uuid


async def interaction_folder_uuid(scope: Scope, interaction_uuid: UUID) -> UUID | None:
    """The interaction's folder, or None while there is none. Never creates."""
    scope.require("crm.view")
    return await _find(scope, interaction_folder_name(interaction_uuid))


async def ensure_interaction_folder(scope: Scope, interaction_uuid: UUID) -> UUID:
    """The interaction's folder, made when there is none. Raises `FolderUnavailable`."""
    scope.require("crm.edit")
    return await _ensure(scope, interaction_folder_name(interaction_uuid))


async def owner_of(scope: Scope, folder: UUID) -> Owner | None:
    """The record that this folder belongs to; None for any other folder."""
    found = await storage.get_record_folder(scope, folder)
    if found is None:
        return None
    parent = await storage.get_record_folder(scope, found.parent_uuid) if found.name == IMAGES else None
    return _owner(parent.name, "images") if parent else _owner(found.name, "files")


def _owner(name: str, kind: Kind) -> Owner | None:
    match = _OWNER.match(name)
    if match is None:
        return None
    resource: Resource = "contact" if match[1] == "contact" else "company"
    return Owner(resource, UUID(match[2]), kind)


async def _find(scope: Scope, name: str) -> UUID | None:
    found = await storage.find_named(scope, name, anywhere=True)
    return found.uuid if found else None


async def _ensure(scope: Scope, name: str) -> UUID:
    return await _find(scope, name) or (await storage.ensure(scope, name)).uuid
