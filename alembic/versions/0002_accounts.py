"""Users, sign-in sessions, attempts."""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_users()
    create_sessions()
    create_attempts()


def downgrade() -> None:
    for table in ("sign_in_attempts", "sessions", "users"):
        op.drop_table(table)


def key_and_times() -> tuple[sa.Column, ...]:
    return (
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("inserted_at", Time, nullable=False),
        sa.Column("updated_at", Time, nullable=False),
    )


def create_users() -> None:
    roles = "'owner', 'admin', 'member', 'viewer'"
    op.create_table(
        "users",
        *key_and_times(),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_users"),
        sa.CheckConstraint(f"role IN ({roles})", name=op.f("ck_users_role")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 255", name=op.f("ck_users_name_length")),
        sa.CheckConstraint("length(email) BETWEEN 3 AND 254", name=op.f("ck_users_email_length")),
    )
    op.create_index("uq_users_email", "users", [sa.text("lower(email)")], unique=True)
    op.create_index("ix_users_inserted_at", "users", ["inserted_at"])


def create_sessions() -> None:
    op.create_table(
        "sessions",
        *key_and_times(),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_uuid", sa.Uuid(), nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Column("last_seen_at", Time, nullable=False),
        sa.Column("user_agent", sa.String(255), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_sessions"),
        sa.ForeignKeyConstraint(
            ["user_uuid"], ["users.uuid"], name=op.f("fk_sessions_user_uuid_users"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_sessions_token_hash_length")),
    )
    op.create_index("uq_sessions_token_hash", "sessions", ["token_hash"], unique=True)
    op.create_index("ix_sessions_user_uuid", "sessions", ["user_uuid"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])


def create_attempts() -> None:
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("times", sa.ARRAY(Time), nullable=False),
        sa.Column("updated_at", Time, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_updated_at", "sign_in_attempts", ["updated_at"])
