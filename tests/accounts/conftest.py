"""People with passwords, and what the tests of accounts ask the database."""

import pytest
from sqlmodel import col, select

from crm_app import accounts
from crm_app.accounts import passwords
from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from tests.quick_passwords import quick_hasher

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch):
    """The same argon2id with less work, so that a test does not wait for it."""
    monkeypatch.setattr(passwords, "_hasher", quick_hasher())
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


async def user_with_password(name: str, role: accounts.Role) -> accounts.User:
    async with system_scope() as scope:
        return await accounts.create_user(scope, f"{name.lower()}@example.com", name, role, PASSWORD)


@pytest.fixture
async def olga(database: str) -> accounts.User:
    """Olga, the owner, who signs in with a password."""
    return await user_with_password("Olga", "owner")


@pytest.fixture
async def mira(database: str) -> accounts.User:
    """Mira, a member, who signs in with a password."""
    return await user_with_password("Mira", "member")


async def sign_in(
    user: accounts.User, password: str = PASSWORD, address: str = "192.0.2.1"
) -> accounts.SignedIn:
    return await accounts.sign_in(user.email, password, address, "Firefox")


async def audit_of(action: str) -> list[Activity]:
    async with system_scope() as scope:
        return list((await scope.session.exec(select(Activity).where(col(Activity.action) == action))).all())
