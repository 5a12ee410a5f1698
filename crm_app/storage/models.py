"""The tables of storage: folders, files, the links between them, stored variants, and the bytes themselves.

A file has at most one home (`folder_uuid`) and any number of links, never both in one folder: triggers
in the migration hold that. The database also holds every other rule that rows alone can tell.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from crm_app.core.clock import now
from crm_app.core.tables import ChangingRow, Row, Table, Timestamp

NAME_LENGTH = 255
DESCRIPTION_LENGTH = 2000
ROOT = UUID(int=0)
"""What the root counts as where siblings are compared: NULL would be equal to nothing."""

PARENT_OR_ROOT = text(f"COALESCE(parent_uuid, '{ROOT}'::uuid)")
LIVE = text("trashed_at IS NULL")
SEEN = text("trashed_at IS NULL AND NOT system_managed")

STAGED = "staged"
"""The key in a file's metadata that says: uploaded for what is still being written, placed nowhere."""

COLORS = (
    *("default", "red", "orange", "amber", "yellow", "lime", "green", "emerald", "teal"),
    *("cyan", "sky", "blue", "violet", "purple", "fuchsia", "pink", "rose"),
)


class FileType(StrEnum):
    """What a file is for people, decided from its bytes."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    OTHER = "other"


class FileStatus(StrEnum):
    """Where a file is in its life. `TRASHED` exactly when it has a `trashed_at`."""

    PROCESSING = "processing"
    ACTIVE = "active"
    FAILED = "failed"
    TRASHED = "trashed"


class InstanceStatus(StrEnum):
    """How far the making of a variant is. Only a completed one must have bytes."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class BlobState(StrEnum):
    """`STORING`: its writer is at it. `STORED`: durable. `DOOMED`: named by nothing, the bytes may go."""

    STORING = "storing"
    STORED = "stored"
    DOOMED = "doomed"


class BlobFault(StrEnum):
    """What the last check found wrong with stored bytes: not there, other bytes, or not to be read."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


def one_of(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    """The rule that `column` holds one of `values`."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(value)) for value in values)})", name=name)


def positive(column: str) -> CheckConstraint:
    """The rule that `column` is above zero where it is known."""
    return CheckConstraint(f"{column} > 0", name=f"{column}_positive")


class Folder(ChangingRow, table=True):
    """A folder: a place in the tree, nothing else. Trashed when it has a `trashed_at`."""

    __tablename__ = "folders"
    __table_args__ = (
        CheckConstraint(f"char_length(name) BETWEEN 1 AND {NAME_LENGTH}", name="name_length"),
        CheckConstraint(f"char_length(description) <= {DESCRIPTION_LENGTH}", name="description_length"),
        CheckConstraint("parent_uuid <> uuid", name="not_own_parent"),
        one_of("color", COLORS, "color"),
        Index(
            "uq_folders_live_sibling_name",
            "name",
            PARENT_OR_ROOT,
            unique=True,
            postgresql_where=LIVE,
        ),
        Index("ix_folders_parent_uuid", "parent_uuid"),
        Index("ix_folders_user_uuid", "user_uuid"),
        Index("ix_folders_trashed_at", "trashed_at", postgresql_where=text("trashed_at IS NOT NULL")),
    )

    name: str = Field(max_length=NAME_LENGTH)
    color: str = Field(default="default", max_length=20)
    description: str | None = Field(default=None, sa_type=Text)
    parent_uuid: UUID | None = Field(default=None, foreign_key="folders.uuid", ondelete="SET NULL")
    user_uuid: UUID | None = Field(default=None, foreign_key="users.uuid")
    trashed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    trashed_by_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")


class File(ChangingRow, table=True):
    """An uploaded file as people know it. Its bytes belong to its instances.

    Deleting an owner is refused while they own files: what a person has uploaded belongs to the
    records it hangs on, and must not vanish with the person (the reference product deletes it).
    `user_file_checksum` recognises a person's second upload of the same bytes; system-managed
    files (technical children of another file) have none, nor have copies and files whose new content
    the person has in another file already. `version` counts contents; `content_at` and
    `content_by_uuid` say since when and from whom the present one is, where it is not the first.
    """

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint(f"char_length(original_file_name) BETWEEN 1 AND {NAME_LENGTH}", name="name_length"),
        CheckConstraint("size >= 0", name="size_not_negative"),
        CheckConstraint("char_length(file_checksum) = 64", name="checksum_length"),
        CheckConstraint(
            "CASE WHEN system_managed THEN parent_file_uuid IS NOT NULL ELSE user_uuid IS NOT NULL END",
            name="owner_or_parent",
        ),
        CheckConstraint(f"char_length(description) <= {DESCRIPTION_LENGTH}", name="description_length"),
        positive("version"),
        CheckConstraint("(status = 'trashed') = (trashed_at IS NOT NULL)", name="trashed_has_date"),
        one_of("file_type", FileType, "file_type"),
        one_of("status", FileStatus, "status"),
        *(positive(column) for column in ("width", "height", "duration")),
        UniqueConstraint("user_file_checksum"),
        Index("ix_files_folder_uuid", "folder_uuid", "inserted_at", "uuid"),
        Index("ix_files_user_uuid", "user_uuid"),
        Index("ix_files_status", "status"),
        Index("ix_files_file_type", "file_type"),
        Index("ix_files_file_checksum", "file_checksum"),
        Index("ix_files_inserted_at", "inserted_at"),
        Index(
            "ix_files_newest",
            text("inserted_at DESC"),
            text("uuid DESC"),
            postgresql_where=text("NOT system_managed"),
        ),
        Index("ix_files_trashed_at", "trashed_at", postgresql_where=text("trashed_at IS NOT NULL")),
        Index("ix_files_name", text("lower(original_file_name)"), "uuid", postgresql_where=SEEN),
        Index("ix_files_size", "size", "uuid", postgresql_where=SEEN),
        Index(
            "ix_files_parent_file_uuid",
            "parent_file_uuid",
            postgresql_where=text("parent_file_uuid IS NOT NULL"),
        ),
        Index(
            "uq_files_system_managed_name",
            "parent_file_uuid",
            "original_file_name",
            unique=True,
            postgresql_where=text("system_managed"),
        ),
    )

    original_file_name: str = Field(max_length=NAME_LENGTH)
    mime_type: str = Field(max_length=255)
    file_type: str = Field(max_length=20)
    ext: str = Field(default="", max_length=255)
    file_checksum: str = Field(max_length=64)
    user_file_checksum: str | None = Field(default=None, max_length=64)
    size: int = Field(sa_type=BigInteger)
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    status: str = Field(default=FileStatus.PROCESSING.value, max_length=20)
    meta: dict[str, Any] = Field(
        default_factory=dict,
        sa_column=Column("metadata", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    )
    user_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="RESTRICT")
    folder_uuid: UUID | None = Field(default=None, foreign_key="folders.uuid", ondelete="SET NULL")
    parent_file_uuid: UUID | None = Field(default=None, foreign_key="files.uuid", ondelete="CASCADE")
    system_managed: bool = Field(default=False)
    trashed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    trashed_by_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")
    description: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=1)
    content_at: datetime | None = Field(default=None, sa_type=Timestamp)
    content_by_uuid: UUID | None = Field(default=None, foreign_key="users.uuid", ondelete="SET NULL")


class FolderLink(Row, table=True):
    """A file held by one more folder than its home."""

    __tablename__ = "folder_links"
    __table_args__ = (
        UniqueConstraint("folder_uuid", "file_uuid"),
        Index("ix_folder_links_file_uuid", "file_uuid"),
    )

    folder_uuid: UUID = Field(foreign_key="folders.uuid", ondelete="CASCADE")
    file_uuid: UUID = Field(foreign_key="files.uuid", ondelete="CASCADE")


class Blob(Table, table=True):
    """Bytes in the store under their content's address; any number of instances and versions may share them.

    `checked_at` is when they were last read and compared with their checksum, `fault` what was wrong.
    """

    __tablename__ = "blobs"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size_not_negative"),
        CheckConstraint("char_length(checksum) = 64", name="checksum_length"),
        one_of("state", BlobState, "state"),
        one_of("fault", BlobFault, "fault"),
        Index("ix_blobs_fault", "fault", postgresql_where=text("fault IS NOT NULL")),
        Index("ix_blobs_unsettled", "state", "updated_at", postgresql_where=text("state <> 'stored'")),
    )

    key: str = Field(primary_key=True, max_length=255)
    size: int = Field(sa_type=BigInteger)
    checksum: str = Field(max_length=64)
    state: str = Field(default=BlobState.STORING.value, max_length=20)
    writer_uuid: UUID | None = None
    fault: str | None = Field(default=None, max_length=20)
    checked_at: datetime | None = Field(default=None, sa_type=Timestamp)
    inserted_at: datetime = Field(default_factory=now, sa_type=Timestamp)
    updated_at: datetime = Field(default_factory=now, sa_type=Timestamp)


class FileInstance(ChangingRow, table=True):
    """One stored form of a file: its `original` or a variant such as a thumbnail."""

    __tablename__ = "file_instances"
    __table_args__ = (
        UniqueConstraint("file_uuid", "variant_name"),
        CheckConstraint("size >= 0", name="size_not_negative"),
        CheckConstraint(
            "processing_status <> 'completed' OR blob_key IS NOT NULL", name="completed_has_blob"
        ),
        one_of("processing_status", InstanceStatus, "processing_status"),
        *(positive(column) for column in ("width", "height")),
        Index("ix_file_instances_blob_key", "blob_key"),
        Index("ix_file_instances_processing_status", "processing_status"),
        Index("ix_file_instances_variant_name", "variant_name"),
    )

    file_uuid: UUID = Field(foreign_key="files.uuid", ondelete="CASCADE")
    variant_name: str = Field(max_length=255)
    mime_type: str = Field(max_length=255)
    ext: str = Field(default="", max_length=255)
    size: int = Field(default=0, sa_type=BigInteger)
    width: int | None = None
    height: int | None = None
    processing_status: str = Field(default=InstanceStatus.PENDING.value, max_length=20)
    blob_key: str | None = Field(
        default=None, sa_column=Column(ForeignKey("blobs.key", ondelete="RESTRICT"), nullable=True)
    )
