"""What one removes from a folder of the library: what it only links leaves it, the rest goes to the trash."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.holdings import unlink
from crm_app.storage.library.changing import FILE
from crm_app.storage.library.trashing import trash_items
from crm_app.storage.library.views import key_of, split_keys
from crm_app.storage.locks import hold_tree_alone, lock_listed
from crm_app.storage.models import File, Folder, FolderLink
from crm_app.storage.queries import among
from crm_app.storage.topics import FILE_REMOVED, publish_files


@dataclass(frozen=True, slots=True)
class Removed:
    """The keys of what went to the trash, and of what was only taken out of the folder.

    `elsewhere` is how many other live folders showed what is in the trash now.
    """

    trashed: list[str]
    taken_out: list[str]
    elsewhere: int


async def remove_items(scope: Scope, keys: Collection[str], folder_uuid: UUID | None = None) -> Removed:
    """Removes what the folder shows; without one, everything goes to the trash.

    A file that it only links stays at home, and wherever else it is linked; one that it does not hold any
    more is left out. Needs `media.delete`. Errors as of `trash_items`: nothing is removed then.
    """
    scope.require("media.delete")
    folders, files = split_keys(keys)
    if folders:
        await hold_tree_alone(scope)
    held = await _taken_out(scope, files, folder_uuid) if folder_uuid else dict.fromkeys(files, False)
    left = [uuid for uuid, taken_out in held.items() if not taken_out]
    elsewhere = await _elsewhere(scope, left)
    doomed = [*(key_of("folder", uuid) for uuid in folders), *(key_of("file", uuid) for uuid in left)]
    trashed = await trash_items(scope, doomed)
    taken_out = [key_of("file", uuid) for uuid, taken_out in held.items() if taken_out]
    return Removed(trashed, taken_out, elsewhere if trashed else 0)


async def _taken_out(scope: Scope, file_uuids: Collection[UUID], folder_uuid: UUID) -> dict[UUID, bool]:
    """Those of the files that the folder held, and whether they were taken out of it: else it is their home.

    Decided from where each lies now: a link may have become its home meanwhile, or be gone.
    """
    held: dict[UUID, bool] = {}
    for uuid in sorted(file_uuids):
        file = await lock_listed(scope, uuid)
        if file is None or file.trashed_at is not None:
            continue
        if file.folder_uuid == folder_uuid:
            held[uuid] = False
        elif await unlink(scope, uuid, folder_uuid):
            held[uuid] = True
            _tell(scope, file, folder_uuid)
    return held


def _tell(scope: Scope, file: File, folder_uuid: UUID) -> None:
    publish_files(scope, FILE_REMOVED, [file.uuid], [folder_uuid])
    said = {"name": file.original_file_name, "folder_uuid": str(folder_uuid)}
    scope.record("media.file_unlinked", (FILE, file.uuid), **said)


async def _elsewhere(scope: Scope, file_uuids: Collection[UUID]) -> int:
    query = (
        select(func.count(col(FolderLink.folder_uuid).distinct()))
        .join(Folder, col(Folder.uuid) == col(FolderLink.folder_uuid))
        .where(among(col(FolderLink.file_uuid), file_uuids), col(Folder.trashed_at).is_(None))
    )
    return (await scope.session.exec(query)).one() if file_uuids else 0
