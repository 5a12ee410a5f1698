"""A folder goes to the trash and comes back as a unit: with everything that went at the same moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select, update

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.errors import NotTrashed
from crm_app.storage.folder_access import read_folder, require_within
from crm_app.storage.folder_fields import name_clash_told
from crm_app.storage.holdings import nearest_live
from crm_app.storage.locks import hold_tree_alone
from crm_app.storage.models import File, FileStatus, Folder
from crm_app.storage.queries import held_pairs, possible, subtree, uuids_of
from crm_app.storage.succession import hand_over_live
from crm_app.storage.topics import FILE_RESTORED, FILE_TRASHED, publish_folders, publish_holdings


async def trash_folder(scope: Scope, folder_uuid: UUID, *, within: UUID | None = None) -> Folder:
    """Trashes the folder, all below it and the files at home there, all with one stamp.

    What lay in the trash before keeps its own stamp; a file that a live folder outside also holds moves
    there instead. A folder that is trashed already stays as it is.
    Needs `media.delete`. `NotFound`, `OutOfScope`.
    """
    scope.require("media.delete")
    await hold_tree_alone(scope)
    folder = await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid)
    if folder.trashed_at is None:
        await hand_over_live(scope, folder_uuid)
        await _tell(scope, FILE_TRASHED, await _stamp(scope, folder_uuid, None, now()))
    return await read_folder(scope, folder_uuid)


async def restore_folder(scope: Scope, folder_uuid: UUID, *, within: UUID | None = None) -> Folder:
    """Brings back the folder and all below it that carries its stamp, below the nearest live folder.

    What was trashed on its own before stays in the trash. Needs `media.edit`. `NotFound`, `NotTrashed`,
    `NameTaken` where a live sibling has its name by now (nothing is changed then), `OutOfScope`.
    """
    scope.require("media.edit")
    await hold_tree_alone(scope)
    folder = await read_folder(scope, folder_uuid)
    await require_within(scope, within, folder_uuid)
    if folder.trashed_at is None:
        raise NotTrashed()
    parent_uuid = await nearest_live(scope, folder.parent_uuid)
    async with name_clash_told(scope):
        mine = col(Folder.uuid) == folder_uuid
        await scope.session.exec(update(Folder).where(mine).values(parent_uuid=parent_uuid))
        restored = await _stamp(scope, folder_uuid, folder.trashed_at, None)
    await _tell(scope, FILE_RESTORED, restored)
    return await read_folder(scope, folder_uuid)


@dataclass(frozen=True, slots=True)
class _Swept:
    """What got another stamp: folders with their parents, and files."""

    folders: list[tuple[UUID, UUID | None]]
    files: list[UUID]


async def _stamp(scope: Scope, root_uuid: UUID, old: datetime | None, new: datetime | None) -> _Swept:
    """Gives every row of the subtree that carries the old stamp the new one."""
    tree = uuids_of(subtree(root_uuid))
    status = (FileStatus.TRASHED if new else FileStatus.ACTIVE).value
    stamp = {"trashed_at": new, "trashed_by_uuid": scope.actor_uuid if new else None, "updated_at": now()}
    unsynchronised = {"synchronize_session": False}
    folders = (
        update(Folder)
        .where(col(Folder.uuid).in_(tree), _stamped(col(Folder.trashed_at), old))
        .values(**stamp)
        .returning(col(Folder.uuid), col(Folder.parent_uuid))
    )
    files = (
        update(File)
        .where(col(File.folder_uuid).in_(tree), _stamped(col(File.trashed_at), old))
        .values(status=status, **stamp)
        .returning(col(File.uuid))
    )
    swept = await scope.session.exec(folders.execution_options(**unsynchronised))
    pairs = [(folder_uuid, parent_uuid) for folder_uuid, parent_uuid in swept]
    return _Swept(
        pairs, list((await scope.session.exec(files.execution_options(**unsynchronised))).scalars())
    )


def _stamped(column: Any, stamp: datetime | None) -> ColumnElement[bool]:
    return column.is_(None) if stamp is None else column == stamp


async def _tell(scope: Scope, kind: str, swept: _Swept) -> None:
    publish_folders(scope, swept.folders)
    publish_holdings(scope, kind, swept.files, await held_pairs(scope, swept.files))


async def list_trashed_folders(
    scope: Scope, *, within: UUID | None = None, limit: int = 50, offset: int = 0
) -> list[Folder]:
    """The trashed folders (with `within`: strictly below it), latest trashed first. Needs `media.view`."""
    scope.require("media.view")
    query = select(Folder).where(*trashed_folders(within))
    latest = query.order_by(col(Folder.trashed_at).desc(), col(Folder.uuid).desc())
    return list((await scope.session.exec(latest.limit(possible(limit)).offset(possible(offset)))).all())


async def count_trashed_folders(scope: Scope, *, within: UUID | None = None) -> int:
    """How many folders `list_trashed_folders` would list without a limit. Needs `media.view`."""
    scope.require("media.view")
    query = select(func.count()).select_from(Folder).where(*trashed_folders(within))
    return (await scope.session.exec(query)).one()


def trashed_folders(within: UUID | None) -> list[ColumnElement[bool]]:
    """The rule that a folder is in the trash (with `within`: strictly below that)."""
    trashed = col(Folder.trashed_at).is_not(None)
    if within is None:
        return [trashed]
    return [trashed, col(Folder.uuid).in_(uuids_of(subtree(within))), col(Folder.uuid) != within]
