"""The same save twice: a double click, or an answer that was lost on its way."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from crm_app.core.errors import Conflict
from crm_app.core.rows import require_row
from crm_app.core.scope import Scope
from crm_app.crm.attachments.interactions import list_interaction_files
from crm_app.crm.interactions.anchors import Anchor, anchor_of
from crm_app.crm.interactions.forms import Party, Written, form_of
from crm_app.crm.interactions.models import Interaction
from crm_app.crm.interactions.parties import parties_of


async def the_same(
    scope: Scope,
    uuid: UUID,
    anchor: Anchor,
    written: Written,
    parties: Sequence[Party],
    file_uuids: Sequence[UUID] = (),
) -> Interaction:
    """The interaction with this uuid, if this very person has written just that before.

    Raises `NotFound`, and `Conflict` for anything else. A time that was left to be now is not compared.
    """
    found = await require_row(scope, Interaction, uuid)
    mine = found.owner_uuid == scope.actor_uuid and anchor_of(found) == anchor
    if not mine or not _says(found, written):
        raise Conflict()
    names = [party.raw_name for party in await parties_of(scope, uuid)]
    files = {file.uuid for file in await list_interaction_files(scope, uuid)} if file_uuids else set[UUID]()
    if names != [party.name for party in parties] or not files.issuperset(file_uuids):
        raise Conflict()
    return found


def _says(found: Interaction, written: Written) -> bool:
    """Whether the interaction is what the form says."""
    at_that_time = written.instant in (None, found.occurred_at)
    blank = {"occurred_at": ""}
    return at_that_time and replace(form_of(found), **blank) == replace(written.form, **blank)
