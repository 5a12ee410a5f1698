"""Scope: who asks, with which permissions, in which transaction. The first argument of every service.

One block is one transaction. Audit rows and live events are collected here and go out with the
commit; an exception rolls back all of it. Services never commit and never open a session.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from crm_app.core.audit import TOPIC, Activity
from crm_app.core.completion import to_the_end
from crm_app.core.database import database
from crm_app.core.errors import Forbidden
from crm_app.core.live.changes import Change, Changes
from crm_app.core.reading_line import ReadingLine

AfterCommit = Callable[[], Awaitable[None]]


class Actor(Protocol):
    """The acting user, as far as core knows one."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def name(self) -> str: ...


class Scope:
    """The session, the acting user and the permissions of one transaction."""

    def __init__(
        self, session: AsyncSession, actor: Actor | None, permissions: frozenset[str] | None
    ) -> None:
        self.session = session
        self.actor = actor
        self.line: ReadingLine | None = None
        """Where rows by their keys are read: in a scope for reading only."""
        self._permissions = permissions
        self._changes = Changes()
        self._after_commit: list[AfterCommit] = []

    @property
    def actor_uuid(self) -> UUID | None:
        """The acting user's uuid; None for the system."""
        return self.actor.uuid if self.actor else None

    def act_as(self, actor: Actor, permissions: frozenset[str]) -> None:
        """Names who acts, once it was read in this very transaction."""
        self.actor = actor
        self._permissions = permissions

    def can(self, permission: str) -> bool:
        """Whether this permission is granted; the system has all."""
        return self._permissions is None or permission in self._permissions

    def require(self, permission: str) -> None:
        """Raises `Forbidden` unless the permission is granted."""
        if not self.can(permission):
            raise Forbidden()

    def publish(self, topic: str, kind: str, *uuids: UUID) -> None:
        """Tells every open tab that follows `topic`, when and only when this transaction commits."""
        self._changes.add(Change(topic, kind, uuids))

    def record(self, action: str, resource: tuple[str, UUID], **details: Any) -> None:
        """Writes an audit row with this transaction, and tells whoever follows the trail.

        Details hold no bodies and no addresses.
        """
        resource_type, resource_uuid = resource
        entry = Activity(
            action=action,
            resource_type=resource_type,
            resource_uuid=resource_uuid,
            actor_uuid=self.actor_uuid,
            actor_name=self.actor.name if self.actor else None,
            details=details,
        )
        self.session.add(entry)
        self.publish(TOPIC, "recorded", entry.uuid)

    def after_commit(self, callback: AfterCommit) -> None:
        """Runs `callback` once this transaction is durable; never after a rollback."""
        self._after_commit.append(callback)

    async def commit(self) -> None:
        """Ends the transaction: rows, audit and events at once, then what waits for the commit.

        From the commit on nothing breaks it off: whoever is cancelled meanwhile hears of it afterwards.
        """
        await self.session.flush()
        await self._changes.notify(self.session)
        await to_the_end(self._commit())

    async def _commit(self) -> None:
        await self.session.commit()
        for callback in self._after_commit:
            await callback()


@asynccontextmanager
async def open_scope(actor: Actor | None, permissions: frozenset[str] | None) -> AsyncIterator[Scope]:
    """One transaction as `actor` with `permissions` (None: all). Leaving commits, an exception rolls back."""
    async with database.session() as session:
        scope = Scope(session, actor, permissions)
        yield scope
        await scope.commit()


@asynccontextmanager
async def reading_scope() -> AsyncIterator[Scope]:
    """As the system, for reading only: each statement sees what is committed when it begins.

    Without BEGIN and COMMIT the way to the database and back is gone once instead of three times. Who only
    asks its `line` takes no connection from the pool.
    """
    session = database.reading_session()
    scope = Scope(session, None, None)
    scope.line = database.line
    try:
        yield scope
    finally:
        if session.in_transaction():
            await session.close()


@asynccontextmanager
async def system_scope() -> AsyncIterator[Scope]:
    """One transaction as the system: all permissions, no actor."""
    async with open_scope(None, None) as scope:
        yield scope
