"""Accounts made ahead of their person: found or made once, renamed while nobody has taken them over."""

import asyncio
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts
from crm_app.core.clock import now
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from tests.accounts.conftest import PASSWORD, audit_of, sign_in
from tests.factories import outcome, run, run_as
from tests.live import told
from tests.waiting import begun_and_waiting

EMAIL = "ada@example.com"


async def placeholder(email: str = EMAIL, name: str = "") -> accounts.User:
    return (await run(accounts.create_placeholder, email, name))[0]


async def changed(user: accounts.User, **columns: object) -> None:
    async with system_scope() as scope:
        row = await scope.session.get_one(accounts.User, user.uuid)
        for name, value in columns.items():
            setattr(row, name, value)


async def user_now(uuid: UUID) -> accounts.User:
    return await run(accounts.get_user, uuid)


async def placeholders() -> list[UUID]:
    """Those whom a query takes for placeholders."""
    async with system_scope() as scope:
        query = select(accounts.User.uuid).where(accounts.placeholder_rule())
        return list(await scope.session.exec(query))


async def rename(user: accounts.User, email: str) -> accounts.User:
    return await run(accounts.rename_placeholder, user.uuid, email)


async def test_a_placeholder_may_do_the_least_and_opens_to_nobody(mira: accounts.User):
    user, status = await run_as(mira, accounts.create_placeholder, f" {EMAIL} ", "Ada Lovelace")
    assert (status, user.email, user.name, user.role) == ("created", EMAIL, "Ada Lovelace", "viewer")
    assert (user.source, user.confirmed_at, user.password_hash) == ("staff_placeholder", None, None)
    assert accounts.is_placeholder(user)
    with pytest.raises(accounts.SignInFailed):
        await sign_in(user, PASSWORD)


async def test_without_a_name_it_is_called_like_its_address(database: str):
    assert (await placeholder()).name == EMAIL


async def test_who_has_the_address_in_any_case_is_found(mira: accounts.User):
    found, status = await run(accounts.create_placeholder, mira.email.upper())
    assert (found.uuid, status) == (mira.uuid, "existing")
    assert not accounts.is_placeholder(found)


async def test_of_many_who_ask_for_one_address_at_once_all_get_the_same(database: str):
    answers = await asyncio.gather(
        *(run(accounts.create_placeholder, email) for email in [EMAIL, "ADA@example.com"] * 4)
    )
    assert len({user.uuid for user, _ in answers}) == 1
    assert sorted(status for _, status in answers) == ["created"] + ["existing"] * 7
    assert len(await audit_of("account.created")) == 1


async def test_who_waits_for_one_that_is_rolled_back_makes_it(database: str):
    async with system_scope() as first:
        await accounts.create_placeholder(first, EMAIL)
        second = await begun_and_waiting(run(accounts.create_placeholder, EMAIL))
        await first.session.rollback()
        assert (await second)[1] == "created"


async def test_who_waits_for_one_that_is_committed_gets_it(database: str):
    async with system_scope() as first:
        made, _ = await accounts.create_placeholder(first, EMAIL)
        second = await begun_and_waiting(run(accounts.create_placeholder, EMAIL.upper()))
    found, status = await second
    assert (found.uuid, status) == (made.uuid, "existing")


@pytest.mark.parametrize("email", ["", "   ", "\u2003"], ids=["nothing", "spaces", "wide"])
async def test_an_address_is_needed(database: str, email: str):
    assert await outcome(run(accounts.create_placeholder, email)) == "blank_email"


@pytest.mark.parametrize(
    ("field", "email", "name"),
    [
        ("email", "plain", ""),
        ("email", "no@tld", ""),
        ("email", "nul\0@example.com", ""),
        ("email", "half\ud800@example.com", ""),
        ("email", "a" * 250 + "@example.com", ""),
        ("name", EMAIL, "x" * 256),
        ("name", EMAIL, "line\nbreak"),
    ],
    ids=["plain", "host", "nul", "half", "long", "long name", "odd name"],
)
async def test_what_breaks_a_rule_is_named_by_its_field(database: str, field: str, email: str, name: str):
    with pytest.raises(ValidationFailed) as refused:
        await run(accounts.create_placeholder, email, name)
    assert list(refused.value.fields) == [field]


async def test_making_one_is_recorded_without_the_address(mira: accounts.User):
    user, _ = await run_as(mira, accounts.create_placeholder, EMAIL)
    (entry,) = (row for row in await audit_of("account.created") if row.resource_uuid == user.uuid)
    assert (entry.actor_uuid, entry.details) == (
        mira.uuid,
        {"role": "viewer", "source": "staff_placeholder"},
    )


async def test_members_make_and_rename_placeholders_and_viewers_do_not(
    mira: accounts.User, victor: accounts.User
):
    user, _ = await run_as(mira, accounts.create_placeholder, EMAIL)
    await run_as(mira, accounts.rename_placeholder, user.uuid, "ada@new.example")
    assert await outcome(run_as(victor, accounts.create_placeholder, "eve@example.com")) == "forbidden"
    assert await outcome(run_as(victor, accounts.rename_placeholder, user.uuid, EMAIL)) == "forbidden"
    assert (await user_now(user.uuid)).email == "ada@new.example"


@pytest.mark.parametrize(
    "ending",
    [{"confirmed_at": now()}, {"password_hash": "a hash"}, {"source": None}],
    ids=["confirmed", "has a password", "of its own"],
)
async def test_what_ends_the_state_ends_it_in_queries_too(database: str, ending: dict[str, object]):
    user = await placeholder()
    assert (accounts.is_placeholder(user), await placeholders()) == (True, [user.uuid])
    await changed(user, **ending)
    assert (accounts.is_placeholder(await user_now(user.uuid)), await placeholders()) == (False, [])
    assert await outcome(rename(user, "ada@new.example")) == "placeholder_already_claimed"


async def test_registering_with_a_placeholders_address_is_refused_as_taken(owner: accounts.User):
    user = await placeholder()
    with pytest.raises(ValidationFailed) as refused:
        await run_as(owner, accounts.create_user, EMAIL.upper(), "Ada", "member", PASSWORD)
    assert list(refused.value.fields) == ["email"]
    assert accounts.is_placeholder(await user_now(user.uuid))


async def test_a_placeholder_does_not_count_among_the_owners(olga: accounts.User):
    user = await placeholder()
    await run_as(olga, accounts.change_role, user.uuid, "owner")
    assert await outcome(run_as(olga, accounts.change_role, olga.uuid, "member")) == "last_owner"
    assert await outcome(run_as(olga, accounts.deactivate_user, olga.uuid)) == "last_owner"
    await run_as(olga, accounts.change_role, user.uuid, "viewer")
    assert (await user_now(user.uuid)).role == "viewer"


async def test_a_renamed_placeholder_has_the_new_address_and_open_tabs_hear_it(mira: accounts.User):
    user = await placeholder()
    async with told(accounts.topics.user(user.uuid)) as heard:
        renamed = await run_as(mira, accounts.rename_placeholder, str(user.uuid), " Ada@New.example ")
    assert (renamed.email, renamed.name) == ("Ada@New.example", "Ada@New.example")
    assert renamed.updated_at > user.updated_at
    assert [change.kind for change in await heard()] == ["renamed"]
    (entry,) = await audit_of("account.renamed")
    assert (entry.actor_uuid, entry.details) == (mira.uuid, {})


async def test_a_name_that_is_not_the_address_stays(database: str):
    user = await placeholder(name="Ada Lovelace")
    assert (await rename(user, "ada@new.example")).name == "Ada Lovelace"


async def test_only_the_case_of_an_address_can_be_changed(database: str):
    user = await placeholder()
    assert (await rename(user, "Ada@Example.com")).email == "Ada@Example.com"


async def test_the_same_address_is_fine_even_for_an_account_of_somebodys_own(mira: accounts.User):
    same = await rename(mira, mira.email)
    assert (same.email, same.updated_at) == (mira.email, mira.updated_at)
    assert await audit_of("account.renamed") == []


async def test_reasons_come_in_their_order(mira: accounts.User):
    user = await placeholder()
    assert await outcome(rename(mira, " ")) == "blank_email"
    assert await outcome(rename(mira, EMAIL)) == "placeholder_already_claimed"
    assert await outcome(rename(user, mira.email.upper())) == "email_already_taken"
    assert await outcome(rename(user, "plain")) == "validation_failed"
    assert (await user_now(user.uuid)).email == EMAIL


@pytest.mark.parametrize("uuid", ["", "no uuid", str(uuid7())], ids=["empty", "odd", "unknown"])
async def test_nobody_is_neither_renamed_nor_invited(database: str, uuid: str):
    with pytest.raises(NotFound):
        await run(accounts.rename_placeholder, uuid, EMAIL)
    with pytest.raises(NotFound):
        await run(accounts.invite, uuid)


async def test_a_stale_copy_does_not_decide(database: str):
    user = await placeholder()
    async with system_scope() as renaming:
        stale = await accounts.get_user(renaming, user.uuid)
        assert accounts.is_placeholder(stale)
        await run(accounts.attach_identity, EMAIL, verified=True)
        renamed = accounts.rename_placeholder(renaming, user.uuid, "x@y.z")
        assert await outcome(renamed) == "placeholder_already_claimed"


async def test_of_many_placeholders_renamed_to_one_address_at_once_one_gets_it(database: str):
    users = [await placeholder(f"person{number}@example.com") for number in range(6)]
    answers = await asyncio.gather(*(outcome(rename(user, "one@example.com")) for user in users))
    assert sorted(answers) == ["email_already_taken"] * 5 + ["ok"]


async def test_a_caller_goes_on_after_an_address_was_taken(database: str):
    """Somebody takes it between the look and the write: only the rename is undone."""
    first, second = await placeholder("a@example.com"), await placeholder("b@example.com")
    async with system_scope() as early:
        await accounts.rename_placeholder(early, first.uuid, "one@example.com")
        late = await begun_and_waiting(_rename_and_go_on(second))
    assert await late == "email_already_taken"
    assert (await user_now(second.uuid)).email == "three@example.com"


async def _rename_and_go_on(user: accounts.User) -> str:
    async with system_scope() as scope:
        answer = await outcome(accounts.rename_placeholder(scope, user.uuid, "one@example.com"))
        await accounts.rename_placeholder(scope, user.uuid, "three@example.com")
    return answer


async def test_an_account_that_may_more_is_not_renamed_by_who_may_less(
    mira: accounts.User, olga: accounts.User
):
    """Else a member gives the address to somebody of theirs, who takes an administrator's account over."""
    user = await placeholder()
    await run_as(olga, accounts.change_role, user.uuid, "admin")
    assert (
        await outcome(run_as(mira, accounts.rename_placeholder, user.uuid, "eve@example.com")) == "forbidden"
    )
    assert await outcome(run_as(mira, accounts.invite, user.uuid)) == "forbidden"
    await run_as(olga, accounts.rename_placeholder, user.uuid, "ada@new.example")
    assert await run_as(olga, accounts.invite, user.uuid)


async def test_only_an_owner_says_where_an_owners_account_goes(olga: accounts.User):
    admin = await run(accounts.create_user, "admin@example.com", "Adam", "admin")
    user = await placeholder()
    await run_as(olga, accounts.change_role, user.uuid, "owner")
    assert await outcome(run_as(admin, accounts.invite, user.uuid)) == "forbidden"
    assert await run_as(olga, accounts.invite, user.uuid)


async def test_a_proven_address_takes_the_placeholder_over_under_the_same_uuid(database: str):
    user = await placeholder()
    async with told(accounts.topics.user(user.uuid)) as heard, open_scope(None, frozenset()) as scope:
        found = await accounts.attach_identity(scope, "ADA@example.com", verified=True)
    assert found is not None
    assert (found.uuid, accounts.is_placeholder(found)) == (user.uuid, False)
    assert found.confirmed_at is not None
    assert [change.kind for change in await heard()] == ["claimed"]
    assert len(await audit_of("account.claimed")) == 1


async def test_who_came_by_a_proven_address_leaves_no_invitation_open(database: str):
    user = await placeholder()
    token = await run(accounts.invite, user.uuid)
    await run(accounts.attach_identity, EMAIL, verified=True)
    await changed(user, confirmed_at=None)
    assert await accounts.invited(token) is None


async def test_an_address_that_the_provider_has_not_checked_opens_nothing(database: str):
    user = await placeholder()
    refused = run(accounts.attach_identity, EMAIL, verified=False)
    assert await outcome(refused) == "provider_email_unverified"
    assert accounts.is_placeholder(await user_now(user.uuid))


async def test_a_proven_address_of_an_account_is_that_account_unchanged(mira: accounts.User):
    found = await run(accounts.attach_identity, mira.email.upper(), verified=True)
    assert found is not None
    assert (found.uuid, found.updated_at, found.confirmed_at) == (mira.uuid, mira.updated_at, None)


@pytest.mark.parametrize(
    "email", ["nobody@example.com", "plain", "", "nul\0@x.y"], ids=["new", "plain", "none", "nul"]
)
async def test_an_address_that_nobody_has_is_nobodys(database: str, email: str):
    assert await run(accounts.attach_identity, email, verified=True) is None


async def test_a_proven_address_does_not_open_a_deactivated_account(owner: accounts.User):
    user = await placeholder()
    await run_as(owner, accounts.deactivate_user, user.uuid)
    assert await outcome(run(accounts.attach_identity, EMAIL, verified=True)) == "sign_in_failed"
    assert accounts.is_placeholder(await user_now(user.uuid))


async def test_of_a_rename_and_a_proven_address_at_once_one_wins(database: str):
    for number in range(5):
        user = await placeholder(f"person{number}@example.com")
        answers = await asyncio.gather(
            outcome(rename(user, f"new{number}@example.com")),
            run(accounts.attach_identity, user.email, verified=True),
        )
        after = await user_now(user.uuid)
        if answers[1] is None:  # renamed first: the old address is nobody's
            assert (answers[0], after.email) == ("ok", f"new{number}@example.com")
        else:
            assert (answers[0], after.email) == ("placeholder_already_claimed", user.email)
