"""Signing in with a password, and changing it."""

from typing import Literal

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from sqlalchemy import text

from crm_app import accounts
from crm_app.accounts import passwords, signing_in
from crm_app.accounts.attempts import PER_ACCOUNT
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import system_scope
from tests.accounts.conftest import PASSWORD, audit_of, sign_in

NEW = "another long password"


async def current(token: str) -> accounts.CurrentSession:
    found = await accounts.session_user(token)
    assert found is not None
    return found


async def change(user: accounts.User, old: str, new: str, token: str | None = None) -> None:
    async with accounts.scope_for(user.uuid) as scope:
        keep = (await current(token)).uuid if token else None
        await accounts.change_password(scope, old, new, keep)


async def test_the_right_password_opens_a_session(mira: accounts.User):
    found = await current((await sign_in(mira)).token)
    assert (found.user.uuid, found.user.name, found.user.role) == (mira.uuid, "Mira", "member")
    assert found.user.can("crm.edit")
    assert not found.user.can("settings.edit")


async def test_the_address_may_be_typed_in_any_case(mira: accounts.User):
    assert await accounts.sign_in(" MIRA@EXAMPLE.COM ", PASSWORD, "", "")


async def test_each_sign_in_is_a_session_of_its_own(mira: accounts.User):
    first, second = await sign_in(mira), await sign_in(mira)
    assert (await current(first.token)).uuid != (await current(second.token)).uuid


async def test_signing_in_is_in_the_audit_trail_without_any_secret(mira: accounts.User):
    token = (await sign_in(mira)).token
    (row,) = await audit_of("account.signed_in")
    assert (row.actor_uuid, row.resource_uuid, row.details) == (mira.uuid, mira.uuid, {})
    assert token not in str(row)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("mira@example.com", "wrong"),
        ("mira@example.com", ""),
        ("mira@example.com", "x" * 100_000),
        ("nobody@example.com", PASSWORD),
        ("", PASSWORD),
        ("\x00@\x00.\x00", PASSWORD),
        ("\ud800@example.com", PASSWORD),
        ("mira@example.com", "\x00\ud800"),
    ],
)
async def test_everything_wrong_gets_one_answer(mira: accounts.User, email: str, password: str):
    with pytest.raises(accounts.SignInFailed) as refused:
        await accounts.sign_in(email, password, "192.0.2.1", "")
    assert refused.value.message == accounts.SignInFailed().message


async def test_a_user_without_a_password_cannot_sign_in(owner: accounts.User):
    with pytest.raises(accounts.SignInFailed):
        await accounts.sign_in(owner.email, "", "", "")


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    mira: accounts.User, monkeypatch: pytest.MonkeyPatch
):
    """The hash is all that takes time: it is made once for both, with the same cost."""
    verified = list[Parameters]()

    class Noting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            verified.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Noting(time_cost=1, memory_cost=8, parallelism=1))
    for email in (mira.email, "nobody@example.com"):
        with pytest.raises(accounts.SignInFailed):
            await accounts.sign_in(email, "wrong password", "", "")
    known, unknown = verified
    assert known == unknown


async def test_a_password_changed_while_it_was_checked_opens_nothing(
    mira: accounts.User, monkeypatch: pytest.MonkeyPatch
):
    check = signing_in.verify_password

    async def change_meanwhile(stored: str | None, password: str) -> bool:
        right = await check(stored, password)
        async with system_scope() as scope:
            (await accounts.get_user(scope, mira.uuid)).password_hash = "changed"
        return right

    monkeypatch.setattr(signing_in, "verify_password", change_meanwhile)
    with pytest.raises(accounts.SignInFailed):
        await sign_in(mira)


async def test_a_weak_hash_is_renewed_at_sign_in(mira: accounts.User, monkeypatch: pytest.MonkeyPatch):
    stronger = passwords.PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    await sign_in(mira)
    async with system_scope() as scope:
        renewed = (await accounts.get_user(scope, mira.uuid)).password_hash
    assert renewed is not None
    assert "t=2" in renewed
    assert await sign_in(mira)


async def test_the_new_password_opens_and_the_old_one_does_not(mira: accounts.User):
    await change(mira, PASSWORD, NEW)
    assert await sign_in(mira, NEW)
    with pytest.raises(accounts.SignInFailed):
        await sign_in(mira, PASSWORD)


async def test_changing_the_password_ends_all_other_sessions(mira: accounts.User):
    here, elsewhere = await sign_in(mira), await sign_in(mira)
    await change(mira, PASSWORD, NEW, token=here.token)
    assert await accounts.session_user(here.token)
    assert await accounts.session_user(elsewhere.token) is None
    assert len(await audit_of("account.password_changed")) == 1


@pytest.mark.parametrize(
    ("old", "new", "field"), [("wrong", NEW, "current_password"), (PASSWORD, "short", "new_password")]
)
async def test_what_is_wrong_with_a_change_is_named(mira: accounts.User, old: str, new: str, field: str):
    with pytest.raises(ValidationFailed) as refused:
        await change(mira, old, new)
    assert list(refused.value.fields) == [field]
    assert await sign_in(mira)


async def test_guessing_the_current_password_is_limited(mira: accounts.User):
    for _ in range(PER_ACCOUNT):
        with pytest.raises(ValidationFailed):
            await change(mira, "a guess", NEW)
    with pytest.raises(accounts.TooManyAttempts):
        await change(mira, PASSWORD, NEW)


async def test_nobody_has_no_password_to_change(database: str):
    async with system_scope() as scope:
        with pytest.raises(accounts.SignedOut):
            await accounts.change_password(scope, PASSWORD, NEW, None)


async def test_no_table_holds_a_token_or_a_password(mira: accounts.User):
    token = (await sign_in(mira)).token
    async with system_scope() as scope:
        for table in ("users", "sessions", "sign_in_attempts", "activities"):
            rows = str((await scope.session.execute(text(f"SELECT * FROM {table}"))).all())
            assert token not in rows
            assert PASSWORD not in rows
