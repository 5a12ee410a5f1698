"""One LISTEN connection per process, beside the pool, that comes back by itself.

Notifications sent while it was away are lost, so after every (re)connection the hub tells all tabs
to look again. A network that fails in silence looks like one where nothing happens, so from time to time
the database is asked for a sign of life.
"""

import asyncio
import os
import socket
from collections.abc import Callable
from typing import NamedTuple

import psycopg
import structlog

from crm_app.core.live.changes import CHANNEL, decode
from crm_app.core.live.hub import Hub, hub

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
QUIET_SECONDS, ANSWER_SECONDS = 5.0, 5.0
SLICE = 50
"""So many notifications are taken in at a time, in about a millisecond. All that the line has brought is
there at once, however many they are, and the event loop has other things to do."""


class _Channel(NamedTuple):
    heard: Callable[[str], None]
    connected: Callable[[], None]


class Listener:
    """Hears what was committed anywhere and posts it to this process's hub.

    Every `quiet` seconds the database has to answer within `answer` seconds, else the connection counts as
    lost.
    """

    def __init__(self, hub: Hub, *, quiet: float = QUIET_SECONDS, answer: float = ANSWER_SECONDS) -> None:
        self._channels: dict[str, _Channel] = {}
        self._quiet, self._answer = quiet, answer
        self._wait = FIRST_WAIT
        self.hears(CHANNEL, lambda payload: hub.post(decode(payload)), hub.resync)
        self.connected = asyncio.Event()

    def hears(self, channel: str, heard: Callable[[str], None], connected: Callable[[], None]) -> None:
        """Hears this channel too, from the next connection on. `heard` takes a payload and raises ValueError
        for one that makes no sense; `connected` is called when notifications may have been missed.
        """
        self._channels[channel] = _Channel(heard, connected)

    async def run(self, url: str) -> None:
        """Listens until cancelled; `url` is a libpq URL."""
        while True:
            try:
                await self._listen(url)
            except (psycopg.Error, OSError) as error:
                log.warning("listener_lost", error=type(error).__name__)
            finally:
                self.connected.clear()
            await asyncio.sleep(self._wait)
            self._wait = min(self._wait * 2, LONGEST_WAIT)

    async def _listen(self, url: str) -> None:
        async with await psycopg.AsyncConnection.connect(
            url, autocommit=True, connect_timeout=5
        ) as connection:
            await self._ask(connection, "; ".join(f"LISTEN {channel}" for channel in self._channels))
            self._wait = FIRST_WAIT
            self.connected.set()
            for channel in self._channels.values():
                channel.connected()
            while True:
                await self._hear(connection)
                await self._ask(connection, "SELECT 1")

    async def _hear(self, connection: psycopg.AsyncConnection) -> None:
        """Hands out what comes, until the time for a sign of life."""
        taken = 0
        async for notification in connection.notifies(timeout=self._quiet):
            self._post(notification.channel, notification.payload)
            taken += 1
            if taken % SLICE == 0:
                await asyncio.sleep(0)

    async def _ask(self, connection: psycopg.AsyncConnection, question: str) -> None:
        """Runs a statement; OperationalError when no answer comes in time."""
        hang_up = asyncio.get_running_loop().call_later(self._answer, _hang_up, connection)
        try:
            await connection.execute(question.encode())
        finally:
            hang_up.cancel()

    def _post(self, channel: str, payload: str) -> None:
        try:
            self._channels[channel].heard(payload)
        except ValueError:
            log.exception("live_payload_unreadable", channel=channel)


def _hang_up(connection: psycopg.AsyncConnection) -> None:
    """Ends a silent line from this side, so that whoever waits there hears it. Cancelling the statement
    would ask the silent database to cancel it."""
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


listener = Listener(hub)
