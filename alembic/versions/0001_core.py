"""The audit trail."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activities",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("inserted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("resource_type", sa.String(50), nullable=False),
        sa.Column("resource_uuid", sa.Uuid(), nullable=False),
        sa.Column("actor_uuid", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(255), nullable=True),
        sa.Column("details", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_activities"),
        sa.CheckConstraint("length(action) BETWEEN 1 AND 100", name=op.f("ck_activities_action_length")),
    )
    resource = ["resource_type", "resource_uuid", "inserted_at", "uuid"]
    op.create_index("ix_activities_resource", "activities", resource)
    op.create_index("ix_activities_actor", "activities", ["actor_uuid", "inserted_at"])
    op.create_index("ix_activities_action", "activities", ["action", "inserted_at"])
    op.create_index("ix_activities_inserted_at", "activities", ["inserted_at"])


def downgrade() -> None:
    op.drop_table("activities")
