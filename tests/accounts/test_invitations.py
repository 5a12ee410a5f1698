"""Invitations: one link, once, for seven days, and the account that it opens keeps its uuid."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from crm_app import accounts
from crm_app.accounts.attempts import PER_ACCOUNT
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import system_scope
from tests.accounts.conftest import PASSWORD, audit_of, sign_in
from tests.accounts.test_placeholders import EMAIL, changed, placeholder, rename, user_now
from tests.factories import outcome, run, run_as
from tests.waiting import begun_and_waiting

NAME = "Ada Lovelace"


async def invite(user: accounts.User) -> str:
    return await run(accounts.invite, user.uuid)


async def claim(token: str, name: str = NAME, password: str = PASSWORD, **more: object) -> accounts.SignedIn:
    return await accounts.claim(token, name, password, "192.0.2.1", "Firefox", **more)  # type: ignore[arg-type]


async def test_an_invitation_opens_its_account_and_signs_in(mira: accounts.User):
    user = await placeholder()
    token = await run_as(mira, accounts.invite, user.uuid)
    signed_in = await claim(token)
    after = await user_now(user.uuid)
    assert (after.uuid, after.name, after.email, after.role) == (user.uuid, NAME, EMAIL, "viewer")
    assert after.confirmed_at is not None
    assert not accounts.is_placeholder(after)
    session = await accounts.session_user(signed_in.token)
    assert session is not None
    assert session.user.uuid == signed_in.user.uuid == user.uuid
    assert await sign_in(after, PASSWORD)


async def test_the_page_of_an_invitation_shows_whom_it_is_for(database: str):
    user = await placeholder(name=NAME)
    found = await accounts.invited(await invite(user))
    assert found is not None
    assert (found.email, found.name) == (EMAIL, NAME)
    assert timedelta(days=6, hours=23) < found.expires_at - now() <= timedelta(days=7)


async def test_an_address_is_not_shown_as_a_name(database: str):
    found = await accounts.invited(await invite(await placeholder()))
    assert found is not None
    assert found.name == ""


@pytest.mark.parametrize(
    "token", ["", "no token", "x" * 10_000, "\ud800", "nul\0"], ids=["", "odd", "long", "half", "nul"]
)
async def test_what_is_no_token_opens_nothing(database: str, token: str):
    await invite(await placeholder())
    assert await accounts.invited(token) is None
    assert await outcome(claim(token)) == "invitation_used"


async def test_an_invitation_is_used_once(database: str):
    token = await invite(await placeholder())
    await claim(token)
    assert await accounts.invited(token) is None
    assert await outcome(claim(token, "Eve")) == "invitation_used"


async def test_of_many_who_come_with_one_invitation_at_once_one_wins(database: str):
    user = await placeholder()
    token = await invite(user)
    names = [f"Person {number}" for number in range(6)]
    answers = await asyncio.gather(*(outcome(claim(token, name)) for name in names))
    assert sorted(answers) == ["invitation_used"] * 5 + ["ok"]
    assert (await user_now(user.uuid)).name == names[answers.index("ok")]
    assert len(await audit_of("account.claimed")) == 1
    async with system_scope() as scope:
        assert await scope.session.scalar(text("SELECT count(*) FROM sessions")) == 1


async def test_a_new_invitation_makes_the_old_one_void(database: str):
    user = await placeholder()
    old, new = await invite(user), await invite(user)
    assert await accounts.invited(old) is None
    assert await claim(new)


async def test_two_who_invite_at_once_leave_one_invitation(database: str):
    user = await placeholder()
    tokens = await asyncio.gather(*(invite(user) for _ in range(4)))
    usable = [token for token in tokens if await accounts.invited(token)]
    assert len(usable) == 1


async def test_an_invitation_is_good_for_seven_days(database: str):
    user = await placeholder()
    token = await invite(user)
    late = now() + timedelta(days=7)
    assert await accounts.invited(token, late) is None
    assert await outcome(claim(token, at=late)) == "invitation_used"
    assert await accounts.invited(token, late - timedelta(minutes=1))


async def test_what_is_over_is_deleted_at_night(database: str):
    await invite(await placeholder())
    assert await run(accounts.delete_expired_invitations) == 0
    assert await run(accounts.delete_expired_invitations, now() + timedelta(days=8)) == 1


@pytest.mark.parametrize(
    ("field", "name", "password"),
    [
        ("name", "  ", PASSWORD),
        ("name", "x" * 256, PASSWORD),
        ("name", "nul\0", PASSWORD),
        ("password", NAME, "short"),
        ("password", NAME, "x" * 257),
    ],
    ids=["no name", "long name", "odd name", "short", "long"],
)
async def test_what_breaks_a_rule_is_named_and_the_invitation_stays(
    database: str, field: str, name: str, password: str
):
    token = await invite(await placeholder())
    with pytest.raises(ValidationFailed) as refused:
        await claim(token, name, password)
    assert list(refused.value.fields) == [field]
    assert await claim(token)


async def test_a_deactivated_account_is_neither_given_away_nor_invited_to(owner: accounts.User):
    user = await placeholder()
    token = await invite(user)
    await run_as(owner, accounts.deactivate_user, user.uuid)
    assert await accounts.invited(token) is None
    assert await outcome(claim(token)) == "invitation_used"
    assert await outcome(invite(user)) == "account_inactive"


async def test_an_account_that_is_deactivated_while_its_invitation_is_used_stays_closed(owner: accounts.User):
    user = await placeholder()
    token = await invite(user)
    async with system_scope() as deactivating:
        await accounts.deactivate_user(deactivating, user.uuid)
        claiming = await begun_and_waiting(outcome(claim(token)))
    assert await claiming == "invitation_used"


async def test_an_invitation_that_is_replaced_while_it_is_used_opens_nothing(database: str):
    user = await placeholder()
    token = await invite(user)
    async with system_scope() as inviting:
        new = await accounts.invite(inviting, user.uuid)
        claiming = await begun_and_waiting(outcome(claim(token)))
    assert await claiming == "invitation_used"
    assert await accounts.invited(new)


async def test_a_deactivated_account_that_comes_back_needs_a_new_invitation(owner: accounts.User):
    user = await placeholder()
    token = await invite(user)
    await run_as(owner, accounts.deactivate_user, user.uuid)
    await changed(user, active=True)
    assert await accounts.invited(token) is None


PAST_ALL_RULES = [{"active": False}, {"password_hash": "a hash"}, {"confirmed_at": now()}]


@pytest.mark.parametrize("change", PAST_ALL_RULES, ids=["closed", "with a password", "confirmed"])
async def test_an_account_that_was_changed_past_all_rules_is_not_opened(
    database: str, change: dict[str, object]
):
    user = await placeholder()
    token = await invite(user)
    await changed(user, **change)
    assert await accounts.invited(token) is None
    assert await outcome(claim(token)) == "invitation_used"


@pytest.mark.parametrize("change", PAST_ALL_RULES, ids=["closed", "with a password", "confirmed"])
async def test_an_account_that_is_changed_past_all_rules_while_it_is_claimed_is_not_opened(
    database: str, change: dict[str, object]
):
    user = await placeholder()
    token = await invite(user)
    async with system_scope() as changing:
        row = await changing.session.get_one(accounts.User, user.uuid)
        for name, value in change.items():
            setattr(row, name, value)
        await changing.session.flush()
        claiming = await begun_and_waiting(outcome(claim(token)))
    assert await claiming == "invitation_used"


async def test_an_account_of_somebodys_own_is_not_given_away(mira: accounts.User, owner: accounts.User):
    assert await outcome(run_as(owner, accounts.invite, mira.uuid)) == "placeholder_already_claimed"


async def test_an_account_that_was_taken_over_meanwhile_stays_its_persons(database: str):
    user = await placeholder()
    token = await invite(user)
    await run(accounts.attach_identity, EMAIL, verified=True)
    assert await outcome(claim(token)) == "invitation_used"
    assert await outcome(invite(user)) == "placeholder_already_claimed"


async def test_an_invitation_to_an_old_address_opens_nothing(database: str):
    user = await placeholder()
    token = await invite(user)
    await rename(user, "Ada@Example.com")
    assert await accounts.invited(token), "the same mailbox"
    await rename(user, "ada@new.example")
    assert await accounts.invited(token) is None


async def test_an_invitation_opens_only_what_it_was_made_for(mira: accounts.User, owner: accounts.User):
    """Else a member who invites a viewer and keeps the link gets what an administrator grants later."""
    user = await placeholder()
    token = await run_as(mira, accounts.invite, user.uuid)
    await run_as(owner, accounts.change_role, user.uuid, "admin")
    assert await outcome(claim(token)) == "invitation_used"


async def test_a_viewer_invites_nobody(victor: accounts.User):
    user = await placeholder()
    assert await outcome(run_as(victor, accounts.invite, user.uuid)) == "forbidden"


async def test_the_trail_says_who_invited_and_who_came(mira: accounts.User):
    user = await placeholder()
    await claim(await run_as(mira, accounts.invite, user.uuid))
    (invited,), (claimed,) = await audit_of("account.invited"), await audit_of("account.claimed")
    assert (invited.actor_uuid, invited.resource_uuid, invited.details) == (mira.uuid, user.uuid, {})
    assert (claimed.actor_uuid, claimed.actor_name, claimed.details) == (user.uuid, NAME, {})


async def test_no_table_holds_the_token(database: str):
    user = await placeholder()
    token = await invite(user)
    async with system_scope() as scope:
        for table in ("users", "invitations", "activities"):
            assert token not in str((await scope.session.execute(text(f"SELECT * FROM {table}"))).all())


async def test_claiming_is_limited_like_signing_in(database: str):
    user = await placeholder()
    token = await invite(user)
    for _ in range(PER_ACCOUNT):
        with pytest.raises(accounts.SignInFailed):
            await sign_in(user, "a guess")
    with pytest.raises(accounts.TooManyAttempts):
        await claim(token)


async def test_who_has_claimed_is_not_held_up_by_earlier_guesses(database: str):
    user = await placeholder()
    token = await invite(user)
    for _ in range(PER_ACCOUNT - 1):
        with pytest.raises(accounts.SignInFailed):
            await sign_in(user, "a guess")
    await claim(token)
    assert await sign_in(user, PASSWORD)


async def test_no_password_is_hashed_for_a_link_that_opens_nothing(database: str):
    """Else anybody keeps the server busy with links of their own making."""
    before = time.process_time()
    for _ in range(20):
        assert await outcome(claim("no token")) == "invitation_used"
    assert await audit_of("account.claimed") == []
    assert time.process_time() - before < 2


async def test_of_a_rename_and_a_claim_at_once_both_end_well(database: str):
    for number in range(5):
        user = await placeholder(f"person{number}@example.com")
        token = await invite(user)
        new = f"new{number}@example.com"
        answers = await asyncio.gather(outcome(rename(user, new)), outcome(claim(token)))
        after = await user_now(user.uuid)
        assert (answers, after.email, accounts.is_placeholder(after)) in (
            (["ok", "invitation_used"], new, True),
            (["placeholder_already_claimed", "ok"], user.email, False),
        )


async def test_of_a_new_invitation_and_a_claim_at_once_both_end_well(database: str):
    for number in range(5):
        user = await placeholder(f"person{number}@example.com")
        token = await invite(user)
        answers = await asyncio.gather(outcome(invite(user)), outcome(claim(token)))
        assert answers in (["ok", "invitation_used"], ["placeholder_already_claimed", "ok"])
