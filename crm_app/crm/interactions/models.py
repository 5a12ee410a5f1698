"""Tables of interactions: what was said, who took part, and what is still being written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from crm_app.core.clock import now
from crm_app.core.tables import ChangingRow, Row, Table, Timestamp

TYPES = ("call", "email", "meeting", "note", "other")


def _present(column: str) -> Any:
    return text(f"{column} IS NOT NULL")


class Interaction(ChangingRow, table=True):
    """What happened with one contact or one company, its anchor for good.

    Timelines show the latest `occurred_at` first, then the latest `inserted_at`. `time_zone` is the one in
    which the time was typed. The owner's name is kept as it was.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        CheckConstraint("interaction_type IN ('call', 'email', 'meeting', 'note', 'other')", name="type"),
        CheckConstraint("num_nonnulls(contact_uuid, company_uuid) = 1", name="anchor"),
        UniqueConstraint("uuid", "occurred_at", "inserted_at", name="uq_interactions_moment"),
        Index(
            "ix_interactions_of_contact",
            *("contact_uuid", "occurred_at", "inserted_at", "uuid"),
            postgresql_where=_present("contact_uuid"),
        ),
        Index(
            "ix_interactions_of_company",
            *("company_uuid", "occurred_at", "inserted_at", "uuid"),
            postgresql_where=_present("company_uuid"),
        ),
    )

    contact_uuid: UUID | None = Field(default=None, foreign_key="contacts.uuid", ondelete="CASCADE")
    company_uuid: UUID | None = Field(default=None, foreign_key="companies.uuid", ondelete="CASCADE")
    interaction_type: str = Field(default="note", max_length=50)
    occurred_at: datetime = Field(default_factory=now, sa_type=Timestamp)
    time_zone: str | None = Field(default=None, max_length=64)
    subject: str | None = Field(default=None, max_length=255)
    body: str | None = None
    owner_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    owner_name: str | None = Field(default=None, max_length=255)


class InteractionParty(Row, table=True):
    """Who took part: a contact, a person on staff, or a name.

    `party_snapshot` is what was known of them then. `occurred_at` and `logged_at` are the interaction's
    times, kept equal by the foreign key, so that the timeline of a party is read in its order. Which person
    on staff it is has no foreign key: they belong to another context.
    """

    __tablename__ = "interaction_parties"
    __table_args__ = (
        CheckConstraint("length(raw_name) BETWEEN 1 AND 255", name="name_length"),
        CheckConstraint("num_nonnulls(contact_uuid, staff_person_uuid) <= 1", name="reference"),
        ForeignKeyConstraint(
            ["interaction_uuid", "occurred_at", "logged_at"],
            ["interactions.uuid", "interactions.occurred_at", "interactions.inserted_at"],
            name="fk_interaction_parties_moment",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index("ix_interaction_parties_interaction_uuid", "interaction_uuid", "position"),
        *(
            Index(
                f"ix_interaction_parties_of_{who}",
                *(f"{who}_uuid", "occurred_at", "logged_at", "interaction_uuid"),
                postgresql_where=_present(f"{who}_uuid"),
            )
            for who in ("contact", "staff_person")
        ),
        *(
            Index(
                f"uq_interaction_parties_{who}_once",
                *("interaction_uuid", f"{who}_uuid"),
                unique=True,
                postgresql_where=_present(f"{who}_uuid"),
            )
            for who in ("contact", "staff_person")
        ),
    )

    interaction_uuid: UUID
    occurred_at: datetime = Field(sa_type=Timestamp)
    logged_at: datetime = Field(sa_type=Timestamp)
    raw_name: str = Field(max_length=255)
    contact_uuid: UUID | None = Field(default=None, foreign_key="contacts.uuid", ondelete="SET NULL")
    staff_person_uuid: UUID | None = None
    party_snapshot: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    position: int = 0


class InteractionDraft(ChangingRow, table=True):
    """What somebody is writing about a record, until it is saved: its uuid becomes the interaction's.

    `interaction_uuid` is set while an existing one is edited. The anchor has no foreign key: when a company
    is deleted while somebody writes about it, nothing that was typed or dropped is lost.
    """

    __tablename__ = "interaction_drafts"
    __table_args__ = (
        CheckConstraint("anchor_type IN ('contact', 'company')", name="anchor_type"),
        Index("ix_interaction_drafts_of_user", "user_uuid", "anchor_type", "anchor_uuid", "updated_at"),
        Index("ix_interaction_drafts_updated_at", "updated_at"),
    )

    user_uuid: UUID = Field(foreign_key="users.uuid", ondelete="CASCADE")
    anchor_type: str = Field(max_length=50)
    anchor_uuid: UUID
    interaction_uuid: UUID | None = None
    form: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class InteractionDraftFile(Table, table=True):
    """A file that waits for its draft to be saved. It has no foreign key: one that was deleted meanwhile can
    still be named.
    """

    __tablename__ = "interaction_draft_files"

    draft_uuid: UUID = Field(foreign_key="interaction_drafts.uuid", ondelete="CASCADE", primary_key=True)
    file_uuid: UUID = Field(primary_key=True, index=True)
    name: str = Field(max_length=255)
    position: int = 0
