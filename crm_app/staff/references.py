"""Tells when something that this app does not know refers to a person and forbids to delete them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import errors as pg
from sqlalchemy.exc import IntegrityError

from crm_app.core.scope import Scope
from crm_app.staff.errors import ReferencedByExternal

FORBIDS = (pg.ForeignKeyViolation, pg.RestrictViolation, pg.NotNullViolation)


@asynccontextmanager
async def references_told(scope: Scope) -> AsyncIterator[None]:
    """A savepoint around a deletion: `ReferencedByExternal` where a foreign key forbids it."""
    try:
        async with scope.session.begin_nested():
            yield
    except IntegrityError as error:
        if isinstance(error.orig, FORBIDS):
            raise ReferencedByExternal() from error
        raise
