"""What goes with a contact or a company, and what other timelines see of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm import topics
from crm_app.crm.attachments.folders import interaction_folder_name
from crm_app.crm.interactions.anchors import Anchor, company_anchor, contact_anchor
from crm_app.crm.interactions.models import Interaction, InteractionParty
from crm_app.crm.interactions.telling import VISIBILITY
from crm_app.crm.models import CompanyMembership


@dataclass(frozen=True, slots=True)
class Cascade:
    """The interactions that a record takes with it, and the timelines that show them or name the record."""

    interactions: list[UUID]
    timelines: list[Anchor]


async def collect(scope: Scope, anchor: Anchor) -> Cascade:
    """What deleting the record will take along. For callers that hold its row, in the same transaction."""
    mine = col(getattr(Interaction, f"{anchor[0]}_uuid")) == anchor[1]
    uuids = list(await scope.session.exec(select(col(Interaction.uuid)).where(mine)))
    return Cascade(uuids, await _timelines(scope, anchor))


async def clean_up(scope: Scope, cascade: Cascade) -> None:
    """Deletes the folders of the interactions that went, and tells who has shown them.

    After the record is deleted, before anything else of storage: it takes the tree of folders alone.
    """
    await storage.purge_named(scope, *(interaction_folder_name(uuid) for uuid in cascade.interactions))
    _ask_to_read_again(scope, cascade.timelines, "deleted")


async def tell_timelines(scope: Scope, anchor: Anchor, what: str = VISIBILITY) -> None:
    """The record went into the trash, came back, or has another name: who shows its own reads again."""
    _ask_to_read_again(scope, await _timelines(scope, anchor), what)


def _ask_to_read_again(scope: Scope, timelines: Iterable[Anchor], what: str) -> None:
    for resource, uuid in timelines:
        scope.publish(topics.interactions(resource, uuid), what)


async def _timelines(scope: Scope, anchor: Anchor) -> list[Anchor]:
    """The record's own; of its interactions the parties', and for a contact also where they took part and
    the companies whose member they are.
    """
    told = [anchor, *map(contact_anchor, await _parties(scope, anchor))]
    if anchor[0] == "contact":
        told += await _where_they_took_part(scope, anchor[1])
        members = col(CompanyMembership.contact_uuid) == anchor[1]
        companies = await scope.session.exec(select(col(CompanyMembership.company_uuid)).where(members))
        told += map(company_anchor, companies)
    return list(dict.fromkeys(told))


async def _parties(scope: Scope, anchor: Anchor) -> list[UUID]:
    mine = col(getattr(Interaction, f"{anchor[0]}_uuid")) == anchor[1]
    query = select(col(InteractionParty.contact_uuid)).join(Interaction, _its()).where(mine).distinct()
    return [uuid for uuid in await scope.session.exec(query) if uuid is not None]


async def _where_they_took_part(scope: Scope, contact_uuid: UUID) -> list[Anchor]:
    took_part = col(InteractionParty.contact_uuid) == contact_uuid
    query = select(Interaction.contact_uuid, Interaction.company_uuid).join(InteractionParty, _its())
    told: list[Anchor] = []
    for contact, company in await scope.session.exec(query.where(took_part).distinct()):
        told += [contact_anchor(contact)] if contact else []
        told += [company_anchor(company)] if company else []
    return told


def _its() -> ColumnElement[bool]:
    return col(InteractionParty.interaction_uuid) == col(Interaction.uuid)
