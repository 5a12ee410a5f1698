"""The one connection to PostgreSQL of this process: engine, sessions, health."""

import time
from typing import Any

import psycopg
from sqlalchemy import event, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from crm_app.core.errors import Unavailable
from crm_app.core.reading_line import ReadingLine

POOL_SIZE = 10
CONNECT_SECONDS = 5
FRESH_SECONDS = 1.0
"""A connection that was used a moment ago is not asked whether it is still there: half of what a small read
takes is the way to the database, and the question goes the same way."""
OVER_A_NETWORK = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""libpq's own names, in seconds and milliseconds: a network that fails in silence is noticed in half a
minute, instead of a page that waits for hours. A Unix socket ignores them."""


def sqlalchemy_url(url: str) -> str:
    """The URL for psycopg 3 whatever spelling of `postgres` it came with."""
    return "postgresql+psycopg://" + url.split("://", 1)[1]


def libpq_url(url: str) -> str:
    """The URL for psycopg itself, without SQLAlchemy's driver name."""
    return "postgresql://" + url.split("://", 1)[1]


class Database:
    """Started once per process, after any fork, inside the event loop that uses it."""

    def __init__(self) -> None:
        self._engine: AsyncEngine | None = None
        self._sessions: async_sessionmaker[AsyncSession] | None = None
        self._reading: async_sessionmaker[AsyncSession] | None = None
        self._line: ReadingLine | None = None
        self.url = ""

    def start(self, url: str) -> None:
        """Remembers where the database is; connections open when they are needed."""
        self.url = libpq_url(url)
        connecting = {"connect_timeout": CONNECT_SECONDS, **OVER_A_NETWORK}
        self._engine = create_async_engine(
            sqlalchemy_url(url),
            pool_size=POOL_SIZE,
            max_overflow=POOL_SIZE,
            pool_use_lifo=True,  # the one that is warm: it knows the statements
            hide_parameters=True,  # an error is logged, what people typed is not
            connect_args=connecting,
        )
        _ask_who_was_idle(self._engine)
        self._sessions = _sessions(self._engine)
        self._reading = _sessions(self._engine.execution_options(isolation_level="AUTOCOMMIT"))
        self._line = ReadingLine(self.url, **connecting)

    async def stop(self) -> None:
        """Closes every connection. A stopped database may be started again."""
        if self._line is not None:
            await self._line.close()
        if self._engine is not None:
            await self._engine.dispose()
        self._engine = self._sessions = self._reading = self._line = None

    @property
    def engine(self) -> AsyncEngine:
        """The engine; `Unavailable` before `start`."""
        if self._engine is None:
            raise Unavailable()
        return self._engine

    def session(self) -> AsyncSession:
        """A new session; nothing is sent before its first statement. `Unavailable` before `start`."""
        if self._sessions is None:
            raise Unavailable()
        return self._sessions()

    def reading_session(self) -> AsyncSession:
        """A new session without transactions: each statement sees what is committed when it begins."""
        if self._reading is None:
            raise Unavailable()
        return self._reading()

    @property
    def line(self) -> ReadingLine:
        """The connection for rows by their keys; `Unavailable` before `start`."""
        if self._line is None:
            raise Unavailable()
        return self._line

    async def ping(self) -> None:
        """Raises the driver's error when the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))


def _sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


def _ask_who_was_idle(engine: AsyncEngine) -> None:
    """A connection that was not used for longer has to answer first; all are renewed when it does not."""

    def note(_: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    def ask(connection: Any, record: Any, _: Any) -> None:
        if time.monotonic() - record.info.get("used", float("inf")) <= FRESH_SECONDS:
            return
        try:
            engine.sync_engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine.sync_engine, "checkin", note)
    event.listen(engine.sync_engine, "checkout", ask)


database = Database()
