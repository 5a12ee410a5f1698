"""The tables of the library: former contents, words in files, links for strangers, the mark of the store."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from crm_app.core.clock import now
from crm_app.core.tables import Row, Table, Timestamp
from crm_app.storage.models import NAME_LENGTH

LONGEST_TEXT = 200_000
"""How many characters of a file are searched: PostgreSQL takes a megabyte of different words, no more."""


class FileVersion(Row, table=True):
    """A content that a file had before its present one. The present one is in the file's own row.

    `user_uuid` is who had brought it, `inserted_at` when.
    """

    __tablename__ = "file_versions"
    __table_args__ = (
        UniqueConstraint("file_uuid", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("size >= 0", name="size_not_negative"),
        CheckConstraint("char_length(file_checksum) = 64", name="checksum_length"),
        Index("ix_file_versions_blob_key", "blob_key"),
    )

    file_uuid: UUID = Field(foreign_key="files.uuid", ondelete="CASCADE")
    number: int
    original_file_name: str = Field(max_length=NAME_LENGTH)
    mime_type: str = Field(max_length=255)
    file_type: str = Field(max_length=20)
    ext: str = Field(default="", max_length=255)
    file_checksum: str = Field(max_length=64)
    size: int = Field(sa_type=BigInteger)
    width: int | None = None
    height: int | None = None
    user_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    blob_key: str = Field(sa_column=Column(ForeignKey("blobs.key", ondelete="RESTRICT"), nullable=False))


class FileText(Table, table=True):
    """The words inside a file, as far as they can be read; empty where there are none.

    `file_checksum` is the content that they are from: another one is read again.
    """

    __tablename__ = "file_texts"
    __table_args__ = (
        CheckConstraint(f"char_length(content) <= {LONGEST_TEXT}", name="content_length"),
        Index("ix_file_texts_words", "words", postgresql_using="gin"),
    )

    file_uuid: UUID = Field(foreign_key="files.uuid", ondelete="CASCADE", primary_key=True)
    file_checksum: str = Field(max_length=64)
    content: str = Field(default="", sa_type=Text)
    problem: str | None = Field(default=None, max_length=255)
    words: Any = Field(
        default=None,
        sa_column=Column(TSVECTOR(), Computed("to_tsvector('simple', content)", persisted=True)),
    )
    read_at: datetime = Field(default_factory=now, sa_type=Timestamp)


class Share(Row, table=True):
    """A link by which somebody without an account reads one file, or one folder with what is below it."""

    __tablename__ = "shares"
    __table_args__ = (
        CheckConstraint("num_nonnulls(file_uuid, folder_uuid) = 1", name="one_thing"),
        CheckConstraint("uses >= 0", name="uses_not_negative"),
        Index("ix_shares_file_uuid", "file_uuid"),
        Index("ix_shares_folder_uuid", "folder_uuid"),
        Index("ix_shares_created_by_uuid", "created_by_uuid"),
    )

    file_uuid: UUID | None = Field(default=None, foreign_key="files.uuid", ondelete="CASCADE")
    folder_uuid: UUID | None = Field(default=None, foreign_key="folders.uuid", ondelete="CASCADE")
    password_hash: str | None = Field(default=None, max_length=255)
    expires_at: datetime = Field(sa_type=Timestamp)
    created_by_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    revoked_at: datetime | None = Field(default=None, sa_type=Timestamp)
    uses: int = Field(default=0)
    last_used_at: datetime | None = Field(default=None, sa_type=Timestamp)


class StoreMark(Table, table=True):
    """The mark that this database's store carries: a store without it is another one, or not mounted."""

    __tablename__ = "store_marks"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    mark: UUID
    inserted_at: datetime = Field(default_factory=now, sa_type=Timestamp)
