"""Sign-in sessions: found by their token, listed, revoked. Revoking reaches open tabs with the commit."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from crm_app.accounts import topics
from crm_app.accounts.errors import SignedOut
from crm_app.accounts.models import SignInSession, User
from crm_app.accounts.permissions import permissions_of
from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope, system_scope

LIFETIME = timedelta(days=30)
IDLE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """Who is signed in, and what they may do at this moment."""

    uuid: UUID
    name: str
    email: str
    role: str
    permissions: frozenset[str]

    def can(self, permission: str) -> bool:
        """Whether the user's role grants the permission now."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class CurrentSession:
    """A live session and its user."""

    uuid: UUID
    user: SignedInUser
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session as its owner sees it in a list."""

    uuid: UUID
    user_agent: str
    address: str
    inserted_at: datetime
    last_seen_at: datetime


async def session_user(token: str, at: datetime | None = None) -> CurrentSession | None:
    """The live session of a token: not expired, not idle too long, user active. None for anything else.

    A transaction of its own; notes every few minutes that the session was seen.
    """
    at = at or now()
    async with system_scope() as scope:
        found = await live_session(scope, token, at)
        if found is None:
            return None
        await _seen(scope, found[0], at)
        return _current(*found)


async def live_session(scope: Scope, token: str, at: datetime) -> tuple[SignInSession, User] | None:
    """The session of a token with its user, both still good at that time."""
    query = (
        select(SignInSession, User)
        .join(User, col(User.uuid) == col(SignInSession.user_uuid))
        .where(col(SignInSession.token_hash) == token_hash(token), col(User.active))
        .where(col(SignInSession.expires_at) > at, col(SignInSession.last_seen_at) > at - IDLE)
    )
    return (await scope.session.exec(query)).first()


async def open_session(scope: Scope, user: User, address: str, user_agent: str) -> str:
    """Makes a session of the user and answers its token, which is stored nowhere."""
    token, at = secrets.token_urlsafe(32), now()
    session = SignInSession(
        token_hash=token_hash(token),
        user_uuid=user.uuid,
        expires_at=at + LIFETIME,
        last_seen_at=at,
        user_agent=_shown(user_agent, 255),
        address=_shown(address, 64),
    )
    scope.session.add(session)
    scope.publish(topics.user(user.uuid), "sessions")
    return token


async def sign_out(token: str) -> bool:
    """Ends the session of the token, in a transaction of its own. False when there was none: just as well."""
    async with system_scope() as scope:
        gone = delete(SignInSession).where(col(SignInSession.token_hash) == token_hash(token))
        ended = gone.returning(col(SignInSession.uuid), col(SignInSession.user_uuid))
        rows = (await scope.session.execute(ended)).all()
        for uuid, user_uuid in rows:
            _tell(scope, user_uuid, [uuid])
            scope.record("account.signed_out", ("user", user_uuid))
        return bool(rows)


async def list_sessions(scope: Scope) -> list[SessionInfo]:
    """The acting user's own live sessions, the latest seen first. SignedOut without an actor."""
    at = now()
    query = (
        select(SignInSession)
        .where(col(SignInSession.user_uuid) == _actor(scope), col(SignInSession.expires_at) > at)
        .where(col(SignInSession.last_seen_at) > at - IDLE)
        .order_by(col(SignInSession.last_seen_at).desc(), col(SignInSession.uuid).desc())
    )
    return [
        SessionInfo(row.uuid, row.user_agent, row.address, row.inserted_at, row.last_seen_at)
        for row in (await scope.session.exec(query)).all()
    ]


async def revoke_session(scope: Scope, session_uuid: UUID) -> None:
    """Ends one session: an own one, or anybody's with `settings.edit`. NotFound for all others alike."""
    gone = delete(SignInSession).where(col(SignInSession.uuid) == session_uuid)
    if not scope.can("settings.edit"):
        gone = gone.where(col(SignInSession.user_uuid) == _actor(scope))
    user_uuid = await scope.session.scalar(gone.returning(col(SignInSession.user_uuid)))
    if user_uuid is None:
        raise NotFound()
    _tell(scope, user_uuid, [session_uuid])
    scope.record("account.session_revoked", ("user", user_uuid), sessions=1)


async def revoke_other_sessions(scope: Scope, keep: UUID | None) -> int:
    """Ends all own sessions except `keep`, the one that asks. Answers how many ended."""
    actor = _actor(scope)
    gone = delete(SignInSession).where(col(SignInSession.user_uuid) == actor)
    if keep is not None:
        gone = gone.where(col(SignInSession.uuid) != keep)
    ended = list((await scope.session.scalars(gone.returning(col(SignInSession.uuid)))).all())
    if ended:
        _tell(scope, actor, ended)
        scope.record("account.session_revoked", ("user", actor), sessions=len(ended))
    return len(ended)


async def delete_expired_sessions(scope: Scope, at: datetime | None = None) -> int:
    """Deletes sessions that cannot be used any more; nightly work. Answers how many went."""
    at = at or now()
    over = (col(SignInSession.expires_at) <= at) | (col(SignInSession.last_seen_at) <= at - IDLE)
    gone = delete(SignInSession).where(over).returning(col(SignInSession.uuid))
    return len((await scope.session.scalars(gone)).all())


def token_hash(token: str) -> bytes:
    """What is stored of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


async def _seen(scope: Scope, session: SignInSession, at: datetime) -> None:
    stale = (col(SignInSession.uuid) == session.uuid, col(SignInSession.last_seen_at) < at - SEEN_EVERY)
    if session.last_seen_at < at - SEEN_EVERY:
        await scope.session.execute(
            update(SignInSession).where(*stale).values(last_seen_at=at, updated_at=at),
            execution_options={"synchronize_session": False},
        )


def _current(session: SignInSession, user: User) -> CurrentSession:
    known = SignedInUser(user.uuid, user.name, user.email, user.role, permissions_of(user.role))
    return CurrentSession(session.uuid, known, session.expires_at)


def _tell(scope: Scope, user_uuid: UUID, sessions: Iterable[UUID]) -> None:
    for uuid in sessions:
        scope.publish(topics.session(uuid), "revoked", uuid)
    scope.publish(topics.user(user_uuid), "sessions")


def _actor(scope: Scope) -> UUID:
    if scope.actor_uuid is None:
        raise SignedOut()
    return scope.actor_uuid


def _shown(value: str, length: int) -> str:
    """Text from a stranger's request, fit to be stored and shown."""
    return "".join(character for character in value if character.isprintable())[:length]
