"""Putting several files into one folder, in as many statements as one file takes.

Asks for no permission: the context whose folder it is has asked for its own.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import literal
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.folder_access import check_live
from crm_app.storage.locks import FRESH, hold_tree_still
from crm_app.storage.models import STAGED, File, FolderLink
from crm_app.storage.queries import among, held_by
from crm_app.storage.topics import FILE_ADDED, publish_files


async def lock_files(scope: Scope, file_uuids: Collection[UUID]) -> dict[UUID, File]:
    """The files' current rows, live or trashed, which nobody else changes until this transaction ends."""
    await hold_tree_still(scope)
    query = select(File).where(among(col(File.uuid), file_uuids), ~col(File.system_managed))
    locked = query.order_by(col(File.uuid)).with_for_update(key_share=True).execution_options(**FRESH)
    return {file.uuid: file for file in await scope.session.exec(locked)}


async def attach_all(scope: Scope, files: Sequence[File], folder_uuid: UUID) -> list[UUID]:
    """Makes the folder hold these live, locked files: each as its home if it has none, else by a link.

    Answers those that it did not hold before. `FolderUnavailable` for a trashed or missing folder.
    """
    await check_live(scope, folder_uuid)
    pairs = held_by([folder_uuid]).subquery()
    held = set(await scope.session.exec(select(pairs.c.file_uuid)))
    added = [file for file in files if file.uuid not in held]
    await _adopt(scope, [file.uuid for file in added if file.folder_uuid is None], folder_uuid)
    await _link(scope, [file.uuid for file in added if file.folder_uuid is not None], folder_uuid)
    uuids = [file.uuid for file in added]
    if uuids:
        publish_files(scope, FILE_ADDED, uuids, [folder_uuid])
    return uuids


async def _adopt(scope: Scope, file_uuids: Sequence[UUID], folder_uuid: UUID) -> None:
    """What was staged has found its place."""
    if file_uuids:
        placed: Any = col(File.meta).op("-")(literal(STAGED))
        homes = update(File).where(among(col(File.uuid), file_uuids))
        values = {"folder_uuid": folder_uuid, "meta": placed, "updated_at": now()}
        await scope.session.exec(homes.values(values).execution_options(synchronize_session=False))


async def _link(scope: Scope, file_uuids: Sequence[UUID], folder_uuid: UUID) -> None:
    if file_uuids:
        links = [FolderLink(folder_uuid=folder_uuid, file_uuid=uuid).model_dump() for uuid in file_uuids]
        await scope.session.exec(insert(FolderLink).values(links).on_conflict_do_nothing())
