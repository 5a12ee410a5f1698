"""The commands of the app as processes: what they say, how they end, and what ends them before."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import coverage
import psutil

from tests.serving import PROJECT

PATIENCE = 300
"""Seconds for what takes a few on a machine that has nothing else to do."""


def measured() -> dict[str, str]:
    """What makes the process note which lines it runs, where this one does; its notes are put to ours."""
    if coverage.Coverage.current() is None:
        return {}
    notes = PROJECT / f".coverage.command-{uuid4()}"
    return {"COVERAGE_PROCESS_START": str(PROJECT / "pyproject.toml"), "COVERAGE_FILE": str(notes)}


class Command:
    """`python -m crm_app ...` over a data directory, and over the database of this test or its own."""

    def __init__(self, data_dir: Path, *arguments: str, database: str = "", storage_url: str = "") -> None:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"DATA_DIR": str(data_dir), "STORAGE_URL": storage_url, "DATABASE_URL": database}
        environment |= measured()
        data_dir.mkdir(parents=True, exist_ok=True)
        self._log = data_dir / f"command-{uuid4()}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crm_app", *arguments],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """What it has said until now."""
        return self._log.read_text()

    @property
    def children(self) -> list[psutil.Process]:
        """The processes that it has started, and they."""
        return psutil.Process(self._process.pid).children(recursive=True)

    def signal(self, number: int) -> None:
        """Sends it a signal."""
        self._process.send_signal(number)

    async def until(self, condition: Callable[[], object]) -> None:
        """Returns when the condition holds; AssertionError when it has ended before."""
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(condition):
                assert self._process.poll() is None, f"it has ended before:\n{self.said}"
                await asyncio.sleep(0.02)

    async def ended(self) -> tuple[int, str]:
        """Its exit code and what it said, when it has ended."""
        code = await asyncio.to_thread(self._process.wait, PATIENCE)
        return code, self.said

    async def stopped_when(self, number: int, condition: Callable[[], bool]) -> tuple[int, str]:
        """The same after a signal that it got as soon as the condition held."""
        await self.until(condition)
        self.signal(number)
        return await self.ended()

    def put_away(self) -> None:
        """Ends it in any case."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
