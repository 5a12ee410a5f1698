"""The load generator: many tabs in a process of its own, told over its standard input what to do.

One JSON object per line goes in and one comes out. `{"open": group, "script": {...}}` opens a tab;
`{"watch": group, "text": ..., "hold": s, "patience": s}` answers at once, looks into nothing for `hold`
seconds, and answers again when each tab of the group has received the text or `patience` is over;
`{"counters": group}` says how many bytes the group was sent.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import uvloop

from tests.bench.live_socket import Script, TabSocket

DIGEST_SECONDS, ACKNOWLEDGE_SECONDS, OPEN_SECONDS = 0.05, 3.0, 30.0
Command = dict[str, Any]


class Tabs:
    """All tabs by group."""

    def __init__(self) -> None:
        self._groups: dict[str, list[TabSocket]] = defaultdict(list)
        self._held_until = 0.0

    async def answer(self, command: Command, say: Callable[[Command], None]) -> None:
        """Does what one line asks for."""
        if "open" in command:
            await self._open(command["open"], Script(**command["script"]))
            say({"opened": command["open"]})
        elif "watch" in command:
            await self._watch(command, say)
        elif "counters" in command:
            tabs = self._groups[command["counters"]]
            say({"wire": sum(tab.wire for tab in tabs), "text": sum(tab.text for tab in tabs)})

    async def work(self) -> None:
        """Looks into what has come, again and again, except while somebody measures."""
        acknowledged = time.monotonic()
        while True:
            await asyncio.sleep(DIGEST_SECONDS)
            if time.monotonic() < self._held_until:
                continue
            for tab in self._all():
                tab.digest()
            if time.monotonic() - acknowledged > ACKNOWLEDGE_SECONDS:
                acknowledged = time.monotonic()
                for tab in self._all():
                    tab.acknowledge()

    def _all(self) -> list[TabSocket]:
        return [tab for tabs in self._groups.values() for tab in tabs]

    async def _open(self, group: str, script: Script) -> None:
        loop = asyncio.get_running_loop()
        _, tab = await loop.create_connection(lambda: TabSocket(script), script.host, script.port)
        self._groups[group].append(tab)
        deadline = time.monotonic() + OPEN_SECONDS
        while not tab.ready.is_set():
            if tab.closed or time.monotonic() > deadline:
                raise ConnectionError(f"a tab of {group} did not open: {tab.awaited!r} never came")
            await asyncio.sleep(0.01)
            tab.digest()

    async def _watch(self, command: Command, say: Callable[[Command], None]) -> None:
        tabs, text = self._groups[command["watch"]], command["text"].encode()
        for tab in tabs:
            tab.digest()
            tab.look_for(text)
        self._held_until = time.monotonic() + command["hold"]
        say({"watching": len(tabs)})
        deadline = time.monotonic() + command["patience"]
        await asyncio.sleep(command["hold"])
        while not all(tab.found for tab in tabs) and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(DIGEST_SECONDS)
        found = sorted(tab.found for tab in tabs if tab.found)
        say({
            "last": found[-1] if found else 0.0,
            "missing": len(tabs) - len(found),
            "closed": sum(tab.closed for tab in tabs),
        })  # fmt: skip


async def main() -> None:
    """Answers line after line until the input ends."""
    reader = asyncio.StreamReader(limit=2**22)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    tabs = Tabs()
    working = asyncio.create_task(tabs.work())

    def say(answer: Command) -> None:
        print(json.dumps(answer), flush=True)

    while line := await reader.readline():
        await tabs.answer(json.loads(line), say)
        if working.done():
            working.result()


if __name__ == "__main__":
    uvloop.run(main())
