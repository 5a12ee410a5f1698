"""A record's pointer at one of its files: a uuid column, or one key of a JSON column.

Writes touch that one value, so that what others write beside it survives. Asks for no permission:
the record's context has asked for its own. A context that locks the record does so before it calls
anything of storage that locks a file, or two of them would wait for each other.
"""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Text, func, literal
from sqlmodel import SQLModel, col, select, update

from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.storage.errors import NotHeld
from crm_app.storage.locks import lock_file
from crm_app.storage.models import File
from crm_app.storage.queries import Only, is_live
from crm_app.storage.record_files import holds_file


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a record keeps the uuid: the column, and the key in it if the column holds JSON."""

    column: str
    key: str | None = None

    def of(self, model: type[SQLModel]) -> Any:
        """The SQL that reads the pointer as a uuid's text (a JSON key) or as a uuid (a column)."""
        column: Any = col(getattr(model, self.column))
        return column if self.key is None else column[self.key].astext

    def value(self, file_uuid: UUID | None) -> Any:
        """The value in the form that `of` reads."""
        return file_uuid if self.key is None or file_uuid is None else str(file_uuid)

    def written(self, model: type[SQLModel], file_uuid: UUID | None) -> Any:
        """The SQL of the column's new value, with the other keys as they are."""
        if self.key is None:
            return file_uuid
        column: Any = col(getattr(model, self.column))
        if file_uuid is None:
            return column.op("-")(literal(self.key, Text))
        return column.op("||")(func.jsonb_build_object(self.key, literal(str(file_uuid), Text)))


async def write_pointer(
    scope: Scope, model: type[SQLModel], record_uuid: UUID, pointer: Pointer, file_uuid: UUID | None
) -> None:
    """Points the record at the file; None takes the pointer away. `NotFound` for an unknown record."""
    if not await _write(scope, model, record_uuid, pointer, file_uuid):
        raise NotFound()


async def clear_pointer_if(
    scope: Scope, model: type[SQLModel], record_uuid: UUID, pointer: Pointer, file_uuid: UUID
) -> bool:
    """Takes the pointer away if it still points at this file; whether it did."""
    still = pointer.of(model) == pointer.value(file_uuid)
    return await _write(scope, model, record_uuid, pointer, None, still)


async def point_at(
    scope: Scope,
    model: type[SQLModel],
    record_uuid: UUID,
    pointer: Pointer,
    file_uuid: UUID,
    folder_uuid: UUID,
    *,
    only: Only = "all",
) -> None:
    """Points the record at a live file of this kind that the folder holds, checked under the file's lock.

    `NotHeld` when it is not such a file, `NotFound` for an unknown record.
    """
    await lock_file(scope, file_uuid)
    if not await holds_file(scope, folder_uuid, file_uuid, only=only):
        raise NotHeld()
    await write_pointer(scope, model, record_uuid, pointer, file_uuid)


def pointer_value(record: SQLModel, pointer: Pointer) -> UUID | None:
    """What the record points at; None for nothing and for anything that is not a uuid."""
    value: object = getattr(record, pointer.column)
    if pointer.key is not None:
        value = cast(dict[str, object], value or {}).get(pointer.key)
    return value if isinstance(value, UUID) else parse_uuid(value)


async def pointed_file(scope: Scope, record: SQLModel, pointer: Pointer) -> File | None:
    """The live file that the record points at."""
    file_uuid = pointer_value(record, pointer)
    if file_uuid is None:
        return None
    return (
        await scope.session.exec(select(File).where(col(File.uuid) == file_uuid, is_live()))
    ).one_or_none()


async def _write(
    scope: Scope,
    model: Any,
    record_uuid: UUID,
    pointer: Pointer,
    file_uuid: UUID | None,
    *conditions: Any,
) -> bool:
    values = {pointer.column: pointer.written(model, file_uuid), "updated_at": now()}
    statement = update(model).where(model.uuid == record_uuid, *conditions).values(values)
    result = await scope.session.exec(statement.returning(model).execution_options(populate_existing=True))
    return result.first() is not None
