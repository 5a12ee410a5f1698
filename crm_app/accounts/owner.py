"""The first user. Made once, by whoever opens a new app first or by the environment."""

from sqlalchemy import text
from sqlmodel import col, select

from crm_app.accounts.errors import SetupDone
from crm_app.accounts.models import User
from crm_app.accounts.users import insert_user
from crm_app.core.scope import Scope
from crm_app.settings import Settings

_LOCK = 7_262_013  # any number that nobody else of this database uses


async def needs_setup(scope: Scope) -> bool:
    """Whether there is no user at all, active or not."""
    return (await scope.session.exec(select(col(User.uuid)).limit(1))).first() is None


async def create_owner(scope: Scope, email: str, name: str, password: str) -> User:
    """Makes the owner account of an empty app. Of several at once one wins, the others get SetupDone.

    Asks for no permission: nobody exists who could grant one. ValidationFailed as in `create_user`.
    """
    if not await needs_setup(scope):  # before the lock: nobody waits for what has long been decided
        raise SetupDone()
    await scope.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not await needs_setup(scope):
        raise SetupDone()
    return await insert_user(scope, email, name, "owner", password)


async def ensure_owner_from_environment(scope: Scope, settings: Settings) -> User | None:
    """Makes the owner that OWNER_EMAIL and OWNER_PASSWORD name, in an empty app only; else None.

    ValidationFailed when they cannot be one: better a start that fails than an app that nobody can enter.
    Of several processes that start at once one makes it.
    """
    if not settings.owner_email or not settings.owner_password or not await needs_setup(scope):
        return None
    name = settings.owner_email.split("@")[0]
    try:
        return await create_owner(scope, settings.owner_email, name, settings.owner_password)
    except SetupDone:
        return None
