"""The scope of a user: one transaction with the permissions that the user has at this moment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from crm_app.accounts.errors import SignedOut
from crm_app.accounts.models import User
from crm_app.accounts.permissions import permissions_of
from crm_app.accounts.sessions import live_session
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.scope import Scope, open_scope


@asynccontextmanager
async def scope_for(user_uuid: UUID) -> AsyncIterator[Scope]:
    """One transaction as the user. Leaving commits, an exception rolls back.

    Forbidden for an unknown or inactive user: both are nobody. Read in the same transaction, so that a role
    taken away before it began grants nothing in it.
    """
    async with open_scope(None, frozenset()) as scope:
        user = await scope.session.get(User, user_uuid)
        if user is None or not user.active:
            raise Forbidden()
        scope.act_as(user, permissions_of(user.role))
        yield scope


@asynccontextmanager
async def scope_for_session(token: str) -> AsyncIterator[Scope]:
    """One transaction as the user of the session with this token; SignedOut when it is not live."""
    async with open_scope(None, frozenset()) as scope:
        found = await live_session(scope, token, now())
        if found is None:
            raise SignedOut()
        user = found[1]
        scope.act_as(user, permissions_of(user.role))
        yield scope
