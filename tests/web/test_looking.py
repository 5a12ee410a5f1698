"""Whether a tab may be sent a patch: from the moment of a doubt not, until the database was asked again."""

from datetime import timedelta
from typing import Any

from crm_app import accounts
from crm_app.accounts import sessions, users
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.web.patches.looking import Looking


def looking(token: str, permission: str = "staff.view") -> Looking:
    line: Any = None
    return Looking("tab", token, permission, print, line, now() + timedelta(hours=1))


async def a_token(user: accounts.User) -> str:
    async with system_scope() as scope:
        return await sessions.open_session(scope, user, "192.0.2.1", "Firefox")


async def test_a_doubt_is_gone_when_the_database_says_so(database: str, mira: accounts.User):
    member = looking(await a_token(mira))
    assert member.may_see
    member.doubt()
    assert not member.may_see
    assert await member.recheck()
    assert member.may_see


async def test_a_doubt_that_comes_while_the_database_is_asked_stays(
    database: str, mira: accounts.User, monkeypatch: Any
):
    member = looking(await a_token(mira))
    ask = accounts.session_user

    async def asked_too_early(token: str) -> Any:
        answer = await ask(token)
        member.doubt()
        return answer

    member.doubt()
    monkeypatch.setattr(accounts, "session_user", asked_too_early)
    assert await member.recheck()
    assert not member.may_see


async def test_who_is_not_allowed_any_more_stays_out(database: str, mira: accounts.User):
    member = looking(await a_token(mira))
    member.doubt()
    async with system_scope() as scope:
        await users.deactivate_user(scope, mira.uuid)
    assert not await member.recheck()
    assert not member.may_see


async def test_a_session_that_is_over_by_the_clock_sees_nothing(database: str, mira: accounts.User):
    member = looking(await a_token(mira))
    member.until = now() - timedelta(seconds=1)
    assert not member.may_see
