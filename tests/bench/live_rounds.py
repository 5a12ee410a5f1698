"""Rounds of `make bench-live`: one side after the other renames a person, and all its tabs are waited for."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from playwright.async_api import Page

from tests.bench.live_page import seen
from tests.bench.live_sides import Side, memory, processor
from tests.serving import PROJECT

PATIENCE, PAUSE, IDLE_SECONDS, BURST, WARM = 20.0, 0.12, 5.0, 50, 10
"""Seconds, except: a burst is so many renames without a pause, and so many tabs warm a server up."""


@dataclass
class Figures:
    """What one side needed with so many tabs, in milliseconds, bytes and kilobytes."""

    tabs: int
    page: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    wire: float = 0.0
    text: float = 0.0
    memory: float = 0.0
    lost: int = 0
    idle: float = 0.0

    def p50(self, name: str) -> float:
        return statistics.median(getattr(self, name) or [float("nan")])

    def p95(self, name: str) -> float:
        values = sorted(getattr(self, name)) or [float("nan")]
        return values[int(len(values) * 0.95)]


class Generator:
    """The load generator's process; see `live_tabs`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, **command: Any) -> dict[str, Any]:
        """Sends one line and answers the next that comes."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        return await self.hear()

    async def hear(self) -> dict[str, Any]:
        """The next line; RuntimeError when the load generator has ended."""
        assert self._process.stdout
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load generator has ended")
        return json.loads(line)


@asynccontextmanager
async def load_generator() -> AsyncIterator[Generator]:
    """A running one, ended with the block."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "tests.bench.live_tabs"]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=PROJECT)
    try:
        yield Generator(process)
    finally:
        process.terminate()
        await process.wait()


@dataclass
class Contest:
    """The sides with their real tabs, and the load generator with all others."""

    sides: dict[str, Side]
    pages: dict[str, Page]
    generator: Generator
    opened: dict[str, int] = field(default_factory=dict)
    _first: dict[str, float] = field(default_factory=dict)
    _turn: int = 0

    async def measure(self, tabs: int, rounds: int) -> dict[str, Figures]:
        """So many rounds with so many tabs of each side, beside its real one."""
        found = {name: Figures(tabs) for name in self.sides}
        for name, side in self.sides.items():
            await self._open(name, side, tabs)
            found[name].memory = self._memory(name, side, tabs)
        await self._idle(found)
        sent = {name: await self._sent(name) for name in self.sides}
        for _ in range(rounds):
            for name in self.sides:
                await self._round(name, found[name])
        for name, figures in found.items():
            wire, text = await self._sent(name)
            each = max(1, tabs * rounds)
            figures.wire, figures.text = (wire - sent[name][0]) / each, (text - sent[name][1]) / each
            await self._burst(name, figures)
        return found

    async def _open(self, name: str, side: Side, tabs: int) -> None:
        for number in range(self.opened.get(name, 0), tabs):
            script = asdict(await side.script(number))
            await self.generator.ask(open=name, script=script)
            self.opened[name] = number + 1
            if number + 1 == WARM:
                self._first[name] = memory(side.pids)

    def _memory(self, name: str, side: Side, tabs: int) -> float:
        more = tabs - WARM
        return (memory(side.pids) - self._first[name]) / more if more > 0 else float("nan")

    async def _idle(self, found: dict[str, Figures]) -> None:
        """What each server needs for its open tabs alone is no part of a broadcast."""
        used = {name: processor(side.pids) for name, side in self.sides.items()}
        await asyncio.sleep(IDLE_SECONDS)
        for name, side in self.sides.items():
            found[name].idle = (processor(side.pids) - used[name]) / IDLE_SECONDS

    async def _sent(self, name: str) -> tuple[int, int]:
        answer = await self.generator.ask(counters=name)
        return answer["wire"], answer["text"]

    async def _round(self, name: str, figures: Figures) -> None:
        side = self.sides[name]
        self._turn += 1
        mark = f"r{self._turn}"
        hold = max(PAUSE, figures.p50("last") / 1000 * 1.5 + 0.05) if figures.last else PAUSE
        used, start = processor(side.pids), time.time()
        await self._watch(name, mark, hold)
        committed = await side.rename(_name(mark))
        answer = await self.generator.hear()
        idle = figures.idle * (time.time() - start)
        figures.processor.append(processor(side.pids) - used - idle)
        if answer["last"]:
            figures.last.append((answer["last"] - committed) * 1000)
        shown = await seen(self.pages[name], mark, PATIENCE)
        if shown is not None:
            figures.page.append((shown - committed) * 1000)
        figures.lost += answer["missing"] + (shown is None)

    async def _burst(self, name: str, figures: Figures) -> None:
        """Many at once: the last state has to reach every tab, whatever became of those between."""
        self._turn += 1
        mark = f"b{self._turn}"
        await self._watch(name, mark, 1.0)
        for number in range(BURST):
            await self.sides[name].rename(_name(mark if number == BURST - 1 else f"{mark}of{number}"))
        answer = await self.generator.hear()
        shown = await seen(self.pages[name], mark, PATIENCE)
        figures.lost += answer["missing"] + (shown is None)

    async def _watch(self, name: str, mark: str, hold: float) -> None:
        await self.generator.ask(watch=name, text=_name(mark), hold=hold, patience=PATIENCE)


def _name(mark: str) -> str:
    return f"Aaron the {mark}."
