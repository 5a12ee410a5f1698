"""Tells other contexts that an account shows differently. Accounts know no profiles: they ask for it."""

from collections.abc import Awaitable, Callable
from typing import Literal

from crm_app.accounts.models import User
from crm_app.core.scope import Scope

AccountChange = Literal["renamed", "claimed"]
"""`renamed`: another e-mail address. `claimed`: its person has taken it over, perhaps under another name."""
Listener = Callable[[Scope, User, AccountChange], Awaitable[None]]
"""Gets the user as it is now, in the transaction that changes it."""

_listeners: list[Listener] = []


def when_accounts_change(listener: Listener) -> None:
    """Calls `listener` from now on; the same one twice is called once."""
    if listener not in _listeners:
        _listeners.append(listener)


async def tell_account_changed(scope: Scope, user: User, what: AccountChange) -> None:
    """Calls everybody who asked."""
    for listener in _listeners:
        await listener(scope, user, what)
