"""The library: former contents, words in files, links for strangers, the store's faults; tables for jobs."""

from typing import Any

import sqlalchemy as sa
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects.postgresql import TSVECTOR

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OWNER_OR_PARENT = "CASE WHEN system_managed THEN parent_file_uuid IS NOT NULL ELSE user_uuid IS NOT NULL END"
OWNER_WITH_CHECKSUM = (
    "CASE WHEN system_managed THEN parent_file_uuid IS NOT NULL "
    "ELSE user_uuid IS NOT NULL AND user_file_checksum IS NOT NULL END"
)
SEEN = sa.text("trashed_at IS NULL AND NOT system_managed")
JOBS = "procrastinate"


def upgrade() -> None:
    _widen_files()
    _widen_folders()
    _widen_blobs()
    _create_versions()
    _create_texts()
    _create_shares()
    _create_marks()
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))


def downgrade() -> None:
    _drop_jobs()
    for table in ("store_marks", "shares", "file_texts", "file_versions"):
        op.drop_table(table)
    op.drop_index("ix_blobs_fault", "blobs")
    op.drop_constraint(op.f("ck_blobs_fault"), "blobs")
    for column in ("fault", "checked_at"):
        op.drop_column("blobs", column)
    op.drop_column("folders", "trashed_by_uuid")
    _narrow_files()


def _widen_files() -> None:
    op.add_column("files", _uuid("trashed_by_uuid", nullable=True))
    op.add_column("files", _text("description", nullable=True))
    op.add_column("files", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("files", "version", server_default=None)
    op.add_column("files", _time("content_at", nullable=True))
    op.add_column("files", _uuid("content_by_uuid", nullable=True))
    for column in ("trashed_by_uuid", "content_by_uuid"):
        name = op.f(f"fk_files_{column}_users")
        op.create_foreign_key(name, "files", "users", [column], ["uuid"], ondelete="SET NULL")
    op.drop_constraint(op.f("ck_files_owner_or_parent"), "files")
    op.create_check_constraint(op.f("ck_files_owner_or_parent"), "files", OWNER_OR_PARENT)
    op.create_check_constraint(
        op.f("ck_files_description_length"), "files", "char_length(description) <= 2000"
    )
    op.create_check_constraint(op.f("ck_files_version_positive"), "files", "version > 0")
    name = [sa.text("lower(original_file_name)"), "uuid"]
    op.create_index("ix_files_name", "files", name, postgresql_where=SEEN)
    op.create_index("ix_files_size", "files", ["size", "uuid"], postgresql_where=SEEN)


def _narrow_files() -> None:
    """What 0006 could not hold goes: copies, which have no checksum of their own."""
    op.drop_index("ix_files_size", "files")
    op.drop_index("ix_files_name", "files")
    op.execute("DELETE FROM files WHERE user_file_checksum IS NULL AND NOT system_managed")
    op.drop_constraint(op.f("ck_files_owner_or_parent"), "files")
    op.create_check_constraint(op.f("ck_files_owner_or_parent"), "files", OWNER_WITH_CHECKSUM)
    for column in ("content_by_uuid", "content_at", "version", "description", "trashed_by_uuid"):
        op.drop_column("files", column)


def _widen_folders() -> None:
    op.add_column("folders", _uuid("trashed_by_uuid", nullable=True))
    name = op.f("fk_folders_trashed_by_uuid_users")
    op.create_foreign_key(name, "folders", "users", ["trashed_by_uuid"], ["uuid"], ondelete="SET NULL")


def _widen_blobs() -> None:
    op.add_column("blobs", _text("fault", 20, nullable=True))
    op.add_column("blobs", _time("checked_at", nullable=True))
    faults = "fault IN ('missing', 'changed', 'unreadable')"
    op.create_check_constraint(op.f("ck_blobs_fault"), "blobs", faults)
    op.create_index("ix_blobs_fault", "blobs", ["fault"], postgresql_where=sa.text("fault IS NOT NULL"))


def _create_versions() -> None:
    table = "file_versions"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at"), _uuid("file_uuid"), _number("number")),
        *(_text("original_file_name", 255), _text("mime_type", 255), _text("file_type", 20)),
        *(_text("ext", 255), _text("file_checksum", 64), sa.Column("size", sa.BigInteger(), nullable=False)),
        *(_number("width", nullable=True), _number("height", nullable=True)),
        *(_uuid("user_uuid", nullable=True), _text("blob_key", 255)),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.UniqueConstraint("file_uuid", "number", name=f"uq_{table}_file_uuid_number"),
        _check(table, "number_positive", "number > 0"),
        _check(table, "size_not_negative", "size >= 0"),
        _check(table, "checksum_length", "char_length(file_checksum) = 64"),
        _refers(table, "file_uuid", "files.uuid", "CASCADE"),
        _refers(table, "user_uuid", "users.uuid", "SET NULL"),
        _refers(table, "blob_key", "blobs.key", "RESTRICT"),
    )
    op.create_index(f"ix_{table}_blob_key", table, ["blob_key"])


def _create_texts() -> None:
    table = "file_texts"
    words = sa.Computed("to_tsvector('simple', content)", persisted=True)
    op.create_table(
        table,
        *(
            _uuid("file_uuid"),
            _text("file_checksum", 64),
            _text("content"),
            _text("problem", 255, nullable=True),
        ),
        *(sa.Column("words", TSVECTOR(), words), _time("read_at")),
        sa.PrimaryKeyConstraint("file_uuid", name=f"pk_{table}"),
        _check(table, "content_length", "char_length(content) <= 200000"),
        _refers(table, "file_uuid", "files.uuid", "CASCADE"),
    )
    op.create_index(f"ix_{table}_words", table, ["words"], postgresql_using="gin")


def _create_shares() -> None:
    table = "shares"
    op.create_table(
        table,
        *(_uuid("uuid"), _time("inserted_at")),
        *(_uuid("file_uuid", nullable=True), _uuid("folder_uuid", nullable=True)),
        *(_text("password_hash", 255, nullable=True), _time("expires_at")),
        *(_uuid("created_by_uuid", nullable=True), _time("revoked_at", nullable=True)),
        *(_number("uses"), _time("last_used_at", nullable=True)),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        _check(table, "one_thing", "num_nonnulls(file_uuid, folder_uuid) = 1"),
        _check(table, "uses_not_negative", "uses >= 0"),
        _refers(table, "file_uuid", "files.uuid", "CASCADE"),
        _refers(table, "folder_uuid", "folders.uuid", "CASCADE"),
        _refers(table, "created_by_uuid", "users.uuid", "SET NULL"),
    )
    for column in ("file_uuid", "folder_uuid", "created_by_uuid"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_marks() -> None:
    table = "store_marks"
    op.create_table(
        table,
        *(_number("id"), _uuid("mark"), _time("inserted_at")),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _check(table, "only_one", "id = 1"),
    )


def _drop_jobs() -> None:
    """Everything whose name begins as procrastinate's does: tables, then functions, then types."""
    bind = op.get_bind()
    for kind, names in (
        ("TABLE", "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE"),
        ("FUNCTION", "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE"),
        ("TYPE", "SELECT typname FROM pg_type WHERE typtype IN ('e', 'c') AND typname LIKE"),
    ):
        for (name,) in bind.execute(sa.text(f"{names} '{JOBS}%'")).all():
            op.execute(f"DROP {kind} IF EXISTS {name} CASCADE")


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[Any]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=nullable)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [to], name=name, ondelete=ondelete)
