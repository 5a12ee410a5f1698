"""The first user of an empty app."""

import asyncio
import re
from pathlib import Path

import pytest

import crm_app
from crm_app import accounts
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import system_scope
from crm_app.settings import Settings

PASSWORD = "a long password"


async def set_up(email: str = "olga@example.com") -> accounts.User:
    async with system_scope() as scope:
        return await accounts.create_owner(scope, email, "Olga", PASSWORD)


async def from_environment(**variables: str) -> accounts.User | None:
    async with system_scope() as scope:
        return await accounts.ensure_owner_from_environment(scope, Settings(**variables))


async def everybody() -> list[accounts.User]:
    async with system_scope() as scope:
        return await accounts.list_users(scope)


async def test_an_empty_app_needs_an_owner_and_a_set_up_one_does_not(database: str):
    async with system_scope() as scope:
        assert await accounts.needs_setup(scope)
    await set_up()
    async with system_scope() as scope:
        assert not await accounts.needs_setup(scope)


async def test_the_first_visitor_becomes_the_owner_and_can_sign_in(database: str):
    assert (await set_up()).role == "owner"
    assert (await accounts.sign_in("olga@example.com", PASSWORD, "", "")).user.name == "Olga"


async def test_there_is_no_second_set_up(database: str):
    await set_up()
    with pytest.raises(accounts.SetupDone):
        await set_up("other@example.com")


async def test_set_up_of_an_app_that_has_users_waits_for_nobody(mira: accounts.User, statements: list[str]):
    with pytest.raises(accounts.SetupDone):
        await set_up()
    assert not [statement for statement in statements if "advisory" in statement]


def test_no_two_locks_of_the_app_share_a_number():
    """They would wait for each other without a reason."""
    sources = (path.read_text() for path in Path(crm_app.__file__).parent.rglob("*.py"))
    numbers = [number for source in sources for number in re.findall(r"= (7_262_\d{3})\b", source)]
    assert len(numbers) >= 3
    assert len(set(numbers)) == len(numbers)


async def test_a_user_of_any_kind_closes_set_up(mira: accounts.User):
    with pytest.raises(accounts.SetupDone):
        await set_up()


async def test_of_many_first_visitors_at_once_one_becomes_the_owner(database: str):
    visitors = [set_up(f"visitor{number}@example.com") for number in range(8)]
    answers = await asyncio.gather(*visitors, return_exceptions=True)
    assert sum(isinstance(answer, accounts.User) for answer in answers) == 1
    assert sum(isinstance(answer, accounts.SetupDone) for answer in answers) == 7
    assert len(await everybody()) == 1


async def test_a_weak_password_makes_no_owner(database: str):
    with pytest.raises(ValidationFailed):
        async with system_scope() as scope:
            await accounts.create_owner(scope, "olga@example.com", "Olga", "short")
    assert await everybody() == []


async def test_the_environment_names_the_owner_of_an_empty_app(database: str):
    owner = await from_environment(owner_email="olga@example.com", owner_password=PASSWORD)
    assert owner is not None
    assert (owner.name, owner.role) == ("olga", "owner")


async def test_of_many_processes_that_start_at_once_one_makes_the_owner(database: str):
    starts = [from_environment(owner_email="olga@example.com", owner_password=PASSWORD) for _ in range(4)]
    made = await asyncio.gather(*starts)
    assert len([owner for owner in made if owner]) == len(await everybody()) == 1


async def test_the_environment_changes_nothing_in_an_app_with_users(mira: accounts.User):
    assert await from_environment(owner_email="olga@example.com", owner_password=PASSWORD) is None
    assert [user.name for user in await everybody()] == ["Mira"]


@pytest.mark.parametrize("variables", [{}, {"owner_email": "olga@example.com"}, {"owner_password": PASSWORD}])
async def test_half_an_owner_in_the_environment_makes_none(database: str, variables: dict[str, str]):
    assert await from_environment(**variables) is None
    assert await everybody() == []


async def test_an_owner_in_the_environment_who_cannot_be_one_is_an_error(database: str):
    with pytest.raises(ValidationFailed):
        await from_environment(owner_email="olga@example.com", owner_password="short")
