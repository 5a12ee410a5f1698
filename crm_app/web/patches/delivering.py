"""Bringing a patch to the tabs of a view: encoded once, queued for each that may see it and keeps up.

A tab whose browser does not take what waits for it gets no more, so that nothing piles up in memory; as soon
as it takes again, it reads its list again.
"""

import asyncio

import structlog

from crm_app.core.live import Patch, View, Views, hub
from crm_app.web.nudging import MOST_WAITING, keeps_up, nudge
from crm_app.web.patches.looking import Looking
from crm_app.web.sockets import Packed, packed

log = structlog.get_logger(__name__)

EVENT = "p"
_reading: set[asyncio.Task[None]] = set()


async def deliver(view: View[Looking], patch: Patch | None, heard: int) -> None:
    """To all members of the view; None makes each of them read it again."""
    members = list(view.members.values())
    if patch is None:
        await asyncio.gather(*map(_again, members))
        return
    event = packed(EVENT, patch.encoded(view.key, heard))
    for member in members:
        if not await _sent(member, event):
            _fell_behind(member)


async def read_again(member: Looking) -> None:
    """The tab runs its own handler, past the access check, as soon as it takes what it is sent."""
    if await keeps_up(member.tab):
        member.behind = False  # not before: each patch in between would begin another reading
        await nudge(member.tab, member.refresh, ["again"])


async def _sent(member: Looking, event: Packed) -> bool:
    if not member.may_see or member.behind or member.line.waiting >= MOST_WAITING:
        return False
    try:
        await member.line.send(event)
    except Exception:
        log.exception("live_patch_not_sent")
        return False
    return True


async def _again(member: Looking) -> None:
    """Nobody waits for one whose line is full: it reads by itself when it takes what it is sent."""
    if member.may_see and not member.behind and member.line.waiting < MOST_WAITING:
        await read_again(member)
    else:
        _fell_behind(member)


def _fell_behind(member: Looking) -> None:
    """Whoever finds out that the member may still see the list makes it read again; else it is its line."""
    waits, member.behind = member.behind, True
    if not waits and member.may_see:
        task = asyncio.create_task(read_again(member))
        _reading.add(task)
        task.add_done_callback(_reading.discard)


views: Views[Looking] = Views(hub, deliver)
