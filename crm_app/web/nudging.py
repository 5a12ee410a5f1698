"""Making a tab run one of its own handlers, a few tabs at a time.

The handler goes through the access check and reads for itself, so a nudge carries no data. Hundreds of tabs
that are told at once take turns: the event loop stays free for what people do meanwhile. A tab whose browser
does not take what is sent to it waits until it does: nothing piles up in memory.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from reflex.utils.prerequisites import get_app
from reflex_base.event import Event

from crm_app.web.sockets import line_of

AT_ONCE = 8
"""Fewer than the database has connections ready: to open one for a turn costs as much as the turn."""
LONGEST_TURN = 1.0
"""Seconds: a tab that is busy with something long must not keep the others waiting."""
MOST_WAITING = 64
"""So many packets may wait in a line."""
LOOK_SECONDS = 0.25
_turns = asyncio.Semaphore(AT_ONCE)


async def nudge(tab: str, handler: Callable[..., Any], *arguments: Any) -> bool:
    """Runs the handler in the tab; False when it has no socket in this process (any more)."""
    if not await keeps_up(tab):
        return False
    processor = get_app().app.event_processor
    async with _turns:
        for event in Event.from_event_type(handler(*arguments)):
            await asyncio.wait({await processor.enqueue(tab, event)}, timeout=LONGEST_TURN)
    return True


async def keeps_up(tab: str) -> bool:
    """Returns when the tab takes what it is sent; False when it is gone."""
    while (line := line_of(tab)) is not None:
        if line.waiting < MOST_WAITING:
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False
