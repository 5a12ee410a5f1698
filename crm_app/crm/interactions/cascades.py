"""What goes with a contact or a company, and what other timelines see of it."""

from collections.abc import Collection, Iterable
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
from crm_app.crm.topics import Resource


@dataclass(frozen=True, slots=True)
class Cascade:
    """The interactions that a record takes with it, and the timelines that show them or name the record."""

    interactions: list[UUID]
    timelines: list[Anchor]


async def collect(scope: Scope, anchor: Anchor) -> Cascade:
    """What deleting the record will take along. For callers that hold its row, in the same transaction."""
    mine = select(col(Interaction.uuid)).where(_anchored(anchor[0], [anchor[1]]))
    return Cascade(list(await scope.session.exec(mine)), await _timelines(scope, anchor[0], [anchor[1]]))


async def clean_up(scope: Scope, cascade: Cascade) -> None:
    """Deletes the folders of the interactions that went, and tells who has shown them.

    After the record is deleted, before anything else of storage: it takes the tree of folders alone.
    """
    await storage.purge_named(scope, *(interaction_folder_name(uuid) for uuid in cascade.interactions))
    _ask_to_read_again(scope, cascade.timelines, "deleted")


async def tell_timelines(scope: Scope, resource: Resource, *uuids: UUID, what: str = VISIBILITY) -> None:
    """The records went into the trash, came back, or have another name: who shows their own reads again."""
    _ask_to_read_again(scope, await _timelines(scope, resource, uuids), what)


def _ask_to_read_again(scope: Scope, timelines: Iterable[Anchor], what: str) -> None:
    for resource, uuid in timelines:
        scope.publish(topics.interactions(resource, uuid), what)


async def _timelines(scope: Scope, resource: Resource, uuids: Collection[UUID]) -> list[Anchor]:
    """The records' own; of their interactions the parties', and for contacts also where they took part and
    the companies whose members they are.
    """
    own: list[Anchor] = [(resource, uuid) for uuid in uuids]
    told = [*own, *map(contact_anchor, await _parties(scope, resource, uuids))]
    if resource == "contact":
        told += await _where_they_took_part(scope, uuids)
        members = col(CompanyMembership.contact_uuid).in_(uuids)
        companies = await scope.session.exec(select(col(CompanyMembership.company_uuid)).where(members))
        told += map(company_anchor, companies)
    return list(dict.fromkeys(told))


async def _parties(scope: Scope, resource: Resource, uuids: Collection[UUID]) -> list[UUID]:
    query = select(col(InteractionParty.contact_uuid)).join(Interaction, _its())
    found = await scope.session.exec(query.where(_anchored(resource, uuids)).distinct())
    return [uuid for uuid in found if uuid is not None]


async def _where_they_took_part(scope: Scope, contact_uuids: Collection[UUID]) -> list[Anchor]:
    took_part = col(InteractionParty.contact_uuid).in_(contact_uuids)
    query = select(Interaction.contact_uuid, Interaction.company_uuid).join(InteractionParty, _its())
    told: list[Anchor] = []
    for contact, company in await scope.session.exec(query.where(took_part).distinct()):
        told += [contact_anchor(contact)] if contact else []
        told += [company_anchor(company)] if company else []
    return told


def _anchored(resource: Resource, uuids: Collection[UUID]) -> ColumnElement[bool]:
    return col(getattr(Interaction, f"{resource}_uuid")).in_(uuids)


def _its() -> ColumnElement[bool]:
    return col(InteractionParty.interaction_uuid) == col(Interaction.uuid)
