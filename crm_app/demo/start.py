"""What the `demo` command does before it serves: its own data directory, a known sign-in, the filling."""

import os

from crm_app import storage
from crm_app.core.database import database
from crm_app.demo.filling import Say, fill
from crm_app.demo.people import COLLEAGUES
from crm_app.settings import settings

DEFAULTS = {
    "DATA_DIR": "data/demo",
    "OWNER_EMAIL": "owner@example.com",
    "OWNER_PASSWORD": "lantern-yard-14",
}


def use_demo_defaults() -> None:
    """Sets what the environment leaves open; what somebody has chosen stays."""
    for name, value in DEFAULTS.items():
        if not os.environ.get(name):
            os.environ[name] = value
    settings.cache_clear()


async def filled(say: Say) -> bool:
    """Fills the migrated database that DATABASE_URL names; what `fill` answers."""
    database.start(settings().database_url or "")
    try:
        await storage.start()
        try:
            return await fill(settings(), say)
        finally:
            await storage.stop()
    finally:
        await database.stop()


def greeting(ours: bool) -> str:
    """What the console says about signing in, once the address answers."""
    if not ours:
        return f"{settings().data_path} was set up by somebody else: nothing was filled in."
    other = next(colleague.email for colleague in COLLEAGUES if colleague.email)
    return (
        f"Sign in:  {settings().owner_email}  with the password  {settings().owner_password}\n"
        f"In a second browser sign in as  {other}  with the same password, and watch each other work."
    )
