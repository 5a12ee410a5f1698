"""Writes interactions for tests and reads timelines, each in a transaction of its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app import accounts, crm
from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from crm_app.crm import interactions, topics
from crm_app.crm.interactions import Anchor, Interaction, Party, TimelineRow
from tests.factories import run, run_as


def on(record: crm.Record) -> Anchor:
    """The record as an anchor."""
    return ("contact" if isinstance(record, crm.Contact) else "company", record.uuid)


def topic_of(record: crm.Record) -> str:
    """What tells of the record's timeline."""
    return topics.interactions(*on(record))


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


def with_(*contacts: crm.Contact) -> list[Party]:
    """These contacts as parties."""
    return [Party(contact.name, contact.uuid) for contact in contacts]


async def timeline_of(record: crm.Record, **wanted: Any) -> list[TimelineRow]:
    """The first page."""
    return (await run(interactions.timeline, on(record), **wanted)).rows


async def subjects_of(record: crm.Record, **wanted: Any) -> list[str | None]:
    """What the first page shows, newest first."""
    return [row.interaction.subject for row in await timeline_of(record, **wanted)]


async def the_row(record: crm.Record) -> TimelineRow:
    """The only one on the timeline."""
    (row,) = await timeline_of(record)
    return row


async def files_of(record: crm.Record) -> set[UUID]:
    """The files of the only interaction on the timeline."""
    return {file.uuid for file in (await the_row(record)).files}


async def trashed(record: crm.Record) -> None:
    """Into the trash."""
    await run(crm.trash_contact if isinstance(record, crm.Contact) else crm.trash_company, record.uuid)


async def restored(record: crm.Record) -> None:
    """Back from the trash."""
    await run(crm.restore_contact if isinstance(record, crm.Contact) else crm.restore_company, record.uuid)


async def deleted(record: crm.Record) -> None:
    """For good."""
    await trashed(record)
    await run(crm.delete_contact if isinstance(record, crm.Contact) else crm.delete_company, record.uuid)


async def trail(start: str = "crm.interaction_") -> list[Activity]:
    """The entries whose action begins so, the oldest first."""
    wanted = select(Activity).where(col(Activity.action).startswith(start))
    async with system_scope() as scope:
        return list(await scope.session.exec(wanted.order_by(col(Activity.inserted_at), col(Activity.uuid))))
