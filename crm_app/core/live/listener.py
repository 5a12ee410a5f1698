"""One LISTEN connection per process, beside the pool, that comes back by itself.

Notifications sent while it was away are lost, so after every (re)connection the hub tells all tabs
to look again.
"""

import asyncio

import psycopg
import structlog

from crm_app.core.live.changes import CHANNEL, decode
from crm_app.core.live.hub import Hub, hub

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0


class Listener:
    """Hears what was committed anywhere and posts it to this process's hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
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
            await connection.execute(f"LISTEN {CHANNEL}")  # pyright: ignore[reportArgumentType]
            self._wait = FIRST_WAIT
            self.connected.set()
            self._hub.resync()
            async for notification in connection.notifies():
                self._post(notification.payload)

    def _post(self, payload: str) -> None:
        try:
            self._hub.post(decode(payload))
        except ValueError:
            log.exception("live_payload_unreadable")


listener = Listener(hub)
