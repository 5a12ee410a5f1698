"""Several files of the same content become one that all their folders show, and apart again.

The bytes are stored once whatever happens here: what is saved is people's looking for the right one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FileTrashed
from crm_app.storage.file_trash import restore_file, trash_file
from crm_app.storage.holdings import link, unlink
from crm_app.storage.library.changing import FILE
from crm_app.storage.library_models import Share
from crm_app.storage.models import STAGED, File
from crm_app.storage.placing_many import lock_files
from crm_app.storage.queries import held_pairs, holders, is_live
from crm_app.storage.references import referred_to
from crm_app.storage.topics import FILE_ADDED, FILE_REMOVED, publish_files

Merged = dict[UUID, list[UUID]]
"""Each file that went to the trash, with the folders that show the kept one in its stead."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What became of the files of one content. `staying` are those that are needed as they are."""

    kept: File
    merged: Merged
    staying: list[UUID]


async def keep_one(scope: Scope, file_uuid: UUID) -> Merging:
    """Keeps this file; the others of the same content go to the trash, and their folders link this one.

    Others stay that are somebody's picture, wait in a draft, are shared by a link, or have former versions:
    they are more than their content. Needs `media.edit` and `media.delete`. `NotFound`, `FileTrashed`.
    """
    scope.require("media.edit")
    scope.require("media.delete")
    kept, others = await _same(scope, file_uuid)
    needed = await _needed(scope, others)
    merged = {file.uuid: list[UUID]() for file in others if file.uuid not in needed}
    for folder_uuid, other in sorted(await held_pairs(scope, merged)):
        if kept.folder_uuid != folder_uuid and await link(scope, kept.uuid, folder_uuid):
            merged[other].append(folder_uuid)
    for file in others:
        if file.uuid in merged:
            await trash_file(scope, file.uuid)
            scope.record("media.file_trashed", (FILE, file.uuid), name=file.original_file_name)
    _tell(scope, kept, merged)
    return Merging(kept, merged, [file.uuid for file in others if file.uuid in needed])


async def _same(scope: Scope, file_uuid: UUID) -> tuple[File, list[File]]:
    """The file and the live others of its content, all locked, in the order of their uuids."""
    query = select(col(File.file_checksum)).where(col(File.uuid) == file_uuid, ~col(File.system_managed))
    checksum = (await scope.session.exec(query)).first()
    alike = select(col(File.uuid)).where(col(File.file_checksum) == checksum, is_live())
    files = await lock_files(scope, [file_uuid, *(await scope.session.exec(alike)).all()])
    kept = files.pop(file_uuid, None)
    if kept is None:
        raise NotFound()
    if kept.trashed_at is not None:
        raise FileTrashed()
    return kept, [each for each in files.values() if _in_sight(each) and _equal(each, kept)]


def _in_sight(file: File) -> bool:
    """Whether the library shows it: what waits in a draft is nobody's copy."""
    return file.trashed_at is None and STAGED not in file.meta


def _equal(one: File, other: File) -> bool:
    return one.file_checksum == other.file_checksum


async def _needed(scope: Scope, files: Sequence[File]) -> set[UUID]:
    """Those that are more than a content in a folder."""
    uuids = [file.uuid for file in files]
    shared = select(col(Share.file_uuid)).where(
        col(Share.file_uuid).in_(uuids), col(Share.revoked_at).is_(None)
    )
    links = {uuid for uuid in await scope.session.exec(shared) if uuid is not None}
    renewed = {file.uuid for file in files if file.version > 1}
    return await referred_to(scope, uuids) | links | renewed


def _tell(scope: Scope, kept: File, merged: Merged) -> None:
    folders = [folder for some in merged.values() for folder in some]
    for folder_uuid in folders:
        scope.record(
            "media.file_linked", (FILE, kept.uuid), name=kept.original_file_name, folder_uuid=str(folder_uuid)
        )
    publish_files(scope, FILE_ADDED, [kept.uuid], folders)


async def part_again(scope: Scope, file_uuid: UUID, merged: Mapping[UUID, Collection[UUID]]) -> list[UUID]:
    """Undoes `keep_one`: answers the files that are back, whose folders let go of the kept one.

    A folder keeps showing it where the file that lay there cannot come back. Needs `media.edit`.
    """
    scope.require("media.edit")
    files = await lock_files(scope, [file_uuid, *merged])
    kept = files.pop(file_uuid, None)
    back = [file for file in files.values() if file.trashed_at and (kept is None or _equal(file, kept))]
    for file in back:
        await restore_file(scope, file.uuid)
        scope.record("media.file_restored", (FILE, file.uuid), name=file.original_file_name)
        if kept is not None:
            await _let_go(scope, kept, await holders(scope, [file.uuid]) & set(merged[file.uuid]))
    return [file.uuid for file in back]


async def _let_go(scope: Scope, kept: File, folder_uuids: Collection[UUID]) -> None:
    left = [uuid for uuid in sorted(folder_uuids) if await unlink(scope, kept.uuid, uuid)]
    publish_files(scope, FILE_REMOVED, [kept.uuid], left)
