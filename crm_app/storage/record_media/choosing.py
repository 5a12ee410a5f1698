"""Giving a record files that are there already, each to the folder where its kind belongs.

They are linked and nothing moves: whoever takes one away from the record takes it from nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.holdings import is_linked, link
from crm_app.storage.models import File, FileType
from crm_app.storage.queries import among
from crm_app.storage.record_media.files import tell_media
from crm_app.storage.record_media.folders import Owner, ensure_folder
from crm_app.storage.record_media.record_types import Kind, RecordType
from crm_app.storage.record_media.uploading import check_upload
from crm_app.storage.topics import FILE_ADDED, publish_files
from crm_app.storage.verifying import verified_files

KINDS: tuple[Kind, ...] = ("files", "images")


@dataclass(frozen=True, slots=True)
class Added:
    """What the record has got, and how many of the chosen files it had already."""

    files: list[UUID]
    images: list[UUID]
    known: int


async def add_existing(
    scope: Scope,
    of: RecordType[Any],
    record_uuid: UUID,
    file_uuids: Sequence[UUID],
    folder_permissions: Mapping[str, str],
) -> Added:
    """Links the files into the record's Files, images into its Images. All or none.

    Asks for the permission of the record's area. `NotFound`, the type's `trashed`, and what
    `verified_files` raises.
    """
    await check_upload(scope, of, record_uuid)
    folders = {
        kind: await ensure_folder(scope, of, record_uuid, kind) for kind in await _kinds(scope, file_uuids)
    }
    files = await verified_files(scope, file_uuids, folder_permissions)
    added: dict[Kind, list[UUID]] = {}
    for kind in KINDS:
        added[kind] = await _link(scope, files, kind, folders.get(kind))
    for kind, uuids in added.items():
        if uuids:
            publish_files(scope, FILE_ADDED, uuids, [folders[kind]])
            tell_media(scope, Owner(of, record_uuid, kind), "added", count=len(uuids))
    new = len(added["files"]) + len(added["images"])
    return Added(added["files"], added["images"], len(files) - new)


async def _kinds(scope: Scope, file_uuids: Sequence[UUID]) -> list[Kind]:
    """Which folders it takes: they are made before a file is locked."""
    types = select(col(File.file_type)).where(among(col(File.uuid), file_uuids)).distinct()
    found = {_kind(file_type) for file_type in await scope.session.exec(types)}
    return [kind for kind in KINDS if kind in found]


def _kind(file_type: str) -> Kind:
    return "images" if file_type == FileType.IMAGE else "files"


async def _link(scope: Scope, files: Sequence[File], kind: Kind, folder_uuid: UUID | None) -> list[UUID]:
    """Those of the files that belong there and were not there before."""
    added: list[UUID] = []
    for file in files:
        if folder_uuid is None or _kind(file.file_type) != kind:
            continue
        if file.folder_uuid != folder_uuid and not await is_linked(scope, file.uuid, folder_uuid):
            await link(scope, file.uuid, folder_uuid)
            added.append(file.uuid)
    return added
