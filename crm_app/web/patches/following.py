"""A tab and its list: it joins the view before it reads, and leaves it with the page."""

from collections.abc import Iterable
from typing import Any, TypedDict

from crm_app import accounts
from crm_app.core.errors import Forbidden
from crm_app.core.live import Facts, View, hub
from crm_app.web.cookies import token_in
from crm_app.web.patches.delivering import read_again, views
from crm_app.web.patches.looking import ListSource, Looking, Refresh
from crm_app.web.sockets import line_of


class Live(TypedDict):
    """In the state of a list: which view patches it, and up to which change its rows are true."""

    key: str
    heard: int


NOT_LIVE = Live(key="", heard=0)


class Base:
    """What a tab reads by itself, as the base of the patches that come later."""

    def __init__(self, view: View[Looking] | None, since: int = 0) -> None:
        self._view = view
        self._since = since
        self.live = Live(key=view.key, heard=view.heard) if view else NOT_LIVE

    def rows(self, rows: Iterable[Any], *, ended: bool = True) -> list[Any]:
        """The rows to show, and whether the list ends there. Rows that other tabs show too are one and the
        same object for all of them.
        """
        return self._view.settle(rows, ended=ended, since=self._since) if self._view else list(rows)

    def facts(self, facts: Facts) -> Facts:
        """What to show beside the rows."""
        if self._view:
            self._view.settle_facts(facts)
        return facts


async def follow(state: Any, source: ListSource, refresh: Refresh, layer: str = "page") -> Base:
    """Makes the tab of `state` see `source`, instead of what it saw in this layer, from now on.

    Call it before the list is read, and read it after: what is committed in between comes as a patch. The
    handler `refresh` (of one argument, a list of text) reads the list again and calls this again. SignedOut
    and Forbidden when the tab must not see it.
    """
    tab, token = state.router.session.client_token, token_in(state.router.headers.cookie) or ""
    before, current = hub.heard, await _allowed(token, source)
    line = line_of(tab)
    if line is None:
        return Base(None)  # it closed meanwhile, and comes again when it is back
    member = Looking(tab, token, source.permission, refresh, line, current.expires_at)
    name = f"{tab} {layer}"
    view = views.join(name, source, member)
    _watch(name, member, current)
    if hub.heard != before:
        await _look_again(member, name)
    return Base(view, since=before)


def appended(state: Any, rows: Iterable[Any], *, ended: bool, layer: str = "page") -> list[Any]:
    """The `items` of `state`, and behind them the next page of its list, without what they show already.

    `ended`: no page follows this one.
    """
    shown = state.get_value("items")  # the rows themselves: `state.items` would wrap each, and keep that
    known = {item["uuid"] for item in shown}
    view = views.of(f"{state.router.session.client_token} {layer}")
    return [*shown, *Base(view).rows([row for row in rows if row["uuid"] not in known], ended=ended)]


def leave(tab: str, layer: str) -> None:
    """The tab sees no list in this layer any more."""
    name = f"{tab} {layer}"
    views.leave(name)
    hub.unsubscribe(_subscription(name))


async def _allowed(token: str, source: ListSource) -> accounts.CurrentSession:
    current = await accounts.session_user(token)
    if current is None:
        raise accounts.SignedOut()
    if not current.user.can(source.permission):
        raise Forbidden()
    return current


async def _look_again(member: Looking, name: str) -> None:
    """What was heard before anybody listened for it may have been about this tab."""
    member.doubt()
    if not await member.recheck():
        views.leave(name)
        raise Forbidden()
    member.behind = False  # what was not sent meanwhile is in what is read next


def _watch(name: str, member: Looking, current: accounts.CurrentSession) -> None:
    """From the moment a change of user or session is heard nothing is sent, until it was looked at."""

    async def recheck(_: object) -> bool:
        if not await member.recheck():
            views.leave(name)
            return False
        if member.behind:
            await read_again(member)
        return True

    topics = (accounts.topics.user(current.user.uuid), accounts.topics.session(current.uuid))
    hub.subscribe(_subscription(name), topics, recheck, warn=member.doubt)


def _subscription(name: str) -> str:
    return f"{name} may"
