"""Whether a tab may be sent a patch: from the moment of a doubt not, until the database was asked again."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from crm_app import accounts
from crm_app.accounts import sessions, users
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.live import hub
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.addresses import people_address
from crm_app.web.pages.staff.list_source import PeopleSource
from crm_app.web.patches import follow, following, leave
from crm_app.web.patches.delivering import views
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


@pytest.fixture
def joining(monkeypatch: Any) -> Iterator[Any]:
    """`(token, meanwhile)`: joins the list of people, while `meanwhile` happens behind the first look."""
    monkeypatch.setattr(following, "line_of", lambda tab: SimpleNamespace(waiting=0))
    ask, asked = accounts.session_user, []

    async def join(token: str, meanwhile: Any) -> Any:
        async def session_user(token: str) -> Any:
            answer = await ask(token)
            if not asked:
                asked.append(token)
                await meanwhile()
                hub.heard += 1
            return answer

        monkeypatch.setattr(accounts, "session_user", session_user)
        headers = SimpleNamespace(cookie=f"crm_session={token}")
        router = SimpleNamespace(session=SimpleNamespace(client_token="joins"), headers=headers)
        await follow(SimpleNamespace(router=router), PeopleSource(people_address({})), print)  # type: ignore[arg-type]
        return views.of("joins page")

    yield join
    leave("joins", "page")


async def test_a_tab_that_loses_its_permission_while_it_joins_sees_nothing(
    database: str, mira: accounts.User, joining: Any
):
    async def deactivate() -> None:
        async with system_scope() as scope:
            await users.deactivate_user(scope, mira.uuid)

    with pytest.raises(Forbidden):
        await joining(await a_token(mira), deactivate)
    assert views.of("joins page") is None


async def test_a_tab_that_keeps_its_permission_while_it_joins_is_sent_patches(
    database: str, mira: accounts.User, joining: Any
):
    async def nothing() -> None: ...

    view = await joining(await a_token(mira), nothing)
    assert view.members["joins page"].may_see
    assert not view.members["joins page"].behind
