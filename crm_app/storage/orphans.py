"""Files that were uploaded for something that was never finished, and that nothing refers to any more.

A file in a folder, linked to one, or put into the library's root by somebody never counts: only what was
staged does. It goes to the trash, not for good: that nobody needs it is a guess.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.holdings import put_staged_in_trash
from crm_app.storage.models import STAGED, File, FolderLink
from crm_app.storage.placing_many import lock_files
from crm_app.storage.queries import is_live
from crm_app.storage.references import referred_to

GRACE = timedelta(hours=24)
AT_ONCE = 500
"""Files of one transaction."""


async def trash_orphans(scope: Scope, *, now: datetime, grace: timedelta = GRACE) -> int:
    """Trashes up to `AT_ONCE` staged files that nobody has touched for `grace` or refers to; how many.

    Needs `media.delete`. Decided again under each file's lock. `ReferencesUnknown`: nothing is trashed.
    """
    scope.require("media.delete")
    before = now - grace
    files = await lock_files(scope, await _candidates(scope, before))
    lost = {uuid: file for uuid, file in files.items() if _is_left(file, before)}
    claimed = await referred_to(scope, lost.keys()) if lost else set[UUID]()
    lost = {uuid: file for uuid, file in lost.items() if uuid not in claimed}
    for uuid in sorted(lost):
        await _trash(scope, lost[uuid])
    return len(lost)


async def _candidates(scope: Scope, before: datetime) -> list[UUID]:
    linked = select(col(FolderLink.uuid)).where(col(FolderLink.file_uuid) == col(File.uuid)).exists()
    meta: Any = col(File.meta)
    query = select(col(File.uuid)).where(
        is_live(),
        meta.has_key(STAGED),
        col(File.folder_uuid).is_(None),
        col(File.inserted_at) < before,
        col(File.updated_at) < before,
        ~linked,
    )
    return list(await scope.session.exec(query.order_by(col(File.updated_at)).limit(AT_ONCE)))


def _is_left(file: File, before: datetime) -> bool:
    untouched = file.updated_at < before and file.trashed_at is None
    return untouched and STAGED in file.meta and file.folder_uuid is None


async def _trash(scope: Scope, file: File) -> None:
    await put_staged_in_trash(scope, file)
    scope.record("media.file_trashed", ("file", file.uuid))
