"""The rule for passwords, and how they are checked."""

import asyncio
import threading
from typing import Any

import pytest
from argon2 import PasswordHasher

from crm_app.accounts import passwords
from crm_app.accounts.passwords import hash_password, needs_rehash, password_errors, verify_password
from tests.waiting import PATIENCE


@pytest.mark.parametrize(("length", "fine"), [(7, False), (8, True), (256, True), (257, False)])
def test_only_the_length_of_a_password_matters(length: int, fine: bool):
    assert (password_errors("x" * length) == []) is fine


async def test_the_right_password_is_recognised_and_a_wrong_one_is_not():
    stored = await hash_password("geheim und lang")
    assert await verify_password(stored, "geheim und lang")
    assert not await verify_password(stored, "geheim und lanG")


async def test_the_hash_is_argon2id_and_salted():
    first, second = await hash_password("same same"), await hash_password("same same")
    assert first.startswith("$argon2id$")
    assert first != second


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$broken"])
async def test_no_hash_or_a_broken_one_opens_nothing(stored: str | None):
    assert not await verify_password(stored, "a password that opens nothing")


async def test_a_password_longer_than_any_is_wrong_without_being_hashed():
    stored = await hash_password("x" * 256)
    assert not await verify_password(stored, "x" * 10_000_000)


async def test_a_hash_of_weaker_parameters_is_renewed():
    assert needs_rehash("$argon2id$v=19$m=8,t=1,p=2$c29tZXNhbHQ$K2Yv+1dAFkGi0MTHyNHuBg")
    assert not needs_rehash(await hash_password("whatever it is"))


class Endless(PasswordHasher):
    """A hash that is not ready before the loop has turned."""

    turned: threading.Event

    def hash(self, *password: Any, **options: Any) -> str:
        in_time = self.turned.wait(PATIENCE)
        self.turned.set()
        assert in_time, "the loop stood still while a password was hashed"
        return super().hash(*password, **options)


async def test_checking_a_password_does_not_hold_up_others(monkeypatch: pytest.MonkeyPatch):
    """While a crowd signs in, the loop goes on turning."""
    monkeypatch.setattr(Endless, "turned", threading.Event(), raising=False)
    monkeypatch.setattr(passwords, "_hasher", Endless(time_cost=1, memory_cost=8, parallelism=1))
    crowd = [asyncio.create_task(hash_password("x" * 200)) for _ in range(20)]
    for _ in crowd:
        await asyncio.sleep(0)
    assert not any(task.done() for task in crowd)
    Endless.turned.set()
    await asyncio.gather(*crowd)
