"""What becomes of files at home in subtrees that go away, but linked by folders outside of them.

One statement each: the heir is chosen, its link used up, and the file moved, however many there are.
For callers that hold the tree alone.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import CTE, case, label, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, update

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.models import File, FileStatus, Folder, FolderLink
from crm_app.storage.queries import subtree, uuids_of
from crm_app.storage.topics import FILE_REMOVED, publish_holdings


async def hand_over_live(scope: Scope, root_uuid: UUID) -> None:
    """Live files of the subtree that a live folder outside links get their home there.

    Home and link change places: when the folder comes back it shows the file again.
    """
    heirs = _heirs(subtree(root_uuid), col(File.trashed_at).is_(None), col(Folder.trashed_at).is_(None))
    left = await _move(scope, heirs, {})
    if left:
        links = [FolderLink(folder_uuid=folder, file_uuid=file).model_dump() for folder, file in left]
        await scope.session.exec(insert(FolderLink).values(links).on_conflict_do_nothing())


async def hand_over_all(scope: Scope, *root_uuids: UUID) -> None:
    """All files of the subtrees that a folder outside links get their home there, a live folder first.

    Where only trashed folders link a file it takes such a folder's stamp, to come back with it.
    """
    heirs = _heirs(subtree(*root_uuids))
    stamp = heirs.c.trashed_at
    values = {
        "trashed_at": case((stamp.is_not(None), stamp), else_=col(File.trashed_at)),
        "trashed_by_uuid": case((stamp.is_not(None), heirs.c.by_uuid), else_=col(File.trashed_by_uuid)),
        "status": case((stamp.is_not(None), FileStatus.TRASHED.value), else_=col(File.status)),
    }
    await _move(scope, heirs, values)


def _heirs(tree: CTE, *conditions: Any) -> CTE:
    """One link per file: to the live folder, else the trashed one, that has had it the longest."""
    inside = uuids_of(tree)
    link, folder = col(FolderLink.folder_uuid), col(Folder.uuid)
    link_uuid = label("link_uuid", col(FolderLink.uuid))
    left = label("left_uuid", col(File.folder_uuid))
    by = label("by_uuid", col(Folder.trashed_by_uuid))
    query = select(link_uuid, col(FolderLink.file_uuid), link, col(Folder.trashed_at), by, left)
    return (
        query.join(File, col(File.uuid) == col(FolderLink.file_uuid))
        .join(Folder, folder == link)
        .where(col(File.folder_uuid).in_(inside), link.not_in(inside), *conditions)
        .distinct(col(FolderLink.file_uuid))
        .order_by(
            col(FolderLink.file_uuid),
            col(Folder.trashed_at).is_not(None),
            col(FolderLink.inserted_at),
            col(FolderLink.uuid),
        )
        .cte("heirs")
    )


async def _move(scope: Scope, heirs: CTE, values: dict[str, Any]) -> list[tuple[UUID, UUID]]:
    """Pairs of the folders that were left, and the files."""
    used = delete(FolderLink).where(col(FolderLink.uuid).in_(select(heirs.c.link_uuid)))
    statement = (
        update(File)
        .where(col(File.uuid) == heirs.c.file_uuid)
        .values(folder_uuid=heirs.c.folder_uuid, updated_at=now(), **values)
        .add_cte(used.cte("used"))
        .returning(col(File.uuid), heirs.c.left_uuid)
        .execution_options(synchronize_session=False)
    )
    moved = (await scope.session.exec(statement)).all()
    left = [(folder_uuid, file_uuid) for file_uuid, folder_uuid in moved]
    publish_holdings(scope, FILE_REMOVED, [file_uuid for _, file_uuid in left], left)
    return left
