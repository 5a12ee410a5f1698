"""People and the accounts behind them: whom a new profile can be for, and who nobody knows yet."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import case, func, update
from sqlmodel import col, select

from crm_app import accounts
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.staff.models import Person
from crm_app.staff.people_writing import UserStatus, add_profile, created_before, hold_user
from crm_app.staff.person_details import host_details
from crm_app.staff.person_forms import PersonForm, checked, validate_person
from crm_app.staff.telling import tell_person

EmailHint = Literal["empty", "invalid", "has_profile", "existing", "new"]


async def find_or_create_user_by_email(
    scope: Scope, email: str, *, name: str = ""
) -> tuple[User, UserStatus]:
    """The user with this address in whatever case, or a new placeholder. Needs `staff.edit`.

    `BlankEmail`; `ValidationFailed` at `email` or `name`.
    """
    return await accounts.create_placeholder(scope, email, name)


async def create_person_with_user(
    scope: Scope, email: str, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> tuple[Person, UserStatus]:
    """A new profile for whoever has this address, or for a placeholder that is made with it.

    Both or none, also where the caller goes on after an error. `BlankEmail`; `ValidationFailed` by field,
    at `email` also for somebody who has a profile; `TrashedPersonExists`; for `uuid` see `create_person`.
    The same uuid again with another address renames the placeholder. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    form, details = checked(validate_person(attributes)), host_details(attributes) or {}
    if uuid is not None and (person := await created_before(scope, uuid)):
        user = await accounts.rename_placeholder(scope, person.user_uuid, email)
        again = await add_profile(scope, user, form, details, uuid=uuid)
        return again, "created" if accounts.is_placeholder(user) else "existing"
    async with scope.session.begin_nested():
        found, status = await find_or_create_user_by_email(scope, email, name=form.name)
        return await _add(scope, found, form, details, uuid, status), status


async def rename_placeholder_email(scope: Scope, user_uuid: UUID | str, new_email: str) -> User:
    """Gives a placeholder another address; only another spelling of its own is fine too.

    `BlankEmail`, `PlaceholderAlreadyClaimed`, `EmailAlreadyTaken`, `NotFound`; `ValidationFailed` at
    `email`. Needs `staff.edit`.
    """
    return await accounts.rename_placeholder(scope, user_uuid, new_email)


async def email_hint(scope: Scope, email: str, *, person_uuid: UUID | str | None = None) -> EmailHint:
    """What would become of this address in a form: nothing, an error, an account that exists, a new one.

    In the form of `person_uuid` their own address says as little as none. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    email = accounts.clean_email(email)
    if not email:
        return "empty"
    if not accounts.is_valid_email(email):
        return "invalid"
    user = await accounts.user_by_email(scope, email)
    if user is None:
        return "new"
    owner = select(Person.uuid).where(col(Person.user_uuid) == user.uuid)
    profile = (await scope.session.exec(owner)).first()
    if profile is None:
        return "existing"
    return "empty" if profile == uuid_of(person_uuid) else "has_profile"


async def eligible_users(
    scope: Scope, *, exclude_person_uuid: UUID | str | None = None, search: str = "", limit: int | None = None
) -> list[User]:
    """Users without a profile (one in the trash counts), by address; with `exclude_person_uuid` theirs too.

    `search` looks into addresses and names. Needs `staff.edit`: it shows everybody's address.
    """
    scope.require("staff.edit")
    others = col(Person.uuid).is_distinct_from(uuid_of(exclude_person_uuid))
    taken = select(Person.uuid).where(col(Person.user_uuid) == col(User.uuid), others).exists()
    query = select(User).where(~taken)
    if search.strip():
        query = query.where(contains(search, User.email, User.name))
    by_address = (func.lower(col(User.email)), col(User.uuid))
    return list(await scope.session.exec(query.order_by(*by_address).limit(limit)))


async def follow_account(scope: Scope, user: User, what: accounts.AccountChange) -> None:
    """A profile without a name of its own is called like its user; its page shows their address.

    The row is written whatever its name: so this waits for whoever takes the name away at this moment.
    """
    named = case((col(Person.name).is_(None), sort_key(user.name)), else_=col(Person.sort_name))
    mine = update(Person).where(col(Person.user_uuid) == user.uuid)
    written = mine.values(sort_name=named, updated_at=now()).returning(col(Person.uuid))
    for uuid in (await scope.session.execute(written)).scalars():
        tell_person(scope, uuid, f"account_{what}", kind="person_updated", user_uuid=str(user.uuid))


async def _add(
    scope: Scope,
    user: User,
    form: PersonForm,
    details: Mapping[str, Any],
    uuid: UUID | str | None,
    status: UserStatus,
) -> Person:
    held = await hold_user(scope, user.uuid)
    try:
        return await add_profile(scope, held, form, details, uuid=uuid, user_status=status)
    except ValidationFailed as refused:
        raise ValidationFailed(
            {"email" if field == "user_uuid" else field: told for field, told in refused.fields.items()}
        ) from refused
