"""Tables of users, their sign-in sessions, and the attempts that limits are counted from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, DateTime, Index, LargeBinary, String, text
from sqlmodel import Field

from crm_app.core.tables import ChangingRow, Row, Table, Timestamp


class User(ChangingRow, table=True):
    """Somebody who may sign in. Satisfies `core.scope.Actor`. Without a password no password opens it.

    `source` says how the account came to be where nobody made it for its own sake (see `placeholders`),
    `confirmed_at` when its person took it over.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'member', 'viewer')", name="role"),
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
        Index("uq_users_email", text("lower(email)"), unique=True),
        Index("ix_users_inserted_at", "inserted_at"),
    )

    email: str = Field(max_length=254)
    name: str = Field(max_length=255)
    password_hash: str | None = Field(default=None, max_length=255)
    role: str = Field(max_length=20)
    active: bool = True
    source: str | None = Field(default=None, max_length=50)
    confirmed_at: datetime | None = Field(default=None, sa_type=Timestamp)


class Invitation(Row, table=True):
    """A way to take over one account, sent to its person. The token itself is only in that message."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_length"),
        Index("uq_invitations_token_hash", "token_hash", unique=True),
        Index("uq_invitations_user_uuid", "user_uuid", unique=True),
        Index("ix_invitations_expires_at", "expires_at"),
    )

    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    user_uuid: UUID = Field(foreign_key="users.uuid", ondelete="CASCADE")
    expires_at: datetime = Field(sa_type=Timestamp)


class SignInSession(ChangingRow, table=True):
    """One browser that is signed in. The token itself is only in that browser's cookie."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_length"),
        Index("uq_sessions_token_hash", "token_hash", unique=True),
        Index("ix_sessions_user_uuid", "user_uuid"),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    user_uuid: UUID = Field(foreign_key="users.uuid", ondelete="CASCADE")
    expires_at: datetime = Field(sa_type=Timestamp)
    last_seen_at: datetime = Field(sa_type=Timestamp)
    user_agent: str = Field(default="", max_length=255)
    address: str = Field(default="", max_length=64)


class SignInAttempts(Table, table=True):
    """The times of the latest failed or running sign-ins of one account or one address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_updated_at", "updated_at"),)

    key: str = Field(sa_column=Column(String(80), primary_key=True))
    times: list[datetime] = Field(sa_column=Column(ARRAY(DateTime(timezone=True)), nullable=False))
    updated_at: datetime = Field(sa_type=Timestamp)
