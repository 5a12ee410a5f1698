"""The entries of one record, newest first, by numbered pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select

from crm_app.activity.details import detail_of
from crm_app.activity.labels import Label, label_of
from crm_app.core.audit import Activity
from crm_app.core.scope import Scope

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `actor` is the name the person had then; None for the system."""

    uuid: UUID
    label: Label
    detail: str
    actor: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EventPage:
    """Entries of one page, and where it stands: pages count from 1."""

    events: list[Event]
    total: int
    page: int
    pages: int


async def list_events(
    scope: Scope, resource: tuple[str, UUID], page: int = 1, *, person_uuid: UUID | None = None
) -> EventPage:
    """The entries about `(resource_type, uuid)`; a page out of range is answered by the nearest one.

    With `person_uuid` also those about other things that name this person in their details.
    """
    these = about(resource, person_uuid)
    total = (await scope.session.exec(select(func.count()).select_from(Activity).where(these))).one()
    pages = max(1, -(-total // PER_PAGE))
    here = min(max(page, 1), pages)
    newest = (col(Activity.inserted_at).desc(), col(Activity.uuid).desc())
    query = select(Activity).where(these).order_by(*newest).limit(PER_PAGE).offset((here - 1) * PER_PAGE)
    return EventPage([_event(row) for row in await scope.session.exec(query)], total, here, pages)


async def did(scope: Scope, action: str, resource: tuple[str, UUID], **details: Any) -> bool:
    """Whether the acting person (or the system, acting now) has done this to the resource before.

    Only entries count that hold these `details`.
    """
    kind, uuid = resource
    this = (Activity.action == action, Activity.resource_type == kind, Activity.resource_uuid == uuid)
    mine = col(Activity.actor_uuid).is_not_distinct_from(scope.actor_uuid)
    query = select(Activity.uuid).where(*this, mine, col(Activity.details).contains(details))
    return (await scope.session.exec(query.limit(1))).first() is not None


def about(resource: tuple[str, UUID], person_uuid: UUID | None) -> ColumnElement[bool]:
    """The rule that an entry is about this resource, or names this person in its details."""
    kind, uuid = resource
    itself = and_(col(Activity.resource_type) == kind, col(Activity.resource_uuid) == uuid)
    if person_uuid is None:
        return itself
    details: Any = col(Activity.details)
    named = and_(details.has_key("person_uuid"), details["person_uuid"].astext == str(person_uuid))
    return or_(itself, named)


def _event(row: Activity) -> Event:
    return Event(
        row.uuid, label_of(row.action), detail_of(row.action, row.details), row.actor_name, row.inserted_at
    )
