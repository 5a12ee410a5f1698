"""Limits on sign-in attempts."""

import asyncio
from datetime import timedelta

import pytest

from crm_app import accounts
from crm_app.accounts.attempts import PER_ACCOUNT, PER_ADDRESS, WINDOW, admit
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from tests.accounts.conftest import sign_in

SECOND = timedelta(seconds=1)


async def succeed(email: str, address: str) -> None:
    attempt = await admit(email, address)
    async with system_scope() as scope:
        await attempt.succeeded(scope)


async def test_an_account_takes_as_many_attempts_as_the_limit_says(database: str):
    for number in range(PER_ACCOUNT):
        await admit("mira@example.com", f"192.0.2.{number}")
    with pytest.raises(accounts.TooManyAttempts):
        await admit("Mira@Example.com ", "192.0.2.200")


async def test_an_address_takes_as_many_attempts_as_the_limit_says(database: str):
    for number in range(PER_ADDRESS):
        await admit(f"guess{number}@example.com", "192.0.2.1")
    with pytest.raises(accounts.TooManyAttempts):
        await admit("one-more@example.com", "192.0.2.1")
    await admit("one-more@example.com", "192.0.2.2")


async def test_an_ipv6_network_counts_as_one_address(database: str):
    for number in range(PER_ADDRESS):
        await admit(f"guess{number}@example.com", f"2001:db8::{number:x}")
    with pytest.raises(accounts.TooManyAttempts):
        await admit("one-more@example.com", "2001:db8::ffff:1")
    await admit("one-more@example.com", "2001:db8:0:1::1")


async def test_the_answer_says_how_long_to_wait_and_then_it_goes_on(database: str):
    start = now()
    for number in range(PER_ACCOUNT):
        await admit("mira@example.com", "", start + number * SECOND)
    with pytest.raises(accounts.TooManyAttempts) as refused:
        await admit("mira@example.com", "", start + 60 * SECOND)
    assert refused.value.retry_after == WINDOW.total_seconds() - 60
    with pytest.raises(accounts.TooManyAttempts):
        await admit("mira@example.com", "", start + WINDOW - SECOND)
    await admit("mira@example.com", "", start + WINDOW)


async def test_the_window_slides_one_attempt_at_a_time(database: str):
    start = now()
    for number in range(PER_ACCOUNT):
        await admit("mira@example.com", "", start + number * SECOND)
    await admit("mira@example.com", "", start + WINDOW)
    with pytest.raises(accounts.TooManyAttempts):
        await admit("mira@example.com", "", start + WINDOW)


async def test_a_crowd_at_once_does_not_slip_through(database: str):
    crowd = [admit("mira@example.com", f"192.0.2.{number}") for number in range(3 * PER_ACCOUNT)]
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, accounts.TooManyAttempts)]
    assert len(refused) == 2 * PER_ACCOUNT
    assert len(answers) - len(refused) == PER_ACCOUNT


async def test_crowds_on_several_accounts_and_addresses_do_not_block_each_other(database: str):
    crowd = [admit(f"u{number % 3}@example.com", f"192.0.2.{number % 2}") for number in range(24)]
    assert not [
        answer
        for answer in await asyncio.gather(*crowd, return_exceptions=True)
        if isinstance(answer, Exception)
    ]


async def test_an_office_that_signs_in_rightly_is_never_limited(database: str):
    for number in range(PER_ADDRESS + 5):
        await succeed(f"colleague{number}@example.com", "192.0.2.1")


async def test_success_forgets_the_account_but_not_the_failures_of_the_address(database: str):
    for number in range(PER_ADDRESS - 1):
        await admit(f"guess{number}@example.com", "192.0.2.1")
    await succeed("mine@example.com", "192.0.2.1")
    await admit("guess@example.com", "192.0.2.1")
    with pytest.raises(accounts.TooManyAttempts):
        await admit("guess@example.com", "192.0.2.1")


async def test_a_typo_before_the_right_password_costs_nothing_later(mira: accounts.User):
    for _ in range(PER_ACCOUNT - 1):
        with pytest.raises(accounts.SignInFailed):
            await sign_in(mira, "typo")
    await sign_in(mira)
    for _ in range(PER_ACCOUNT - 1):
        with pytest.raises(accounts.SignInFailed):
            await sign_in(mira, "typo")
    assert await sign_in(mira)


async def test_over_the_limit_even_the_right_password_waits(mira: accounts.User):
    for _ in range(PER_ACCOUNT):
        with pytest.raises(accounts.SignInFailed):
            await sign_in(mira, "guess")
    with pytest.raises(accounts.TooManyAttempts) as refused:
        await sign_in(mira)
    assert refused.value.status == 429


async def test_what_no_window_reaches_is_forgotten_at_night(database: str):
    await admit("old@example.com", "", now() - WINDOW - SECOND)
    await admit("new@example.com", "")
    async with system_scope() as scope:
        assert await accounts.forget_attempts(scope) == 1
    async with system_scope() as scope:
        assert await accounts.forget_attempts(scope, now() + WINDOW + SECOND) == 1
