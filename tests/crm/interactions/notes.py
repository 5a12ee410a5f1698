"""Writes interactions for tests, and reads timelines: each in a transaction of its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crm_app import accounts, crm
from crm_app.crm import interactions
from crm_app.crm.interactions import Anchor, Interaction, Party, TimelineRow
from tests.factories import run, run_as


def on(record: crm.Record) -> Anchor:
    """The record as an anchor."""
    return ("contact" if isinstance(record, crm.Contact) else "company", record.uuid)


async def note(
    who: accounts.User | None,
    about: crm.Record,
    subject: str = "A note",
    parties: Sequence[Party] = (),
    files: Sequence[UUID] = (),
    *,
    uuid: UUID | None = None,
    **attributes: Any,
) -> Interaction:
    """An interaction about a contact or a company, written by `who` (None: the system)."""
    resource, anchor = on(about)
    said = {f"{resource}_uuid": anchor, "subject": subject, **attributes}
    if who is None:
        return await run(interactions.create_interaction, said, parties, files, uuid=uuid)
    return await run_as(who, interactions.create_interaction, said, parties, files, uuid=uuid)


async def timeline_of(record: crm.Record, **wanted: Any) -> list[TimelineRow]:
    """The first page."""
    return (await run(interactions.timeline, on(record), **wanted)).rows


async def subjects_of(record: crm.Record, **wanted: Any) -> list[str | None]:
    """What the first page shows, newest first."""
    return [row.interaction.subject for row in await timeline_of(record, **wanted)]
