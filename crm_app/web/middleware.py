"""The access check before every event of every tab. Deny by default.

Who asks is read from the cookie of the tab's socket, in the database, at this moment. What a tab's state
holds was read for one session; as soon as another one (or none) asks, all of it is forgotten before anything
is sent.
"""

from typing import Any
from urllib.parse import quote

import reflex as rx
import structlog
from reflex.state import (
    BaseState,
    FrontendEventExceptionState,
    OnLoadInternalState,
    State,
    StateUpdate,
    UpdateVarsInternalState,
)
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from crm_app import accounts
from crm_app.core.errors import AppError, Forbidden, Unavailable
from crm_app.web import coming_back, presence
from crm_app.web.arguments import BadEvent, fits
from crm_app.web.coming_back import ComingBack
from crm_app.web.notices import notify, notify_now
from crm_app.web.once import was_done
from crm_app.web.permits import PUBLIC, allows, permission_of
from crm_app.web.problems import explain, message_of
from crm_app.web.registry import loads_a_page, permission_of_page
from crm_app.web.session import Session, token_of

log = structlog.get_logger(__name__)

REPORT = f"{FrontendEventExceptionState.get_full_name()}.handle_frontend_exception"
REPORT_LENGTH = 2_000
LOAD_PAGE = f"{OnLoadInternalState.get_full_name()}.on_load_internal"
REFLEX_OWN = frozenset(
    {
        LOAD_PAGE,
        f"{State.get_full_name()}.hydrate",
        f"{State.get_full_name()}.hydrate_and_load",
        f"{State.get_full_name()}.set_is_hydrated",
        f"{OnLoadInternalState.get_full_name()}.set_is_hydrated",
        f"{UpdateVarsInternalState.get_full_name()}.update_vars_internal",
        REPORT,
    }
)
"""What Reflex itself needs before anybody has signed in. None of it reads or writes data of ours."""


class AccessMiddleware(rx.Middleware):
    """Add it with `index=0`: it must come before Reflex's own, which sends the state."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """None lets the event through; an update is sent instead of running it."""
        if not state.router_data:
            return _load_anew()
        if await was_done(app, state, event):
            return StateUpdate()
        if event.name == REPORT and not _shorten(event.payload):
            return StateUpdate()
        try:
            current = await accounts.session_user(token_of(state) or "")
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody gets in, and the page says why
            return await _not_now(state, explain(error, handler=event.name))
        session = await state.get_state(Session)
        forgot = await _forget_others(state, session, current)
        if forgot and event.name not in REFLEX_OWN:
            return await _with_delta(state, _load_anew() if current else _to_sign_in(state))
        if event.name == LOAD_PAGE:
            return await _check_page(app, state, session, current)
        back = await state.get_state(ComingBack)
        if coming_back.has_a_page(event) and not (forgot or session.ready) and _reads(app, state, current):
            return _events(coming_back.begin(back))
        if event.name in REFLEX_OWN:
            return None
        return _check_event(state, event, current) or _wait(back, event)


def _shorten(report: dict[str, Any]) -> bool:
    """Cuts what a browser reports of its errors; False when it is no report.

    Reflex searches it in a time that grows faster than the text, and logs it, for anybody.
    """
    if not all(isinstance(value, str) for value in report.values()):
        return False
    report.update({name: value[:REPORT_LENGTH] for name, value in report.items()})
    return True


async def _not_now(state: BaseState, error: AppError) -> StateUpdate:
    """Says what is wrong; where it is the database, the tab comes back by itself when that is.

    The notice is put into the state here: an event that shows it would be refused for the same reason.
    """
    if isinstance(error, Unavailable):
        coming_back.try_again(await state.get_state(ComingBack))
    await notify_now(state, message_of(error), "error")
    return await _with_delta(state, StateUpdate())


def _wait(back: ComingBack, event: Event) -> StateUpdate | None:
    """Sends what a person did on a page that is still being read to the end of the queue."""
    waits = not loads_a_page(event) and coming_back.has_to_wait(back)
    return StateUpdate(events=[event]) if waits else None


def _reads(app: rx.App, state: BaseState, current: accounts.CurrentSession | None) -> bool:
    """Whether the address of the tab is that of a page which is read for somebody signed in, and may be."""
    permission = _permission(app, state)
    return permission != PUBLIC and allows(current, permission)


def _permission(app: rx.App, state: BaseState) -> str | None:
    """What the page of the tab needs; an address without a page is anybody's."""
    route = app.router(state.router.url.path)
    return permission_of_page(route) if route else PUBLIC


def _check_event(
    state: BaseState, event: Event, current: accounts.CurrentSession | None
) -> StateUpdate | None:
    registered = RegistrationContext.get().event_handlers.get(event.name)
    permission = permission_of(registered.handler.fn) if registered else None
    if registered and allows(current, permission):
        return None if fits(registered.handler.fn, event.payload) else _said(BadEvent().message)
    if permission is None:
        log.warning("event_without_permission", handler=event.name)
    return _said(Forbidden().message) if current else _to_sign_in(state)


async def _check_page(
    app: rx.App, state: BaseState, session: Session, current: accounts.CurrentSession | None
) -> StateUpdate | None:
    allowed = allows(current, _permission(app, state))
    session.forbidden = current is not None and not allowed
    if allowed:
        presence.leave_unless_at(state)
        return None
    presence.leave(state.router.session.client_token)
    coming_back.end(await state.get_state(ComingBack))
    if current:
        session._show(current.user)
    state._get_root_state().is_hydrated = True
    return await _with_delta(state, StateUpdate() if current else _to_sign_in(state))


async def _forget_others(state: BaseState, session: Session, current: accounts.CurrentSession | None) -> bool:
    """Empties the tab's state when it was loaded for another session than the one that asks now."""
    asks = str(current.uuid) if current else ""
    before = session._loaded_for
    if before == asks:
        return False
    if before:
        root = state._get_root_state()
        await coming_back.whole_tree(root)
        root.reset()
    session._loaded_for = asks
    return bool(before)


def _load_anew() -> StateUpdate:
    return _events(coming_back.anew())


def _to_sign_in(state: BaseState) -> StateUpdate:
    url = state.router.url
    here = url.path + (f"?{url.query}" if url.query else "")
    if url.path in ("/login", "/setup"):
        return StateUpdate()
    return _events(rx.redirect("/login" if here in ("", "/") else f"/login?next={quote(here, safe='')}"))


def _said(text: str) -> StateUpdate:
    return _events(notify(text, kind="error"))


def _events(*events: Any) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(list(events)))


async def _with_delta(state: BaseState, update: StateUpdate) -> StateUpdate:
    """The update with what changed in the state, which is sent first."""
    root = state._get_root_state()
    delta = await root._get_resolved_delta()
    root._clean()
    return StateUpdate(delta=delta, events=update.events)
