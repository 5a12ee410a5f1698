"""What a person must be allowed to do before a handler or a page runs: recorded on the thing itself.

Reflex makes every public method of a state callable by anybody with a socket. So nothing is callable unless
it names its permission here; web/middleware.py refuses what has none.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from crm_app import accounts

PUBLIC = "public"
"""Anybody, also before sign-in."""
SIGNED_IN = "signed_in"
"""Anybody with a live session, whatever their role."""
RECORD_VIEW, RECORD_EDIT, RECORD_DELETE = "record.view", "record.edit", "record.delete"
"""For states that several types of record share: nobody has these, until `permit_in` makes them an area's."""

_SHARED = (RECORD_VIEW, RECORD_EDIT, RECORD_DELETE)

Function = TypeVar("Function", bound=Callable[..., Any])
_MARK = "_crm_permission"


def permit(permission: str) -> Callable[[Function], Function]:
    """Records the permission on a function; ValueError for one that no role could ever grant."""
    if permission not in accounts.ALL_PERMISSIONS | {PUBLIC, SIGNED_IN, *_SHARED}:
        raise ValueError(f"no such permission: {permission}")

    def mark(function: Function) -> Function:
        setattr(function, _MARK, permission)
        return function

    return mark


def permit_in(area: str, function: Callable[..., Any]) -> None:
    """Makes the permission of a shared handler that of one area: `record.edit` becomes `crm.edit`."""
    shared = permission_of(function)
    if shared in _SHARED:
        permit(shared.replace("record", area, 1))(function)


def permission_of(function: object) -> str | None:
    """The recorded permission; None means that nobody may call it from outside."""
    return getattr(function, _MARK, None)


def allows(current: accounts.CurrentSession | None, permission: str | None) -> bool:
    """Whether somebody with this session (None: nobody) may do what needs `permission`."""
    if permission == PUBLIC:
        return True
    if permission is None or current is None:
        return False
    return permission == SIGNED_IN or current.user.can(permission)
