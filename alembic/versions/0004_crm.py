"""Contacts, companies, memberships."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATUS = "status IN ('active', 'inactive', 'trashed')"


def upgrade() -> None:
    _create_records(
        "contacts", sa.Column("user_uuid", sa.Uuid(), nullable=True), *_own("email", 255), *_own("phone", 50)
    )
    op.create_foreign_key(
        op.f("fk_contacts_user_uuid_users"), "contacts", "users", ["user_uuid"], ["uuid"], ondelete="SET NULL"
    )
    present = sa.text("user_uuid IS NOT NULL")
    op.create_index("uq_contacts_user_uuid", "contacts", ["user_uuid"], unique=True, postgresql_where=present)
    own = (*_own("website", 255), *_own("email", 255), *_own("phone", 50), *_own("industry", 255))
    _create_records("companies", *own, sa.Column("address", sa.String(), nullable=True))
    _create_memberships()


def downgrade() -> None:
    for table in ("company_memberships", "companies", "contacts"):
        op.drop_table(table)


def _own(name: str, length: int) -> tuple[sa.Column[str]]:
    return (sa.Column(name, sa.String(length), nullable=True),)


def _base() -> tuple[sa.Column, ...]:
    return (
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("inserted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_records(table: str, *columns: sa.Column) -> None:
    op.create_table(
        table,
        *_base(),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.String(50), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("details", JSONB(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.CheckConstraint(STATUS, name=op.f(f"ck_{table}_status")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 255", name=op.f(f"ck_{table}_name_length")),
    )
    by_name = ["sort_name", "uuid"]
    live = sa.text("status <> 'trashed'")
    op.create_index(f"ix_{table}_live_by_name", table, by_name, postgresql_where=live)
    op.create_index(f"ix_{table}_status_by_name", table, ["status", *by_name])


def _create_memberships() -> None:
    op.create_table(
        "company_memberships",
        *_base(),
        sa.Column("contact_uuid", sa.Uuid(), nullable=False),
        sa.Column("company_uuid", sa.Uuid(), nullable=False),
        *_own("role_in_company", 255),
        *_own("department", 255),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_company_memberships"),
        sa.UniqueConstraint(
            "contact_uuid", "company_uuid", name=op.f("uq_company_memberships_contact_uuid_company_uuid")
        ),
        _owner("contact", "contacts"),
        _owner("company", "companies"),
    )
    op.create_index("ix_company_memberships_company_uuid", "company_memberships", ["company_uuid"])
    primary = sa.text("is_primary")
    op.create_index(
        "uq_company_memberships_primary",
        "company_memberships",
        ["contact_uuid"],
        unique=True,
        postgresql_where=primary,
    )


def _owner(name: str, table: str) -> sa.ForeignKeyConstraint:
    constraint = op.f(f"fk_company_memberships_{name}_uuid_{table}")
    return sa.ForeignKeyConstraint([f"{name}_uuid"], [f"{table}.uuid"], name=constraint, ondelete="CASCADE")
