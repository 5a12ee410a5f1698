"""Set-up: open only while there is no user at all."""

from typing import Any

import reflex as rx

from crm_app import accounts
from crm_app.core.scope import system_scope
from crm_app.web.access import PUBLIC, handler
from crm_app.web.cookies import typed_in
from crm_app.web.pages.sign_in.messages import field_messages, message_for


class SetupState(rx.State):
    """What the set-up page shows."""

    error: str = ""
    problems: dict[str, str] = {}
    name: str = ""
    email: str = ""

    @handler(PUBLIC)
    async def load(self) -> Any:
        """Shows the form, or leads to sign-in once there is a user."""
        query = self.router.url.query_parameters
        self.error, self.problems = message_for(query), field_messages(query)
        refused = bool(self.error or self.problems)
        kept = {"name": self.name, "email": self.email} if refused else {}  # for longer than the cookie
        typed = kept | typed_in(self.router.headers.cookie)
        self.name, self.email = typed.get("name", ""), typed.get("email", "")
        async with system_scope() as scope:
            if not await accounts.needs_setup(scope):
                return rx.redirect("/login", replace=True)
        return None
