"""Stands before the whole app: security headers on every answer, no foreign pages at the socket, none of
Reflex's anonymous uploads, and every error of a route as one shape of JSON.

`guarded(routes)` goes into `rx.App(api_transformer=...)`: Reflex mounts itself behind it.
"""

import re
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crm_app.core.errors import NotFound
from crm_app.web.draining import is_draining
from crm_app.web.http.answers import refused
from crm_app.web.http.origin import ForeignOrigin, is_own
from crm_app.web.http.requests import is_secure
from crm_app.web.problems import explain
from crm_app.web.registry import PAGES

SOCKET_PATH, UPLOAD_PATH, FILES_PATH = "/_event", "/_upload", "/files/"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; frame-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; "
)
_HEADERS = {
    "Cache-Control": "no-cache",  # a page names the files of its build: one that was kept would miss them
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


def guarded(routes: Sequence[BaseRoute]) -> Starlette:
    """Our plain routes behind the guard, ready for Reflex to be mounted in."""
    return Starlette(routes=list(routes), middleware=[Middleware(Guard)])


class Guard:
    """ASGI middleware; see the head of this module."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is allowed."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_draining():
            await _unavailable(send)
        elif _is_foreign(scope):
            await send({"type": "websocket.close", "code": 1008})  # before accepting: the browser sees a 403
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        try:
            _refuse(scope)
            await self._app(_as_page(scope), receive, send_with_headers)
        except Exception as error:
            if started:  # nothing sensible can follow half an answer: the server cuts the connection
                explain(error, route=scope["path"])
                raise
            await refused(error)(scope, receive, send_with_headers)


async def _unavailable(send: Send) -> None:
    """Refuses a socket so that a proxy takes it to another process."""
    await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
    await send({"type": "websocket.http.response.body", "body": b""})


def _refuse(scope: Scope) -> None:
    path = scope["path"]
    if path == UPLOAD_PATH or path.startswith(UPLOAD_PATH + "/"):
        raise NotFound()
    if path.startswith(SOCKET_PATH) and _is_foreign(scope):
        raise ForeignOrigin()


def _as_page(scope: Scope) -> Scope:
    """Gives a page that was asked for without the slash of its folder in the bundle.

    The folder itself would answer with a redirect that names this server and not the proxy before it.
    """
    path = scope["path"]
    return {**scope, "path": path + "/"} if path.strip("/") in PAGES and not path.endswith("/") else scope


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is not None and not is_own(origin, headers)


def _add_headers(scope: Scope, headers: MutableHeaders) -> None:
    """A route that says more (the CSP of a file) keeps its word."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _csp(scope))
    if is_draining():
        headers["Connection"] = "close"
    if is_secure(HTTPConnection(scope)):
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def _csp(scope: Scope) -> str:
    host = Headers(scope=scope).get("host", "")
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    ancestors = "'self'" if scope["path"].startswith(FILES_PATH) else "'none'"
    return f"{_CSP}connect-src 'self'{sockets}; frame-ancestors {ancestors}"
