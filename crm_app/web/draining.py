"""A process that is told to stop: it takes no new tabs, lets its own go, and finishes what was begun.

A tab whose socket closes connects again by itself, and where several processes stand behind a proxy it lands
on another one. It is let go while nothing of its is being worked at, so that it hears every answer.
"""

import asyncio
from contextlib import suppress

import reflex as rx
from reflex.utils.prerequisites import get_app

NAMESPACE = "/_event"
PER_SECOND = 200
"""How many tabs are let go in a second: each of them loads its page on another process at once."""

GOODBYE_SECONDS = 2
"""How long a browser has to take leave: one that sleeps never does."""

_begun = False


def is_draining() -> bool:
    """Whether this process is about to end."""
    return _begun


async def drain(seconds: float) -> None:
    """From now on no new tabs; returns when no tab is left, or after `seconds`."""
    global _begun
    _begun = True
    app = get_app().app
    pause = min(1 / PER_SECOND, seconds / 2 / max(1, len(_tabs(app))))
    leaving = [_let_go(app, tab, socket, turn * pause) for turn, (tab, socket) in enumerate(_tabs(app))]
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*leaving)


def _tabs(app: rx.App) -> list[tuple[str, str]]:
    """Each tab of this process with its socket."""
    tokens = app.event_namespace._token_manager if app.event_namespace else None
    records = tokens.token_to_socket.items() if tokens else ()
    return [(tab, record.sid) for tab, record in records if record.instance_id == tokens.instance_id]


async def _let_go(app: rx.App, tab: str, socket: str, wait: float) -> None:
    await asyncio.sleep(wait)
    await _idle(app, tab)
    assert app.sio is not None, "there are no tabs without sockets"
    connection = app.sio.manager.eio_sid_from_sid(socket, NAMESPACE)
    if connection is not None:
        await app.sio.eio.disconnect(
            connection
        )  # the line only: Reflex's own goodbye would keep the tab away


async def _idle(app: rx.App, tab: str) -> None:
    """Returns when no event of the tab is waiting or running."""
    processor = app.event_processor
    await processor.join()
    while waiting := processor._token_queues.get(tab):
        futures = [processor._futures.get(entry.ctx.txid) for entry, _ in waiting]
        await asyncio.wait([asyncio.ensure_future(f) for f in futures if f] or [asyncio.create_task(_tick())])


async def _tick() -> None:
    await asyncio.sleep(0)
