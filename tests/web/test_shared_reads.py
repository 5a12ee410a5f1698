"""What many tabs read again after one change is read once."""

import asyncio
from collections.abc import Callable

import pytest

from crm_app.core.errors import Unavailable
from crm_app.core.live import hub
from crm_app.core.live.changes import Change
from crm_app.web.shared_reads import SharedReads

CHANGED = Change("people", "person_updated")


class Reader:
    """Reads when it is let, and counts."""

    def __init__(self) -> None:
        self.count = 0
        self.fails = False
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()

    async def read(self) -> int:
        self.count += 1
        number = self.count
        self.begun.set()
        await self.gate.wait()
        if self.fails:
            raise Unavailable()
        return number


@pytest.fixture
def reader() -> Reader:
    return Reader()


def asked(reads: SharedReads, reader: Reader, times: int, key: str = "list") -> list[asyncio.Task[int]]:
    return [asyncio.create_task(reads.get(key, reader.read)) for _ in range(times)]


async def test_a_hundred_tabs_read_once(reader: Reader):
    tabs = asked(SharedReads(), reader, 100)
    reader.gate.set()
    assert await asyncio.gather(*tabs) == [1] * 100


async def test_who_comes_later_gets_what_was_read_since_the_last_change(reader: Reader):
    reads = SharedReads()
    reader.gate.set()
    assert await reads.get("list", reader.read) == 1
    assert await reads.get("list", reader.read) == 1


@pytest.mark.parametrize("news", [lambda: hub.post([CHANGED]), hub.resync])
async def test_after_something_is_heard_of_it_is_read_again(reader: Reader, news: Callable[[], None]):
    reads = SharedReads()
    before = asked(reads, reader, 1)
    await reader.begun.wait()
    news()
    after = asked(reads, reader, 2)
    reader.gate.set()
    assert [await tab for tab in [*before, *after]] == [1, 2, 2]


async def test_other_lists_are_read_for_themselves(reader: Reader):
    reads = SharedReads()
    tabs = asked(reads, reader, 2) + asked(reads, reader, 2, "another list")
    reader.gate.set()
    assert await asyncio.gather(*tabs) == [1, 1, 2, 2]


async def test_a_read_that_fails_fails_for_one_and_the_others_read_themselves(reader: Reader):
    tabs = asked(SharedReads(), reader, 3)
    reader.fails = True
    await reader.begun.wait()
    reader.gate.set()
    answers = await asyncio.gather(*tabs, return_exceptions=True)
    assert isinstance(answers[0], Unavailable)
    assert reader.count == 3


async def test_a_tab_that_closes_takes_nothing_from_the_others(reader: Reader):
    first, second = asked(SharedReads(), reader, 2)
    await reader.begun.wait()
    first.cancel()
    reader.gate.set()
    assert await second == 1
    assert first.cancelled()
