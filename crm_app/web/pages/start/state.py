"""Where a visitor belongs who names no page."""

import reflex as rx

from crm_app import accounts
from crm_app.core.scope import system_scope
from crm_app.web.access import PUBLIC, handler, token_of

HOME = "/contacts"


class StartState(rx.State):
    """The start address shows nothing of its own."""

    @handler(PUBLIC)
    async def load(self) -> rx.event.EventSpec:
        """On to the contacts, to sign-in, or to set-up."""
        return rx.redirect(await way_in(self, HOME) or "/login", replace=True)


async def way_in(state: rx.State, home: str) -> str | None:
    """`home` for whoever is signed in, set-up while there is no user, None for those who have to sign in."""
    if await accounts.session_user(token_of(state) or ""):
        return home
    async with system_scope() as scope:
        return "/setup" if await accounts.needs_setup(scope) else None
