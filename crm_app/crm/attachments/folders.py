"""The folders of contacts, companies and interactions."""

from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.crm.attachments.record_types import TYPES
from crm_app.crm.topics import Resource
from crm_app.storage import record_media
from crm_app.storage.record_media import Kind


def root_folder_name(resource: str, record_uuid: UUID) -> str:
    """`crm-<resource>-<uuid>`; ValueError for anything but a contact or a company."""
    if resource not in TYPES:
        raise ValueError(f"no folder belongs to a {resource!r}")
    return record_media.root_folder_name(TYPES[resource], record_uuid)


def interaction_folder_name(interaction_uuid: UUID) -> str:
    """`crm-interaction-<uuid>`."""
    return f"crm-interaction-{interaction_uuid}"


async def folder_uuid(scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind) -> UUID | None:
    """The record's folder for this kind, or None while there is none. Never creates."""
    return await record_media.folder_uuid(scope, TYPES[resource], record_uuid, kind)


async def ensure_folder(scope: Scope, resource: Resource, record_uuid: UUID, kind: Kind) -> UUID:
    """The record's folder for this kind, made when there is none; of N at once all get the same.

    Raises `FolderUnavailable` where it cannot be made.
    """
    return await record_media.ensure_folder(scope, TYPES[resource], record_uuid, kind)


async def interaction_folder_uuid(scope: Scope, interaction_uuid: UUID) -> UUID | None:
    """The interaction's folder, or None while there is none. Never creates."""
    scope.require("crm.view")
    return await record_media.find_root(scope, interaction_folder_name(interaction_uuid))


async def ensure_interaction_folder(scope: Scope, interaction_uuid: UUID) -> UUID:
    """The interaction's folder, made when there is none. Raises `FolderUnavailable`."""
    scope.require("crm.edit")
    return await record_media.ensure_root(scope, interaction_folder_name(interaction_uuid))
