"""Where bytes are kept: a narrow protocol, and its form on a local disk.

Content-addressed: a key is written once, so two writers of one key bring the same bytes. On disk
"written" means that the bytes and the names on the way to them have reached the disk.
"""

import asyncio
import errno
import os
import shutil
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from crm_app.storage.keys import path_of
from crm_app.storage.refusals import BytesMissing, DiskFull, StoreUnavailable

CHUNK_SIZE = 1024 * 1024

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS = frozenset({errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of a store: its key, its bytes, and since when it is there."""

    key: str
    size: int
    stored_at: datetime


class Store(Protocol):
    """What storage needs of a place for bytes. Keys come from `keys.key_for` alone."""

    async def promote(self, source: Path, key: str) -> bool:
        """Makes the finished file `source` durable as `key`, and leaves `source` alone.

        A present key stays, whatever is under it: then False. `DiskFull` and `StoreUnavailable` leave
        nothing under `key`.
        """
        ...

    async def replace(self, source: Path, key: str) -> None:
        """The same in the place of damaged bytes: whoever reads meanwhile has the old ones or the new ones.

        `DiskFull` and `StoreUnavailable` leave what was there.
        """
        ...

    def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to and without `end`. `BytesMissing` when they are not all there."""
        ...

    def local_path(self, key: str) -> Path | None:
        """The bytes as a file of this machine, for libraries that want one; None where there is none."""
        ...

    async def delete(self, key: str) -> None:
        """Removes the bytes; those that are gone already are no error."""
        ...

    async def exists(self, key: str) -> bool:
        """Whether the store has bytes under `key`."""
        ...

    async def size(self, key: str) -> int | None:
        """How many bytes the store has under `key`; None without any."""
        ...

    def listed(self, prefix: str) -> AsyncIterator[Stored]:
        """Every object below the folder `prefix` of the store, in no order."""
        ...

    async def healthy(self) -> bool:
        """Whether the store is there and takes bytes."""
        ...


class LocalStore:
    """Bytes below one directory of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    async def promote(self, source: Path, key: str) -> bool:
        try:
            return await asyncio.to_thread(_place, source, path_of(self.root, key), self.root)
        except OSError as error:
            raise refusal(error) from error

    async def replace(self, source: Path, key: str) -> None:
        try:
            await asyncio.to_thread(_replace, source, path_of(self.root, key))
        except OSError as error:
            raise refusal(error) from error

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        descriptor = await asyncio.to_thread(_open, path_of(self.root, key))
        try:
            while start < end:
                chunk = await asyncio.to_thread(_read, descriptor, min(CHUNK_SIZE, end - start), start)
                if not chunk:
                    raise BytesMissing()
                start += len(chunk)
                yield chunk
        finally:
            os.close(descriptor)

    def local_path(self, key: str) -> Path | None:
        return path_of(self.root, key)

    async def delete(self, key: str) -> None:
        try:
            await asyncio.to_thread(_remove, path_of(self.root, key))
        except OSError as error:
            raise refusal(error) from error

    async def exists(self, key: str) -> bool:
        return await self.size(key) is not None

    async def size(self, key: str) -> int | None:
        try:
            return await asyncio.to_thread(_size, path_of(self.root, key))
        except OSError as error:
            raise refusal(error) from error

    async def listed(self, prefix: str) -> AsyncIterator[Stored]:
        below = path_of(self.root, prefix)
        directories = [below]
        while directories:
            found, more = await asyncio.to_thread(_list, directories.pop(), self.root)
            directories += more
            for stored in found:
                yield stored

    async def healthy(self) -> bool:
        return await asyncio.to_thread(_takes_bytes, self.root)


def refusal(error: OSError) -> DiskFull | StoreUnavailable:
    """What people are told when the disk refuses."""
    return DiskFull() if error.errno in _NO_ROOM else StoreUnavailable()


def sync_directory(directory: Path) -> None:
    """Returns when the names in `directory` have reached the disk."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _place(source: Path, target: Path, root: Path) -> bool:
    """False when something is there already."""
    _make_directories(target.parent, root)
    placed = True
    try:
        target.hardlink_to(source)
    except FileExistsError:
        placed = False  # perhaps a moment ago: its name has to reach the disk all the same
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _copy(source, target)
    sync_directory(target.parent)
    return placed


def _replace(source: Path, target: Path) -> None:
    _copy(source, target)
    sync_directory(target.parent)


def _make_directories(directory: Path, root: Path) -> None:
    """`mkdir -p` whose names survive a power cut."""
    if directory.is_dir() or directory == root.parent:
        return
    _make_directories(directory.parent, root)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)


def _copy(source: Path, target: Path) -> None:
    """Under a temporary name first, so that a key is whole or what it was; then in the place of anything."""
    temporary = target.with_name(f"incoming-{uuid4()}")
    try:
        temporary.touch(0o600, exist_ok=False)
        with source.open("rb") as origin, temporary.open("wb") as copy:
            shutil.copyfileobj(origin, copy, CHUNK_SIZE)
            copy.flush()
            os.fsync(copy.fileno())
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError as error:
        raise BytesMissing() from error
    except OSError as error:
        raise refusal(error) from error


def _size(path: Path) -> int | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _list(directory: Path, root: Path) -> tuple[list[Stored], list[Path]]:
    """The objects directly in a directory, and the directories in it; of one that is gone nothing."""
    found: list[Stored] = []
    directories: list[Path] = []
    try:
        entries = list(os.scandir(directory))
    except FileNotFoundError:
        return found, directories
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            directories.append(Path(entry.path))
        elif stored := _stored(entry, root):
            found.append(stored)
    return found, directories


def _stored(entry: os.DirEntry[str], root: Path) -> Stored | None:
    """None for what was removed while the list was being read."""
    try:
        facts = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    key = Path(entry.path).relative_to(root).as_posix()
    return Stored(key, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def _read(descriptor: int, size: int, start: int) -> bytes:
    try:
        return os.pread(descriptor, size, start)
    except OSError as error:
        raise refusal(error) from error


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_directory(path.parent)


def _takes_bytes(root: Path) -> bool:
    probe = root / f"probe-{uuid4()}"
    try:
        probe.write_bytes(b"ok")
        probe.unlink()
    except OSError:
        return False
    return True
