"""One connection of a process for small reads that happen with every change: a row by its key.

A pool, a session and SQLAlchemy's cursor take longer than PostgreSQL needs for such a row. Here a statement
is compiled, prepared and planned once, and sent on a line that is there. It is still SQLAlchemy's, with its
types.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import psycopg
import structlog
from sqlalchemy import ColumnElement, Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

log = structlog.get_logger(__name__)

_DIALECT = PGDialectAsync_psycopg()
_PLAN_ONCE = "SET plan_cache_mode = force_generic_plan"
"""For rows by their keys there is only one good plan, and to find it takes as long as to follow it."""
Convert = Callable[[Any], Any] | None
Row = tuple[Any, ...]


class _Statement:
    """A query as the driver takes it, and its rows as SQLAlchemy answers them."""

    def __init__(self, query: Select[Any]) -> None:
        compiled = query.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise ValueError("values are written into this statement: it cannot be prepared once")
        self.text = compiled.string.encode()
        self._compiled = compiled
        self._binds = {
            name: _impl(bind).bind_processor(_DIALECT) for bind, name in compiled.bind_names.items()
        }
        self._types = [_impl(column) for column in query.selected_columns]
        self._converts: list[Convert] | None = None

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All that it is run with. SQLAlchemy's InvalidRequestError when one is missing."""
        values = self._compiled.construct_params(given)
        return {name: _converted(convert, values[name]) for name, convert in self._binds.items()}

    def rows(self, found: "_Found") -> list[Row]:
        """What a session would have answered."""
        if self._converts is None:
            described = zip(self._types, found.types, strict=True)
            self._converts = [each.result_processor(_DIALECT, type_) for each, type_ in described]
        if not any(self._converts):
            return found.rows
        return [tuple(map(_converted, self._converts, row)) for row in found.rows]


class _Found(NamedTuple):
    rows: list[Row]
    types: list[int]


class ReadingLine:
    """Opened with its first read, and again after an error. All methods belong to one event loop."""

    def __init__(self, url: str, **arguments: Any) -> None:
        """`url` and `arguments` are libpq's."""
        self._url, self._arguments = url, arguments
        self._connection: psycopg.AsyncConnection[Row] | None = None
        self._turns = asyncio.Lock()
        self._statements: dict[Select[Any], _Statement] = {}

    async def rows(self, query: Select[Any], values: Mapping[str, Any]) -> list[Row]:
        """What the query answers now. The query is kept: pass one that is built once for each of its forms.

        A line that was lost is opened again, once. Raises psycopg's errors; ValueError for a query with
        values that are written into it (`literal_execute`, IN).
        """
        statement = self._statements.get(query)
        if statement is None:
            statement = self._statements[query] = _Statement(query)
        given = statement.values(values)
        async with self._turns:
            try:
                found = await self._asked(statement.text, given)
            except psycopg.OperationalError as error:
                log.warning("reading_line_lost", error=type(error).__name__)
                found = await self._asked(statement.text, given)
        return statement.rows(found)

    async def close(self) -> None:
        """Gives the connection back; the next read opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _asked(self, text: bytes, values: dict[str, Any]) -> _Found:
        """After an error, or when whoever waits has gone, the connection is not used any more."""
        try:
            connection = self._connection or await self._open()
            cursor = await connection.execute(text, values, prepare=True)
            return _Found(await cursor.fetchall(), [each.type_code for each in cursor.description or ()])
        except BaseException:
            await self.close()
            raise

    async def _open(self) -> psycopg.AsyncConnection[Row]:
        connect = psycopg.AsyncConnection[Row].connect
        self._connection = await connect(self._url, autocommit=True, **self._arguments)
        await self._connection.execute(_PLAN_ONCE)
        return self._connection


def _impl(typed: ColumnElement[Any]) -> TypeEngine[Any]:
    return typed.type.dialect_impl(_DIALECT)


def _converted(convert: Convert, value: Any) -> Any:
    return value if convert is None else convert(value)
