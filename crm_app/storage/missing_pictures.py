"""Files that should have thumbnails and have none: lost with a process, or with their bytes."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from crm_app.core.scope import system_scope
from crm_app.storage.kinds import IMAGE_TYPES
from crm_app.storage.models import File, FileInstance, FileStatus
from crm_app.storage.pdf_pages import PDF
from crm_app.storage.queries import among, is_live
from crm_app.storage.runtime import runtime
from crm_app.storage.variants import ERROR

AT_ONCE = 100


async def make_missing_pictures() -> tuple[int, int]:
    """Makes the pictures of every live file that has none and no reason for that, in this process.

    Answers how many files lacked them, and how many still do: somebody else is at them, or they failed.
    `StoreUnavailable` when storage is not running.
    """
    tried: set[UUID] = set()
    after: UUID | None = None
    queue = runtime().variants
    while some := await _without_pictures(after):
        for file_uuid in some:
            queue.add(file_uuid)
        await queue.idle()
        tried.update(some)
        after = some[-1]
    return len(tried), await _still_missing(tried)


async def _without_pictures(after: UUID | None) -> list[UUID]:
    query = select(col(File.uuid)).where(*_lacking()).order_by(col(File.uuid)).limit(AT_ONCE)
    if after is not None:
        query = query.where(col(File.uuid) > after)
    async with system_scope() as scope:
        return list(await scope.session.exec(query))


async def _still_missing(tried: set[UUID]) -> int:
    query = select(col(File.uuid)).where(*_lacking(), among(col(File.uuid), tried))
    async with system_scope() as scope:
        return len((await scope.session.exec(query)).all())


def _lacking() -> tuple[ColumnElement[bool], ...]:
    meta: Any = col(File.meta)
    made = select(col(FileInstance.uuid)).where(
        col(FileInstance.file_uuid) == col(File.uuid), col(FileInstance.variant_name) == "thumbnail"
    )
    waiting = col(File.status) == FileStatus.PROCESSING.value
    lost = ~made.exists() & ~meta.has_key(ERROR)
    return is_live(), col(File.mime_type).in_([*sorted(IMAGE_TYPES), PDF]), waiting | lost
