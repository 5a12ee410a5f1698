"""A page that comes back gets its state again, also before anybody has noticed that its old line is dead.

Reflex takes a second socket with the same token for a tab that was duplicated, and gives it an empty state.
It cannot know better: a killed process, a sleeping laptop or a lost network leave the first one on record.
But pages have a name of their own (assets/socket.js), which a duplicated tab does not share.
"""

from typing import Any
from urllib.parse import parse_qs

import reflex as rx
from reflex.utils.token_manager import LocalTokenManager, RedisTokenManager, TokenManager

LONGEST_PAGE = 64
_KNOWN = "crm_page_"


def let_pages_return(app: rx.App) -> None:
    """From now on a page takes its tab over from its own earlier socket. Call it once, at the start."""
    namespace = app.event_namespace
    assert namespace is not None, "Reflex has no sockets before the app is put together"
    tokens, on_connect = namespace._token_manager, namespace.on_connect
    returning = _Returning(tokens)
    tokens.link_token_to_sid = returning.link
    tokens.disconnect_token = returning.disconnect

    async def on_named_connect(socket: str, environ: dict[str, Any], auth: Any = None) -> None:
        returning.connecting[socket] = _page(environ)
        try:
            await on_connect(socket, environ, auth)
        finally:
            returning.connecting.pop(socket, None)  # a socket without a token is linked to nothing

    namespace.on_connect = on_named_connect


def _page(environ: dict[str, Any]) -> str:
    """What the page calls itself in the address of its socket; empty for one that has no name."""
    (name, *_) = parse_qs(environ.get("QUERY_STRING", "")).get("page", [""])
    return name if len(name) <= LONGEST_PAGE else ""


class _Returning:
    """Which page has which tab: in Redis where several processes share the tabs, else here."""

    def __init__(self, tokens: TokenManager) -> None:
        self._tokens = tokens
        self._link = tokens.link_token_to_sid
        self._disconnect = tokens.disconnect_token
        self._pages: dict[str, str] = {}
        self.connecting: dict[str, str] = {}

    async def link(self, tab: str, socket: str) -> str | None:
        """Gives the tab this socket; answers another tab's token where this one belongs to another page."""
        page = self.connecting.pop(socket, "")
        if page and page == await self._known(tab):
            await self._take_over(tab, socket)
            return None
        other = await self._link(tab, socket)
        if page:
            await self._remember(other or tab, page)
        return other

    async def disconnect(self, tab: str, socket: str) -> None:
        """The tab's socket has closed."""
        await self._disconnect(tab, socket)
        if tab not in self._tokens.token_to_socket:
            self._pages.pop(tab, None)

    async def _take_over(self, tab: str, socket: str) -> None:
        before = self._tokens.token_to_socket.pop(tab, None)
        if before is not None:  # without it the old socket's end, when it comes, is nobody's
            self._tokens.sid_to_token.pop(before.sid, None)
        assert isinstance(self._tokens, LocalTokenManager), "Reflex has no other"
        await LocalTokenManager.link_token_to_sid(self._tokens, tab, socket)
        if isinstance(self._tokens, RedisTokenManager):
            self._tokens._ensure_socket_record_task()
            await self._tokens._store_socket_record(tab, self._tokens.token_to_socket[tab])

    async def _known(self, tab: str) -> str:
        if isinstance(self._tokens, RedisTokenManager):
            found = await self._tokens.redis.get(_KNOWN + tab)
            return found.decode() if found else ""
        return self._pages.get(tab, "")

    async def _remember(self, tab: str, page: str) -> None:
        if isinstance(self._tokens, RedisTokenManager):
            await self._tokens.redis.set(_KNOWN + tab, page, ex=self._tokens.token_expiration)
        else:
            self._pages[tab] = page
