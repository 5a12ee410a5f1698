"""Making, finding, changing and deactivating users."""

import asyncio
from uuid import uuid4

import pytest

from crm_app import accounts
from crm_app.core.errors import Forbidden, NotFound, ValidationFailed
from crm_app.core.scope import system_scope
from tests.accounts.conftest import audit_of, sign_in
from tests.live import told


async def create(email: str = "new@example.com", name: str = "Nina New", role: str = "member", **more: str):
    async with system_scope() as scope:
        return await accounts.create_user(scope, email, name, role, **more)


async def role_of(user: accounts.User) -> str:
    async with system_scope() as scope:
        return (await accounts.get_user(scope, user.uuid)).role


async def test_a_new_user_is_active_and_kept_as_typed(database: str):
    user = await create(" Nina@Example.com ", "  Nina  New ")
    assert (user.email, user.name, user.role, user.active) == (
        "Nina@Example.com",
        "Nina  New",
        "member",
        True,
    )
    assert user.password_hash is None


async def test_a_user_is_found_by_the_address_in_any_case(database: str):
    user = await create("Jörg@Example.com")
    async with system_scope() as scope:
        found = await accounts.user_by_email(scope, "jÖRG@eXAMPLE.COM ")
    assert found is not None
    assert found.uuid == user.uuid


async def test_the_same_address_in_another_case_is_taken(database: str):
    await create("nina@example.com")
    with pytest.raises(ValidationFailed) as refused:
        await create("NINA@example.com")
    assert list(refused.value.fields) == ["email"]


async def test_of_many_who_take_one_address_at_once_one_gets_it(database: str):
    answers = await asyncio.gather(*(create() for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(answer, accounts.User) for answer in answers) == 1
    assert sum(isinstance(answer, ValidationFailed) for answer in answers) == 7


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("email", {"email": "nobody"}),
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 256}),
        ("name", {"name": "a\x00b"}),
        ("role", {"role": "root"}),
        ("password", {"password": "short"}),
    ],
)
async def test_what_breaks_a_rule_is_named_by_its_field(database: str, field: str, given: dict[str, str]):
    with pytest.raises(ValidationFailed) as refused:
        await create(**given)
    assert list(refused.value.fields) == [field]


async def test_a_member_may_not_make_users(database: str, mira: accounts.User):
    with pytest.raises(Forbidden):
        async with accounts.scope_for(mira.uuid) as scope:
            await accounts.create_user(scope, "new@example.com", "Nina", "viewer")


async def test_only_an_owner_makes_owners(database: str, olga: accounts.User):
    admin = await create("admin@example.com", role="admin")
    with pytest.raises(Forbidden):
        async with accounts.scope_for(admin.uuid) as scope:
            await accounts.create_user(scope, "new@example.com", "Nina", "owner")
    async with accounts.scope_for(olga.uuid) as scope:
        assert (await accounts.create_user(scope, "new@example.com", "Nina", "owner")).role == "owner"


async def test_an_unknown_user_is_not_found(database: str):
    async with system_scope() as scope:
        with pytest.raises(NotFound):
            await accounts.get_user(scope, uuid4())
        with pytest.raises(NotFound):
            await accounts.change_role(scope, uuid4(), "viewer")


async def test_everybody_is_listed_for_those_who_see_settings(olga: accounts.User, mira: accounts.User):
    async with accounts.scope_for(olga.uuid) as scope:
        assert [user.name for user in await accounts.list_users(scope)] == ["Olga", "Mira"]
    with pytest.raises(Forbidden):
        async with accounts.scope_for(mira.uuid) as scope:
            await accounts.list_users(scope)


async def test_a_role_changes_and_open_tabs_hear_it(olga: accounts.User, mira: accounts.User):
    async with told(accounts.topics.user(mira.uuid)) as heard, accounts.scope_for(olga.uuid) as scope:
        await accounts.change_role(scope, mira.uuid, "viewer")
    assert [change.kind for change in await heard()] == ["role"]
    assert await role_of(mira) == "viewer"
    (row,) = await audit_of("account.role_changed")
    assert (row.actor_uuid, row.details) == (olga.uuid, {"before": "member", "after": "viewer"})


async def test_a_role_that_does_not_exist_is_refused(olga: accounts.User, mira: accounts.User):
    async with accounts.scope_for(olga.uuid) as scope:
        with pytest.raises(ValidationFailed):
            await accounts.change_role(scope, mira.uuid, "root")


async def test_a_member_may_not_change_roles(mira: accounts.User):
    with pytest.raises(Forbidden):
        async with accounts.scope_for(mira.uuid) as scope:
            await accounts.change_role(scope, mira.uuid, "owner")


async def test_an_admin_may_not_touch_an_owner(olga: accounts.User):
    admin = await create("admin@example.com", role="admin")
    with pytest.raises(Forbidden):
        async with accounts.scope_for(admin.uuid) as scope:
            await accounts.change_role(scope, olga.uuid, "viewer")
    with pytest.raises(Forbidden):
        async with accounts.scope_for(admin.uuid) as scope:
            await accounts.deactivate_user(scope, olga.uuid)
    assert await role_of(olga) == "owner"


async def test_the_last_owner_can_neither_be_demoted_nor_deactivated(olga: accounts.User):
    async with accounts.scope_for(olga.uuid) as scope:
        with pytest.raises(accounts.LastOwner):
            await accounts.change_role(scope, olga.uuid, "member")
        with pytest.raises(accounts.LastOwner):
            await accounts.deactivate_user(scope, olga.uuid)


async def test_an_owner_who_is_inactive_does_not_count(olga: accounts.User):
    other = await create("other@example.com", role="owner")
    async with accounts.scope_for(olga.uuid) as scope:
        await accounts.deactivate_user(scope, other.uuid)
    async with accounts.scope_for(olga.uuid) as scope:
        with pytest.raises(accounts.LastOwner):
            await accounts.change_role(scope, olga.uuid, "admin")


async def test_two_owners_who_demote_each_other_at_once_leave_one(olga: accounts.User):
    other = await create("other@example.com", role="owner")

    async def demote(actor: accounts.User, target: accounts.User) -> None:
        async with accounts.scope_for(actor.uuid) as scope:
            await accounts.change_role(scope, target.uuid, "member")

    answers = await asyncio.gather(demote(olga, other), demote(other, olga), return_exceptions=True)
    assert sum(answer is None for answer in answers) == 1
    assert sorted([await role_of(olga), await role_of(other)]) == ["member", "owner"]


async def test_deactivating_ends_every_session_of_the_user(olga: accounts.User, mira: accounts.User):
    tokens = [(await sign_in(mira)).token for _ in range(2)]
    async with accounts.scope_for(olga.uuid) as scope:
        await accounts.deactivate_user(scope, mira.uuid)
    assert [await accounts.session_user(token) for token in tokens] == [None, None]
    with pytest.raises(accounts.SignInFailed):
        await sign_in(mira)


async def test_deactivating_reaches_the_open_tabs(olga: accounts.User, mira: accounts.User):
    current = await accounts.session_user((await sign_in(mira)).token)
    assert current is not None
    async with told(accounts.topics.session(current.uuid)) as heard, accounts.scope_for(olga.uuid) as scope:
        await accounts.deactivate_user(scope, mira.uuid)
    assert [change.kind for change in await heard()] == ["revoked"]


async def test_what_the_trail_keeps_of_a_new_user_is_no_address(database: str):
    await create("secret.address@example.com", password="a long password")
    (row,) = await audit_of("account.created")
    assert row.details == {"role": "member"}
    assert "secret.address" not in f"{row.actor_name}"


async def test_those_who_may_are_named(owner: accounts.User, mira: accounts.User, victor: accounts.User):
    asked = [owner.uuid, mira.uuid, victor.uuid]
    async with system_scope() as scope:
        await accounts.deactivate_user(scope, victor.uuid)
        may_view = await accounts.names_of_who_may(scope, asked, "crm.view")
        may_configure = await accounts.names_of_who_may(scope, asked, "settings.edit")
    assert may_view == {owner.uuid: owner.name, mira.uuid: mira.name}
    assert may_configure == {owner.uuid: owner.name}
