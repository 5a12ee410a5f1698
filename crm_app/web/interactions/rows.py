"""An interaction as a row of a timeline: everything is worked out here, the browser only shows."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypedDict

from crm_app.crm.interactions import ShownParty, TimelineRow
from crm_app.crm.topics import Resource
from crm_app.web.media.rows import FileRow, shown_file_row

ANCHOR_PAGES: Mapping[Resource, str] = {"contact": "/contacts/{uuid}", "company": "/companies/{uuid}"}
"""Where the records that interactions belong to have their pages."""


class PartyItem(TypedDict):
    """Who took part. Uuids and the address may be empty; `detail` is what they were then."""

    name: str
    contact_uuid: str
    staff_person_uuid: str
    href: str
    detail: str


class InteractionRow(TypedDict):
    """Texts are empty where there is nothing to show.

    `here`: it belongs to the record whose timeline this is. For the others `place` names the record that
    they belong to. `version` becomes another with whatever is shown.
    """

    uuid: str
    type: str
    at: str
    logged_at: str
    zone: str
    subject: str
    body: str
    owner: str
    here: bool
    place: str
    place_href: str
    parties: list[PartyItem]
    files: list[FileRow]
    version: str


def interaction_rows(rows: Sequence[TimelineRow]) -> list[InteractionRow]:
    """The rows as the browser gets them; nothing is read for that."""
    return [_row(row) for row in rows]


def anchor_page(resource: Resource, uuid: object) -> str:
    """The page of a record that interactions belong to, at its interactions."""
    return ANCHOR_PAGES[resource].format(uuid=uuid) + "?tab=interactions"


def _row(row: TimelineRow) -> InteractionRow:
    shown, files = row.interaction, [shown_file_row(file) for file in row.files]
    parties = [_party(party) for party in row.parties]
    return InteractionRow(
        uuid=str(shown.uuid),
        type=shown.interaction_type,
        at=shown.occurred_at.isoformat(),
        logged_at=shown.inserted_at.isoformat(),
        zone=shown.time_zone or "",
        subject=shown.subject or "",
        body=shown.body or "",
        owner=shown.owner_name or "",
        here=row.mine_to_change,
        place="" if row.mine_to_change else row.anchor_name,
        place_href="" if row.mine_to_change else anchor_page(*row.anchor),
        parties=parties,
        files=files,
        version=_version(shown.updated_at.isoformat(), parties, [file["uuid"] for file in files]),
    )


def _party(party: ShownParty) -> PartyItem:
    contact, person = str(party.contact_uuid or ""), str(party.staff_person_uuid or "")
    href = f"/contacts/{contact}" if contact else f"/staff/people/{person}" if person else ""
    return PartyItem(
        name=party.raw_name,
        contact_uuid=contact,
        staff_person_uuid=person,
        href=href,
        detail=_detail(party.party_snapshot),
    )


def _detail(snapshot: Mapping[str, Any]) -> str:
    """What was known of them when they took part, in one line."""
    known = (snapshot.get(name) for name in ("job_title", "role_in_company", "department", "company"))
    return " · ".join(text for text in known if isinstance(text, str) and text)


def _version(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=6).hexdigest()
