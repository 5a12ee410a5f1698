"""What a browser sends along with an event, held against what its handler is made for.

Reflex hands on whatever the socket brings. A forged event would be an error on our side in whatever line
first trips over it; here it is refused before it runs.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from crm_app.core.errors import AppError

PLAIN = (str, int, bool)


class BadEvent(AppError):
    """No page of ours sends this; perhaps one that was open since before an update."""

    code = "bad_event"
    status = 400
    text = "This page is out of date. Load it again."


def fits(handler: Callable[..., Any], payload: object) -> bool:
    """Whether the handler of a state takes these arguments: all it needs, of the kinds that it names."""
    if not isinstance(payload, Mapping):
        return False
    try:
        inspect.signature(handler).bind(None, **payload)
    except TypeError:
        return False
    kinds = _kinds(handler)
    return all(_is(value, kinds.get(name)) for name, value in payload.items())


@cache
def _kinds(handler: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(inspect.unwrap(handler))


def _is(value: object, kind: Any) -> bool:
    """For the kinds that JSON has; any other says nothing. True is no number here."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return type(value) is kind
    if origin is list:
        return isinstance(value, list) and all(_is(each, inner[0]) for each in value)
    if origin is dict:
        return isinstance(value, dict) and all(_is(each, inner[1]) for each in value.values())
    return True
