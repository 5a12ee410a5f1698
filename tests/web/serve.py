"""Serves the app without its pages' bundle, for tests that speak to it over HTTP and sockets.

A tab whose token begins with "walk" learns which events the access check let through: they are reported, and
not run.
"""

import os
import socket
import sys

import reflex as rx
import uvicorn
from reflex.state import StateUpdate
from reflex_base.event import Event

os.environ["REFLEX_ENV_MODE"] = "prod"
os.environ["__REFLEX_SKIP_COMPILE"] = "true"

from tests.web import odd  # isort: skip - its page must be known before the app is put together
from crm_app.accounts import passwords
from crm_app.core.logs import configure_logs
from crm_app.crm_app import app
from crm_app.web.middleware import REFLEX_OWN
from tests.quick_passwords import quick_hasher

assert odd


class Witness(rx.Middleware):
    """Comes after the access check."""

    async def preprocess(self, app: rx.App, state: rx.State, event: Event) -> StateUpdate | None:
        walks = state.router.session.client_token.startswith("walk")
        if not walks or event.name in REFLEX_OWN or event.name.endswith(("notices.show", "odd.mark")):
            return None
        return StateUpdate(events=Event.from_event_type(rx.redirect(f"/let-through/{event.name}")))


def main() -> None:
    configure_logs("json")
    passwords._hasher = quick_hasher()
    app.add_middleware(Witness(), index=1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(app(), log_level="warning", access_log=False, proxy_headers=False)
        )
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
