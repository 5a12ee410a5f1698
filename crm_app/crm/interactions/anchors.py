"""The one record that an interaction belongs to, for good: a contact or a company."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.crm.errors import RecordTrashed
from crm_app.crm.records import MODELS
from crm_app.crm.topics import Resource

Anchor = tuple[Resource, UUID]


class Anchored(Protocol):
    """An interaction, or what a timeline shows of one."""

    @property
    def contact_uuid(self) -> UUID | None: ...
    @property
    def company_uuid(self) -> UUID | None: ...


def contact_anchor(uuid: UUID) -> Anchor:
    """This contact."""
    return ("contact", uuid)


def company_anchor(uuid: UUID) -> Anchor:
    """This company."""
    return ("company", uuid)


def anchor_of(interaction: Anchored) -> Anchor:
    """The record that the interaction belongs to."""
    if interaction.contact_uuid is not None:
        return contact_anchor(interaction.contact_uuid)
    assert interaction.company_uuid is not None, "the database holds that there is exactly one"
    return company_anchor(interaction.company_uuid)


def anchor_in(attributes: Mapping[str, object]) -> Anchor:
    """The anchor that a form names.

    `ValidationFailed` on `contact_uuid` where there is none, on `company_uuid` where there are two.
    """
    contact, company = uuid_of(attributes.get("contact_uuid")), uuid_of(attributes.get("company_uuid"))
    if contact and company:
        raise ValidationFailed({"company_uuid": [t("Choose a contact or a company, not both.")]})
    if contact:
        return ("contact", contact)
    if company:
        return ("company", company)
    raise ValidationFailed({"contact_uuid": [t("Choose a contact or a company.")]})


def anchor_columns(anchor: Anchor) -> dict[str, UUID]:
    """The columns that name the anchor."""
    return {f"{anchor[0]}_uuid": anchor[1]}


async def hold_anchor(scope: Scope, anchor: Anchor) -> None:
    """Nobody trashes or deletes the record until this transaction ends. `NotFound`, `RecordTrashed`.

    Taken before any row of an interaction, as deleting the record does.
    """
    model = MODELS[anchor[0]]
    query = select(col(model.status)).where(col(model.uuid) == anchor[1]).with_for_update(read=True)
    status = (await scope.session.exec(query)).first()
    if status is None:
        raise NotFound()
    if status == "trashed":
        raise RecordTrashed()
