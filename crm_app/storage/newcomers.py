"""Tells that a file has come in, once that is durable. Storage knows no queue: who has one asks for it."""

from collections.abc import Callable

Listener = Callable[[], None]
"""Must neither raise nor wait: the upload is done whatever becomes of it."""

_listeners: list[Listener] = []


def when_files_come(listener: Listener) -> None:
    """Calls `listener` from now on; the same one twice is called once."""
    if listener not in _listeners:
        _listeners.append(listener)


def no_longer(listener: Listener) -> None:
    """Does not call `listener` any more."""
    if listener in _listeners:
        _listeners.remove(listener)


def tell_newcomer() -> None:
    """Calls everybody who asked."""
    for listener in _listeners:
        listener()
