"""Files on their way in: one directory per process, held by a lock that ends with the process.

A process that is killed leaves its directory behind with the lock free; whoever starts next knows by
that, and only by that, that its files belong to nobody.
"""

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from crm_app.core.ids import parse_uuid, uuid7

_LOCK = "lock"
_GUARD = ".guard"


class Spool:
    """This process's directory for files on their way in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.writer_uuid = uuid7()
        self.directory = root / str(self.writer_uuid)
        self._lock: int | None = None

    def open(self) -> None:
        """Makes the directory and takes its lock. OSError when the disk refuses."""
        self.root.mkdir(parents=True, exist_ok=True)
        with _guarded(self.root):
            self.directory.mkdir()
            self._lock = os.open(self.directory / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def close(self) -> None:
        """Gives the lock back and removes what is left."""
        if self._lock is None:
            return
        shutil.rmtree(self.directory, ignore_errors=True)
        os.close(self._lock)
        self._lock = None

    def new_path(self) -> Path:
        """A name in this directory that nobody else uses."""
        return self.directory / str(uuid4())


def dead_writers(root: Path) -> list[UUID]:
    """The processes of this machine that ended without closing their spool."""
    if not root.is_dir():
        return []
    with _guarded(root):
        return [writer for directory in root.iterdir() if (writer := _dead_writer(directory))]


def alive_writers(root: Path) -> list[UUID]:
    """The processes of this machine that are taking files in right now."""
    if not root.is_dir():
        return []
    with _guarded(root):
        writers = [(parse_uuid(entry.name), entry) for entry in root.iterdir() if entry.is_dir()]
        return [writer for writer, entry in writers if writer and not _is_free(entry / _LOCK)]


def sweep(root: Path, writer_uuid: UUID) -> None:
    """Removes the spool of a dead process."""
    shutil.rmtree(root / str(writer_uuid), ignore_errors=True)


def _dead_writer(directory: Path) -> UUID | None:
    writer_uuid = parse_uuid(directory.name)
    return writer_uuid if writer_uuid and directory.is_dir() and _is_free(directory / _LOCK) else None


def _is_free(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


@contextmanager
def _guarded(root: Path) -> Generator[None, None, None]:
    """Between making a spool and locking it nobody may judge it dead."""
    descriptor = os.open(root / _GUARD, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
