"""Signing in with a password, and changing it."""

from dataclasses import dataclass
from uuid import UUID

from crm_app.accounts import topics
from crm_app.accounts.attempts import admit
from crm_app.accounts.emails import clean_email, is_valid_email
from crm_app.accounts.errors import SignedOut, SignInFailed
from crm_app.accounts.models import User
from crm_app.accounts.passwords import hash_password, needs_rehash, password_errors, verify_password
from crm_app.accounts.sessions import open_session, revoke_other_sessions
from crm_app.accounts.users import get_user, user_by_email
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope, open_scope, system_scope
from crm_app.core.texts import t


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token for the cookie, and whose it is."""

    token: str
    user: User


async def sign_in(email: str, password: str, address: str, user_agent: str) -> SignedIn:
    """Opens a new session for the right password.

    Transactions of its own: the attempt counts even when it fails, and none is open while the password is
    checked. SignInFailed whatever is wrong, after the same time; TooManyAttempts before any of that.
    """
    attempt = await admit(email, address)
    user = await _find(email)
    right = await verify_password(user.password_hash if user else None, password)
    if user is None or not right:
        raise SignInFailed()
    better = await hash_password(password) if needs_rehash(user.password_hash or "") else None
    async with open_scope(user, frozenset()) as scope:
        token = await _open(scope, user, address, user_agent, better)
        await attempt.succeeded(scope)
    return SignedIn(token, user)


async def change_password(scope: Scope, current: str, new: str, keep_session: UUID | None) -> None:
    """Sets the acting user's password and ends all their other sessions.

    ValidationFailed names `current_password` or `new_password`; guessing the current one is limited like
    signing in: TooManyAttempts.
    """
    if scope.actor_uuid is None:
        raise SignedOut()
    user = await get_user(scope, scope.actor_uuid)
    if errors := password_errors(new):
        raise ValidationFailed({"new_password": errors})
    attempt = await admit(user.email, "")
    if not await verify_password(user.password_hash, current):
        raise ValidationFailed({"current_password": [t("This is not your password.")]})
    user.password_hash, user.updated_at = await hash_password(new), now()
    await attempt.succeeded(scope)
    await revoke_other_sessions(scope, keep_session)
    scope.record("account.password_changed", ("user", user.uuid))
    scope.publish(topics.user(user.uuid), "password")


async def _find(email: str) -> User | None:
    if not is_valid_email(clean_email(email)):
        return None
    async with system_scope() as scope:
        user = await user_by_email(scope, email)
    return user if user is not None and user.active else None


async def _open(scope: Scope, user: User, address: str, user_agent: str, better_hash: str | None) -> str:
    """Decides again from the row as it is now: the password may have changed while it was checked."""
    fresh = await scope.session.get(User, user.uuid, with_for_update={"read": True})
    if fresh is None or not fresh.active or fresh.password_hash != user.password_hash:
        raise SignInFailed()
    if better_hash is not None:
        fresh.password_hash = better_hash
    scope.record("account.signed_in", ("user", user.uuid))
    return await open_session(scope, fresh, address, user_agent)
