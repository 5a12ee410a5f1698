"""How queries show a person: the columns that chips, pickers and rosters have in common."""

from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.staff.display import shown_name
from crm_app.staff.models import Person

NAME: Any = shown_name().label("name")
AVATAR: Any = col(Person.details)["avatar_uuid"].astext.label("avatar_uuid")
CHOICE: tuple[Any, ...] = (col(Person.uuid), NAME, col(accounts.User.email), AVATAR)
BY_NAME: tuple[Any, ...] = (col(Person.sort_name), col(Person.uuid))
LIVE = col(Person.status) != "trashed"


class PersonChoice(NamedTuple):
    """Somebody to choose from."""

    uuid: UUID
    name: str
    email: str
    avatar_uuid: str | None


def their_user() -> ColumnElement[bool]:
    """Joins a person's user."""
    return col(accounts.User.uuid) == col(Person.user_uuid)


def found_by(search: str) -> ColumnElement[bool]:
    """People whose display name or e-mail contains the text; everybody for none."""
    if not search.strip():
        return LIVE
    return or_(contains(sort_key(search), Person.sort_name), contains(search, accounts.User.email))


async def choices(scope: Scope, *wanted: ColumnElement[bool], search: str, limit: int) -> list[PersonChoice]:
    """Up to `limit` of these people, not in the trash, in the order of their names."""
    query = cast(Select[Any], sa_select(*CHOICE)).join(accounts.User, their_user())
    query = query.where(LIVE, *wanted, found_by(search)).order_by(*BY_NAME).limit(limit)
    return [PersonChoice(*row) for row in await scope.session.execute(query)]
