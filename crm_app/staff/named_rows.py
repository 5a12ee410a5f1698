"""What departments, teams and skills share: finding, holding, listing and writing rows that have a name.

Names are unique whatever their capitals; the index decides, and who comes second is told at the field.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar
from uuid import UUID

from psycopg import errors as pg
from sqlalchemy import ColumnElement, delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from crm_app import activity
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, NotFound, ValidationFailed
from crm_app.core.ids import uuid7, uuid_of
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t
from crm_app.staff.models import Department, Skill, Team

Named = TypeVar("Named", Department, Team, Skill)
Kind = Literal["department", "team", "skill"]
NULLABLE = ("description",)


async def find(scope: Scope, model: type[Named], uuid: UUID | str) -> Named | None:
    """The row as it is in the database now; None where there is none, or no uuid."""
    query = select(model).where(col(model.uuid) == uuid_of(uuid)).execution_options(populate_existing=True)
    return (await scope.session.exec(query)).first()


async def require(scope: Scope, model: type[Named], uuid: UUID | str) -> Named:
    """The row, or `NotFound`."""
    row = await find(scope, model, uuid)
    if row is None:
        raise NotFound()
    return row


async def lock(scope: Scope, model: type[Named], uuid: UUID | str, *, alone: bool = False) -> Named:
    """The row, held against changes until this transaction ends, or `NotFound`.

    `alone` also keeps others from referring to it meanwhile.
    """
    query = select(model).where(col(model.uuid) == uuid_of(uuid)).with_for_update(key_share=not alone)
    row = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    if row is None:
        raise NotFound()
    return row


async def hold(scope: Scope, model: type[Department] | type[Team], uuid: UUID | str | None) -> bool:
    """Whether there is such a row; if so it cannot be deleted before this transaction ends."""
    query = select(model.uuid).where(col(model.uuid) == uuid_of(uuid))
    held = await scope.session.exec(query.with_for_update(read=True, key_share=True))
    return held.first() is not None


async def listed(scope: Scope, model: type[Named], *wanted: ColumnElement[bool]) -> list[Named]:
    """The rows in the order of their names."""
    query = select(model).where(*wanted).order_by(col(model.sort_name), col(model.uuid))
    return list(await scope.session.exec(query))


async def count(scope: Scope, model: type[Named]) -> int:
    """How many rows there are."""
    return (await scope.session.exec(select(func.count()).select_from(model))).one()


async def insert_row(
    scope: Scope, model: type[Named], uuid: UUID | str | None, values: Mapping[str, Any]
) -> tuple[UUID, bool]:
    """Inserts a row under the key that the browser made; answers the key and whether the row is new.

    It is not new when the same person has made it before (a double click, a lost answer). `Conflict` for
    a key that somebody else has used, `ValidationFailed` for a name that is taken, `NotFound` for a
    malformed key.
    """
    key = uuid7() if uuid is None else uuid_of(uuid)
    if key is None:
        raise NotFound()
    new = insert(model).values(uuid=key, inserted_at=now(), updated_at=now(), **_stored(values))
    written = await scope.session.execute(new.on_conflict_do_nothing().returning(col(model.uuid)))
    if written.first():
        return key, True
    if await find(scope, model, key) is None:
        raise name_taken(model)
    if not await activity.did(scope, f"staff.{kind_of(model)}_created", (kind_of(model), key)):
        raise Conflict()
    return key, False


async def write_row(scope: Scope, model: type[Named], uuid: UUID, values: Mapping[str, Any]) -> Named:
    """Writes these fields of a row that is held; `ValidationFailed` for a name that is taken."""
    changed = update(model).where(col(model.uuid) == uuid).values(**_stored(values), updated_at=now())
    answered = changed.returning(model).execution_options(populate_existing=True)
    try:
        async with scope.session.begin_nested():
            return (await scope.session.execute(answered)).scalar_one()
    except IntegrityError as error:
        if isinstance(error.orig, pg.UniqueViolation):
            raise name_taken(model) from error
        raise


async def delete_row(scope: Scope, model: type[Named], uuid: UUID | str) -> Named:
    """Deletes the row and answers what it was; `NotFound` when somebody was faster."""
    gone = delete(model).where(col(model.uuid) == uuid_of(uuid)).returning(model)
    row = (await scope.session.execute(gone)).scalar_one_or_none()
    if row is None:
        raise NotFound()
    return row


def name_taken(model: type[Department] | type[Team] | type[Skill]) -> ValidationFailed:
    """The error at the name for a name that is there already."""
    told = {
        Department: t("There is a department of this name already."),
        Team: t("There is a team of this name in this department already."),
        Skill: t("There is a skill of this name already."),
    }
    return ValidationFailed({"name": [told[model]]})


def kind_of(model: type[Department] | type[Team] | type[Skill]) -> Kind:
    """The resource type under which the audit knows rows of this table."""
    kinds: dict[type, Kind] = {Department: "department", Team: "team", Skill: "skill"}
    return kinds[model]


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns for these fields; the sort key always follows the name."""
    stored = {name: None if name in NULLABLE and not value else value for name, value in values.items()}
    return stored | ({"sort_name": sort_key(values["name"])} if "name" in values else {})
