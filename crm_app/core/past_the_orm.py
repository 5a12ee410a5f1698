"""Reading rows that become no entities: past the ORM, and several statements in one go.

Each await of an asynchronous connection costs about as much as a small statement.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from crm_app.core.scope import Scope

T = TypeVar("T")


async def past_the_orm(scope: Scope, read: Callable[[Connection], T]) -> T:
    """What `read` answers, which sends its statements by the scope's connection without waiting in Python."""

    def within(session: Session) -> T:
        if session.new or session.dirty:
            session.flush()
        return read(session.connection())

    return await scope.session.run_sync(within)


async def rows_by_key(scope: Scope, query: Select[Any], values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    """The rows of a statement that is built once: by the reading line, where the scope has one."""
    if scope.line is not None:
        return await scope.line.rows(query, values)
    return await past_the_orm(scope, lambda connection: connection.execute(query, values).all())
