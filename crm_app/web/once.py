"""Every event of a page is run once, however often it arrives.

A page numbers its events and sends again what it has not heard to be done (assets/socket.js). The last number
that was run is part of the tab's state: it is saved with what the event changed there, under the same lock.
So it holds wherever the tab's next socket ends: here, or in another process that shares the state by Redis.
"""

import asyncio
from typing import Any

import reflex as rx
from reflex.state import BaseState
from reflex_base.event import Event

from crm_app.web.session import Session

FIELD = "once"
"""Where an event that comes over a socket has its page and number: `<page>.<number>`."""

_KEY = "__once"
LONGEST_PAGE = 64


def number_events(app: rx.App) -> None:
    """From now on events keep their numbers on their way to the access check. Call it once, at the start."""
    namespace = app.event_namespace
    assert namespace is not None, "Reflex has no sockets before the app is put together"
    on_event = namespace.on_event

    async def on_numbered_event(socket: str, data: Any) -> None:
        if isinstance(data, dict) and (mark := _mark(data.get(FIELD))):
            data["payload"] = {**(data.get("payload") or {}), _KEY: mark}
        await on_event(socket, data)

    namespace.on_event = on_numbered_event


async def was_done(app: rx.App, state: BaseState, event: Event) -> bool:
    """Whether this very event has been run before. If not, it counts as run as soon as the state is saved.

    The page is told in both cases, once nothing more can go wrong.
    """
    mark = event.payload.pop(_KEY, None)
    if not isinstance(mark, tuple):
        return False
    page, number = mark
    session = await state.get_state(Session)
    again = session._page == page and number <= session._done
    if not again:
        session._page, session._done = page, number
    _tell_when_saved(app, state.router.session.session_id, number)
    return again


def _mark(text: Any) -> tuple[str, int] | None:
    """What a browser says of an event: its page's name and its number. None for anything else."""
    page, _, number = text.rpartition(".") if isinstance(text, str) else ("", "", "")
    usable = 0 < len(page) <= LONGEST_PAGE and number.isascii() and number.isdecimal() and len(number) < 16
    return (page, int(number)) if usable else None


def _tell_when_saved(app: rx.App, socket: str, number: int) -> None:
    """The task of an event ends when its state is saved. One that was cancelled is not done."""

    def tell(task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and app.event_namespace is not None:
            telling = asyncio.create_task(app.event_namespace.emit("done", number, to=socket))
            _telling.add(telling)
            telling.add_done_callback(_telling.discard)

    task = asyncio.current_task()
    assert task is not None, "events are run in tasks"
    task.add_done_callback(tell)


_telling: set[asyncio.Task[Any]] = set()
"""Kept until they have ended: nobody else holds them."""
