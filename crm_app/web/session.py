"""Who is signed in at a tab: read from the cookie of its socket on the server, shown to the browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import reflex as rx
from reflex.state import OnLoadInternalState

from crm_app import accounts
from crm_app.core.scope import Scope
from crm_app.web import live
from crm_app.web.cookies import token_in
from crm_app.web.handlers import handler
from crm_app.web.permits import SIGNED_IN
from crm_app.web.ui.avatars import initials, tint


def token_of(state: Any) -> str | None:
    """The session token that came with this tab's socket."""
    return token_in(state.router.headers.cookie)


@asynccontextmanager
async def scope_of(state: Any) -> AsyncIterator[Scope]:
    """One transaction as the user who is signed in at this tab; SignedOut when nobody is (any more)."""
    async with accounts.scope_for_session(token_of(state) or "") as scope:
        yield scope


class Session(rx.State):
    """What the pages show of the signed-in person. For showing only: the server asks the cookie.

    `_page` and `_done` say which of its events have been run (web/once.py).
    """

    ready: bool = False
    forbidden: bool = False
    name: str = ""
    email: str = ""
    role: str = ""
    initials: str = ""
    tint: str = "0"
    permissions: list[str] = []
    _loaded_for: str = ""
    _user: str = ""
    _page: str = ""
    _done: int = 0

    @handler(SIGNED_IN)
    async def load(self) -> None:
        """Before the page's own load: who is this, and from now on hear when that changes."""
        current = await accounts.session_user(token_of(self) or "")
        if current is None:
            raise accounts.SignedOut()
        topics = (accounts.topics.session(current.uuid), accounts.topics.user(current.user.uuid))
        live.follow(self, dict.fromkeys(topics, Session.look_again), layer="session")
        self._show(current.user)

    @handler(SIGNED_IN)
    async def look_again(self, kinds: list[str]) -> Any:
        """The user changed elsewhere: shows it, and loads the page again when it may be another one now.

        When the session ended, the access check has sent the tab to sign-in before this runs.
        """
        current = await accounts.session_user(token_of(self) or "")
        if current is None:
            raise accounts.SignedOut()
        before = set(self.permissions)
        self._show(current.user)
        return None if before == current.user.permissions else OnLoadInternalState.on_load_internal

    @handler(SIGNED_IN)
    async def sign_out(self) -> rx.event.EventSpec:
        """Ends the session; the cookie that is left in the browser opens nothing."""
        await accounts.sign_out(token_of(self) or "")
        return rx.redirect("/login")

    def _show(self, user: accounts.SignedInUser) -> None:
        self.name, self.email, self.role = user.name, user.email, user.role
        self.initials, self.tint = initials(user.name), tint(str(user.uuid))
        self.permissions, self._user = sorted(user.permissions), str(user.uuid)
        self.ready = True


def may(permission: str) -> rx.Var[bool]:
    """Whether to show what needs this permission. For showing only."""
    return Session.permissions.contains(permission)
