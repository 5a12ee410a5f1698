"""One LISTEN connection per process, beside the pool, that comes back by itself.

Notifications sent while it was away are lost, so after every (re)connection the hub tells all tabs
to look again. A network that fails in silence looks like one where nothing happens, so from time to time
the database is asked for a sign of life.
"""

import asyncio
import os
import socket

import psycopg
import structlog

from crm_app.core.live.changes import CHANNEL, decode
from crm_app.core.live.hub import Hub, hub

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
QUIET_SECONDS, ANSWER_SECONDS = 5.0, 5.0


class Listener:
    """Hears what was committed anywhere and posts it to this process's hub.

    Every `quiet` seconds the database has to answer within `answer` seconds, else the connection counts as
    lost.
    """

    def __init__(self, hub: Hub, *, quiet: float = QUIET_SECONDS, answer: float = ANSWER_SECONDS) -> None:
        self._hub = hub
        self._quiet, self._answer = quiet, answer
        self._wait = FIRST_WAIT
        self.connected = asyncio.Event()

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
            await self._ask(connection, f"LISTEN {CHANNEL}")
            self._wait = FIRST_WAIT
            self.connected.set()
            self._hub.resync()
            while True:
                async for notification in connection.notifies(timeout=self._quiet):
                    self._post(notification.payload)
                await self._ask(connection, "SELECT 1")

    async def _ask(self, connection: psycopg.AsyncConnection, question: str) -> None:
        """Runs a statement; OperationalError when no answer comes in time."""
        hang_up = asyncio.get_running_loop().call_later(self._answer, _hang_up, connection)
        try:
            await connection.execute(question.encode())
        finally:
            hang_up.cancel()

    def _post(self, payload: str) -> None:
        try:
            self._hub.post(decode(payload))
        except ValueError:
            log.exception("live_payload_unreadable")


def _hang_up(connection: psycopg.AsyncConnection) -> None:
    """Ends a silent line from this side, so that whoever waits there hears it. Cancelling the statement
    would ask the silent database to cancel it."""
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


listener = Listener(hub)
