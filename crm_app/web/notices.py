"""Notices: short messages at the edge of the page, some with an Undo. Plain state, no eval in the browser."""

from typing import Any, Literal, TypedDict

import reflex as rx
from reflex_base.event import Event

from crm_app.core.ids import uuid7
from crm_app.core.texts import t
from crm_app.web.permits import PUBLIC, permit

Kind = Literal["info", "success", "warning", "error"]
SECONDS, SECONDS_WITH_ACTION, MOST = 6, 12, 4


class Notice(TypedDict):
    """What the browser shows: `action` is the label of the button, empty for none."""

    key: str
    text: str
    kind: str
    action: str
    seconds: int


class Notices(rx.State):
    """The notices of one tab, the newest last. The events behind their buttons stay on the server."""

    shown: list[Notice] = []
    _actions: dict[str, dict[str, Any]] = {}

    @rx.event
    @permit(PUBLIC)
    def show(self, text: str, kind: str, action: str, event: dict[str, Any]) -> None:
        """Adds a notice; made by `notify`."""
        key = uuid7().hex
        seconds = SECONDS_WITH_ACTION if action or kind == "error" else SECONDS
        notice = Notice(key=key, text=text, kind=kind, action=action, seconds=seconds)
        self.shown = [*self.shown, notice][-MOST:]
        kept = {notice["key"] for notice in self.shown}
        actions = {**self._actions, key: event} if action else self._actions
        self._actions = {key: event for key, event in actions.items() if key in kept}

    @rx.event
    @permit(PUBLIC)
    def dismiss(self, key: str) -> None:
        """Takes a notice away; one that is gone already is fine."""
        self._take(key)

    @rx.event
    @permit(PUBLIC)
    def act(self, key: str) -> Event | None:
        """Runs the event behind a notice's button, once. It goes through the access check like any other."""
        event = self._take(key)
        name = event.get("name", "") if event else ""
        if event and isinstance(name, str) and not name.startswith("_"):
            return Event(name=name, payload=event.get("payload", {}))
        return None

    def _take(self, key: str) -> dict[str, Any] | None:
        self.shown = [notice for notice in self.shown if notice["key"] != key]
        event = self._actions.get(key)
        self._actions = {kept: event for kept, event in self._actions.items() if kept != key}
        return event


def notify(
    text: str, kind: Kind = "info", undo: Any | None = None, *, action: str = ""
) -> rx.event.EventSpec:
    """The event that shows a notice: `return notify("Saved.")` or `yield notify(...)` in a handler.

    `undo` is an event (`ContactState.restore(uuid)`) that runs when the notice's button is pressed; its
    arguments must be JSON. `action` is the button's label, "Undo" when empty.
    """
    if undo is None:
        return Notices.show(text, kind, "", {})
    (event,) = Event.from_event_type(undo)
    return Notices.show(text, kind, action or t("Undo"), {"name": event.name, "payload": event.payload})


async def notify_now(state: rx.State, text: str, kind: Kind = "info") -> None:
    """Shows a notice within the running handler.

    For a page's load that leads elsewhere: the load of the next page ends whatever this one has queued.
    """
    notices = await state.get_state(Notices)
    notices.show(text, kind, "", {})
