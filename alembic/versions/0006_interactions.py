"""Interactions, who took part, what is being written, and comments."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TYPES = "interaction_type IN ('call', 'email', 'meeting', 'note', 'other')"
AT = ("interaction_uuid", "occurred_at", "logged_at")


def upgrade() -> None:
    _create_interactions()
    _create_parties()
    _create_drafts()
    _create_comments()


def downgrade() -> None:
    tables = (
        "comment_mentions",
        "comments",
        "interaction_draft_files",
        "interaction_drafts",
        "interaction_parties",
        "interactions",
    )
    for table in tables:
        op.drop_table(table)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.uuid"], name=name, ondelete=ondelete)


def _create_interactions() -> None:
    table = "interactions"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at"), _time("updated_at")),
        *(_uuid("contact_uuid", nullable=True), _uuid("company_uuid", nullable=True)),
        _text("interaction_type", 50),
        *(_time("occurred_at"), _text("time_zone", 64, nullable=True)),
        *(_text("subject", 255, nullable=True), _text("body", nullable=True)),
        *(_uuid("owner_uuid", nullable=True), _text("owner_name", 255, nullable=True)),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.UniqueConstraint("uuid", "occurred_at", "inserted_at", name="uq_interactions_moment"),
        sa.CheckConstraint(TYPES, name=op.f(f"ck_{table}_type")),
        sa.CheckConstraint("num_nonnulls(contact_uuid, company_uuid) = 1", name=op.f(f"ck_{table}_anchor")),
        _refers(table, "contact_uuid", "contacts", "CASCADE"),
        _refers(table, "company_uuid", "companies", "CASCADE"),
        _refers(table, "owner_uuid", "users", "SET NULL"),
    )
    for anchor in ("contact", "company"):
        op.create_index(
            f"ix_{table}_of_{anchor}",
            table,
            [f"{anchor}_uuid", "occurred_at", "inserted_at", "uuid"],
            postgresql_where=sa.text(f"{anchor}_uuid IS NOT NULL"),
        )


def _create_parties() -> None:
    table = "interaction_parties"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at"), _uuid("interaction_uuid")),
        *(_time("occurred_at"), _time("logged_at"), _text("raw_name", 255)),
        *(_uuid("contact_uuid", nullable=True), _uuid("staff_person_uuid", nullable=True)),
        sa.Column("party_snapshot", JSONB(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.CheckConstraint("length(raw_name) BETWEEN 1 AND 255", name=op.f(f"ck_{table}_name_length")),
        sa.CheckConstraint(
            "num_nonnulls(contact_uuid, staff_person_uuid) <= 1", name=op.f(f"ck_{table}_reference")
        ),
        sa.ForeignKeyConstraint(
            AT,
            ["interactions.uuid", "interactions.occurred_at", "interactions.inserted_at"],
            name=f"fk_{table}_moment",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        _refers(table, "contact_uuid", "contacts", "SET NULL"),
    )
    op.create_index(f"ix_{table}_interaction_uuid", table, ["interaction_uuid", "position"])
    for who in ("contact", "staff_person"):
        present = sa.text(f"{who}_uuid IS NOT NULL")
        moment = [f"{who}_uuid", "occurred_at", "logged_at", "interaction_uuid"]
        op.create_index(f"ix_{table}_of_{who}", table, moment, postgresql_where=present)
        once = ["interaction_uuid", f"{who}_uuid"]
        op.create_index(f"uq_{table}_{who}_once", table, once, unique=True, postgresql_where=present)


def _create_drafts() -> None:
    table = "interaction_drafts"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at"), _time("updated_at"), _uuid("user_uuid")),
        *(_text("anchor_type", 50), _uuid("anchor_uuid"), _uuid("interaction_uuid", nullable=True)),
        sa.Column("form", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.CheckConstraint("anchor_type IN ('contact', 'company')", name=op.f(f"ck_{table}_anchor_type")),
        _refers(table, "user_uuid", "users", "CASCADE"),
    )
    op.create_index(f"ix_{table}_of_user", table, ["user_uuid", "anchor_type", "anchor_uuid", "updated_at"])
    op.create_index(f"ix_{table}_updated_at", table, ["updated_at"])
    table = "interaction_draft_files"
    op.create_table(
        table,
        *(_uuid("draft_uuid"), _uuid("file_uuid"), _text("name", 255)),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("draft_uuid", "file_uuid", name=f"pk_{table}"),
        _refers(table, "draft_uuid", "interaction_drafts", "CASCADE"),
    )
    op.create_index(f"ix_{table}_file_uuid", table, ["file_uuid"])


def _create_comments() -> None:
    table = "comments"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at"), _time("updated_at")),
        *(_text("resource_type", 50), _uuid("resource_uuid")),
        *(_uuid("author_uuid", nullable=True), _text("author_name", 255, nullable=True)),
        *(_text("body"), _time("edited_at", nullable=True)),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 10000", name=op.f(f"ck_{table}_body_length")),
        _refers(table, "author_uuid", "users", "SET NULL"),
    )
    op.create_index(f"ix_{table}_resource", table, ["resource_type", "resource_uuid", "inserted_at", "uuid"])
    table = "comment_mentions"
    op.create_table(
        table,
        *(_uuid("comment_uuid"), _uuid("user_uuid")),
        sa.PrimaryKeyConstraint("comment_uuid", "user_uuid", name=f"pk_{table}"),
        _refers(table, "comment_uuid", "comments", "CASCADE"),
        _refers(table, "user_uuid", "users", "CASCADE"),
    )
    op.create_index(f"ix_{table}_user_uuid", table, ["user_uuid"])
