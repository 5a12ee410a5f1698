"""Finding a folder for a change: as it is now, live where it has to be, within what the caller may touch."""

from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FolderUnavailable, OutOfScope
from crm_app.storage.locks import FRESH, hold_tree_still
from crm_app.storage.models import Folder
from crm_app.storage.queries import ancestry


async def read_folder(scope: Scope, folder_uuid: UUID) -> Folder:
    """The folder's current row, trashed or not. `NotFound`."""
    query = select(Folder).where(Folder.uuid == folder_uuid).execution_options(**FRESH)
    folder = (await scope.session.exec(query)).one_or_none()
    if folder is None:
        raise NotFound()
    return folder


async def require_live(scope: Scope, folder_uuid: UUID | None) -> None:
    """Holds the tree still and raises `FolderUnavailable` unless the folder is live. The root always is."""
    await hold_tree_still(scope)
    await check_live(scope, folder_uuid)


async def check_live(scope: Scope, folder_uuid: UUID | None) -> None:
    """Raises `FolderUnavailable` unless the folder is live; for callers that hold the tree already."""
    if folder_uuid is None:
        return
    query = select(col(Folder.uuid)).where(Folder.uuid == folder_uuid, col(Folder.trashed_at).is_(None))
    if (await scope.session.exec(query)).first() is None:
        raise FolderUnavailable()


async def is_within(scope: Scope, folder_uuid: UUID | None, within: UUID | None) -> bool:
    """Whether the folder is `within` or lies below it. Without `within` all are; the root never is."""
    if within is None or folder_uuid == within:
        return True
    return any(folder.uuid == within for folder in await ancestry(scope, folder_uuid))


async def require_within(scope: Scope, within: UUID | None, *folder_uuids: UUID | None) -> None:
    """Raises `OutOfScope` unless every one of the folders is `within` or lies below it."""
    for folder_uuid in dict.fromkeys(folder_uuids):
        if not await is_within(scope, folder_uuid, within):
            raise OutOfScope()
