"""From a draft to an interaction, with the files that waited: all of it in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import delete

from crm_app.core.scope import Scope
from crm_app.crm.interactions.anchors import Anchor, anchor_columns
from crm_app.crm.interactions.changing import update_interaction
from crm_app.crm.interactions.draft_files import rows_of, waiting_for
from crm_app.crm.interactions.draft_rows import ENDED, end_of, hold_draft, write_draft
from crm_app.crm.interactions.errors import DraftSaved
from crm_app.crm.interactions.forms import Party, clean_interaction, clean_parties
from crm_app.crm.interactions.models import Interaction, InteractionDraft, InteractionDraftFile
from crm_app.crm.interactions.repeats import the_same
from crm_app.crm.interactions.writing import create_interaction, require_interaction


async def save_interaction(
    scope: Scope,
    draft_uuid: UUID,
    anchor: Anchor,
    attributes: Mapping[str, object],
    parties: Sequence[Party] = (),
    *,
    files: Sequence[UUID] | None = None,
    interaction_uuid: UUID | None = None,
    remove_files: Sequence[UUID] = (),
    seen: Mapping[str, object] | None = None,
) -> Interaction:
    """Makes the draft an interaction (of the draft's uuid), or writes it into the one that it changes.

    What waits for the draft is attached in its order; `files` are those that the composer shows, so that
    one which the draft has lost meanwhile is told of and not left out. `interaction_uuid` is for a draft that
    was never kept. The same save again is the same interaction. Raises what `create_interaction` and
    `update_interaction` raise, `NotFound` for somebody else's draft, `DraftSaved` for one thrown away; then
    nothing is written and the draft stays. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    draft = await hold_draft(scope, draft_uuid, anchor, interaction_uuid)
    if end_of(draft) == "discarded":
        raise DraftSaved()
    if end_of(draft) == "saved":
        return await _saved_before(scope, draft, anchor, attributes, parties)
    names = {row.file_uuid: row.name for row in await rows_of(scope, draft_uuid)}
    wanted = list(names) if files is None else list(files)
    said = {name: value for name, value in attributes.items() if name not in ("contact_uuid", "company_uuid")}
    if draft.interaction_uuid is None:
        said |= anchor_columns(anchor)
        saved = await create_interaction(scope, said, parties, wanted, uuid=draft_uuid, file_names=names)
    else:
        saved = await update_interaction(
            scope,
            draft.interaction_uuid,
            said,
            parties,
            add_files=wanted,
            remove_files=remove_files,
            seen=seen,
            on=anchor,
            file_names=names,
        )
    await _end(scope, draft_uuid)
    return saved


async def _saved_before(
    scope: Scope,
    draft: InteractionDraft,
    anchor: Anchor,
    attributes: Mapping[str, object],
    parties: Sequence[Party],
) -> Interaction:
    if draft.interaction_uuid is not None:
        return await require_interaction(scope, draft.interaction_uuid)
    written = clean_interaction(attributes)
    return await the_same(scope, draft.uuid, anchor, written, clean_parties(parties))


async def _end(scope: Scope, draft_uuid: UUID) -> None:
    """What was typed goes, and what was attached; what was taken away waits to be swept."""
    await scope.session.execute(delete(InteractionDraftFile).where(*waiting_for(draft_uuid)))
    await write_draft(scope, draft_uuid, **{ENDED: "saved"})
