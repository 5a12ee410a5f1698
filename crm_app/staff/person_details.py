"""The keys that a host keeps in a profile's `details`, and those that belong to the server.

Whoever writes a map may have read it long ago: the server's own keys are never taken from it, they stay
as they are in the row.
"""

from collections.abc import Mapping
from typing import Any, cast

from crm_app.core.errors import ValidationFailed
from crm_app.core.soft_trash import STASH
from crm_app.core.texts import t
from crm_app.core.typed_text import is_storable

SERVER_KEYS = frozenset({STASH, "avatar_uuid"})
NAMES = ("details", "metadata")
DEEPEST = 20


def host_details(attributes: Mapping[str, object]) -> dict[str, Any] | None:
    """The map given as `details` (or `metadata`) without the server's keys; None where none is given.

    `ValidationFailed` for what is no map of texts to JSON values.
    """
    name = next((name for name in NAMES if name in attributes), None)
    if name is None:
        return None
    given = attributes[name]
    if not isinstance(given, Mapping) or not _is_json(cast(object, given), DEEPEST):
        raise ValidationFailed({name: [t("This is not a valid map of details.")]})
    return {key: value for key, value in cast(Mapping[str, Any], given).items() if key not in SERVER_KEYS}


def server_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """The server's keys of the map."""
    return {key: value for key, value in details.items() if key in SERVER_KEYS}


def _is_json(value: object, depth: int) -> bool:
    """Whether PostgreSQL stores this as it is."""
    match value:
        case None | bool() | int():
            return True
        case float():
            return value - value == 0  # neither infinite nor no number
        case str():
            return is_storable(value)
        case Mapping():
            items = cast(Mapping[object, object], value).items()
            keyed = all(isinstance(key, str) and is_storable(key) for key, _ in items)
            return depth > 0 and keyed and all(_is_json(inner, depth - 1) for _, inner in items)
        case list():
            return depth > 0 and all(_is_json(inner, depth - 1) for inner in cast(list[object], value))
        case _:
            return False
