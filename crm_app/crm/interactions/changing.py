"""Changing an interaction: only what somebody changed, and never over the head of somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from crm_app import storage
from crm_app.core.clock import now
from crm_app.core.edits import edited_fields
from crm_app.core.errors import ValidationFailed
from crm_app.core.rows import lock_row, require_row
from crm_app.core.scope import Scope
from crm_app.crm.attachments.folders import ensure_interaction_folder, interaction_folder_uuid
from crm_app.crm.interactions import telling
from crm_app.crm.interactions.anchors import Anchor, anchor_of
from crm_app.crm.interactions.attaching import attach_files
from crm_app.crm.interactions.errors import NotAnchoredHere
from crm_app.crm.interactions.forms import (
    FIELDS,
    InteractionForm,
    Party,
    Written,
    clean_interaction,
    clean_parties,
    columns_of,
    form_of,
)
from crm_app.crm.interactions.models import Interaction
from crm_app.crm.interactions.moments import wall_clock, zone_of
from crm_app.crm.interactions.parties import hold_records, parties_of, write_parties
from crm_app.storage import Detached

COMPARED = tuple(name for name in FIELDS if name != "time_zone")
"""The zone belongs to the time: it is written with it, and alone it says nothing."""


async def update_interaction(
    scope: Scope,
    uuid: UUID,
    attributes: Mapping[str, object],
    parties: Sequence[Party] | None = None,
    *,
    add_files: Sequence[UUID] = (),
    remove_files: Sequence[UUID] = (),
    seen: Mapping[str, object] | None = None,
    on: Anchor | None = None,
    file_names: Mapping[UUID, str] | None = None,
) -> Interaction:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    A field that is not given stays, the anchor always does; `parties` None keeps them, and who is still
    among the given ones stays as they were remembered. Files that are removed and held nowhere else go to
    the trash. Raises `EditConflict`, `ValidationFailed` by field, `NotFound`, `RecordTrashed`, what
    attaching raises, and `NotAnchoredHere` where it does not belong to the record `on`. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    involved = None if parties is None else clean_parties(parties)
    anchor = anchor_of(await require_row(scope, Interaction, uuid))
    if on not in (None, anchor):
        raise NotAnchoredHere()
    held = await hold_records(scope, anchor, involved or [])
    current = await lock_row(scope, Interaction, uuid)
    told = await telling.contacts_of(scope, uuid)
    changed = await _write_fields(scope, current, attributes, seen or {})
    current = await require_row(scope, Interaction, uuid)
    if involved is not None:
        changed |= await write_parties(scope, current, involved, held, await parties_of(scope, uuid))
    changed |= await _write_files(scope, uuid, add_files, remove_files, file_names)
    if changed:
        telling.record(scope, current, "updated")
        await telling.tell(scope, current, "updated", [*told, *held])
    return current


async def _write_fields(
    scope: Scope, current: Interaction, attributes: Mapping[str, object], seen: Mapping[str, object]
) -> bool:
    """Whether there was anything to write."""
    stored = Written(form_of(current), current.occurred_at)
    wanted = clean_interaction({**asdict(stored.form), **attributes})
    given = [name for name in COMPARED if name in attributes]
    forms = (_in_zone(each, wanted.form.time_zone) for each in (_shown_first(stored, seen), stored, wanted))
    changed = edited_fields(given, *forms)
    if not changed:
        return False
    values = {name: value for name, value in columns_of(wanted).items() if name in changed}
    if "occurred_at" in changed:
        values |= {"occurred_at": wanted.instant or now(), "time_zone": wanted.form.time_zone or None}
    this = update(Interaction).where(col(Interaction.uuid) == current.uuid)
    await scope.session.execute(this.values(**values, updated_at=now()))
    return True


def _shown_first(current: Written, seen: Mapping[str, object]) -> Written:
    """The form as this person first saw it; what they cannot have seen counts as it is now."""
    try:
        return clean_interaction({**asdict(current.form), **seen}) if seen else current
    except ValidationFailed:
        return current


def _in_zone(written: Written, zone: str) -> InteractionForm:
    """The form with its time as clocks in this zone show it; "" where it is left to be now."""
    at = wall_clock(written.instant, zone_of(zone)) if written.instant else ""
    return replace(written.form, occurred_at=at)


async def _write_files(
    scope: Scope,
    uuid: UUID,
    add: Sequence[UUID],
    remove: Sequence[UUID],
    names: Mapping[UUID, str] | None,
) -> bool:
    """Whether the interaction holds other files than before. All are locked at once, in their one order."""
    if not add and not remove:
        return False
    find = ensure_interaction_folder if add else interaction_folder_uuid
    folder = await find(scope, uuid)
    await storage.lock_files(scope, {*add, *remove})
    removed = [await storage.detach(scope, file, folder) for file in remove]
    added = await attach_files(scope, uuid, add, names)
    return bool(added) or any(outcome is not Detached.ABSENT for outcome in removed)
