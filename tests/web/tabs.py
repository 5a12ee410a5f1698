"""A browser tab as the server sees it: a socket with a token and perhaps a cookie."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import socketio

from crm_app import accounts
from crm_app.accounts.sessions import open_session
from crm_app.core.scope import system_scope
from tests.waiting import PATIENCE
from tests.web.odd import Odd

HYDRATE = "reflex___state____state.hydrate_and_load"
LOAD_PAGE = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"


async def cookie_for(user: accounts.User) -> str:
    """The cookie of a new session."""
    async with system_scope() as scope:
        return f"crm_session={await open_session(scope, user, '192.0.2.1', 'Firefox')}"


class Tab:
    """One tab. What it is sent piles up in `updates`, the numbers of its events that are done in `done`.

    `page` is the name of the page that is open in it; one without a name is a browser without our script.
    """

    def __init__(
        self, url: str, cookie: str = "", path: str = "/contacts", token: str | None = None, *, page: str = ""
    ) -> None:
        self.url, self.cookie, self.path, self.page = url, cookie, path, page
        self.token = token or str(uuid4())
        self.new_token: str | None = None
        self.updates: list[dict[str, Any]] = []
        self.done: list[int] = []
        self.patches: list[list[Any]] = []
        self._news = asyncio.Event()
        self._client = socketio.AsyncClient(reconnection=False)
        self._client.on("event", self._take, namespace="/_event")
        self._client.on("done", self._take_done, namespace="/_event")
        self._client.on("new_token", self._take_token, namespace="/_event")
        self._client.on("p", self._patch, namespace="/_event")

    async def open(self, *, hydrate: bool = True, **headers: str) -> "Tab":
        """Connects as a browser does, with its first event in the handshake."""
        payload = {"hashes": {}}  # a page that has just been opened says what it holds: nothing yet
        boot = {"event": {"name": HYDRATE, "payload": payload, "router_data": self._route()}}
        await self._client.connect(
            f"{self.url}/?token={self.token}" + (f"&page={self.page}" if self.page else ""),
            namespaces=["/_event"],
            socketio_path="/_event",
            transports=["websocket"],
            headers={**({"Cookie": self.cookie} if self.cookie else {}), **headers},
            auth=boot if hydrate else None,
        )
        return self

    async def close(self) -> None:
        await self._client.disconnect()

    async def send(self, event: Any, /, *, once: Any = None, **payload: Any) -> None:
        """Sends an event by its handler or by its full name; `once` is its page and number."""
        name = event if isinstance(event, str) else f"{event.state.get_full_name()}.{event.fn.__name__}"
        data = {"name": name, "payload": payload, "router_data": self._route()}
        data |= {"once": once} if once is not None else {}
        await self._client.emit("event", data, namespace="/_event")

    async def loaded(self) -> None:
        """Returns when the page's load has run, or was refused."""
        await self.until(lambda: self.value("is_hydrated"))
        await self.settle()

    async def settle(self) -> None:
        """Returns when everything that was sent before has been answered, and what followed from it too."""
        for _ in range(2):
            mark = uuid4().hex
            await self.send(Odd.mark, text=mark)
            await self.until(lambda mark=mark: self.value("marked") == mark)

    async def until(self, condition: Callable[[], object]) -> None:
        """Waits until the condition holds for what has come in."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._news.clear()
                await self._news.wait()

    def redirects(self) -> list[str]:
        """Where the tab was sent."""
        return [
            e["payload"]["path"]
            for u in self.updates
            for e in u.get("events") or []
            if e["name"] == "_redirect"
        ]

    def sent_to_sign_in(self) -> bool:
        return any(urlsplit(path).path == "/login" for path in self.redirects())

    def let_through(self) -> list[str]:
        """The events that passed the access check (tabs that walk)."""
        return [path.removeprefix("/let-through/") for path in self.redirects() if "/let-through/" in path]

    def loads_anew(self) -> bool:
        """Whether the browser was told to hydrate again."""
        return any(
            e["name"] == "_remove_session_storage" for u in self.updates for e in u.get("events") or []
        )

    def value(self, var: str, of: Any = None) -> Any:
        """The last value of a var of ours that was sent; None when it never was.

        `of` is its state, where several states have a var of this name.
        """
        found = None
        for update in self.updates:
            for state, values in (update.get("delta") or {}).items():
                if of is None or state == of.get_full_name():
                    found = values.get(f"{var}_rx_state_", found)
        return found

    def values(self, var: str, of: Any) -> list[Any]:
        """Everything that was sent of a var of this state since its first page was there."""
        deltas = [(update.get("delta") or {}).get(of.get_full_name(), {}) for update in self.updates]
        sent = [delta[f"{var}_rx_state_"] for delta in deltas if f"{var}_rx_state_" in delta]
        return [value for value in sent if value]

    def rows(self, of: Any = None, name: str = "items", live: str = "live") -> list[dict[str, Any]]:
        """The rows of a list as the browser shows them: what was read, with the patches laid over it."""
        return over(self.value(name, of) or [], self.value(live, of), self.patches)

    def fact(self, name: str, of: Any = None, live: str = "live") -> Any:
        """What the list says beside its rows."""
        base, said = self.value(live, of), self.value(name, of)
        for key, heard, *_, facts in (patch for patch in self.patches if len(patch) == 6):
            if base and key == base["key"] and heard > base["heard"]:
                said = facts.get(name, said)
        return said

    def notices(self) -> list[str]:
        """The texts of the notices shown now."""
        return [notice["text"] for notice in self.value("shown") or []]

    async def _patch(self, *patch: Any) -> None:
        self.patches.append(patch[0] if len(patch) == 1 else list(patch))
        self._news.set()

    def _route(self) -> dict[str, Any]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        return {"pathname": urlsplit(self.path).path, "query": query, "asPath": self.path}

    async def _take(self, data: Any) -> None:
        self.updates.append(data if isinstance(data, dict) else json.loads(data))
        self._news.set()

    async def _take_done(self, number: int) -> None:
        self.done.append(number)
        self._news.set()

    async def _take_token(self, token: str) -> None:
        self.new_token = token


def over(rows: list[dict[str, Any]], live: Any, patches: list[list[Any]]) -> list[dict[str, Any]]:
    """What a browser shows: simpler than patching.js, and written for itself."""
    shown = {row["uuid"]: row for row in rows}
    for key, heard, *rest in patches:
        if live is None or key != live["key"] or heard <= live["heard"]:
            continue
        changed, gone, came = [*rest, {}, [], []][:3]
        for uuid in gone:
            shown.pop(uuid, None)
        for row, after in came:
            others = [other for other in shown.values() if other["uuid"] != row["uuid"]]
            place = 0 if after is None else 1 + [other["uuid"] for other in others].index(after)
            shown = {each["uuid"]: each for each in (*others[:place], row, *others[place:])}
        for uuid in changed.keys() & shown.keys():
            shown[uuid] = {**shown[uuid], **changed[uuid]}
    return list(shown.values())


def browser(url: str, cookie: str = "", **headers: str) -> httpx.AsyncClient:
    """An HTTP client that does not follow redirects."""
    return httpx.AsyncClient(
        base_url=url, headers={**({"Cookie": cookie} if cookie else {}), **headers}, timeout=30
    )


def token_in(tab: Tab) -> str:
    """The session that the tab belongs to."""
    return tab.cookie.partition("=")[2]


async def said_after(tab: Tab, event: object, **payload: object) -> str | None:
    """What an event has made the tab's state say."""
    await tab.send(event, **payload)
    await tab.settle()
    return tab.value("said")


async def set_role(user: accounts.User, role: str) -> None:
    """Gives the user another role, whatever tabs they have."""
    async with system_scope() as scope:
        await accounts.change_role(scope, user.uuid, role)
