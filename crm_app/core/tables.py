"""What all tables share: names of constraints, keys, times. Import before any table is defined."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from crm_app.core.clock import now
from crm_app.core.ids import uuid7

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

Timestamp: Any = DateTime(timezone=True)
"""The column type of every time: `timestamptz`, microseconds."""


class Table(SQLModel):
    """What every table is; each names itself."""

    __tablename__: ClassVar[Any]


class Row(Table):
    """A table's base: the key and the time of making."""

    uuid: UUID = Field(default_factory=uuid7, primary_key=True)
    inserted_at: datetime = Field(default_factory=now, sa_type=Timestamp)


class ChangingRow(Row):
    """A row that also keeps the time of its last change. Every UPDATE sets it."""

    updated_at: datetime = Field(default_factory=now, sa_type=Timestamp)
