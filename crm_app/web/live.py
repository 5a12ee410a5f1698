"""Live pages: a tab follows topics, and its own handler runs again when something it shows has changed.

The handler is an ordinary event handler: it goes through the access check again and reads again, so a change
is a hint and never carries data. Lists have something faster, `web.patches`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx
from reflex.utils.prerequisites import get_app

from crm_app.core.live import Change, hub
from crm_app.web import patches
from crm_app.web.nudging import nudge
from crm_app.web.sockets import socket_of

Handler = Callable[..., Any]
_layers: dict[str, set[str]] = {}
"""What the hub knows of each tab; the keys are the tabs with a socket here."""

_told_of_closing: list[Callable[[str], None]] = []


def follow(state: rx.State, handlers: Mapping[str, Handler], layer: str = "page") -> None:
    """Makes the tab of `state` follow the topics in `handlers`, and nothing else, from now on.

    Call it in `on_load` before the first read. Each handler takes one argument: the kinds of change
    as a list of text, sorted. Each layer (the page, the signed-in session) has a set of its own. A list that
    was patched in this layer is not any more: call `patches.follow` after this.
    """
    tab = state.router.session.client_token
    if socket_of(get_app().app, tab) is None:
        return  # it closed meanwhile, and follows again when it is back
    patches.leave(tab, layer)

    async def deliver(changes: list[Change]) -> bool:
        return await _deliver(tab, dict(handlers), changes)

    _layers.setdefault(tab, set()).add(layer)
    hub.subscribe(f"{tab} {layer}", handlers.keys(), deliver)


def unfollow(tab: str, layer: str) -> None:
    """The tab follows nothing any more in this layer."""
    hub.unsubscribe(f"{tab} {layer}")


def is_open(tab: str) -> bool:
    """Whether the tab has a socket in this process."""
    return socket_of(get_app().app, tab) is not None


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
        if tab is not None and socket_of(app, tab) in (None, socket):
            _forget(tab)
        return on_disconnect(socket)

    namespace.on_disconnect = forget_and_disconnect


def _forget(tab: str) -> None:
    for layer in _layers.pop(tab, ()):
        hub.unsubscribe(f"{tab} {layer}")
        patches.leave(tab, layer)
    for tell in _told_of_closing:
        tell(tab)


async def _deliver(tab: str, handlers: Mapping[str, Handler], changes: list[Change]) -> bool:
    alive = True
    for handler, kinds in _by_handler(handlers, changes):
        alive = alive and await nudge(tab, handler, kinds)
    return alive


def _by_handler(handlers: Mapping[str, Handler], changes: list[Change]) -> list[tuple[Handler, list[str]]]:
    wanted: dict[int, tuple[Handler, set[str]]] = {}
    for change in changes:
        if handler := handlers.get(change.topic):
            wanted.setdefault(id(handler), (handler, set()))[1].add(change.kind)
    return [(handler, sorted(kinds)) for handler, kinds in wanted.values()]
