"""A real S3 server for the tests: a process that answers on a port, can be killed, and held up.

It comes into `.venv-s3` by `make .venv/.tests`. What it holds is gone when it is killed.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import obstore
import pytest
from obstore.store import S3Store as Bucket

from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.marked import MarkedStore
from tests.serving import PROJECT, free_port
from tests.waiting import PATIENCE

PYTHON = PROJECT / ".venv-s3" / "bin" / "python"
KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests"}


class S3Server:
    """One server. `address` makes buckets in it."""

    def __init__(self, log: Path) -> None:
        assert PYTHON.exists(), "the S3 server is not installed: make .venv-s3/.installed"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""
        self._calm: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Starts it, empty, and returns when it answers."""
        command = [str(PYTHON), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < deadline, self._log.read_text()[-2000:]
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/moto-api/").is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """kill -9, and all its bytes are gone."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def hold_up(self, store: Store) -> None:
        """It takes connections and answers nobody. The store gives up after a second, and is as patient as
        before when the server goes on: a slow machine is no store that is away."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        held = store.inner if isinstance(store, MarkedStore) else store
        patient = dict(vars(held))
        vars(held).update(vars(store_at(self._address.replace(f"timeout={PATIENCE}", "timeout=1"))))
        self._calm = lambda: vars(held).update(patient)

    def go_on(self) -> None:
        """It answers again."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)
        self._calm()
        self._calm = lambda: None

    def address(self, timeout: int = PATIENCE) -> str:
        """The address of a new, empty bucket with a prefix, as STORAGE_URL takes it."""
        bucket = f"bucket-{uuid4()}"
        assert httpx.put(f"{self.url}/{bucket}").is_success
        query = f"endpoint={self.url}&region=us-east-1&timeout={timeout}"
        self._address = f"s3://{bucket}/crm/files?{query}"
        return self._address

    def objects(self, address: str) -> dict[str, int]:
        """The size of every object in the bucket, by the whole name, asked without our own code."""
        bucket = address.removeprefix("s3://").partition("/")[0]
        listed = httpx.get(f"{self.url}/{bucket}?list-type=2").text
        entries = listed.split("<Contents>")[1:]
        return {_within(entry, "Key"): int(_within(entry, "Size")) for entry in entries}

    def overwrite(self, address: str, name: str, content: bytes) -> None:
        """As a bit that rots, or somebody with the keys: another content under a name."""
        bucket = address.removeprefix("s3://").partition("/")[0]
        config = {"endpoint": self.url, "region": "us-east-1"}
        obstore.put(Bucket(bucket, config=config, client_options={"allow_http": True}), name, content)


def _within(entry: str, tag: str) -> str:
    return entry.split(f"<{tag}>")[1].split(f"</{tag}>")[0]


@contextmanager
def s3_server(directory: Path) -> Iterator[S3Server]:
    """A running one, killed after the block."""
    os.environ.update(KEYS)
    server = S3Server(directory / "s3.log")
    server.start()
    try:
        yield server
    finally:
        server.go_on()
        server.kill()


@pytest.fixture(scope="session")
def shared_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One server of this test process: take a bucket of your own, and leave the server alone."""
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def stalling_s3(shared_s3: S3Server) -> Iterator[S3Server]:
    """The shared server, which the test may hold up: it goes on afterwards."""
    yield shared_s3
    shared_s3.go_on()


@pytest.fixture
def own_s3(tmp_path: Path) -> Iterator[S3Server]:
    """A server that the test may kill."""
    with s3_server(tmp_path) as server:
        yield server


@pytest.fixture(params=["disk", "s3"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of each kind once."""
    if request.param == "disk":
        return (tmp_path / "store").as_uri()
    server: S3Server = request.getfixturevalue("shared_s3")
    return server.address()


@pytest.fixture
def each_store(store_url: str) -> Store:
    """An empty store, of each kind once."""
    return store_at(store_url)
