"""Live pages: a tab follows topics, and its own handler runs again when something it shows has changed.

The only place that reaches into Reflex's socket bookkeeping. The handler is an ordinary event handler:
it goes through the access check again and reads again, so a change is a hint and never carries data.
"""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx
from reflex.utils.prerequisites import get_app
from reflex_base.event import Event

from crm_app.core.live import Change, hub

Handler = Callable[..., Any]
_layers: dict[str, set[str]] = {}
"""What the hub knows of each tab; the keys are the tabs with a socket here."""

_told_of_closing: list[Callable[[str], None]] = []


def follow(state: rx.State, handlers: Mapping[str, Handler], layer: str = "page") -> None:
    """Makes the tab of `state` follow the topics in `handlers`, and nothing else, from now on.

    Call it in `on_load` before the first read. Each handler takes one argument: the kinds of change
    as a list of text, sorted. Each layer (the page, the signed-in session) has a set of its own.
    """
    tab = state.router.session.client_token
    if _socket_of(get_app().app, tab) is None:
        return  # it closed meanwhile, and follows again when it is back

    async def deliver(changes: list[Change]) -> bool:
        return await _deliver(tab, dict(handlers), changes)

    _layers.setdefault(tab, set()).add(layer)
    hub.subscribe(f"{tab} {layer}", handlers.keys(), deliver)


def unfollow(tab: str, layer: str) -> None:
    """The tab follows nothing any more in this layer."""
    hub.unsubscribe(f"{tab} {layer}")


def is_open(tab: str) -> bool:
    """Whether the tab has a socket in this process."""
    return _socket_of(get_app().app, tab) is not None


def when_closed(tell: Callable[[str], None]) -> None:
    """Calls `tell` with every tab whose socket closes."""
    if tell not in _told_of_closing:
        _told_of_closing.append(tell)


def forget_closed_tabs(app: rx.App) -> None:
    """From now on a tab whose socket closes follows nothing any more; it loads its page when it is back.

    Call it once, when the app starts.
    """
    namespace = app.event_namespace
    assert namespace is not None, "Reflex has no sockets before the app is put together"
    on_disconnect = namespace.on_disconnect

    def forget_and_disconnect(socket: str, *_: object) -> Any:
        tab = namespace.sid_to_token.get(socket)
        if tab is not None and _socket_of(app, tab) in (None, socket):
            _forget(tab)
        return on_disconnect(socket)

    namespace.on_disconnect = forget_and_disconnect


def _forget(tab: str) -> None:
    for layer in _layers.pop(tab, ()):
        hub.unsubscribe(f"{tab} {layer}")
    for tell in _told_of_closing:
        tell(tab)


async def _deliver(tab: str, handlers: Mapping[str, Handler], changes: list[Change]) -> bool:
    app = get_app().app
    if _socket_of(app, tab) is None:
        return False
    for handler, kinds in _by_handler(handlers, changes):
        for event in Event.from_event_type(handler(kinds)):
            await app.event_processor.enqueue(tab, event)
    return True


def _by_handler(handlers: Mapping[str, Handler], changes: list[Change]) -> list[tuple[Handler, list[str]]]:
    wanted: dict[int, tuple[Handler, set[str]]] = {}
    for change in changes:
        if handler := handlers.get(change.topic):
            wanted.setdefault(id(handler), (handler, set()))[1].add(change.kind)
    return [(handler, sorted(kinds)) for handler, kinds in wanted.values()]


def _socket_of(app: rx.App, tab: str) -> str | None:
    """The tab's socket in this process; None when it has closed, or moved to another."""
    tokens = app.event_namespace._token_manager if app.event_namespace else None
    record = tokens.token_to_socket.get(tab) if tokens else None
    return record.sid if record is not None and record.instance_id == tokens.instance_id else None
