"""Views: lists that are read once for all tabs that show the same, and patched by what has changed.

A source reads a list in one way of seeing it. Its view knows what the tabs of this process were given, hears
what changes, reads that once, and hands out the difference. Each tab says before its first read up to which
change the process had heard; a patch carries the same number, so a browser knows which of the two is newer.

What a tab reads by itself may be newer than what the others were given: such rows are sent whole, or as
newcomers, when their change is heard.
"""

import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Sequence
from itertools import count
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from crm_app.core.live.changes import Change
from crm_app.core.live.hub import Hub
from crm_app.core.live.patches import Facts, Patch, Row, difference, newcomers

FEW = 200
"""So many changed rows are looked up by themselves; for more the list is read again."""
MOST_NEW = 20
"""So many new rows are put among the others; when more came, each tab reads its list again."""
INTERVAL = 0.05
RECENT = 200
"""So many changes are remembered for tabs that were reading meanwhile."""
AGAIN = "again"
FACTS = ""
"""Stands for the facts among uuids."""


class Reading(NamedTuple):
    """The first rows of a list in their order, whether it ended there, and its facts."""

    rows: Sequence[Row]
    ended: bool
    facts: Facts


class Source(Hashable, Protocol):
    """A list in one way of seeing it. Equal ones are one view: everybody who may see it sees the same."""

    @property
    def topics(self) -> frozenset[str]:
        """What it follows. Where a change names uuids, they are those of rows, or `these` answers None."""
        ...

    async def first(self, limit: int) -> Reading:
        """At least the first `limit` rows, if there are so many."""
        ...

    async def these(self, uuids: Collection[UUID]) -> Sequence[Row] | None:
        """Those of the rows that are in the list now; None when it has to be read as a whole."""
        ...

    async def facts(self) -> Facts:
        """What is said beside the rows."""
        ...


Member = TypeVar("Member")
Deliver = Callable[[Any, Patch | None, int], Awaitable[None]]
"""Brings a patch to the members of a View; None: they have to read it again. The number: heard up to there.
It does not raise: what one member does not get must not keep others from it."""


class View(Generic[Member]):
    """One list and the tabs that show it. All methods belong to the event loop's thread."""

    def __init__(self, key: str, source: Source, hub: Hub, deliver: Deliver) -> None:
        self.key = key
        self.source = source
        self.members: dict[str, Member] = {}
        self._hub = hub
        self._deliver = deliver
        self._known: dict[str, Row | None] = {}
        """What the tabs were given, by uuid; None where they were given different things."""
        self._fresh: set[str] = set()
        """Rows that some tab has read by itself, after others had the list."""
        self._facts: Facts | None = None
        self._ended = False
        """Some tab shows the end of the list."""
        self._doubtful: set[str] = set()
        """What a tab has read differently while a patch was being read: sent whole the next time, too."""
        self._recent: deque[tuple[int, frozenset[str] | None]] = deque(maxlen=RECENT)
        """Which rows changed last, by the count of what was heard; None for any."""

    @property
    def heard(self) -> int:
        """What is read from now on is true at least up to this change."""
        return self._hub.heard

    def settle(self, rows: Iterable[Row], *, ended: bool, since: int = 0) -> list[Row]:
        """Notes what a tab has read and is about to show, and whether the list ends there.

        Equal rows become one and the same object for all tabs. The tab began to read when the process had
        heard as much as `since`: what has changed meanwhile was of no interest then, and is looked at again.
        """
        self._ended = self._ended or ended
        shown = [self._settled(row) for row in rows]
        self._look_again({row["uuid"] for row in shown}, since)
        return shown

    def _look_again(self, shown: Collection[str], since: int) -> None:
        recent = [uuids for heard, uuids in self._recent if heard > since]
        changed = frozenset[str]().union(*(uuids for uuids in recent if uuids is not None)) & set(shown)
        topic = next(iter(self.source.topics), "")
        if changed or None in recent:
            uuids = () if None in recent else tuple(map(UUID, changed))
            self._hub.queue(_subscription(self), Change(topic, AGAIN, uuids))

    def settle_facts(self, facts: Facts) -> None:
        """Notes what a tab says beside its rows."""
        if self._facts != facts:
            self._facts = facts if len(self.members) < 2 else None
            self._doubtful.add(FACTS)

    def _settled(self, row: Row) -> Row:
        uuid = row["uuid"]
        if uuid not in self._known:
            self._known[uuid] = row
            if len(self.members) > 1:
                self._fresh.add(uuid)
        known = self._known[uuid]
        if known == row:
            return known or row
        self._known[uuid] = None
        self._doubtful.add(uuid)
        return row

    async def bring(self, changes: Sequence[Change]) -> bool:
        """Something that the list shows has changed; answers whether anybody still looks."""
        heard = self._hub.heard
        news = any(change.kind != AGAIN for change in changes)
        patch = await self._patch(_named(changes), heard if news else None)
        if patch is None or patch:
            await self._deliver(self, patch, heard)
        return bool(self.members)

    async def _patch(self, uuids: frozenset[UUID] | None, heard: int | None) -> Patch | None:
        self._doubtful.clear()
        rows = None if uuids is None else await self.source.these(uuids)
        if heard is not None:
            self._recent.append((heard, None if rows is None else frozenset(map(str, uuids or ()))))
        if uuids is None or rows is None:
            return await self._whole(None)
        found, named = {row["uuid"]: row for row in rows}, set(map(str, uuids))
        facts = await self.source.facts() if named != found.keys() else None
        if any(uuid in self._fresh or uuid not in self._known for uuid in found):
            return await self._whole(named)
        gone = self._gone(named - found.keys())
        if gone and not (self._known or self._ended):
            self._forget()
            return None
        return Patch(self._changed(found.values()), gone, (), self._said(facts) if facts is not None else {})

    async def _whole(self, named: set[str] | None) -> Patch | None:
        """The list read again, as far as it is shown. `named` rows may be new to some tabs; None: any may."""
        reading = await self.source.first(len(self._known) + MOST_NEW)
        shown = self._known.keys() - (self._fresh if named is None else self._fresh & named)
        rest = self._known.keys() - {row["uuid"] for row in reading.rows}
        beyond = await self._further(rest, reading)
        further = [row for row in beyond if row["uuid"] in shown]
        came = newcomers(reading.rows, shown, ended=bool(further) or self._ended)
        unread = self._ended and not (reading.ended or further)
        if unread or len(came) > MOST_NEW or self._lost(shown, reading, further):
            self._forget()
            return None
        new = {row["uuid"] for row, _ in came}
        changed = self._changed(row for row in (*reading.rows, *further) if row["uuid"] in shown)
        gone = self._gone(rest - {row["uuid"] for row in beyond})
        self._known.update({row["uuid"]: row for row, _ in came})
        self._fresh -= new
        return Patch(changed, gone, tuple(came), self._said(reading.facts))

    def _lost(self, shown: Collection[str], reading: Reading, further: Sequence[Row]) -> bool:
        """Whether nothing is left of what is shown of a list that goes on: no row has a place then."""
        left = any(row["uuid"] in shown for row in reading.rows)
        return bool(reading.rows) and not (left or further or self._ended)

    async def _further(self, uuids: Collection[str], reading: Reading) -> Sequence[Row]:
        """Rows beyond what was read again."""
        if reading.ended or not uuids:
            return ()
        return await self.source.these([UUID(uuid) for uuid in uuids]) or ()

    def _changed(self, rows: Iterable[Row]) -> dict[str, Row]:
        changed: dict[str, Row] = {}
        for row in rows:
            uuid = row["uuid"]
            if fields := difference(self._known[uuid], row):
                changed[uuid] = fields
                self._known[uuid] = None if uuid in self._doubtful else row
        return changed

    def _gone(self, uuids: Iterable[str]) -> tuple[str, ...]:
        gone = tuple(sorted(uuid for uuid in uuids if uuid in self._known))
        for uuid in gone:
            del self._known[uuid]
            self._fresh.discard(uuid)
        return gone

    def _said(self, facts: Facts) -> Facts:
        if facts == self._facts:
            return {}
        self._facts = None if FACTS in self._doubtful else facts
        return facts

    def _forget(self) -> None:
        """All tabs read again: what they are given then is what is known."""
        self._known, self._fresh, self._facts, self._ended = {}, set(), None, False


class Views(Generic[Member]):
    """The views of one process. They come with their first member and go with their last."""

    def __init__(self, hub: Hub, deliver: Deliver) -> None:
        self._hub = hub
        self._deliver = deliver
        self._views: dict[Source, View[Member]] = {}
        self._joined: dict[str, View[Member]] = {}
        self._process, self._numbers = secrets.token_hex(2), count()

    def join(self, name: str, source: Source, member: Member) -> View[Member]:
        """Makes the member called `name` see the source, instead of what it saw before."""
        view = self._views.get(source) or self._open(source)
        if self._joined.get(name) is not view:
            self.leave(name)
        view.members[name] = member
        self._joined[name] = view
        return view

    def leave(self, name: str) -> None:
        """The member sees nothing any more; one that is not known is fine."""
        view = self._joined.pop(name, None)
        if view is None:
            return
        view.members.pop(name, None)
        if not view.members:
            self._views.pop(view.source, None)
            self._hub.unsubscribe(_subscription(view))

    def of(self, name: str) -> View[Member] | None:
        """What the member called `name` sees."""
        return self._joined.get(name)

    def _open(self, source: Source) -> View[Member]:
        view: View[Member] = View(f"{self._process}{next(self._numbers):x}", source, self._hub, self._deliver)
        self._views[source] = view
        self._hub.subscribe(_subscription(view), source.topics, view.bring, interval=INTERVAL)
        return view


def _subscription(view: View[Member]) -> str:
    return f"view {view.key}"


def _named(changes: Iterable[Change]) -> frozenset[UUID] | None:
    """The rows that changed; None when they are too many, or not named."""
    uuids = frozenset(uuid for change in changes for uuid in change.uuids)
    named = all(change.uuids for change in changes)
    return uuids if named and len(uuids) <= FEW else None
