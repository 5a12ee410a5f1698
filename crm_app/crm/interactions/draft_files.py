"""The files that wait for a draft to be saved, in the order in which they came.

One that is taken away again stays known to the draft, at no place: it can be put back, and is given up with
the draft.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, outerjoin, update
from sqlalchemy import select as sa_select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app import storage
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.crm.interactions.anchors import Anchor
from crm_app.crm.interactions.attaching import FOLDERS, MOST_FILES
from crm_app.crm.interactions.draft_rows import hold_open_draft, hold_own, write_draft
from crm_app.crm.interactions.errors import TooManyFiles
from crm_app.crm.interactions.models import InteractionDraftFile
from crm_app.storage import File, FileTrashed

NOWHERE = -1
"""The place of a file that was taken away again."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file of a draft. `trashed` and `gone` ones keep the name that they came with, to be told of."""

    uuid: UUID
    name: str
    size: int | None
    mime_type: str | None
    thumb_url: str | None
    state: Literal["ready", "trashed", "gone"]


async def stage_file(scope: Scope, draft_uuid: UUID, anchor: Anchor, file_uuid: UUID) -> bool:
    """Lets a file wait for the draft, which is made when there is none; whether it did not wait before.

    Needs `crm.edit`. `NotFound` for a file that this person may not attach, `FileTrashed`, `TooManyFiles`,
    `DraftSaved`, and `NotFound` for somebody else's draft.
    """
    scope.require("crm.edit")
    await hold_open_draft(scope, draft_uuid, anchor)
    file = (await storage.lock_files(scope, [file_uuid])).get(file_uuid)
    if file is None or not await storage.may_share(scope, [file], FOLDERS):
        raise NotFound()
    if file.trashed_at is not None:
        raise FileTrashed()
    return await put_on_draft(scope, draft_uuid, file)


async def put_on_draft(scope: Scope, draft_uuid: UUID, file: File) -> bool:
    """Adds the file behind the others of a held draft; False where it waits there already. `TooManyFiles`."""
    waiting = await rows_of(scope, draft_uuid)
    if file.uuid in {row.file_uuid for row in waiting}:
        return False
    if len(waiting) >= MOST_FILES:
        raise TooManyFiles()
    place = {"name": file.original_file_name, "position": waiting[-1].position + 1 if waiting else 0}
    row = insert(InteractionDraftFile).values(draft_uuid=draft_uuid, file_uuid=file.uuid, **place)
    again = row.on_conflict_do_update(index_elements=["draft_uuid", "file_uuid"], set_=place)
    await scope.session.execute(again)
    await write_draft(scope, draft_uuid)
    return True


async def unstage_file(scope: Scope, draft_uuid: UUID, file_uuid: UUID) -> bool:
    """Takes the file off the draft, no further; whether it waited there. Staging it again puts it back.

    `NotFound` for a draft that is not this person's, or has ended. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    await hold_own(scope, draft_uuid)
    this = col(InteractionDraftFile.file_uuid) == file_uuid
    taken = update(InteractionDraftFile).where(this, *waiting_for(draft_uuid)).values(position=NOWHERE)
    done = await scope.session.execute(taken.returning(col(InteractionDraftFile.file_uuid)))
    await write_draft(scope, draft_uuid)
    return done.first() is not None


def waiting_for(*draft_uuids: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The rules that a file waits for one of these drafts."""
    waits = col(InteractionDraftFile.position) != NOWHERE
    return (col(InteractionDraftFile.draft_uuid).in_(draft_uuids), waits)


async def rows_of(scope: Scope, draft_uuid: UUID) -> list[InteractionDraftFile]:
    """What waits for the draft, in its order."""
    query = select(InteractionDraftFile).where(*waiting_for(draft_uuid))
    ordered = query.order_by(col(InteractionDraftFile.position)).execution_options(populate_existing=True)
    return list(await scope.session.exec(ordered))


async def staged_files(scope: Scope, draft_uuids: Collection[UUID]) -> dict[UUID, list[StagedFile]]:
    """The files of many drafts in their order, in one statement; only drafts that have some appear."""
    files: dict[UUID, list[StagedFile]] = defaultdict(list)
    there = and_(col(File.uuid) == col(InteractionDraftFile.file_uuid), ~col(File.system_managed))
    columns: list[Any] = [InteractionDraftFile, File]
    query = sa_select(*columns).select_from(outerjoin(InteractionDraftFile, File, there))
    wanted = query.where(*waiting_for(*draft_uuids)).order_by(col(InteractionDraftFile.position))
    for row, file in await scope.session.execute(wanted) if draft_uuids else ():
        files[row.draft_uuid].append(_staged(row, file))
    return files


def _staged(row: InteractionDraftFile, file: File | None) -> StagedFile:
    if file is None:
        return StagedFile(row.file_uuid, row.name, None, None, None, "gone")
    state = "trashed" if file.trashed_at else "ready"
    thumb = storage.thumb_url(file) if state == "ready" else None
    return StagedFile(file.uuid, row.name, file.size, file.mime_type, thumb, state)
