"""Who is told of an interaction: the trail of its anchor, and every timeline that shows it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.crm import topics
from crm_app.crm.interactions.anchors import Anchor, anchor_of, company_anchor, contact_anchor
from crm_app.crm.interactions.models import Interaction, InteractionParty
from crm_app.crm.models import CompanyMembership

VISIBILITY = "company_visibility_changed"


def record(scope: Scope, interaction: Interaction, what: str, **details: object) -> None:
    """Writes `crm.interaction_<what>` into the trail of the anchor: which one it is, never what was said."""
    resource, uuid = anchor_of(interaction)
    scope.record(
        f"crm.interaction_{what}",
        (f"crm_{resource}", uuid),
        interaction_uuid=str(interaction.uuid),
        interaction_type=interaction.interaction_type,
        subject=interaction.subject or "",
        **details,
    )


async def tell(scope: Scope, interaction: Interaction, what: str, parties: Iterable[UUID | None]) -> None:
    """Tells the timelines of the anchor, its companies and these contacts: created, updated or deleted."""
    anchor = anchor_of(interaction)
    companies = await _companies_of(scope, [anchor[1]]) if anchor[0] == "contact" else []
    contacts = [uuid for uuid in parties if uuid is not None]
    publish(scope, what, interaction.uuid, [anchor], companies, contacts)


def publish(
    scope: Scope,
    what: str,
    interaction_uuid: UUID,
    anchors: Iterable[Anchor],
    companies: Iterable[UUID] = (),
    contacts: Iterable[UUID] = (),
) -> None:
    """Names the interaction to all these timelines, each once."""
    told = [*anchors, *map(company_anchor, companies), *map(contact_anchor, contacts)]
    for resource, uuid in dict.fromkeys(told):
        scope.publish(topics.interactions(resource, uuid), what, interaction_uuid)


async def contacts_of(scope: Scope, interaction_uuid: UUID) -> list[UUID]:
    """The contacts who are parties now."""
    of_it = col(InteractionParty.interaction_uuid) == interaction_uuid
    query = select(col(InteractionParty.contact_uuid)).where(of_it)
    return [uuid for uuid in await scope.session.exec(query) if uuid is not None]


async def _companies_of(scope: Scope, contact_uuids: Collection[UUID]) -> list[UUID]:
    """The companies whose members these contacts are: their timelines show what happened with them."""
    members = col(CompanyMembership.contact_uuid).in_(contact_uuids)
    return list(await scope.session.exec(select(col(CompanyMembership.company_uuid)).where(members)))
