"""The audit trail: one row per thing that a person or the system did, written with what it tells of."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from crm_app.core.tables import Row

TOPIC = "activity"
"""The live topic of the whole trail: each change names the entries that came."""


class Activity(Row, table=True):
    """One entry. `details` hold small facts (counts, uuids, kinds), never bodies or addresses.

    `actor_uuid` has no foreign key: the trail outlives the people in it.
    """

    __tablename__ = "activities"
    __table_args__ = (
        CheckConstraint("length(action) BETWEEN 1 AND 100", name="action_length"),
        Index("ix_activities_resource", "resource_type", "resource_uuid", "inserted_at", "uuid"),
        Index("ix_activities_actor", "actor_uuid", "inserted_at"),
        Index("ix_activities_action", "action", "inserted_at"),
        Index("ix_activities_inserted_at", "inserted_at"),
        Index(
            "ix_activities_person",
            text("(details ->> 'person_uuid')"),
            "inserted_at",
            postgresql_where=text("details ? 'person_uuid'"),
        ),
    )

    action: str = Field(max_length=100)
    resource_type: str = Field(max_length=50)
    resource_uuid: UUID
    actor_uuid: UUID | None = None
    actor_name: str | None = Field(default=None, max_length=255)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
