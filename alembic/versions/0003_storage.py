"""Folders, files, links, stored variants, blobs; and the triggers that keep a file's home and links apart."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLORS = (
    "'default', 'red', 'orange', 'amber', 'yellow', 'lime', 'green', 'emerald', 'teal', "
    "'cyan', 'sky', 'blue', 'violet', 'purple', 'fuchsia', 'pink', 'rose'"
)
OWNER_OR_PARENT = (
    "CASE WHEN system_managed THEN parent_file_uuid IS NOT NULL "
    "ELSE user_uuid IS NOT NULL AND user_file_checksum IS NOT NULL END"
)

# Locking the file's row first makes two transactions that would each see half of a forbidden
# pair wait for each other: a plain look would let both through.
LINK_IS_NOT_HOME = """
CREATE FUNCTION folder_links_refuse_home() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE home uuid;
BEGIN
    SELECT folder_uuid INTO home FROM files WHERE uuid = NEW.file_uuid FOR NO KEY UPDATE;
    IF home = NEW.folder_uuid THEN
        RAISE EXCEPTION 'file % is at home in folder %', NEW.file_uuid, NEW.folder_uuid
            USING ERRCODE = 'check_violation', CONSTRAINT = 'home_xor_link', TABLE = 'folder_links';
    END IF;
    RETURN NULL;
END $$
"""
HOME_IS_NOT_LINKED = """
CREATE FUNCTION files_refuse_linked_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM folder_links WHERE file_uuid = NEW.uuid AND folder_uuid = NEW.folder_uuid) THEN
        RAISE EXCEPTION 'file % is linked into folder %', NEW.uuid, NEW.folder_uuid
            USING ERRCODE = 'check_violation', CONSTRAINT = 'home_xor_link', TABLE = 'files';
    END IF;
    RETURN NULL;
END $$
"""
LINK_TRIGGER = """
CREATE TRIGGER home_xor_link AFTER INSERT OR UPDATE ON folder_links
FOR EACH ROW EXECUTE FUNCTION folder_links_refuse_home()
"""
HOME_TRIGGER = """
CREATE TRIGGER home_xor_link AFTER UPDATE OF folder_uuid ON files
FOR EACH ROW WHEN (NEW.folder_uuid IS DISTINCT FROM OLD.folder_uuid AND NEW.folder_uuid IS NOT NULL)
EXECUTE FUNCTION files_refuse_linked_home()
"""


def upgrade() -> None:
    create_folders()
    create_files()
    create_folder_links()
    create_blobs()
    create_file_instances()
    for statement in (LINK_IS_NOT_HOME, HOME_IS_NOT_LINKED, LINK_TRIGGER, HOME_TRIGGER):
        op.execute(statement)


def downgrade() -> None:
    for table in ("file_instances", "blobs", "folder_links", "files", "folders"):
        op.drop_table(table)
    op.execute("DROP FUNCTION folder_links_refuse_home(), files_refuse_linked_home()")


def key_and_times(changing: bool = True) -> list[sa.Column]:
    names = ["inserted_at", "updated_at"] if changing else ["inserted_at"]
    times = [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]
    return [sa.Column("uuid", sa.Uuid(), nullable=False), *times]


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def reference(table: str, column: str, to: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    target = to.split(".")[0]
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=ondelete
    )


def create_folders() -> None:
    op.create_table(
        "folders",
        *key_and_times(),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("color", sa.String(20), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("parent_uuid", sa.Uuid(), nullable=True),
        sa.Column("user_uuid", sa.Uuid(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_folders")),
        check("folders", "name_length", "char_length(name) BETWEEN 1 AND 255"),
        check("folders", "description_length", "char_length(description) <= 2000"),
        check("folders", "not_own_parent", "parent_uuid <> uuid"),
        check("folders", "color", f"color IN ({COLORS})"),
        reference("folders", "parent_uuid", "folders.uuid", "SET NULL"),
        reference("folders", "user_uuid", "users.uuid", None),
    )
    op.create_index(
        "uq_folders_live_sibling_name",
        "folders",
        ["name", sa.text("COALESCE(parent_uuid, '00000000-0000-0000-0000-000000000000'::uuid)")],
        unique=True,
        postgresql_where=sa.text("trashed_at IS NULL"),
    )
    op.create_index("ix_folders_parent_uuid", "folders", ["parent_uuid"])
    op.create_index("ix_folders_user_uuid", "folders", ["user_uuid"])
    trashed = sa.text("trashed_at IS NOT NULL")
    op.create_index("ix_folders_trashed_at", "folders", ["trashed_at"], postgresql_where=trashed)


def create_files() -> None:
    op.create_table("files", *key_and_times(), *file_columns(), *file_constraints())
    op.create_index("ix_files_folder_uuid", "files", ["folder_uuid", "inserted_at", "uuid"])
    for column in ("user_uuid", "status", "file_type", "file_checksum", "inserted_at"):
        op.create_index(f"ix_files_{column}", "files", [column])
    newest = [sa.text("inserted_at DESC"), sa.text("uuid DESC")]
    op.create_index("ix_files_newest", "files", newest, postgresql_where=sa.text("NOT system_managed"))
    for column in ("trashed_at", "parent_file_uuid"):
        known = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_files_{column}", "files", [column], postgresql_where=known)
    op.create_index(
        "uq_files_system_managed_name",
        "files",
        ["parent_file_uuid", "original_file_name"],
        unique=True,
        postgresql_where=sa.text("system_managed"),
    )


def file_columns() -> list[sa.Column]:
    return [
        sa.Column("original_file_name", sa.String(255), nullable=False),
        sa.Column("mime_type", sa.String(255), nullable=False),
        sa.Column("file_type", sa.String(20), nullable=False),
        sa.Column("ext", sa.String(255), nullable=False),
        sa.Column("file_checksum", sa.String(64), nullable=False),
        sa.Column("user_file_checksum", sa.String(64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("metadata", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
        sa.Column("user_uuid", sa.Uuid(), nullable=True),
        sa.Column("folder_uuid", sa.Uuid(), nullable=True),
        sa.Column("parent_file_uuid", sa.Uuid(), nullable=True),
        sa.Column("system_managed", sa.Boolean(), nullable=False),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
    ]


def file_constraints() -> list[sa.Constraint]:
    types = "'image', 'video', 'audio', 'document', 'archive', 'other'"
    return [
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_files")),
        check("files", "name_length", "char_length(original_file_name) BETWEEN 1 AND 255"),
        check("files", "size_not_negative", "size >= 0"),
        check("files", "checksum_length", "char_length(file_checksum) = 64"),
        check("files", "owner_or_parent", OWNER_OR_PARENT),
        check("files", "trashed_has_date", "(status = 'trashed') = (trashed_at IS NOT NULL)"),
        check("files", "file_type", f"file_type IN ({types})"),
        check("files", "status", "status IN ('processing', 'active', 'failed', 'trashed')"),
        *(check("files", f"{name}_positive", f"{name} > 0") for name in ("width", "height", "duration")),
        sa.UniqueConstraint("user_file_checksum", name=op.f("uq_files_user_file_checksum")),
        reference("files", "user_uuid", "users.uuid", "RESTRICT"),
        reference("files", "folder_uuid", "folders.uuid", "SET NULL"),
        reference("files", "parent_file_uuid", "files.uuid", "CASCADE"),
    ]


def create_folder_links() -> None:
    op.create_table(
        "folder_links",
        *key_and_times(changing=False),
        sa.Column("folder_uuid", sa.Uuid(), nullable=False),
        sa.Column("file_uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_folder_links")),
        sa.UniqueConstraint("folder_uuid", "file_uuid", name=op.f("uq_folder_links_folder_uuid_file_uuid")),
        reference("folder_links", "folder_uuid", "folders.uuid", "CASCADE"),
        reference("folder_links", "file_uuid", "files.uuid", "CASCADE"),
    )
    op.create_index("ix_folder_links_file_uuid", "folder_links", ["file_uuid"])


def create_blobs() -> None:
    op.create_table(
        "blobs",
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("writer_uuid", sa.Uuid(), nullable=True),
        sa.Column("inserted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_blobs")),
        check("blobs", "size_not_negative", "size >= 0"),
        check("blobs", "checksum_length", "char_length(checksum) = 64"),
        check("blobs", "state", "state IN ('storing', 'stored', 'doomed')"),
    )
    unsettled = sa.text("state <> 'stored'")
    op.create_index("ix_blobs_unsettled", "blobs", ["state", "updated_at"], postgresql_where=unsettled)


def create_file_instances() -> None:
    op.create_table(
        "file_instances",
        *key_and_times(),
        sa.Column("file_uuid", sa.Uuid(), nullable=False),
        sa.Column("variant_name", sa.String(255), nullable=False),
        sa.Column("mime_type", sa.String(255), nullable=False),
        sa.Column("ext", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("processing_status", sa.String(20), nullable=False),
        sa.Column("blob_key", sa.String(255), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_file_instances")),
        sa.UniqueConstraint(
            "file_uuid", "variant_name", name=op.f("uq_file_instances_file_uuid_variant_name")
        ),
        *instance_checks(),
        reference("file_instances", "file_uuid", "files.uuid", "CASCADE"),
        reference("file_instances", "blob_key", "blobs.key", "RESTRICT"),
    )
    for column in ("blob_key", "processing_status", "variant_name"):
        op.create_index(f"ix_file_instances_{column}", "file_instances", [column])


def instance_checks() -> list[sa.CheckConstraint]:
    statuses = "'pending', 'processing', 'completed', 'failed'"
    return [
        check("file_instances", "size_not_negative", "size >= 0"),
        check(
            "file_instances",
            "completed_has_blob",
            "processing_status <> 'completed' OR blob_key IS NOT NULL",
        ),
        check("file_instances", "processing_status", f"processing_status IN ({statuses})"),
        check("file_instances", "width_positive", "width > 0"),
        check("file_instances", "height_positive", "height > 0"),
    ]
