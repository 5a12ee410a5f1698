"""The same argon2id with less work, so that tests of other things do not wait for it."""

from argon2 import PasswordHasher


def quick_hasher() -> PasswordHasher:
    """Replaces `crm_app.accounts.passwords._hasher` in tests."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
