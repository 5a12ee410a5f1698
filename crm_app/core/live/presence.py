"""Who looks at which record now: the people of this process, and those that other processes tell of.

Nothing of it is ever stored. A process says what changed, and all of its people with every beat; what is not
heard again for a while is no longer true, so the people of a killed process vanish by themselves. Whoever
follows `topic(record)` on the hub hears when the people at it are others than before.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from contextvars import copy_context
from dataclasses import dataclass
from uuid import UUID, uuid4

from crm_app.core.live import presence_messages as messages
from crm_app.core.live.changes import Change
from crm_app.core.live.hub import Hub, hub
from crm_app.core.live.presence_messages import Doing, Said

LIFE = 16.0
"""Seconds after which what another process said is no longer true: three beats may be lost."""
DOUBT = 4.0
"""The same after this process heard nothing for a while and has asked the others again."""
Spot = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one tab is."""

    record: str
    user: UUID
    editing: bool


@dataclass(slots=True)
class _Heard:
    editing: bool
    until: float


def topic(record: str) -> str:
    """What tabs follow that show who is at the record."""
    return f"here:{record}"


class Presence:
    """The people at records. All methods belong to the event loop's thread; `clock` counts seconds."""

    def __init__(self, hub: Hub, clock: Callable[[], float] = time.monotonic) -> None:
        self._hub, self._clock = hub, clock
        self._context, self.process = copy_context(), ""
        self.news = asyncio.Event()
        """Set while something waits to be told."""
        self._tabs: dict[str, Place] = {}
        self._here: dict[str, dict[str, Place]] = {}
        self._there: dict[str, dict[tuple[str, UUID], _Heard]] = {}
        self._changed: dict[Spot, None] = {}
        self._everything = self._asks = False

    def begin(self) -> None:
        """Gives this process its name; call it after any fork, in the task that the deliveries belong to."""
        self._context, self.process = copy_context(), uuid4().hex

    def look(self, tab: str, record: str, user: UUID, *, editing: bool = False) -> None:
        """The tab is at this record now, and nowhere else."""
        place = Place(record, user, editing)
        if self._tabs.get(tab) == place:
            return
        self.leave(tab)
        self._tabs[tab] = self._here.setdefault(record, {})[tab] = place
        self._note(place)

    def leave(self, tab: str) -> None:
        """The tab is nowhere any more; one that was nowhere is fine."""
        place = self._tabs.pop(tab, None)
        if place is None:
            return
        del self._here[place.record][tab]
        if not self._here[place.record]:
            del self._here[place.record]
        self._note(place)

    def place_of(self, tab: str) -> Place | None:
        """Where a tab of this process is."""
        return self._tabs.get(tab)

    def leave_unless(self, alive: Callable[[str], bool]) -> None:
        """Forgets the tabs of which `alive` says that they are gone."""
        for tab in [tab for tab in self._tabs if not alive(tab)]:
            self.leave(tab)

    def here(self, record: str) -> dict[UUID, bool]:
        """Everybody at the record, in whatever process, and whether they edit it in any of their tabs."""
        found: dict[UUID, bool] = {}
        for place in self._here.get(record, {}).values():
            found[place.user] = place.editing or found.get(place.user, False)
        now = self._clock()
        for (_, user), heard in self._there.get(record, {}).items():
            if heard.until > now:
                found[user] = heard.editing or found.get(user, False)
        return found

    def hear(self, payload: str) -> None:
        """Takes in what a process says; its own words change nothing. ValueError for what is no message."""
        message = messages.decode(payload)
        if message.process == self.process:
            return
        if message.kind == "ask":
            self.repeat()
        elif message.kind == "bye":
            self._drop(lambda process, _: process == message.process)
        for said in message.people:
            self._take(message.process, said)

    def ask(self) -> None:
        """This process has just begun to listen: what it knew is in doubt, so everybody tells everything."""
        soon = self._clock() + DOUBT
        for each in (heard for people in self._there.values() for heard in people.values()):
            each.until = min(each.until, soon)
        self._asks = True
        self.repeat()

    def repeat(self) -> None:
        """All people of this process are to be told again, soon."""
        self._everything = True
        self.news.set()

    def expire(self) -> None:
        """Forgets whom no process has spoken of for too long."""
        now = self._clock()
        self._drop(lambda _, heard: heard.until <= now)

    def outgoing(self) -> list[str]:
        """The payloads to send now; they count as sent."""
        own = self._own()
        spots = dict.fromkeys([*own, *self._changed]) if self._everything else self._changed
        payloads = [messages.ask(self.process)] if self._asks else []
        payloads += messages.here(self.process, [Said(*spot, own.get(spot, "gone")) for spot in spots])
        self._changed, self._everything, self._asks = {}, False, False
        self.news.clear()
        return payloads

    def _own(self) -> dict[Spot, Doing]:
        own: dict[Spot, Doing] = {}
        for place in self._tabs.values():
            spot = place.record, place.user
            own[spot] = "editing" if place.editing else own.get(spot, "looking")
        return own

    def _note(self, place: Place) -> None:
        self._changed[place.record, place.user] = None
        self.news.set()
        self._tell([place.record])

    def _take(self, process: str, said: Said) -> None:
        people = self._there.setdefault(said.record, {})
        before = people.pop((process, said.user), None)
        if said.doing != "gone":
            editing = said.doing == "editing"
            people[process, said.user] = _Heard(editing, self._clock() + LIFE)
            if before is not None and before.editing == editing:
                return
        if not people:
            del self._there[said.record]
        if before is not None or said.doing != "gone":
            self._tell([said.record])

    def _drop(self, over: Callable[[str, _Heard], bool]) -> None:
        for record, people in list(self._there.items()):
            kept = {key: heard for key, heard in people.items() if not over(key[0], heard)}
            if len(kept) < len(people):
                self._there[record] = kept
                self._tell([record])
            if not kept:
                del self._there[record]

    def _tell(self, records: Iterable[str]) -> None:
        """Only where somebody of this process is: nobody else follows.

        What a tab sets off reaches other tabs, so it must not run in the context of that tab's event.
        """
        if changes := [Change(topic(record), "people") for record in records if record in self._here]:
            self._context.copy().run(self._hub.post, changes)


presence = Presence(hub)
