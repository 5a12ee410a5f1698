"""Departments, teams, people, memberships, skills, employments; placeholder accounts and invitations."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIVE = sa.text("status <> 'trashed'")
TABLES = (
    "staff_employments",
    "staff_person_skills",
    "staff_skills",
    "staff_team_memberships",
    "staff_people",
    "staff_teams",
    "staff_departments",
)


def upgrade() -> None:
    _extend_users()
    _create_invitations()
    _create_departments()
    _create_teams()
    _create_people()
    _create_memberships()
    _create_skills()
    _create_person_skills()
    _create_employments()
    _index_what_happened_to_people()


def downgrade() -> None:
    op.drop_index("ix_activities_person", "activities")
    for table in (*TABLES, "invitations"):
        op.drop_table(table)
    for column in ("source", "confirmed_at"):
        op.drop_column("users", column)


def _extend_users() -> None:
    op.add_column("users", sa.Column("source", sa.String(50), nullable=True))
    op.add_column("users", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        *_base(changing=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_uuid", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_invitations"),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_invitations_token_hash_length")),
        _key("invitations", "user_uuid", "users", "CASCADE"),
    )
    op.create_index("uq_invitations_token_hash", "invitations", ["token_hash"], unique=True)
    op.create_index("uq_invitations_user_uuid", "invitations", ["user_uuid"], unique=True)
    op.create_index("ix_invitations_expires_at", "invitations", ["expires_at"])


def _create_departments() -> None:
    _create_named("staff_departments")
    op.create_index("uq_staff_departments_name", "staff_departments", [sa.text("lower(name)")], unique=True)


def _create_teams() -> None:
    _create_named(
        "staff_teams",
        sa.Column("department_uuid", sa.Uuid(), nullable=False),
        _key("staff_teams", "department_uuid", "staff_departments", "CASCADE"),
    )
    one_name = ["department_uuid", sa.text("lower(name)")]
    op.create_index("uq_staff_teams_department_uuid_name", "staff_teams", one_name, unique=True)


def _create_people() -> None:
    table = "staff_people"
    op.create_table(
        table,
        *_base(),
        sa.Column("user_uuid", sa.Uuid(), nullable=False),
        sa.Column("primary_department_uuid", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        _text("name", 255),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        *_employment_columns(20),
        _text("work_location", 255),
        _text("work_phone", 50),
        _text("personal_phone", 50),
        _text("bio"),
        _text("notes"),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        _text("personal_email", 255),
        _text("emergency_contact_name", 255),
        _text("emergency_contact_phone", 50),
        _text("emergency_contact_relationship", 100),
        sa.Column("details", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.UniqueConstraint("user_uuid", name=op.f(f"uq_{table}_user_uuid")),
        sa.CheckConstraint("status IN ('active', 'inactive', 'trashed')", name=op.f(f"ck_{table}_status")),
        sa.CheckConstraint(
            "name IS NULL OR length(name) BETWEEN 1 AND 255", name=op.f(f"ck_{table}_name_length")
        ),
        _ordered_dates(table, "employment_dates"),
        _key(table, "user_uuid", "users", "CASCADE"),
        _key(table, "primary_department_uuid", "staff_departments", "SET NULL"),
    )
    by_name = ["sort_name", "uuid"]
    op.create_index(f"ix_{table}_primary_department_uuid", table, ["primary_department_uuid"])
    op.create_index(f"ix_{table}_live_by_name", table, by_name, postgresql_where=LIVE)
    op.create_index(f"ix_{table}_status_by_name", table, ["status", *by_name])
    op.create_index(f"ix_{table}_status_inserted_at", table, ["status", "inserted_at", "uuid"])
    born = sa.text("status = 'active' AND date_of_birth IS NOT NULL")
    op.create_index(f"ix_{table}_birthdays", table, ["date_of_birth"], postgresql_where=born)


def _create_memberships() -> None:
    table = "staff_team_memberships"
    op.create_table(
        table,
        *_base(changing=False),
        sa.Column("team_uuid", sa.Uuid(), nullable=False),
        sa.Column("staff_person_uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.UniqueConstraint(
            "team_uuid", "staff_person_uuid", name=op.f(f"uq_{table}_team_uuid_staff_person_uuid")
        ),
        _key(table, "team_uuid", "staff_teams", "CASCADE"),
        _key(table, "staff_person_uuid", "staff_people", "CASCADE"),
    )
    op.create_index(f"ix_{table}_staff_person_uuid", table, ["staff_person_uuid"])


def _create_skills() -> None:
    _create_named(
        "staff_skills", sa.Column("levels", JSONB(), nullable=False), _array("staff_skills", "levels")
    )
    op.create_index("uq_staff_skills_name", "staff_skills", [sa.text("lower(name)")], unique=True)


def _create_person_skills() -> None:
    table = "staff_person_skills"
    op.create_table(
        table,
        *_base(changing=False),
        sa.Column("staff_person_uuid", sa.Uuid(), nullable=False),
        sa.Column("skill_uuid", sa.Uuid(), nullable=False),
        sa.Column("proficiency_levels", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.UniqueConstraint(
            "staff_person_uuid", "skill_uuid", name=op.f(f"uq_{table}_staff_person_uuid_skill_uuid")
        ),
        _array(table, "proficiency_levels"),
        _key(table, "staff_person_uuid", "staff_people", "CASCADE"),
        _key(table, "skill_uuid", "staff_skills", "CASCADE"),
    )
    op.create_index(f"ix_{table}_skill_uuid", table, ["skill_uuid"])


def _create_employments() -> None:
    table = "staff_employments"
    op.create_table(
        table,
        *_base(),
        sa.Column("staff_person_uuid", sa.Uuid(), nullable=False),
        *_employment_columns(50),
        sa.Column("primary_department_uuid", sa.Uuid(), nullable=True),
        sa.Column("primary_team_uuid", sa.Uuid(), nullable=True),
        _text("work_location", 255),
        _text("notes"),
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        _ordered_dates(table, "dates"),
        _key(table, "staff_person_uuid", "staff_people", "CASCADE"),
        _key(table, "primary_department_uuid", "staff_departments", "SET NULL"),
        _key(table, "primary_team_uuid", "staff_teams", "SET NULL"),
    )
    for column in ("staff_person_uuid", "primary_department_uuid", "primary_team_uuid"):
        op.create_index(f"ix_{table}_{column}", table, [column])
    is_open = sa.text("employment_end_date IS NULL")
    one = ["staff_person_uuid"]
    op.create_index(f"uq_{table}_one_open", table, one, unique=True, postgresql_where=is_open)


def _index_what_happened_to_people() -> None:
    """Entries about a team or a skill belong to the person in their details too."""
    person = sa.text("(details ->> 'person_uuid')")
    told = sa.text("details ? 'person_uuid'")
    op.create_index("ix_activities_person", "activities", [person, "inserted_at"], postgresql_where=told)


def _base(*, changing: bool = True) -> tuple[sa.Column, ...]:
    times = ("inserted_at", "updated_at") if changing else ("inserted_at",)
    return (
        sa.Column("uuid", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in times),
    )


def _create_named(table: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *_base(),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        _text("description"),
        *more,
        sa.PrimaryKeyConstraint("uuid", name=f"pk_{table}"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 255", name=op.f(f"ck_{table}_name_length")),
    )
    op.create_index(f"ix_{table}_sort_name", table, ["sort_name", "uuid"])


def _employment_columns(type_length: int) -> tuple[sa.Column, ...]:
    return (
        _text("employment_type", type_length),
        _text("job_title", 255),
        sa.Column("employment_start_date", sa.Date(), nullable=True),
        sa.Column("employment_end_date", sa.Date(), nullable=True),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=True)


def _key(table: str, column: str, other: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.uuid"], name=name, ondelete=on_delete)


def _array(table: str, column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"jsonb_typeof({column}) = 'array'", name=op.f(f"ck_{table}_levels_array"))


def _ordered_dates(table: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("employment_end_date >= employment_start_date", name=op.f(f"ck_{table}_{name}"))
