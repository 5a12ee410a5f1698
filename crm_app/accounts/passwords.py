"""Passwords: the rule, and argon2id in threads of its own so that nobody else waits for it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from crm_app.core.texts import t

MIN_LENGTH, MAX_LENGTH = 8, 256

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
"""Two at a time: each takes 64 MiB, and a crowd at the door must not take the threads of uploads."""


def password_errors(password: str) -> list[str]:
    """What is wrong with a new password, in words; empty when it is fine. Length only, no composition."""
    if len(password) < MIN_LENGTH:
        return [t("Use at least {count} characters.", count=MIN_LENGTH)]
    if len(password) > MAX_LENGTH:
        return [t("Use at most {count} characters.", count=MAX_LENGTH)]
    return []


async def hash_password(password: str) -> str:
    """The argon2id hash with its parameters and salt, ready to be stored."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hash, password)


async def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Takes as long when there is no hash, so nobody learns who exists."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, password_hash, password)


def _hash(password: str) -> str:
    return _hasher.hash(_encoded(password))


def _encoded(password: str) -> bytes:
    return password.encode(
        "utf-8", "replace"
    )  # a form can carry half a surrogate pair, which is no character


def _verify(password_hash: str | None, password: str) -> bool:
    if len(password) > MAX_LENGTH:  # never a valid one, and hashing megabytes is a way to keep a server busy
        password_hash, password = None, ""
    try:
        return _hasher.verify(password_hash or _hash_of_nobody(), _encoded(password)) and bool(password_hash)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _hasher.hash("a password that opens nothing")


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)
