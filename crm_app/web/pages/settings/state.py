"""One's own sessions: listed, ended one by one or all others at once, live."""

from typing import TypedDict

import reflex as rx

from crm_app import accounts
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t, tn
from crm_app.web import live
from crm_app.web.access import SIGNED_IN, handler, scope_of, token_of
from crm_app.web.notices import notify
from crm_app.web.pages.settings.browsers import browser_name
from crm_app.web.pages.sign_in.messages import field_messages, message_for


class SessionRow(TypedDict):
    """One signed-in browser; `seen` is an ISO time."""

    uuid: str
    browser: str
    address: str
    seen: str
    here: bool


class SettingsState(rx.State):
    """What the settings page shows and does."""

    ready: bool = False
    sessions: list[SessionRow] = []
    others: int = 0
    error: str = ""
    done: bool = False
    problems: dict[str, str] = {}

    @handler(SIGNED_IN)
    async def load(self) -> None:
        """The sessions as they are, and what the password form has to say."""
        query = self.router.url.query_parameters
        self.problems = field_messages(query)
        self.error = "" if self.problems else message_for(query)
        self.done = query.get("done") == "password"
        user = (await self._current()).user
        live.follow(self, {accounts.topics.user(user.uuid): SettingsState.refresh})
        await self._read()
        self.ready = True

    @handler(SIGNED_IN)
    async def refresh(self, kinds: list[str]) -> None:
        """Somebody signed in or out as this user."""
        await self._read()

    @handler(SIGNED_IN)
    async def revoke(self, uuid: str) -> rx.event.EventSpec:
        """Ends another session of one's own."""
        session_uuid = parse_uuid(uuid)
        async with scope_of(self) as scope:
            own = {session.uuid for session in await accounts.list_sessions(scope)}
            if session_uuid is None or session_uuid not in own:
                raise NotFound()
            await accounts.revoke_session(scope, session_uuid)
        await self._read()
        return notify(t("That browser is signed out."), kind="success")

    @handler(SIGNED_IN)
    async def revoke_others(self) -> rx.event.EventSpec:
        """Ends all own sessions but this one."""
        keep = (await self._current()).uuid
        async with scope_of(self) as scope:
            ended = await accounts.revoke_other_sessions(scope, keep)
        await self._read()
        told = tn("{count} other browser is signed out.", "{count} other browsers are signed out.", ended)
        return notify(told, kind="success")

    async def _read(self) -> None:
        here = (await self._current()).uuid
        async with scope_of(self) as scope:
            found = await accounts.list_sessions(scope)
        self.sessions = [
            SessionRow(
                uuid=str(session.uuid),
                browser=browser_name(session.user_agent),
                address=session.address,
                seen=session.last_seen_at.isoformat(),
                here=session.uuid == here,
            )
            for session in found
        ]
        self.others = len(found) - 1

    async def _current(self) -> accounts.CurrentSession:
        current = await accounts.session_user(token_of(self) or "")
        if current is None:
            raise accounts.SignedOut()
        return current
