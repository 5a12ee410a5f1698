"""Several processes of the app behind nginx, as a server of the tests whose processes can be told apart."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import redis

from crm_app import build
from tests.serving import Server, _stop_database

RECORDS = "token_manager_socket_record_"


class Scaled(Server):
    """`python -m crm_app scale` over a data directory."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        super().__init__(data_dir, "scale", **environment)

    def members(self) -> list[psutil.Process]:
        """The processes of the app, in the order in which they were started."""
        children = psutil.Process(self.pid).children()
        return [child for child in children if _command(child)[-2:] == ["crm_app", "serve"]]

    def redis(self) -> redis.Redis:
        """Where the processes keep their tabs' state."""
        return redis.Redis.from_url(self.members()[0].environ()["REDIS_URL"])

    def tabs(self) -> dict[str, str]:
        """Each open tab, and which process (by an id of its own) has its socket."""
        with self.redis() as known:
            found = {key: known.get(key) for key in known.keys(f"{RECORDS}*")}
        records = {key.decode(): pickle.loads(value) for key, value in found.items() if value}
        return {key.removeprefix(RECORDS): record.instance_id for key, record in records.items()}


def _command(process: psutil.Process) -> list[str]:
    """What it was started with; nothing when it has ended meanwhile."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def address_of(member: psutil.Process) -> str:
    """Where this process answers itself, past nginx."""
    return f"http://127.0.0.1:{member.environ()['PORT']}"


@contextmanager
def scaling(data_dir: Path, **environment: str) -> Iterator[Scaled]:
    """Running processes, ended after the block however it went."""
    data_dir.mkdir(parents=True, exist_ok=True)
    build.build_if_changed(print)
    server = Scaled(data_dir, **environment)
    try:
        server.start()
        yield server
    finally:
        if server._process and server.returncode is None:
            server.stop()
        _stop_database(data_dir)
