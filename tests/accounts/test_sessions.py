"""Sign-in sessions: how long they live, who sees them, who ends them."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from crm_app import accounts
from crm_app.accounts.models import SignInSession
from crm_app.accounts.sessions import IDLE, LIFETIME, SEEN_EVERY, token_hash
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden, NotFound
from crm_app.core.scope import system_scope
from tests.accounts.conftest import audit_of, sign_in
from tests.live import told

MINUTE = timedelta(minutes=1)


async def session_of(token: str) -> SignInSession:
    found = await accounts.session_user(token)
    assert found is not None
    async with system_scope() as scope:
        session = await scope.session.get(SignInSession, found.uuid)
    assert session is not None
    return session


async def revoke(user: accounts.User, token: str) -> None:
    uuid = (await session_of(token)).uuid
    async with accounts.scope_for(user.uuid) as scope:
        await accounts.revoke_session(scope, uuid)


async def own(user: accounts.User) -> list[accounts.SessionInfo]:
    async with accounts.scope_for(user.uuid) as scope:
        return await accounts.list_sessions(scope)


@pytest.mark.parametrize("token", ["", "unknown", "\x00", "\ud800", "x" * 100_000])
async def test_a_token_that_nobody_was_given_is_nobody(database: str, token: str):
    assert await accounts.session_user(token) is None


async def test_only_the_hash_of_a_token_is_kept(mira: accounts.User):
    token = (await sign_in(mira)).token
    assert (await session_of(token)).token_hash == token_hash(token)


async def test_a_session_ends_after_its_lifetime_however_much_it_is_used(mira: accounts.User):
    token, start = (await sign_in(mira)).token, now()
    at = start
    while at < start + LIFETIME - IDLE:
        at += IDLE - timedelta(hours=1)
        assert await accounts.session_user(token, at)
    assert await accounts.session_user(token, start + LIFETIME - timedelta(hours=1))
    assert await accounts.session_user(token, start + LIFETIME + MINUTE) is None


async def test_a_session_that_is_not_used_ends_sooner(mira: accounts.User):
    token = (await sign_in(mira)).token
    assert await accounts.session_user(token, now() + IDLE + MINUTE) is None


async def test_being_seen_is_noted_every_few_minutes(mira: accounts.User):
    token = (await sign_in(mira)).token
    first = (await session_of(token)).last_seen_at
    await accounts.session_user(token, first + SEEN_EVERY - MINUTE)
    assert (await session_of(token)).last_seen_at == first
    later = first + SEEN_EVERY + MINUTE
    await accounts.session_user(token, later)
    assert (await session_of(token)).last_seen_at == later


async def test_a_stolen_look_at_the_user_agent_is_made_fit_to_show(mira: accounts.User):
    signed_in = await accounts.sign_in(
        mira.email, "correct horse battery", "192.0.2.1\x00", "Fire\x00fox\u202e" * 99
    )
    session = await session_of(signed_in.token)
    assert session.address == "192.0.2.1"
    assert session.user_agent.startswith("FirefoxFirefox")
    assert len(session.user_agent) == 255


async def test_signing_out_ends_that_session_only(mira: accounts.User):
    here, elsewhere = await sign_in(mira), await sign_in(mira)
    assert await accounts.sign_out(here.token)
    assert await accounts.session_user(here.token) is None
    assert await accounts.session_user(elsewhere.token)
    assert [row.resource_uuid for row in await audit_of("account.signed_out")] == [mira.uuid]


async def test_signing_out_twice_is_fine(mira: accounts.User):
    token = (await sign_in(mira)).token
    assert await accounts.sign_out(token)
    assert not await accounts.sign_out(token)


async def test_signing_out_reaches_the_tabs_of_that_session(mira: accounts.User):
    token = (await sign_in(mira)).token
    async with told(accounts.topics.session((await session_of(token)).uuid)) as heard:
        await accounts.sign_out(token)
    assert [change.kind for change in await heard()] == ["revoked"]


async def test_one_sees_ones_own_sessions_the_latest_first(olga: accounts.User, mira: accounts.User):
    await sign_in(olga)
    first, second = await sign_in(mira), await sign_in(mira)
    assert [info.uuid for info in await own(mira)] == [
        (await session_of(second.token)).uuid,
        (await session_of(first.token)).uuid,
    ]
    assert (await own(mira))[0].user_agent == "Firefox"


async def test_sessions_that_are_over_are_not_listed(mira: accounts.User):
    session = await session_of((await sign_in(mira)).token)
    await set_times(session, expires_at=now() - MINUTE)
    assert await own(mira) == []


async def set_times(session: SignInSession, **times: datetime) -> None:
    async with system_scope() as scope:
        row = await scope.session.get(SignInSession, session.uuid)
        for name, value in times.items():
            setattr(row, name, value)


async def test_nobody_has_no_sessions_to_list(database: str):
    async with system_scope() as scope:
        with pytest.raises(accounts.SignedOut):
            await accounts.list_sessions(scope)


async def test_one_ends_ones_own_session(mira: accounts.User):
    token = (await sign_in(mira)).token
    await revoke(mira, token)
    assert await accounts.session_user(token) is None
    assert [row.details for row in await audit_of("account.session_revoked")] == [{"sessions": 1}]


async def test_somebody_elses_session_and_no_session_answer_the_same(
    olga: accounts.User, mira: accounts.User
):
    token = (await sign_in(olga)).token
    with pytest.raises(NotFound) as others:
        await revoke(mira, token)
    with pytest.raises(NotFound) as nobodys:
        async with accounts.scope_for(mira.uuid) as scope:
            await accounts.revoke_session(scope, uuid4())
    assert others.value.message == nobodys.value.message
    assert await accounts.session_user(token)


async def test_an_owner_ends_anybodys_session(olga: accounts.User, mira: accounts.User):
    token = (await sign_in(mira)).token
    await revoke(olga, token)
    assert await accounts.session_user(token) is None


async def test_all_others_end_and_this_one_stays(mira: accounts.User, olga: accounts.User):
    here, *others = [(await sign_in(mira)).token for _ in range(3)]
    hers = (await sign_in(olga)).token
    async with accounts.scope_for(mira.uuid) as scope:
        assert await accounts.revoke_other_sessions(scope, (await session_of(here)).uuid) == 2
    assert await accounts.session_user(here)
    assert await accounts.session_user(hers)
    assert [await accounts.session_user(token) for token in others] == [None, None]


async def test_without_others_nothing_ends_and_nothing_is_recorded(mira: accounts.User):
    here = (await sign_in(mira)).token
    async with accounts.scope_for(mira.uuid) as scope:
        assert await accounts.revoke_other_sessions(scope, (await session_of(here)).uuid) == 0
    assert await audit_of("account.session_revoked") == []


async def test_a_role_taken_away_is_felt_at_once(olga: accounts.User, mira: accounts.User):
    token = (await sign_in(mira)).token
    async with accounts.scope_for(olga.uuid) as scope:
        await accounts.change_role(scope, mira.uuid, "viewer")
    found = await accounts.session_user(token)
    assert found is not None
    assert not found.user.can("crm.edit")


async def test_what_cannot_be_used_any_more_is_deleted_at_night(mira: accounts.User):
    tokens = [(await sign_in(mira)).token for _ in range(3)]
    await set_times(await session_of(tokens[0]), expires_at=now() - MINUTE)
    await set_times(await session_of(tokens[1]), last_seen_at=now() - IDLE - MINUTE)
    async with system_scope() as scope:
        assert await accounts.delete_expired_sessions(scope) == 2
    assert await accounts.session_user(tokens[2])


async def test_a_scope_is_that_of_the_user_with_their_permissions(mira: accounts.User):
    async with accounts.scope_for(mira.uuid) as scope:
        assert (scope.actor_uuid, scope.can("crm.edit"), scope.can("settings.edit")) == (
            mira.uuid,
            True,
            False,
        )


async def test_the_scope_of_a_token_is_that_of_its_user(mira: accounts.User):
    async with accounts.scope_for_session((await sign_in(mira)).token) as scope:
        assert (scope.actor_uuid, scope.can("crm.edit"), scope.can("settings.edit")) == (
            mira.uuid,
            True,
            False,
        )


async def test_there_is_no_scope_for_an_unknown_user(database: str):
    with pytest.raises(Forbidden):
        async with accounts.scope_for(uuid4()):
            pass


async def test_there_is_no_scope_for_an_inactive_user(olga: accounts.User, mira: accounts.User):
    async with accounts.scope_for(olga.uuid) as scope:
        await accounts.deactivate_user(scope, mira.uuid)
    with pytest.raises(Forbidden):
        async with accounts.scope_for(mira.uuid):
            pass


async def test_there_is_no_scope_for_a_token_that_is_over(mira: accounts.User):
    token = (await sign_in(mira)).token
    await accounts.sign_out(token)
    with pytest.raises(accounts.SignedOut):
        async with accounts.scope_for_session(token):
            pass
