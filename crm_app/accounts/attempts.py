"""Limits on sign-in attempts, by account and by address: a sliding window in PostgreSQL, for all processes.

One row per key with the times of its latest attempts. One statement drops what left the window, counts
and adds, under the row's lock, so that a crowd at once does not slip through. An attempt counts before the
password is looked at; one that succeeds is taken back.
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import text

from crm_app.accounts.emails import clean_email
from crm_app.accounts.errors import TooManyAttempts
from crm_app.core.clock import now
from crm_app.core.scope import Scope, system_scope

WINDOW = timedelta(minutes=10)
PER_ACCOUNT, PER_ADDRESS = 10, 50

_ADMIT = text("""
    INSERT INTO sign_in_attempts AS known (key, times, updated_at)
    SELECT key, ARRAY[CAST(:at AS timestamptz)], :at FROM unnest(CAST(:keys AS text[])) AS key
    ON CONFLICT (key) DO UPDATE
    SET updated_at = :at,
        times = ARRAY(SELECT time FROM unnest(known.times) AS time WHERE time > :since)
                || CAST(:at AS timestamptz)
    WHERE (SELECT count(*) FROM unnest(known.times) AS time WHERE time > :since)
        < CASE WHEN known.key LIKE 'account:%' THEN :per_account ELSE :per_address END
    RETURNING key
""")
_OLDEST = text("""
    SELECT max(first) FROM (
        SELECT min(time) AS first FROM sign_in_attempts, unnest(times) AS time
        WHERE key = ANY(:keys) AND time > :since GROUP BY key
    ) AS firsts
""")
_TAKE_BACK = text("""
    UPDATE sign_in_attempts
    SET times = CASE WHEN key LIKE 'account:%' THEN '{}' ELSE array_remove(times, :at) END
    WHERE key = ANY(:keys)
""")
_FORGET = text("DELETE FROM sign_in_attempts WHERE updated_at < :since")


class Attempt:
    """One admitted attempt; `succeeded` takes it back and forgets the account's earlier ones."""

    def __init__(self, keys: Sequence[str], at: datetime) -> None:
        self._keys, self._at = list(keys), at

    async def succeeded(self, scope: Scope) -> None:
        """Called in the transaction that makes the session."""
        await scope.session.execute(_TAKE_BACK, {"keys": self._keys, "at": self._at})


async def admit(email: str, address: str, at: datetime | None = None) -> Attempt:
    """Counts an attempt, in a transaction of its own; TooManyAttempts says how long to wait."""
    at = at or now()
    keys = _keys(email, address)
    async with system_scope() as scope:
        limits = {"per_account": PER_ACCOUNT, "per_address": PER_ADDRESS}
        times = {"keys": keys, "at": at, "since": at - WINDOW}
        admitted = {key for (key,) in await scope.session.execute(_ADMIT, times | limits)}
        refused = [key for key in keys if key not in admitted]
        oldest: datetime | None = None
        if refused:
            oldest = await scope.session.scalar(_OLDEST, {"keys": refused, "since": at - WINDOW})
    if refused:
        raise TooManyAttempts(math.ceil((oldest + WINDOW - at).total_seconds()) if oldest else 1)
    return Attempt(keys, at)


async def forget_attempts(scope: Scope, at: datetime | None = None) -> int:
    """Deletes what no window reaches any more; nightly work. Answers how many rows went."""
    result = await scope.session.execute(_FORGET, {"since": (at or now()) - WINDOW})
    return int(getattr(result, "rowcount", 0))


def _keys(email: str, address: str) -> list[str]:
    """The account first: everybody takes the two row locks in this order. Hashed: no address is kept."""
    account = clean_email(email).casefold()
    return [f"account:{_hashed(account)}", *([f"address:{_hashed(_network(address))}"] if address else [])]


def _network(address: str) -> str:
    """One IPv6 customer has 2**64 addresses; they count as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


def _hashed(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
