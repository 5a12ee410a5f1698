"""Roles and what they may do. The one place that knows."""

from typing import Literal, get_args

Role = Literal["owner", "admin", "member", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)

_AREAS = ("crm", "staff", "media")
_VIEW = frozenset(f"{area}.view" for area in _AREAS)
_RECORDS = frozenset(f"{area}.{verb}" for area in _AREAS for verb in ("view", "edit", "delete"))
_WORK = _RECORDS | {"activity.view"}
_ALL = _WORK | {"settings.view", "settings.edit"}

_GRANTED: dict[str, frozenset[str]] = {"owner": _ALL, "admin": _ALL, "member": _WORK, "viewer": _VIEW}
ALL_PERMISSIONS = _ALL


def permissions_of(role: str) -> frozenset[str]:
    """Everything the role grants; nothing for a role that does not exist."""
    return _GRANTED.get(role, frozenset())
