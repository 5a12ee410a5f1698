"""The timeline of a contact or a company: pages by cursor, each in three statements whatever it shows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, TextClause, text
from sqlmodel import col, select

from crm_app import storage
from crm_app.core.ids import uuid_of
from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.crm.attachments.folders import interaction_folder_name
from crm_app.crm.interactions import timeline_sql
from crm_app.crm.interactions.anchors import Anchor, anchor_of
from crm_app.crm.interactions.models import Interaction
from crm_app.crm.interactions.timeline_sql import Only
from crm_app.storage import ShownFile

PAGE = 25
COUNTED = 1_000
RECENT = 6
MOST = 200

_PARTIES = text("""
SELECT uuid, interaction_uuid, raw_name, contact_uuid, staff_person_uuid, party_snapshot, position
FROM interaction_parties WHERE interaction_uuid = ANY(:uuids) ORDER BY interaction_uuid, position
""")


class ShownInteraction(NamedTuple):
    """An interaction as it is stored."""

    uuid: UUID
    contact_uuid: UUID | None
    company_uuid: UUID | None
    interaction_type: str
    occurred_at: datetime
    time_zone: str | None
    subject: str | None
    body: str | None
    owner_uuid: UUID | None
    owner_name: str | None
    inserted_at: datetime
    updated_at: datetime


class ShownParty(NamedTuple):
    """Who took part, and what was known of them then."""

    uuid: UUID
    interaction_uuid: UUID
    raw_name: str
    contact_uuid: UUID | None
    staff_person_uuid: UUID | None
    party_snapshot: dict[str, Any]
    position: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What a timeline shows of an interaction. Files come newest first, parties in their order.

    `mine_to_change`: it belongs to the record whose timeline this is, so it is changed and deleted here, by
    whoever has the permission. The others are shown here and lead to their anchor.
    """

    interaction: ShownInteraction
    parties: list[ShownParty]
    anchor_name: str
    files: list[ShownFile]
    mine_to_change: bool

    @property
    def anchor(self) -> Anchor:
        """The record that it belongs to."""
        return anchor_of(self.interaction)


@dataclass(frozen=True, slots=True)
class TimelineCursor:
    """Where a page ended: the next one begins behind this row, whatever came or went meanwhile."""

    occurred_at: datetime
    inserted_at: datetime
    uuid: UUID


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Rows, the newest first, and the cursor of the next page if there is one."""

    rows: list[TimelineRow]
    next: TimelineCursor | None


async def timeline(
    scope: Scope,
    of: Anchor,
    *,
    only: Only = "all",
    types: Collection[str] = (),
    who: UUID | None = None,
    after: TimelineCursor | None = None,
    limit: int = PAGE,
) -> TimelinePage:
    """What happened with a contact or a company, newest first. Needs `crm.view`.

    Of a contact: what is their own, and what they took part in, unless its anchor is in the trash. Of a
    company: its own and its live members' (`only` one of the two). `who` wants only what this contact,
    company or person on staff took part in, `types` only these types.
    """
    scope.require("crm.view")
    query = timeline_sql.timeline(of[0], only, "page", **_forms(types, who), behind=after is not None)
    values = {"of": of[1], "limit": limit + 1, **_asked(types, who), **_place(after)}
    found = await _find(scope, query, values, limit)
    last = found.interactions[limit - 1][0] if len(found.interactions) > limit else None
    following = TimelineCursor(last.occurred_at, last.inserted_at, last.uuid) if last else None
    return TimelinePage(found.rows(of)[:limit], following)


async def these_rows(
    scope: Scope,
    of: Anchor,
    uuids: Collection[UUID],
    *,
    only: Only = "all",
    types: Collection[str] = (),
    who: UUID | None = None,
) -> list[TimelineRow]:
    """Those of the interactions that this timeline shows, newest first. Needs `crm.view`."""
    scope.require("crm.view")
    if not uuids:
        return []
    query = timeline_sql.timeline(of[0], only, "these", **_forms(types, who), behind=False)
    values = {"of": of[1], "limit": len(uuids), "uuids": list(uuids), **_asked(types, who)}
    return (await _find(scope, query, values)).rows(of)


async def count_interactions(
    scope: Scope,
    of: Anchor,
    *,
    only: Only = "all",
    types: Collection[str] = (),
    who: UUID | None = None,
    upto: int = COUNTED,
) -> int:
    """How many a timeline shows, counted up to `upto`. Needs `crm.view`."""
    scope.require("crm.view")
    query = timeline_sql.timeline(of[0], only, "number", **_forms(types, who), behind=False)
    values = {"of": of[1], "limit": upto, **_asked(types, who)}
    return await past_the_orm(scope, lambda connection: connection.execute(query, values).scalar_one())


async def list_involving(scope: Scope, contact_uuid: UUID | str, *, limit: int = MOST) -> list[TimelineRow]:
    """The newest on a contact's timeline; none for a malformed uuid. Needs `crm.view`."""
    uuid = uuid_of(contact_uuid)
    return (await timeline(scope, ("contact", uuid), limit=limit)).rows if uuid else []


async def list_for_company(
    scope: Scope, company_uuid: UUID | str, *, only: Only = "all", limit: int = MOST
) -> list[TimelineRow]:
    """The newest on a company's timeline; none for a malformed uuid. Needs `crm.view`."""
    uuid = uuid_of(company_uuid)
    return (await timeline(scope, ("company", uuid), only=only, limit=limit)).rows if uuid else []


async def list_for_contacts(
    scope: Scope, contact_uuids: Collection[UUID], *, limit: int = MOST
) -> list[TimelineRow]:
    """The newest that is anchored to these live contacts; none for none. Needs `crm.view`."""
    scope.require("crm.view")
    if not contact_uuids:
        return []
    values = {"uuids": list(contact_uuids), "limit": limit}
    return (await _find(scope, timeline_sql.of_contacts(), values)).rows()


async def list_recent(scope: Scope, *, limit: int = RECENT) -> list[TimelineRow]:
    """The newest of all whose anchor is not in the trash. Needs `crm.view`."""
    scope.require("crm.view")
    return (await _find(scope, timeline_sql.recent(), {"limit": limit})).rows()


async def interaction_uuids_for_contact(scope: Scope, contact_uuid: UUID) -> list[UUID]:
    """What is anchored to the contact, newest first: its files are rolled up. Needs `crm.view`."""
    scope.require("crm.view")
    newest = (
        col(Interaction.occurred_at).desc(),
        col(Interaction.inserted_at).desc(),
        col(Interaction.uuid).desc(),
    )
    query = select(col(Interaction.uuid)).where(col(Interaction.contact_uuid) == contact_uuid)
    return list(await scope.session.exec(query.order_by(*newest)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Interactions with the names of their anchors, their parties, and their files by folder."""

    interactions: list[tuple[ShownInteraction, str]]
    parties: Mapping[UUID, list[ShownParty]]
    files: Mapping[str, list[ShownFile]]

    def rows(self, of: Anchor | None = None) -> list[TimelineRow]:
        return [self._row(interaction, name, of) for interaction, name in self.interactions]

    def _row(self, interaction: ShownInteraction, name: str, of: Anchor | None) -> TimelineRow:
        uuid = interaction.uuid
        files = self.files.get(interaction_folder_name(uuid), [])
        return TimelineRow(interaction, self.parties.get(uuid, []), name, files, anchor_of(interaction) == of)


async def _find(scope: Scope, query: TextClause, values: dict[str, Any], limit: int | None = None) -> _Found:
    """What the statement finds; parties and files only of the first `limit`, with a statement each."""

    def read(connection: Connection) -> _Found:
        found = [(ShownInteraction._make(row[:-1]), row[-1]) for row in connection.execute(query, values)]
        uuids = [interaction.uuid for interaction, _ in found[:limit]]
        files = storage.read_shown_files(connection, map(interaction_folder_name, uuids))
        return _Found(found, _parties(connection, uuids), files)

    return await past_the_orm(scope, read)


def _parties(connection: Connection, uuids: list[UUID]) -> Mapping[UUID, list[ShownParty]]:
    parties: dict[UUID, list[ShownParty]] = defaultdict(list)
    for row in connection.execute(_PARTIES, {"uuids": uuids}) if uuids else ():
        party = ShownParty._make(row)
        parties[party.interaction_uuid].append(party)
    return parties


def _forms(types: Collection[str], who: UUID | None) -> dict[str, bool]:
    return {"typed": bool(types), "who": who is not None}


def _asked(types: Collection[str], who: UUID | None) -> dict[str, object]:
    asked: dict[str, object] = {"types": list(types)} if types else {}
    return asked | {"who": who} if who else asked


def _place(after: TimelineCursor | None) -> dict[str, object]:
    if after is None:
        return {}
    return {"occurred_at": after.occurred_at, "inserted_at": after.inserted_at, "last": after.uuid}
