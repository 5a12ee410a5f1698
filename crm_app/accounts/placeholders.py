"""Accounts that somebody else makes ahead of their person, for whom they hold a place in the directory.

Nobody can sign in to one. It stops being a placeholder when its person takes it over, by an invitation
(`invitations`) or by a proven address (`identities`); its uuid stays, and with it all that refers to it.
"""

from typing import Literal
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from crm_app.accounts import topics
from crm_app.accounts.account_changes import tell_account_changed
from crm_app.accounts.emails import clean_email, is_valid_email
from crm_app.accounts.errors import BlankEmail, EmailAlreadyTaken, PlaceholderAlreadyClaimed
from crm_app.accounts.invitation_rows import withdraw_invitation
from crm_app.accounts.models import User
from crm_app.accounts.permissions import permissions_of
from crm_app.accounts.unclaimed import SOURCE, is_placeholder
from crm_app.accounts.users import (
    check_fields,
    clean_name,
    lock_user,
    only_owners_touch_owners,
    user_by_email,
)
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.texts import t

ROLE = "viewer"
"""The least that a role grants: nobody has decided yet what this person may do."""


async def create_placeholder(
    scope: Scope, email: str, name: str = ""
) -> tuple[User, Literal["created", "existing"]]:
    """The user with this address, or a new placeholder called `name`, without one like the address.

    Of several who ask at once one makes it and the others get the same. `BlankEmail`; `ValidationFailed`
    at `email` or `name`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    email = _usable(email)
    if existing := await user_by_email(scope, email):
        return existing, "existing"
    return await _insert_or_find(scope, email, clean_name(name) or email)


async def rename_placeholder(scope: Scope, user_uuid: UUID | str, email: str) -> User:
    """Gives a placeholder another address; an invitation to the old one opens nothing any more.

    Decided from the current row, in this order: `BlankEmail`; `NotFound`; the address that it has is
    fine; `PlaceholderAlreadyClaimed`, `Forbidden` (see `require_unclaimed`); `ValidationFailed` at
    `email`; `EmailAlreadyTaken`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    email = clean_email(email)
    if not email:
        raise BlankEmail()
    user = await lock_user(scope, user_uuid)
    if email == user.email:
        return user
    await require_unclaimed(scope, user)
    await _rename(scope, user, _usable(email))
    if email.lower() != user.email.lower():
        await withdraw_invitation(scope, user.uuid)
    renamed = await lock_user(scope, user.uuid)
    scope.record("account.renamed", ("user", user.uuid))
    scope.publish(topics.user(user.uuid), "renamed", user.uuid)
    await tell_account_changed(scope, renamed, "renamed")
    return renamed


async def require_unclaimed(scope: Scope, user: User) -> None:
    """Whoever says where an account goes could take it over, so it may not allow more than they may.

    `PlaceholderAlreadyClaimed`; `Forbidden`.
    """
    if not is_placeholder(user):
        raise PlaceholderAlreadyClaimed()
    await only_owners_touch_owners(scope, user.role)
    for permission in permissions_of(user.role):
        scope.require(permission)


def _usable(email: str) -> str:
    """The address as it is stored; nobody has one that is not valid, so nobody needs to look for it."""
    email = clean_email(email)
    if not email:
        raise BlankEmail()
    if not is_valid_email(email):
        raise ValidationFailed({"email": [t("Enter a valid e-mail address.")]})
    return email


async def _insert_or_find(scope: Scope, email: str, name: str) -> tuple[User, Literal["created", "existing"]]:
    """The new user, or the one that somebody else has made with this address since we looked."""
    check_fields(email, name, ROLE, None)
    new = User(email=email, name=name, role=ROLE, source=SOURCE)
    same = {"email": col(User.email)}  # an update that changes nothing answers the row that is there
    row = insert(User).values(new.model_dump())
    row = row.on_conflict_do_update(index_elements=[text("lower(email)")], set_=same).returning(User)
    user = (await scope.session.execute(row)).scalar_one()
    if user.uuid != new.uuid:
        return user, "existing"
    scope.record("account.created", ("user", user.uuid), role=ROLE, source=SOURCE)
    scope.publish(topics.user(user.uuid), "created", user.uuid)
    return user, "created"


async def _rename(scope: Scope, user: User, email: str) -> None:
    other = await user_by_email(scope, email)
    if other is not None and other.uuid != user.uuid:
        raise EmailAlreadyTaken()
    name = email if user.name == user.email else user.name
    statement = (
        update(User).where(col(User.uuid) == user.uuid).values(email=email, name=name, updated_at=now())
    )
    try:
        async with scope.session.begin_nested():
            await scope.session.execute(statement.execution_options(synchronize_session=False))
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):  # somebody has taken it since we looked
            raise EmailAlreadyTaken() from error
        raise
