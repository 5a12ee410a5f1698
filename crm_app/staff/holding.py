"""The locks of people, and the one order in which rows are locked: everybody, then departments, teams,
skills, users, people, and last what hangs on people. All end with the transaction.
"""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff.errors import PersonTrashed
from crm_app.staff.models import Person

EVERYBODY = 7_262_014  # any number that nobody else of this database uses


async def hold_everybody(scope: Scope) -> None:
    """Of all who write the rows of many people (or what hangs on them), one at a time.

    Each would lock these rows in an order of its own, and two would wait for each other until PostgreSQL
    ends one of them. Whoever writes one person needs it not.
    """
    await scope.session.exec(select(func.pg_advisory_xact_lock(EVERYBODY)))


async def hold_live_person(scope: Scope, uuid: UUID | str, *, alone: bool = False) -> UUID:
    """The uuid of a person who stays out of the trash until this transaction ends: for giving them something.

    Many may hold one person at once, unless it is `alone`, for whoever changes their row afterwards.
    `PersonTrashed`, `NotFound`.
    """
    query = select(Person.uuid, Person.status).where(col(Person.uuid) == uuid_of(uuid))
    found = (await scope.session.exec(query.with_for_update(read=not alone, key_share=alone))).first()
    if found is None:
        raise NotFound()
    if found[1] == "trashed":
        raise PersonTrashed()
    return found[0]


async def require_known_person(scope: Scope, uuid: UUID | str) -> None:
    """`NotFound` unless there is such a person, live or trashed."""
    query = select(Person.uuid).where(col(Person.uuid) == uuid_of(uuid))
    if (await scope.session.exec(query)).first() is None:
        raise NotFound()
