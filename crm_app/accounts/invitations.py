"""Invitations: a link by which the person whom a placeholder stands for takes the account over."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from crm_app.accounts.account_changes import tell_account_changed
from crm_app.accounts.attempts import admit
from crm_app.accounts.errors import AccountInactive, InvitationUsed
from crm_app.accounts.invitation_rows import find_invitation, put_invitation, use_up_invitation
from crm_app.accounts.models import Invitation, User
from crm_app.accounts.passwords import hash_password, password_errors
from crm_app.accounts.placeholders import require_unclaimed
from crm_app.accounts.sessions import open_session
from crm_app.accounts.signing_in import SignedIn
from crm_app.accounts.unclaimed import is_placeholder
from crm_app.accounts.users import clean_name, lock_user, name_errors
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope, open_scope, system_scope

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """What the page of an invitation shows. `name` is "" while nobody has said how they are called."""

    email: str
    name: str
    expires_at: datetime


async def invite(scope: Scope, user_uuid: UUID | str) -> str:
    """The token of a new invitation, good for seven days and once; an earlier one is void.

    The token is stored nowhere and cannot be shown again. `NotFound`, `AccountInactive`,
    `PlaceholderAlreadyClaimed`, `Forbidden` for an account whose role may more than the acting person.
    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    user = await lock_user(scope, user_uuid)
    await require_unclaimed(scope, user)
    if not user.active:
        raise AccountInactive()
    token = secrets.token_urlsafe(32)
    await put_invitation(scope, user.uuid, token, now() + LIFETIME)
    scope.record("account.invited", ("user", user.uuid))
    return token


async def invited(token: str, at: datetime | None = None) -> Invited | None:
    """Whom the invitation is for; None when it cannot be used (any more). A transaction of its own."""
    async with system_scope() as scope:
        found = await find_invitation(scope, token, at or now())
    if found is None:
        return None
    named = found.user.name != found.user.email
    return Invited(found.user.email, found.user.name if named else "", found.expires_at)


async def claim(
    token: str, name: str, password: str, address: str, user_agent: str, at: datetime | None = None
) -> SignedIn:
    """Takes the invitation's account over, under this name and with this password, and signs in.

    The account keeps its uuid. Transactions of its own, none of them open while the password is hashed.
    `ValidationFailed` names `name` or `password`; `InvitationUsed` whatever is wrong with the invitation;
    `TooManyAttempts` as in signing in. Of two at once one wins.
    """
    name = clean_name(name)
    _check(name, password)
    found = await invited(token, at)
    if found is None:
        raise InvitationUsed()
    attempt = await admit(found.email, address)
    password_hash = await hash_password(password)
    async with open_scope(None, frozenset()) as scope:
        user = await _take_over(scope, token, at or now())
        user.name, user.password_hash = name, password_hash
        user.confirmed_at = user.updated_at = now()
        session_token = await _enter(scope, user, address, user_agent)
        await attempt.succeeded(scope)
    return SignedIn(session_token, user)


async def delete_expired_invitations(scope: Scope, at: datetime | None = None) -> int:
    """Deletes invitations that cannot be used any more; nightly work. Answers how many went."""
    gone = delete(Invitation).where(col(Invitation.expires_at) <= (at or now()))
    return len((await scope.session.scalars(gone.returning(col(Invitation.uuid)))).all())


def _check(name: str, password: str) -> None:
    fields = {"name": name_errors(name), "password": password_errors(password)}
    if wrong := {field: messages for field, messages in fields.items() if messages}:
        raise ValidationFailed(wrong)


async def _take_over(scope: Scope, token: str, at: datetime) -> User:
    """The invitation's user, held, and the invitation used up.

    Decided again from the rows as they are now, which may have changed while the password was hashed.
    The user is locked before the invitation, as everywhere.
    """
    found = await find_invitation(scope, token, at)
    if found is None:
        raise InvitationUsed()
    user = await lock_user(scope, found.user.uuid)
    if not (user.active and is_placeholder(user) and await use_up_invitation(scope, user.uuid, token, at)):
        raise InvitationUsed()
    return user


async def _enter(scope: Scope, user: User, address: str, user_agent: str) -> str:
    scope.act_as(user, frozenset())
    await scope.session.flush()
    scope.record("account.claimed", ("user", user.uuid))
    scope.record("account.signed_in", ("user", user.uuid))
    await tell_account_changed(scope, user, "claimed")
    return await open_session(scope, user, address, user_agent)
