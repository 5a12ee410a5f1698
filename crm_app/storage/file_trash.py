"""Single files into the trash and back, and what lies there."""

from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import NotTrashed
from crm_app.storage.folder_access import check_live, require_within
from crm_app.storage.holdings import nearest_live, put_in_trash, take_from_trash
from crm_app.storage.locks import lock_file
from crm_app.storage.models import File
from crm_app.storage.queries import holders, is_trashed, possible, subtree, uuids_of
from crm_app.storage.topics import FILE_RESTORED, publish_files


async def trash_file(scope: Scope, file_uuid: UUID) -> File:
    """Puts the file into the trash; one that lies there already keeps its stamp.

    Needs `media.delete`. `NotFound`.
    """
    scope.require("media.delete")
    file = await _locked(scope, file_uuid)
    if file.trashed_at is None:
        await put_in_trash(scope, file)
    return file


async def restore_file(scope: Scope, file_uuid: UUID) -> File:
    """Brings the file back to where it lay; from a trashed folder to the nearest live one above, or the root.

    Needs `media.edit`. `NotFound`, `NotTrashed`.
    """
    scope.require("media.edit")
    file = await _trashed(scope, file_uuid)
    return await bring_back_into(scope, file, await nearest_live(scope, file.folder_uuid))


async def restore_file_into(
    scope: Scope, file_uuid: UUID, folder_uuid: UUID | None, *, within: UUID | None = None
) -> File:
    """Brings the file back into this folder (None: the root).

    Needs `media.edit`. `NotFound`, `NotTrashed`, `FolderUnavailable`, `OutOfScope`: the file stays trashed.
    """
    scope.require("media.edit")
    file = await _trashed(scope, file_uuid)
    await require_within(scope, within, folder_uuid)
    await check_live(scope, folder_uuid)
    return await bring_back_into(scope, file, folder_uuid)


async def bring_back_into(scope: Scope, file: File, folder_uuid: UUID | None) -> File:
    """Restores a locked file and tells everybody who looks at a folder that held or holds it."""
    left = file.folder_uuid
    await take_from_trash(scope, file, folder_uuid)
    publish_files(scope, FILE_RESTORED, [file.uuid], {left, *await holders(scope, [file.uuid])})
    return file


async def _trashed(scope: Scope, file_uuid: UUID) -> File:
    file = await _locked(scope, file_uuid)
    if file.trashed_at is None:
        raise NotTrashed()
    return file


async def _locked(scope: Scope, file_uuid: UUID) -> File:
    file = await lock_file(scope, file_uuid)
    if file is None:
        raise NotFound()
    return file


async def list_trashed_files(
    scope: Scope, *, within: UUID | None = None, limit: int = 50, offset: int = 0
) -> list[File]:
    """The trashed files (with `within`: at home in its subtree), latest trashed first. Needs `media.view`."""
    scope.require("media.view")
    query = select(File).where(*_trash(within))
    latest = query.order_by(col(File.trashed_at).desc(), col(File.uuid).desc())
    return list((await scope.session.exec(latest.limit(possible(limit)).offset(possible(offset)))).all())


async def count_trashed_files(scope: Scope, *, within: UUID | None = None) -> int:
    """How many files `list_trashed_files` would list without a limit. Needs `media.view`."""
    scope.require("media.view")
    query = select(func.count()).select_from(File).where(*_trash(within))
    return (await scope.session.exec(query)).one()


def _trash(within: UUID | None) -> list[ColumnElement[bool]]:
    if within is None:
        return [is_trashed()]
    return [is_trashed(), col(File.folder_uuid).in_(uuids_of(subtree(within)))]
