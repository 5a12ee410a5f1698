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
RETRY_SECONDS, LONGEST_RETRY = 0.5, 30.0
"""A delivery that fails is tried again after twice as long each time: nobody stays behind for an error."""
MOST_WAITING = 500
"""So many changes wait for one delivery; of more it is only told that there were many."""
Deliver = Callable[[list[Change]], Awaitable[bool]]
"""Brings changes to a tab; answers False when the tab is no longer of this process."""
Warn = Callable[[], None]
"""Called in the moment a change is heard, before anything is delivered to anybody."""


class _Tab:
    def __init__(self, topics: frozenset[str], deliver: Deliver, interval: float, warn: Warn | None) -> None:
        self.topics = topics
        self.deliver = deliver
        self.interval = interval
        self.warn = warn
        self.waiting: dict[Change, None] = {}
        self.task: asyncio.Task[None] | None = None

    def wait_for(self, change: Change) -> None:
        """Keeps the change for the next delivery; however many they are, the memory stays flat."""
        self.waiting[change] = None
        if len(self.waiting) > MOST_WAITING:
            self.waiting = {Change(topic, MANY): None for topic in self.topics}


class Hub:
    """Topics to tabs. All methods belong to the event loop's thread."""

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self.heard = 0
        """How many times something may have changed: what was read at one count is true until the next."""
        self._tabs: dict[str, _Tab] = {}
        self._followers: dict[str, set[str]] = {}

    def subscribe(
        self,
        tab: str,
        topics: Iterable[str],
        deliver: Deliver,
        *,
        interval: float | None = None,
        warn: Warn | None = None,
    ) -> None:
        """Replaces what `tab` follows. Call before the first read, so that nothing is missed between.

        `interval` (seconds) instead of the hub's own. `warn` is for what must not wait for its delivery.
        """
        self.unsubscribe(tab)
        pause = self._interval if interval is None else interval
        self._tabs[tab] = _Tab(frozenset(topics), deliver, pause, warn)
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
        changes = list(changes)
        self._warn({change.topic for change in changes})
        for change in changes:
            if change.topic == EVERYTHING:
                self.resync()
            for tab in self._followers.get(change.topic, ()):
                self.queue(tab, change)

    def resync(self) -> None:
        """Tells every tab to look again at all it follows: notifications may have been missed."""
        self.heard += 1
        self._warn(self._followers)
        for tab, entry in self._tabs.items():
            for topic in entry.topics:
                self.queue(tab, Change(topic, MANY))

    def _warn(self, topics: Iterable[str]) -> None:
        tabs = {tab for topic in topics for tab in self._followers.get(topic, ())}
        for warn in [self._tabs[tab].warn for tab in tabs]:
            if warn is not None:
                warn()

    def queue(self, tab: str, change: Change) -> None:
        """For this one alone; one that is not known is fine."""
        entry = self._tabs.get(tab)
        if entry is None:
            return
        entry.wait_for(change)
        if entry.task is None:
            entry.task = asyncio.create_task(self._drain(tab, entry))

    async def _drain(self, tab: str, entry: _Tab) -> None:
        wait = RETRY_SECONDS
        while entry.waiting and self._tabs.get(tab) is entry:
            changes, entry.waiting = list(entry.waiting), {}
            alive = await self._delivered(tab, entry, changes)
            if alive is False:
                break
            wait = RETRY_SECONDS if alive else min(wait * 2, LONGEST_RETRY)
            await asyncio.sleep(entry.interval if alive else wait)
        entry.task = None

    async def _delivered(self, tab: str, entry: _Tab, changes: list[Change]) -> bool | None:
        """Whether the tab is still there; None when it did not work, and the changes wait again."""
        try:
            alive = await entry.deliver(changes)
        except Exception:
            log.exception("live_delivery_failed", topics=sorted(entry.topics))
            for change in changes:
                entry.wait_for(change)
            return None
        if not alive and self._tabs.get(tab) is entry:
            self.unsubscribe(tab)
        return alive


hub = Hub()
