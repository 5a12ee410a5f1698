"""Who it is that an identity provider vouches for."""

from sqlmodel import col, select

from crm_app.accounts import topics
from crm_app.accounts.account_changes import tell_account_changed
from crm_app.accounts.emails import clean_email, is_valid_email
from crm_app.accounts.errors import SignInFailed, UnverifiedEmail
from crm_app.accounts.invitation_rows import withdraw_invitation
from crm_app.accounts.models import User
from crm_app.accounts.unclaimed import is_placeholder
from crm_app.accounts.users import same_email
from crm_app.core.clock import now
from crm_app.core.scope import Scope


async def attach_identity(scope: Scope, email: str, *, verified: bool) -> User | None:
    """The user whose address a provider has proven; None where nobody has it.

    A placeholder is taken over by this, under the same uuid. `UnverifiedEmail` unless the provider says
    that it has checked the address: else anybody could write somebody else's into an account of their
    own. `SignInFailed` for a deactivated user. Asks for no permission: nobody is signed in yet.
    """
    if not verified:
        raise UnverifiedEmail()
    user = await _hold(scope, email)
    if user is None:
        return None
    if not user.active:
        raise SignInFailed()
    if is_placeholder(user):
        await _confirm(scope, user)
    return user


async def _hold(scope: Scope, email: str) -> User | None:
    email = clean_email(email)
    if not is_valid_email(email):
        return None
    query = select(User).where(same_email(email)).order_by(col(User.uuid)).with_for_update()
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def _confirm(scope: Scope, user: User) -> None:
    user.confirmed_at = user.updated_at = now()
    await scope.session.flush()
    await withdraw_invitation(scope, user.uuid)
    scope.record("account.claimed", ("user", user.uuid))
    scope.publish(topics.user(user.uuid), "claimed", user.uuid)
    await tell_account_changed(scope, user, "claimed")
