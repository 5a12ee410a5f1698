"""What somebody is writing about a record: theirs alone, saved as they type, there again after a reload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.crm.interactions.anchors import Anchor
from crm_app.crm.interactions.draft_files import StagedFile, staged_files
from crm_app.crm.interactions.draft_rows import (
    ENDED,
    TYPED,
    end_of,
    find_own,
    hold_draft,
    hold_open_draft,
    hold_own,
    storable_form,
    typed_in,
    write_draft,
)
from crm_app.crm.interactions.models import InteractionDraft


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written: its form as the browser keeps it, and the files that wait, in their order.

    `interaction_uuid` is set while an existing interaction is changed.
    """

    uuid: UUID
    anchor: Anchor
    form: dict[str, Any]
    interaction_uuid: UUID | None
    files: list[StagedFile]
    updated_at: datetime


async def save_draft(
    scope: Scope,
    draft_uuid: UUID,
    anchor: Anchor,
    form: Mapping[str, object],
    *,
    interaction_uuid: UUID | None = None,
) -> Draft:
    """Keeps the form as it is now; a draft is made when there is none. Nobody is told. Needs `crm.edit`.

    `DraftSaved` where it has ended meanwhile, `NotFound` for somebody else's draft and for one about another
    record, `ValidationFailed` for more text than anybody types. Whether the record is still there is asked
    when it is saved.
    """
    scope.require("crm.edit")
    storable = storable_form(form)
    await hold_open_draft(scope, draft_uuid, anchor, interaction_uuid)
    await write_draft(scope, draft_uuid, **{TYPED: storable})
    draft = await get_draft(scope, draft_uuid)
    if draft is None:
        raise NotFound()
    return draft


async def get_draft(scope: Scope, draft_uuid: UUID) -> Draft | None:
    """This person's draft; None for somebody else's and for one that has ended. Needs `crm.view`."""
    scope.require("crm.view")
    row = await find_own(scope, draft_uuid)
    return _draft(row, await staged_files(scope, [row.uuid])) if row else None


async def list_drafts(scope: Scope, anchor: Anchor) -> list[Draft]:
    """What this person is writing about the record and has not saved, the latest first; never an empty one.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    mine = (col(InteractionDraft.user_uuid) == scope.actor_uuid,)
    about = (col(InteractionDraft.anchor_type) == anchor[0], col(InteractionDraft.anchor_uuid) == anchor[1])
    query = select(InteractionDraft).where(*mine, *about).order_by(col(InteractionDraft.updated_at).desc())
    found = (await scope.session.exec(query.execution_options(populate_existing=True))).all()
    rows = [row for row in found if not end_of(row)]
    files = await staged_files(scope, [row.uuid for row in rows])
    return [_draft(row, files) for row in rows if typed_in(row) or row.uuid in files]


async def discard_draft(scope: Scope, draft_uuid: UUID) -> None:
    """Throws the draft away; for a day it can be taken up again. Its files go when it is swept.

    `NotFound` for one that is not this person's, or has ended. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    row = await hold_own(scope, draft_uuid)
    await write_draft(scope, draft_uuid, **{TYPED: typed_in(row), ENDED: "discarded"})


async def resume_draft(scope: Scope, draft_uuid: UUID, anchor: Anchor) -> Draft:
    """Undoes `discard_draft`. `NotFound` for anything else. Needs `crm.edit`."""
    scope.require("crm.edit")
    row = await hold_draft(scope, draft_uuid, anchor)
    if end_of(row) != "discarded":
        raise NotFound()
    await write_draft(scope, draft_uuid, **{TYPED: typed_in(row)})
    return _draft(row, await staged_files(scope, [draft_uuid]))


def _draft(row: InteractionDraft, files: Mapping[UUID, list[StagedFile]]) -> Draft:
    anchor = cast(Anchor, (row.anchor_type, row.anchor_uuid))
    return Draft(
        row.uuid, anchor, typed_in(row), row.interaction_uuid, files.get(row.uuid, []), row.updated_at
    )
