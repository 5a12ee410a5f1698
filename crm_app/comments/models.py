"""Tables of comments: what people say beside a record, and whom they mention."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from crm_app.core.tables import ChangingRow, Table, Timestamp

LONGEST = 10_000


class Comment(ChangingRow, table=True):
    """One comment on the record `(resource_type, resource_uuid)`; the author's name is kept as it was."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 10000", name="body_length"),
        Index("ix_comments_resource", "resource_type", "resource_uuid", "inserted_at", "uuid"),
    )

    resource_type: str = Field(max_length=50)
    resource_uuid: UUID
    author_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    author_name: str | None = Field(default=None, max_length=255)
    body: str
    edited_at: datetime | None = Field(default=None, sa_type=Timestamp)


class CommentMention(Table, table=True):
    """A user who is mentioned in a comment."""

    __tablename__ = "comment_mentions"

    comment_uuid: UUID = Field(foreign_key="comments.uuid", ondelete="CASCADE", primary_key=True)
    user_uuid: UUID = Field(foreign_key="users.uuid", ondelete="CASCADE", primary_key=True, index=True)
