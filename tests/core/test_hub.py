"""The hub brings changes to the tabs that follow them: at once, then gathered."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from crm_app.core.live.changes import EVERYTHING, MANY, Change
from crm_app.core.live.hub import MOST_WAITING, Hub
from tests.waiting import PATIENCE

CREATED = Change("contacts", "created")
RENAMED = Change("contacts", "updated")
ELSEWHERE = Change("people", "created")


class Tab:
    """A tab that keeps what was brought to it, and can be slow, broken or gone."""

    def __init__(self) -> None:
        self.got: list[list[Change]] = []
        self.alive = True
        self.fails = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.arrived = asyncio.Condition()

    async def deliver(self, changes: list[Change]) -> bool:
        await self.gate.wait()
        async with self.arrived:
            self.got.append(changes)
            self.arrived.notify_all()
        if self.fails:
            raise ConnectionError
        return self.alive

    async def until(self, condition: Callable[[], bool]) -> None:
        async with self.arrived:
            await asyncio.wait_for(self.arrived.wait_for(condition), PATIENCE)

    async def has(self, deliveries: int) -> None:
        await self.until(lambda: len(self.got) >= deliveries)


def hub_with(tab: Tab, *topics: str, interval: float = 0.01) -> Hub:
    hub = Hub(interval)
    hub.subscribe("mira's tab", topics, tab.deliver)
    return hub


async def test_a_tab_gets_what_it_follows():
    tab = Tab()
    hub_with(tab, "contacts").post([CREATED])
    await tab.has(1)
    assert tab.got == [[CREATED]]


async def test_a_tab_does_not_get_what_it_does_not_follow():
    tab = Tab()
    hub = hub_with(tab, "contacts")
    hub.post([ELSEWHERE])
    hub.post([CREATED])
    await tab.has(1)
    assert tab.got == [[CREATED]]


async def test_changes_during_a_delivery_come_together_in_the_next():
    tab = Tab()
    tab.gate.clear()
    hub = hub_with(tab, "contacts")
    hub.post([CREATED])
    await asyncio.sleep(0)  # lets the first delivery begin
    hub.post([RENAMED])
    hub.post([RENAMED])
    hub.post([CREATED])
    tab.gate.set()
    await tab.has(2)
    assert tab.got == [[CREATED], [RENAMED, CREATED]]


async def test_a_burst_costs_two_deliveries_and_not_a_thousand():
    tab = Tab()
    hub, interval, begun = hub_with(tab, "contacts", interval=0.05), 0.05, asyncio.get_running_loop().time()
    for _ in range(1_000):
        hub.post([CREATED])
        await asyncio.sleep(0)
    await tab.has(2)
    intervals = (asyncio.get_running_loop().time() - begun) // interval  # one, or more on a slow machine
    assert 2 <= len(tab.got) <= 1 + intervals


async def test_subscribing_again_replaces_what_the_tab_followed():
    tab = Tab()
    hub = hub_with(tab, "contacts")
    hub.subscribe("mira's tab", ["people"], tab.deliver)
    hub.post([CREATED, ELSEWHERE])
    await tab.has(1)
    assert tab.got == [[ELSEWHERE]]
    assert hub.topics_of("mira's tab") == {"people"}


async def test_a_tab_that_is_gone_is_forgotten():
    tab = Tab()
    tab.alive = False
    hub = hub_with(tab, "contacts")
    hub.post([CREATED])
    await tab.has(1)
    assert hub.topics_of("mira's tab") == frozenset()


async def test_a_delivery_that_fails_is_tried_again_with_what_came_meanwhile():
    tab = Tab()
    tab.fails = True
    hub = hub_with(tab, "contacts")
    hub.post([CREATED])
    await tab.has(1)
    hub.post([RENAMED])
    tab.fails = False
    await tab.has(2)
    assert tab.got[0] == [CREATED]
    assert set(tab.got[1]) == {CREATED, RENAMED}


async def test_of_very_many_changes_it_is_only_told_that_there_were_many():
    tab = Tab()
    tab.gate.clear()
    hub = hub_with(tab, "contacts")
    hub.post([CREATED])
    for number in range(MOST_WAITING + 1):
        hub.post([Change("contacts", "updated", (UUID(int=number),))])
    tab.gate.set()
    await tab.has(1)
    assert len(tab.got[0]) <= MOST_WAITING
    assert Change("contacts", MANY) in tab.got[0]


async def test_a_warning_comes_before_anything_is_delivered():
    tab, order = Tab(), list[str]()
    hub = Hub(0.01)

    async def deliver(_: list[Change]) -> bool:
        order.append("delivered")
        return await tab.deliver([])

    hub.subscribe("mira's tab", ["contacts"], deliver)
    hub.subscribe("mira's permission", ["user:mira"], deliver, warn=lambda: order.append("warned"))
    hub.post([CREATED, Change("user:mira", "role")])
    assert order == ["warned"]
    await tab.has(2)


async def test_who_has_to_be_warned_is_warned_when_changes_may_have_been_missed():
    warned = list[str]()
    hub = Hub(0.01)
    hub.subscribe("mira's permission", ["user:mira"], Tab().deliver, warn=lambda: warned.append("warned"))
    hub.resync()
    assert warned == ["warned"]


async def test_one_slow_tab_does_not_hold_up_another():
    slow, quick = Tab(), Tab()
    slow.gate.clear()
    hub = hub_with(slow, "contacts")
    hub.subscribe("paul's tab", ["contacts"], quick.deliver)
    hub.post([CREATED])
    await quick.has(1)
    assert slow.got == []
    slow.gate.set()
    await slow.has(1)


async def test_resync_tells_every_tab_to_look_at_all_it_follows():
    tab = Tab()
    hub_with(tab, "contacts", "people").resync()
    await tab.has(1)
    assert set(tab.got[0]) == {Change("contacts", MANY), Change("people", MANY)}


async def test_a_change_to_everything_is_a_resync():
    tab = Tab()
    hub_with(tab, "contacts").post([Change(EVERYTHING, MANY)])
    await tab.has(1)
    assert tab.got == [[Change("contacts", MANY)]]


async def test_an_unknown_tab_follows_nothing_and_can_be_forgotten():
    hub = Hub()
    hub.unsubscribe("nobody")
    assert hub.topics_of("nobody") == frozenset()
