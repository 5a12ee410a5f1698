"""Serves the app on one port, in this process."""

import asyncio
import math
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn

from crm_app.protocol import LimitedHttp
from crm_app.settings import settings
from crm_app.wires import Wire

GRACE_SECONDS = 3
"""What is still being answered when all tabs have left has at least so long."""

SOCKET_BYTES = 2 * 1024 * 1024
"""One event of a tab: a form sends what it holds and what it showed first, and the longest text, each
character of four bytes, fits twice."""


def run(port: int, say: Callable[[str], None]) -> None:
    """Serves until a signal ends it; `say` is told the address once it answers."""
    os.environ["REFLEX_ENV_MODE"] = "prod"
    os.environ["__REFLEX_SKIP_COMPILE"] = "true"
    os.environ["__REFLEX_MOUNT_FRONTEND_COMPILED_APP"] = "true"
    os.environ.setdefault("REFLEX_SOCKET_INTERVAL", "10s")  # a tab that comes back before its dead
    os.environ.setdefault("REFLEX_SOCKET_TIMEOUT", "20s")  # line is noticed would lose its state
    os.environ.setdefault("REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE", str(SOCKET_BYTES))
    from crm_app.crm_app import app

    config = uvicorn.Config(
        app(),
        host=settings().host,
        port=port,
        loop="uvloop",
        http=LimitedHttp,
        ws=Wire,
        ws_max_size=SOCKET_BYTES,
        ws_per_message_deflate=False,  # docs/decisions/0014: half the memory of a tab, a third of a broadcast
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # web/http/requests.py believes a proxy only with TRUST_PROXY
    )
    _Announcing(config, lambda: say(f"Ready: http://localhost:{port}")).run()


class _Announcing(uvicorn.Server):
    """A server that tells when it answers, and lets its tabs go before it ends."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._draining: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from crm_app.web.draining import drain

        begun = time.monotonic()
        self._draining = asyncio.create_task(drain(settings().drain_seconds))
        with suppress(asyncio.CancelledError):
            await self._draining
        self._close_sockets()
        left = settings().drain_seconds - (time.monotonic() - begun)
        self.config.timeout_graceful_shutdown = max(GRACE_SECONDS, math.ceil(left))
        await super().shutdown(sockets)

    def _close_sockets(self) -> None:
        """Of the tabs that have left; what is still being answered goes on."""
        for connection in list(self.server_state.connections):
            if isinstance(connection, LimitedHttp):
                continue
            if connection.transport.get_write_buffer_size():  # nobody reads it: it would never end
                connection.transport.abort()
            else:
                connection.transport.close()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self.force_exit and self._draining is not None:  # a second Ctrl-C
            self._draining.cancel()
