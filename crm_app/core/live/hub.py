"""The hub of one process: which tab follows which topics, and how to reach it.

A subscription replaces the tab's earlier one. Deliveries are coalesced per tab: the first goes out
at once, what comes within the next interval goes out together at its end. A tab whose delivery says
that it is gone is forgotten. The hub knows no Reflex: whoever subscribes brings the delivery.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

from crm_app.core.live.changes import EVERYTHING, MANY, Change

log = structlog.get_logger(__name__)

INTERVAL = 0.1
Deliver = Callable[[list[Change]], Awaitable[bool]]
"""Brings changes to a tab; answers False when the tab is no longer of this process."""


class _Tab:
    def __init__(self, topics: frozenset[str], deliver: Deliver) -> None:
        self.topics = topics
        self.deliver = deliver
        self.waiting: dict[Change, None] = {}
        self.task: asyncio.Task[None] | None = None


class Hub:
    """Topics to tabs. All methods belong to the event loop's thread."""

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self.heard = 0
        """How many times something may have changed: what was read at one count is true until the next."""
        self._tabs: dict[str, _Tab] = {}
        self._followers: dict[str, set[str]] = {}

    def subscribe(self, tab: str, topics: Iterable[str], deliver: Deliver) -> None:
        """Replaces what `tab` follows. Call before the first read, so that nothing is missed between."""
        self.unsubscribe(tab)
        self._tabs[tab] = _Tab(frozenset(topics), deliver)
        for topic in self._tabs[tab].topics:
            self._followers.setdefault(topic, set()).add(tab)

    def unsubscribe(self, tab: str) -> None:
        """Forgets the tab; one that is not known is fine."""
        gone = self._tabs.pop(tab, None)
        for topic in gone.topics if gone else ():
            followers = self._followers[topic]
            followers.discard(tab)
            if not followers:
                del self._followers[topic]

    def topics_of(self, tab: str) -> frozenset[str]:
        """What the tab follows now; empty for an unknown one."""
        return self._tabs[tab].topics if tab in self._tabs else frozenset()

    def post(self, changes: Iterable[Change]) -> None:
        """Queues each change for every tab that follows its topic."""
        self.heard += 1
        for change in changes:
            if change.topic == EVERYTHING:
                self.resync()
            for tab in self._followers.get(change.topic, ()):
                self._queue(tab, change)

    def resync(self) -> None:
        """Tells every tab to look again at all it follows: notifications may have been missed."""
        self.heard += 1
        for tab, entry in self._tabs.items():
            for topic in entry.topics:
                self._queue(tab, Change(topic, MANY))

    def _queue(self, tab: str, change: Change) -> None:
        entry = self._tabs[tab]
        entry.waiting[change] = None
        if entry.task is None:
            entry.task = asyncio.create_task(self._drain(tab, entry))

    async def _drain(self, tab: str, entry: _Tab) -> None:
        while entry.waiting and self._tabs.get(tab) is entry:
            changes, entry.waiting = list(entry.waiting), {}
            if not await self._delivered(tab, entry, changes):
                break
            await asyncio.sleep(self._interval)
        entry.task = None

    async def _delivered(self, tab: str, entry: _Tab, changes: list[Change]) -> bool:
        try:
            alive = await entry.deliver(changes)
        except Exception:
            log.exception("live_delivery_failed", topics=sorted(entry.topics))
            return True
        if not alive and self._tabs.get(tab) is entry:
            self.unsubscribe(tab)
        return alive


hub = Hub()
