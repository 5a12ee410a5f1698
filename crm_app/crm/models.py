"""Tables of contacts, companies and who belongs where.

`sort_name` is the name as people look it up (see `sorting`), compared byte by byte: the order is the
same on every PostgreSQL, with or without ICU.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from crm_app.core.tables import ChangingRow

ByteOrder: Any = Text(collation="C")
STATUSES = ("active", "inactive", "trashed")
_STATUS_RULE = "status IN ('active', 'inactive', 'trashed')"


class Contact(ChangingRow, table=True):
    """A person outside. `details` hold server-owned keys: `avatar_uuid`, `trashed_from_status`."""

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint(_STATUS_RULE, name="status"),
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        Index(
            "ix_contacts_live_by_name",
            "sort_name",
            "uuid",
            postgresql_where=text("status <> 'trashed'"),
        ),
        Index("ix_contacts_status_by_name", "status", "sort_name", "uuid"),
        Index(
            "uq_contacts_user_uuid",
            "user_uuid",
            unique=True,
            postgresql_where=text("user_uuid IS NOT NULL"),
        ),
    )

    name: str = Field(max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    status: str = Field(default="active", max_length=50)
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=50)
    notes: str | None = None
    user_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class Company(ChangingRow, table=True):
    """An organisation. `details` as of a contact."""

    __tablename__ = "companies"
    __table_args__ = (
        CheckConstraint(_STATUS_RULE, name="status"),
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        Index(
            "ix_companies_live_by_name",
            "sort_name",
            "uuid",
            postgresql_where=text("status <> 'trashed'"),
        ),
        Index("ix_companies_status_by_name", "status", "sort_name", "uuid"),
    )

    name: str = Field(max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    status: str = Field(default="active", max_length=50)
    website: str | None = Field(default=None, max_length=255)
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=50)
    address: str | None = None
    industry: str | None = Field(default=None, max_length=255)
    notes: str | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class CompanyMembership(ChangingRow, table=True):
    """A contact's place in a company; at most one of a contact's is the primary one."""

    __tablename__ = "company_memberships"
    __table_args__ = (
        UniqueConstraint("contact_uuid", "company_uuid"),
        Index(
            "uq_company_memberships_primary", "contact_uuid", unique=True, postgresql_where=text("is_primary")
        ),
    )

    contact_uuid: UUID = Field(foreign_key="contacts.uuid", ondelete="CASCADE")
    company_uuid: UUID = Field(foreign_key="companies.uuid", ondelete="CASCADE", index=True)
    role_in_company: str | None = Field(default=None, max_length=255)
    department: str | None = Field(default=None, max_length=255)
    is_primary: bool = False
    position: int = 0


Record = Contact | Company


def is_trashed(record: Record) -> bool:
    """Whether the record lies in the trash."""
    return record.status == "trashed"
