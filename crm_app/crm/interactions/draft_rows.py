"""The rows of drafts: found, made and held for the one who writes them. Somebody else's is not found.

A draft that was saved or thrown away stays for a day as what it was, so that what comes late (an answer that
was lost, another tab, an Undo) meets it; then it is swept with the files that it alone has kept.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from crm_app.core.clock import now
from crm_app.core.errors import Forbidden, NotFound, ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.crm.interactions.anchors import Anchor
from crm_app.crm.interactions.errors import DraftSaved
from crm_app.crm.interactions.models import Interaction, InteractionDraft

LONGEST_FORM = 400_000
"""Characters of a whole form: some times what may be saved."""
TYPED, ENDED = "typed", "ended"
"""The keys of the column: what somebody has typed, and how the draft ended."""

End = Literal["saved", "discarded"]


async def hold_draft(
    scope: Scope, draft_uuid: UUID, anchor: Anchor, interaction_uuid: UUID | None = None
) -> InteractionDraft:
    """The draft, made when there is none, and nobody else changes it until this transaction ends.

    Taken before any other row. `NotFound` for somebody else's, and for one about another record.
    """
    if scope.actor_uuid is None:
        raise Forbidden()
    draft = await _hold(scope, draft_uuid) or await _make(scope, draft_uuid, anchor, interaction_uuid)
    about = (draft.anchor_type, draft.anchor_uuid)
    if draft.user_uuid != scope.actor_uuid or about != anchor:
        raise NotFound()
    return draft


async def hold_open_draft(
    scope: Scope, draft_uuid: UUID, anchor: Anchor, interaction_uuid: UUID | None = None
) -> InteractionDraft:
    """The same, to write in it. `DraftSaved` where it has ended: what comes late does not bring it back."""
    draft = await hold_draft(scope, draft_uuid, anchor, interaction_uuid)
    saved = select(col(Interaction.uuid)).where(col(Interaction.uuid) == draft_uuid)
    if end_of(draft) or (await scope.session.exec(saved)).first() is not None:
        raise DraftSaved()
    return draft


async def hold_own(scope: Scope, draft_uuid: UUID) -> InteractionDraft:
    """This person's draft that has not ended, which nobody else changes until this transaction ends.

    `NotFound` for anything else.
    """
    found = _own(scope, await _hold(scope, draft_uuid))
    if found is None:
        raise NotFound()
    return found


async def find_own(scope: Scope, draft_uuid: UUID) -> InteractionDraft | None:
    """This person's draft that has not ended; None for anything else."""
    return _own(scope, (await scope.session.exec(_this(draft_uuid))).first())


def _own(scope: Scope, draft: InteractionDraft | None) -> InteractionDraft | None:
    return draft if draft and draft.user_uuid == scope.actor_uuid and not end_of(draft) else None


async def write_draft(scope: Scope, draft_uuid: UUID, **form: object) -> None:
    """Writes what is in it and that it was touched now; without `form` only that."""
    values = {"form": form} if form else {}
    this = update(InteractionDraft).where(col(InteractionDraft.uuid) == draft_uuid)
    await scope.session.execute(this.values(**values, updated_at=now()))


def end_of(draft: InteractionDraft) -> End | None:
    """How the draft ended; None while it is being written."""
    return draft.form.get(ENDED)


def typed_in(draft: InteractionDraft) -> dict[str, Any]:
    """What was typed, as `storable_form` left it."""
    return draft.form.get(TYPED, {})


def storable_form(form: Mapping[str, object]) -> dict[str, Any]:
    """The form as JSON that PostgreSQL takes; nothing that can be stored is lost. `ValidationFailed`."""
    storable = cast(dict[str, Any], _storable(form))
    if len(str(storable)) > LONGEST_FORM:
        raise ValidationFailed({"body": [t("This is too much text.")]})
    return storable


def _storable(value: object) -> object:
    match value:
        case str():
            return "".join(c for c in value if c != "\0" and not "\ud800" <= c <= "\udfff")
        case bool() | int() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            pairs = cast(Mapping[object, object], value).items()
            return {str(_storable(str(key))): _storable(each) for key, each in pairs}
        case list() | tuple():
            return [_storable(each) for each in cast(Sequence[object], value)]
        case _:
            return str(value)


async def _hold(scope: Scope, draft_uuid: UUID) -> InteractionDraft | None:
    return (await scope.session.exec(_this(draft_uuid).with_for_update())).first()


async def _make(
    scope: Scope, draft_uuid: UUID, anchor: Anchor, interaction_uuid: UUID | None
) -> InteractionDraft:
    values: dict[str, Any] = {
        "uuid": draft_uuid,
        "user_uuid": scope.actor_uuid,
        "anchor_type": anchor[0],
        "anchor_uuid": anchor[1],
        "interaction_uuid": interaction_uuid,
        "form": {},
        "inserted_at": now(),
        "updated_at": now(),
    }
    await scope.session.execute(insert(InteractionDraft).values(**values).on_conflict_do_nothing())
    draft = await _hold(scope, draft_uuid)
    if draft is None:  # swept in this moment
        raise NotFound()
    return draft


def _this(draft_uuid: UUID) -> SelectOfScalar[InteractionDraft]:
    query = select(InteractionDraft).where(col(InteractionDraft.uuid) == draft_uuid)
    return query.execution_options(populate_existing=True)
