"""What the folders of records hold. Asks for no permission: the record's context has asked for its own."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.models import File
from crm_app.storage.queries import Only, among, held_by, is_live, of_kind

MOST_LISTED = 200

Order = Literal["newest", "oldest"]


def _order(order: Order) -> list[Any]:
    columns = (col(File.inserted_at), col(File.uuid))
    return list(columns) if order == "oldest" else [column.desc() for column in columns]


async def list_files(
    scope: Scope,
    folder_uuid: UUID | None,
    *,
    only: Only = "all",
    order: Order = "newest",
    limit: int = MOST_LISTED,
) -> list[File]:
    """The live files that the folder holds, at home or linked, by time of upload. No folder: none."""
    if folder_uuid is None:
        return []
    query = select(File).where(_held_by(folder_uuid), is_live(), of_kind(only))
    return list((await scope.session.exec(query.order_by(*_order(order)).limit(limit))).all())


async def live_files(scope: Scope, file_uuids: Collection[UUID]) -> dict[UUID, File]:
    """Those of the files that may be seen, by uuid, in one query; none for no uuids."""
    if not file_uuids:
        return {}
    query = select(File).where(among(col(File.uuid), file_uuids), is_live())
    return {file.uuid: file for file in (await scope.session.exec(query)).all()}


async def holds_file(
    scope: Scope, folder_uuid: UUID | None, file_uuid: UUID | None, *, only: Only = "all"
) -> bool:
    """Whether the folder holds the live file, and it is of that kind. False for anything missing."""
    if folder_uuid is None or file_uuid is None:
        return False
    this = col(File.uuid) == file_uuid
    query = select(col(File.uuid)).where(this, _held_by(folder_uuid), is_live(), of_kind(only))
    return (await scope.session.exec(query)).first() is not None


async def files_by_folder(
    scope: Scope, folder_uuids: Collection[UUID], *, only: Only = "all"
) -> dict[UUID, list[File]]:
    """The live files of many folders, newest first, in one query; only folders that hold some appear."""
    if not folder_uuids:
        return {}
    files: dict[UUID, list[File]] = defaultdict(list)
    held = held_by(folder_uuids).subquery()
    query = select(held.c.folder_uuid, File).join(held, held.c.file_uuid == col(File.uuid))
    wanted = query.where(is_live(), of_kind(only)).order_by(*_order("newest"))
    for folder_uuid, file in (await scope.session.exec(wanted)).all():
        files[folder_uuid].append(file)
    return dict(files)


async def count_by_folder(
    scope: Scope, folder_uuids: Collection[UUID], *, only: Only = "all"
) -> dict[UUID, int]:
    """How many files `files_by_folder` would list; only folders that hold some appear."""
    if not folder_uuids:
        return {}
    held = held_by(folder_uuids).subquery()
    query = select(held.c.folder_uuid, func.count()).join(File, col(File.uuid) == held.c.file_uuid)
    counted = query.where(is_live(), of_kind(only)).group_by(held.c.folder_uuid)
    return dict((await scope.session.exec(counted)).all())


def _held_by(folder_uuid: UUID) -> ColumnElement[bool]:
    held = held_by([folder_uuid]).subquery()
    return col(File.uuid).in_(select(held.c.file_uuid))
