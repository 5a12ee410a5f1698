"""A tab that comes back to a server that knows nothing of it: started again, or its state had expired, or a
line that nobody saw break still holds the tab's place.

Reflex would send a state of defaults and read the page after. For a blink the page would be empty under
people's hands: rows, scroll position, focus and caret would be gone, and what is typed in that blink. So the
page is read first, and all the rest is sent after it. What a person did meanwhile waits: it was meant for the
page that they see.
"""

from typing import Any

import reflex as rx
from reflex.istate.delta import _resolve_delta
from reflex.state import BaseState, OnLoadInternalState, State
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from crm_app.web import live
from crm_app.web.handlers import handler
from crm_app.web.permits import SIGNED_IN

HYDRATE = f"{State.get_full_name()}.hydrate_and_load"
DATABASE_BACK = "database_back"
"""Nobody publishes this topic. Who follows it hears that the listener has found the database again."""
MOST_WAITS = 100
"""So often one event is sent to the end of the queue; a page is read in a dozen steps."""


class ComingBack(rx.State):
    """Whether the page of this tab is being read before everything else."""

    _reading: bool = False
    _waits: int = 0

    @handler(SIGNED_IN)
    async def finish(self) -> None:
        """The last of every page's load: sends everything to a tab that came back."""
        if self._reading:
            self._reading = False
            await send_everything(self._get_root_state())

    @handler(SIGNED_IN)
    async def load_anew(self, kinds: list[str]) -> rx.event.EventSpec:
        """The database answers again, and did not when this tab needed it."""
        live.follow(self, {}, layer="recovery")
        return anew()


def begin(back: ComingBack) -> Any:
    """What to do instead of sending a state of defaults."""
    back._get_root_state()._reset_client_storage()
    back._reading, back._waits = True, 0
    return OnLoadInternalState.on_load_internal


def end(back: ComingBack) -> None:
    """The page will not be read: what waits for it goes on."""
    back._reading = False


def try_again(back: ComingBack) -> None:
    """The tab loads its page anew as soon as the database is back."""
    end(back)
    live.follow(back, {DATABASE_BACK: ComingBack.load_anew}, layer="recovery")


def has_to_wait(back: ComingBack) -> bool:
    """Whether what a person does now has to go to the end of the queue; nothing waits for ever."""
    if back._reading:
        back._waits += 1
    return back._reading and back._waits <= MOST_WAITS


def has_a_page(event: Event) -> bool:
    """Whether this asks for all state, from a browser that shows a page: another one says what it holds."""
    return event.name == HYDRATE and not event.payload


def anew() -> rx.event.EventSpec:
    """Makes the browser ask for all state and load its page. Removing an unknown key does it without eval."""
    return rx.remove_session_storage("crm-load-anew")


async def send_everything(root: BaseState) -> None:
    """Sends the tab's whole state."""
    await whole_tree(root)
    await EventContext.get().emit_delta(delta=await _resolve_delta(root.dict()))
    root._clean()


async def whole_tree(root: BaseState) -> None:
    """Makes every state of the tab be there: a state manager brings only those that a handler needs."""
    for state_class in RegistrationContext.get().base_states.values():
        await root.get_state(state_class)
