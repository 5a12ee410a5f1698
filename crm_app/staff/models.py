"""Tables of the organisation: departments, teams, people, who is on which team, skills, employments.

`sort_name` is a name as people look it up (`core.sorting`), compared byte by byte. Of a person it is
their display name's. The columns of a person that an employment also has mirror the current one:
`employments` alone writes them.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from crm_app.core.tables import ChangingRow, Row

ByteOrder: Any = Text(collation="C")
LIVE = text("status <> 'trashed'")


class Department(ChangingRow, table=True):
    """A part of the organisation. Its teams go with it; its people stay."""

    __tablename__ = "staff_departments"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        Index("uq_staff_departments_name", text("lower(name)"), unique=True),
        Index("ix_staff_departments_sort_name", "sort_name", "uuid"),
    )

    name: str = Field(max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    description: str | None = None


class Team(ChangingRow, table=True):
    """A team of one department. Its memberships go with it."""

    __tablename__ = "staff_teams"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        Index("uq_staff_teams_department_uuid_name", "department_uuid", text("lower(name)"), unique=True),
        Index("ix_staff_teams_sort_name", "sort_name", "uuid"),
    )

    department_uuid: UUID = Field(foreign_key="staff_departments.uuid", ondelete="CASCADE")
    name: str = Field(max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    description: str | None = None


class Person(ChangingRow, table=True):
    """Somebody on staff, one to one with a user.

    `details` hold server-owned keys: `avatar_uuid`, `trashed_from_status`.
    """

    __tablename__ = "staff_people"
    __table_args__ = (
        CheckConstraint("status IN ('active', 'inactive', 'trashed')", name="status"),
        CheckConstraint("name IS NULL OR length(name) BETWEEN 1 AND 255", name="name_length"),
        CheckConstraint("employment_end_date >= employment_start_date", name="employment_dates"),
        UniqueConstraint("user_uuid"),
        Index("ix_staff_people_primary_department_uuid", "primary_department_uuid"),
        Index("ix_staff_people_live_by_name", "sort_name", "uuid", postgresql_where=LIVE),
        Index("ix_staff_people_status_by_name", "status", "sort_name", "uuid"),
        Index("ix_staff_people_status_inserted_at", "status", "inserted_at", "uuid"),
        Index(
            "ix_staff_people_birthdays",
            "date_of_birth",
            postgresql_where=text("status = 'active' AND date_of_birth IS NOT NULL"),
        ),
    )

    user_uuid: UUID = Field(foreign_key="users.uuid", ondelete="CASCADE")
    primary_department_uuid: UUID | None = Field(
        default=None, foreign_key="staff_departments.uuid", ondelete="SET NULL"
    )
    status: str = Field(default="active", max_length=20)
    name: str | None = Field(default=None, max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    job_title: str | None = Field(default=None, max_length=255)
    employment_type: str | None = Field(default=None, max_length=20)
    employment_start_date: date | None = None
    employment_end_date: date | None = None
    work_location: str | None = Field(default=None, max_length=255)
    work_phone: str | None = Field(default=None, max_length=50)
    personal_phone: str | None = Field(default=None, max_length=50)
    bio: str | None = None
    notes: str | None = None
    date_of_birth: date | None = None
    personal_email: str | None = Field(default=None, max_length=255)
    emergency_contact_name: str | None = Field(default=None, max_length=255)
    emergency_contact_phone: str | None = Field(default=None, max_length=50)
    emergency_contact_relationship: str | None = Field(default=None, max_length=100)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class TeamMembership(Row, table=True):
    """A person on a team."""

    __tablename__ = "staff_team_memberships"
    __table_args__ = (UniqueConstraint("team_uuid", "staff_person_uuid"),)

    team_uuid: UUID = Field(foreign_key="staff_teams.uuid", ondelete="CASCADE")
    staff_person_uuid: UUID = Field(foreign_key="staff_people.uuid", ondelete="CASCADE", index=True)


class Skill(ChangingRow, table=True):
    """Something people can do. `levels` are its selectors in order, as `skill_levels` normalises them."""

    __tablename__ = "staff_skills"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 255", name="name_length"),
        CheckConstraint("jsonb_typeof(levels) = 'array'", name="levels_array"),
        Index("uq_staff_skills_name", text("lower(name)"), unique=True),
        Index("ix_staff_skills_sort_name", "sort_name", "uuid"),
    )

    name: str = Field(max_length=255)
    sort_name: str = Field(default="", sa_type=ByteOrder)
    description: str | None = None
    levels: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)


class PersonSkill(Row, table=True):
    """A skill of a person. `proficiency_levels` are ids of options, in the skill's order."""

    __tablename__ = "staff_person_skills"
    __table_args__ = (
        CheckConstraint("jsonb_typeof(proficiency_levels) = 'array'", name="levels_array"),
        UniqueConstraint("staff_person_uuid", "skill_uuid"),
    )

    staff_person_uuid: UUID = Field(foreign_key="staff_people.uuid", ondelete="CASCADE")
    skill_uuid: UUID = Field(foreign_key="staff_skills.uuid", ondelete="CASCADE", index=True)
    proficiency_levels: list[str] = Field(default_factory=list, sa_type=JSONB)


class Employment(ChangingRow, table=True):
    """A span of employment; the one without an end is the current one, and there is at most one of those."""

    __tablename__ = "staff_employments"
    __table_args__ = (
        CheckConstraint("employment_end_date >= employment_start_date", name="dates"),
        Index(
            "uq_staff_employments_one_open",
            "staff_person_uuid",
            unique=True,
            postgresql_where=text("employment_end_date IS NULL"),
        ),
    )

    staff_person_uuid: UUID = Field(foreign_key="staff_people.uuid", ondelete="CASCADE", index=True)
    employment_type: str | None = Field(default=None, max_length=50)
    job_title: str | None = Field(default=None, max_length=255)
    primary_department_uuid: UUID | None = Field(
        default=None, foreign_key="staff_departments.uuid", ondelete="SET NULL", index=True
    )
    primary_team_uuid: UUID | None = Field(
        default=None, foreign_key="staff_teams.uuid", ondelete="SET NULL", index=True
    )
    employment_start_date: date | None = None
    employment_end_date: date | None = None
    work_location: str | None = Field(default=None, max_length=255)
    notes: str | None = None
