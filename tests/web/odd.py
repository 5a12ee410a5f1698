"""A page and a state that do everything wrong, or in an unusual way, for the access check to deal with."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import reflex as rx
from reflex.utils.prerequisites import get_app

from crm_app.core.errors import Conflict, ValidationFailed
from crm_app.core.live import hub
from crm_app.web.access import PUBLIC, SIGNED_IN, handler, page, scope_of
from crm_app.web.notices import notify

PREFIX = "tests.web.odd"


class Odd(rx.State):
    """`said` is what a handler that ran leaves behind; `secret` is what only the signed-in may get."""

    said: str = ""
    secret: str = ""
    marked: str = ""

    @handler(PUBLIC)
    def mark(self, text: str) -> None:
        """Shows that everything before has been dealt with."""
        self.marked = text

    def helper(self) -> None:
        """Forgotten: no decorator at all."""
        self.said = "helper"

    @rx.event
    async def bare(self) -> None:
        """Forgotten: Reflex's own decorator, no permission."""
        self.said = "bare"

    @handler(PUBLIC)
    def greet(self, name: str) -> None:
        """Anybody."""
        self.said = f"hello {name}"

    @handler(SIGNED_IN)
    async def whoami(self) -> None:
        """Anybody with a session."""
        async with scope_of(self) as scope:
            self.said = scope.actor.name if scope.actor else "nobody"

    @handler("crm.edit")
    async def edit(self) -> None:
        """Whoever works with records."""
        self.said = "edited"

    @handler("settings.edit")
    async def configure(self) -> None:
        """Owners and admins."""
        self.said = "configured"

    @handler(SIGNED_IN)
    async def load_secret(self) -> None:
        """Something of the user's stays in the tab."""
        self.secret = "the salary of Mira"

    @handler(PUBLIC)
    async def fail(self, kind: str) -> None:
        """Fails in the wanted way, with something private at hand."""
        private = "sword" + "fish-in-a-variable"
        assert private
        raise {
            "conflict": Conflict("The other one was faster."),
            "fields": ValidationFailed({"name": ["Enter a name."]}),
            "unexpected": RuntimeError("a secret in an exception"),
        }[kind]

    @handler(PUBLIC)
    def fail_at_once(self) -> None:
        """Fails without being a coroutine."""
        raise Conflict("Too fast.")

    @handler(PUBLIC)
    async def fail_midway(self) -> AsyncIterator[Any]:
        """A generator that fails after its first step."""
        self.said = "first step"
        yield
        raise Conflict("Stopped midway.")

    @handler(PUBLIC)
    async def steps(self) -> AsyncIterator[Any]:
        """A generator that ends well."""
        self.said = "one"
        yield
        self.said = "two"
        yield notify("Both steps are done.", kind="success")

    @handler("crm.edit", background=True)
    async def in_background(self) -> None:
        """Without the tab's lock."""
        async with self:
            self.said = "background"

    @handler(PUBLIC, background=True)
    async def fail_in_background(self) -> AsyncIterator[Any]:
        """Fails without the tab's lock."""
        yield
        raise Conflict("Failed behind the scenes.")

    @handler("crm.edit", supersedes=True)
    async def slow(self, name: str) -> None:
        """The newer call cancels the older one."""
        if name == "older":
            await asyncio.Event().wait()
        self.said = f"{self.said} {name}".strip()

    @handler(PUBLIC)
    async def passes_on(self) -> Any:
        """Hands over to one that needs more than itself."""
        return Odd.configure

    @handler(PUBLIC, background=True)
    async def expire(self) -> Any:
        """What happens to the state of a tab that nobody has used for a week."""
        manager = get_app().app.state_manager
        for key in [key for key in manager.states if self.router.session.client_token in key]:
            del manager.states[key]
        return rx.redirect("/expired")

    @handler(PUBLIC)
    def count_followed(self, token: str) -> None:
        """How much the process still follows for a tab."""
        self.said = str(sum(key.startswith(token) for key in hub._tabs))

    @handler(SIGNED_IN)
    async def remove(self, what: str) -> Any:
        """Something with a way back."""
        self.said = f"removed {what}"
        return notify("Removed.", undo=Odd.put_back(what))

    @handler("crm.edit")
    async def put_back(self, what: str) -> None:
        """The way back."""
        self.said = f"put back {what}"


@page("/odd", "settings.view", title="Odd", on_load=Odd.load_secret)
def odd() -> rx.Component:
    """For owners and admins."""
    return rx.text(Odd.secret)
