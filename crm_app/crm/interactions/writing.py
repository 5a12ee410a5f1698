"""Writing interactions: create and delete. Rows, files, trail and live events are one transaction.

Locks are taken in one order: draft, contacts, company, interaction, then those of storage.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete

from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.rows import find_row, lock_row, require_row
from crm_app.core.scope import Scope
from crm_app.crm.attachments.interactions import purge_interaction_media
from crm_app.crm.interactions import telling
from crm_app.crm.interactions.anchors import Anchor, anchor_columns, anchor_in, anchor_of
from crm_app.crm.interactions.attaching import attach_files
from crm_app.crm.interactions.errors import NotAnchoredHere
from crm_app.crm.interactions.forms import Party, Written, clean_interaction, clean_parties, columns_of
from crm_app.crm.interactions.models import Interaction
from crm_app.crm.interactions.parties import hold_records, write_parties
from crm_app.crm.interactions.repeats import the_same


async def get_interaction(scope: Scope, uuid: UUID) -> Interaction | None:
    """The interaction; None when there is none. Needs `crm.view`."""
    scope.require("crm.view")
    return await find_row(scope, Interaction, uuid)


async def require_interaction(scope: Scope, uuid: UUID) -> Interaction:
    """The interaction, or `NotFound`. Needs `crm.view`."""
    scope.require("crm.view")
    return await require_row(scope, Interaction, uuid)


async def create_interaction(
    scope: Scope,
    attributes: Mapping[str, object],
    parties: Sequence[Party] = (),
    file_uuids: Sequence[UUID] = (),
    *,
    uuid: UUID | None = None,
    file_names: Mapping[UUID, str] | None = None,
) -> Interaction:
    """A new interaction with its parties and files, or nothing of it. Needs `crm.edit`.

    `attributes` are those of `InteractionForm`, and `contact_uuid` or `company_uuid`. Raises
    `ValidationFailed` by field (`parties` among them), `NotFound` or `RecordTrashed` for the anchor,
    `AttachmentUnavailable` (which calls files as `file_names` do), `TooManyFiles`.
    `uuid` is made by the browser: the same one with the same content again (a double click, a lost answer)
    is the same interaction; by somebody else or with other content it is a `Conflict`.
    """
    scope.require("crm.edit")
    anchor = anchor_in(attributes)
    written, involved = clean_interaction(attributes), clean_parties(parties)
    held = await hold_records(scope, anchor, involved)
    key = uuid or uuid7()
    interaction = await _insert(scope, key, anchor, written)
    if interaction is None:
        return await the_same(scope, key, anchor, written, involved, file_uuids)
    await write_parties(scope, interaction, involved, held)
    await attach_files(scope, key, file_uuids, file_names)
    telling.record(scope, interaction, "logged")
    await telling.tell(scope, interaction, "created", held)
    return interaction


async def delete_interaction(scope: Scope, uuid: UUID, *, on: Anchor) -> None:
    """For good, with its folder and all files that are held nowhere else. Needs `crm.delete`.

    Only on the page of its anchor: else `NotAnchoredHere`. `NotFound` when it is gone.
    """
    scope.require("crm.delete")
    interaction = await lock_row(scope, Interaction, uuid)
    if anchor_of(interaction) != on:
        raise NotAnchoredHere()
    involved = await telling.contacts_of(scope, uuid)
    await scope.session.execute(delete(Interaction).where(col(Interaction.uuid) == uuid))
    telling.record(scope, interaction, "deleted")
    await telling.tell(scope, interaction, "deleted", involved)
    await purge_interaction_media(scope, uuid)


async def _insert(scope: Scope, key: UUID, anchor: Anchor, written: Written) -> Interaction | None:
    """The new interaction; None where there is one with this key, which stays as it is."""
    values = {
        "uuid": key,
        **anchor_columns(anchor),
        **columns_of(written),
        "occurred_at": written.instant or now(),
        "owner_uuid": scope.actor_uuid,
        "owner_name": scope.actor.name if scope.actor else None,
        "inserted_at": now(),
        "updated_at": now(),
    }
    new = insert(Interaction).values(**values).on_conflict_do_nothing().returning(Interaction)
    return (await scope.session.execute(new)).scalar_one_or_none()
