"""A running app to open tabs of."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm_app import accounts
from tests.waiting import PATIENCE
from tests.web.tabs import Tab, cookie_for

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Served:
    """Where the app answers, and what it logged so far."""

    url: str
    log_file: Path
    process: subprocess.Popen[str]

    def log(self) -> str:
        return self.log_file.read_text()


@pytest.fixture(scope="session")
def served(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app in a process of its own, over the tests' database."""
    with app_over(postgres_url, tmp_path_factory.mktemp("served")) as running:
        yield running


@contextmanager
def app_over(url: str, data_dir: Path, **environment: str) -> Iterator[Served]:
    """The app in a process of its own over this database, ended after the block."""
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(data_dir), "WORKER": "off"} | environment
    log_file = data_dir / "log"
    with log_file.open("w") as log:
        command = [sys.executable, "-m", "tests.web.serve"]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, log_file.read_text()
        yield Served(f"http://127.0.0.1:{port}", log_file, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


OpenTab = Callable[..., Awaitable[Tab]]


@pytest.fixture
async def open_tab(served: Served, database: str) -> AsyncIterator[OpenTab]:
    """Opens a tab as a user (None: nobody) at a path; all are closed after the test."""
    opened: list[Tab] = []

    async def open_one(
        user: accounts.User | None = None,
        path: str = "/contacts",
        *,
        token: str | None = None,
        cookie: str = "",
    ) -> Tab:
        tab = Tab(served.url, cookie or (await cookie_for(user) if user else ""), path, token)
        opened.append(tab)
        await tab.open()
        await tab.loaded()
        return tab

    yield open_one
    for tab in opened:
        await tab.close()
