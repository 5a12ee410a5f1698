"""Who took part: found, remembered as they were then, and kept so for good."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, join, outerjoin
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.crm.interactions.anchors import Anchor, hold_anchor
from crm_app.crm.interactions.forms import Party, identity
from crm_app.crm.interactions.models import Interaction, InteractionParty
from crm_app.crm.models import Company, CompanyMembership, Contact

SNAPSHOT = ("name", "company", "role_in_company", "department")
Known = Mapping[str, str | None]
Facts = Mapping[UUID | None, Known]
StaffFacts = Callable[[Scope, Collection[UUID]], Awaitable[Facts]]
"""What is known of these people on staff, of those who are: name, job_title, employment_type by uuid."""


async def _nobody(scope: Scope, uuids: Collection[UUID]) -> Facts:
    return {}


_staff_facts: list[StaffFacts] = [_nobody]


def when_staff_takes_part(facts: StaffFacts) -> None:
    """Asks `facts` about people on staff from now on: this context does not know theirs."""
    _staff_facts[:] = [facts]


async def hold_records(scope: Scope, anchor: Anchor, parties: Sequence[Party]) -> set[UUID]:
    """Holds the live anchor, and those of the parties who are contacts: answers who of them exist.

    Contacts before companies, as memberships are written; all before any row of an interaction. `NotFound`,
    `RecordTrashed` for the anchor.
    """
    if anchor[0] == "contact":
        await hold_anchor(scope, anchor)
        return await _hold_contacts(scope, parties)
    held = await _hold_contacts(scope, parties)
    await hold_anchor(scope, anchor)
    return held


async def _hold_contacts(scope: Scope, parties: Sequence[Party]) -> set[UUID]:
    uuids = {party.contact_uuid for party in parties if party.contact_uuid}
    if not uuids:
        return set()
    query = select(col(Contact.uuid)).where(col(Contact.uuid).in_(uuids)).order_by(col(Contact.uuid))
    return set((await scope.session.exec(query.with_for_update(read=True, key_share=True))).all())


async def write_parties(
    scope: Scope,
    interaction: Interaction,
    parties: Sequence[Party],
    held: Collection[UUID],
    before: Iterable[InteractionParty] = (),
) -> bool:
    """Makes these the interaction's parties, in this order; whether they were others `before`.

    Who is among them already stays as they were then; the others are remembered as they are now. A contact
    who is gone, or a person on staff who is not known, stays as the name that was typed.
    """
    known = {_identity_of(row): row for row in before}
    added = [party for party in parties if identity(party) not in known]
    made = {identity(party): row for party, row in await _new_rows(scope, interaction, added, held)}
    rows: dict[tuple[str, object], InteractionParty] = {}
    for party in parties:
        row = known.get(identity(party)) or made[identity(party)]
        rows.setdefault(_identity_of(row), known.get(_identity_of(row), row))  # two may have become one name
    for gone in known.keys() - rows.keys():
        await scope.session.delete(known[gone])
    await scope.session.flush()
    for position, row in enumerate(rows.values()):
        row.position = position
        scope.session.add(row)
    await scope.session.flush()
    return list(known) != list(rows)


async def parties_of(scope: Scope, interaction_uuid: UUID) -> list[InteractionParty]:
    """Who took part, in their order, as it is in the database now."""
    query = select(InteractionParty).where(col(InteractionParty.interaction_uuid) == interaction_uuid)
    query = query.order_by(col(InteractionParty.position)).execution_options(populate_existing=True)
    return list(await scope.session.exec(query))


def _identity_of(row: InteractionParty) -> tuple[str, object]:
    return identity(Party(row.raw_name, row.contact_uuid, row.staff_person_uuid))


async def _new_rows(
    scope: Scope, interaction: Interaction, parties: Sequence[Party], held: Collection[UUID]
) -> list[tuple[Party, InteractionParty]]:
    contacts: Facts = await _contact_facts(scope, held) if held else {}
    staff = {party.staff_person_uuid for party in parties if party.staff_person_uuid}
    people: Facts = await _staff_facts[0](scope, staff) if staff else {}
    at = now().isoformat(timespec="seconds")
    return [(party, _row(interaction, party, contacts, people, at)) for party in parties]


def _row(interaction: Interaction, party: Party, contacts: Facts, people: Facts, at: str) -> InteractionParty:
    contact = party.contact_uuid if party.contact_uuid in contacts else None
    staff = party.staff_person_uuid if party.staff_person_uuid in people else None
    source = "crm_contact" if contact else "staff" if staff else "free_text"
    facts: Known = contacts[contact] if contact else people[staff] if staff else {}
    known = {name: value for name, value in facts.items() if value}
    return InteractionParty(
        interaction_uuid=interaction.uuid,
        occurred_at=interaction.occurred_at,
        logged_at=interaction.inserted_at,
        raw_name=party.name,
        contact_uuid=contact,
        staff_person_uuid=staff,
        party_snapshot={"source": source, **known, "captured_at": at},
    )


async def _contact_facts(scope: Scope, uuids: Collection[UUID]) -> Facts:
    """Name, and place in the primary live company, of these contacts."""
    columns: list[Any] = [
        col(Contact.uuid),
        col(Contact.name).label("name"),
        col(Company.name).label("company"),
        col(CompanyMembership.role_in_company).label("role_in_company"),
        col(CompanyMembership.department).label("department"),
    ]
    place = join(CompanyMembership, Company, _live_company())
    query = sa_select(*columns).select_from(outerjoin(Contact, place, _primary()))
    rows = (await scope.session.execute(query.where(col(Contact.uuid).in_(uuids)))).mappings()
    return {row["uuid"]: {name: row[name] for name in SNAPSHOT} for row in rows}


def _primary() -> ColumnElement[bool]:
    return and_(col(CompanyMembership.contact_uuid) == col(Contact.uuid), col(CompanyMembership.is_primary))


def _live_company() -> ColumnElement[bool]:
    return and_(col(Company.uuid) == col(CompanyMembership.company_uuid), col(Company.status) != "trashed")
