"""Serves the app on one port, in this process."""

import os
import socket
from collections.abc import Callable

import uvicorn

from crm_app.protocol import LimitedHttp

GRACE_SECONDS = 3
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
        host="0.0.0.0",  # noqa: S104 - a server is there to be reached
        port=port,
        loop="uvloop",
        http=LimitedHttp,
        ws_max_size=SOCKET_BYTES,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,  # web/http/requests.py believes a proxy only with TRUST_PROXY
    )
    _Announcing(config, lambda: say(f"Ready: http://localhost:{port}")).run()


class _Announcing(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()
