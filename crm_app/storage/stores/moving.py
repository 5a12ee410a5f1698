"""Moving to another store while the app runs: everything is copied, and nothing is taken away.

Each content is compared when it has arrived, and then noted in a file beside the spool. Whoever is
interrupted, at any moment, begins again: what is noted and still there is not copied twice.
"""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from crm_app.core.scope import system_scope
from crm_app.storage.refusals import StoreNotOurs
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.comparing import Content, Damaged, is_stored, stored_contents, transfer
from crm_app.storage.stores.marked import own_mark, read_mark, write_mark


@dataclass(slots=True)
class Moved:
    """What one run has done: contents and bytes copied, contents that were there, and what is damaged."""

    copied: int = 0
    size: int = 0
    present: int = 0
    damaged: list[Damaged] = field(default_factory=list[Damaged])


Progress = Callable[[Moved], None]


class Ledger:
    """The keys that are known to have arrived, one a line; appended to, and durable at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        known = path.read_text().split("\n")[:-1] if path.exists() else []  # a last line may be torn
        self._keys = set(known)
        self._file = path.open("w")
        self._file.writelines(f"{key}\n" for key in known)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def add(self, key: str) -> None:
        """Returns when the line has reached the disk."""
        self._keys.add(key)
        self._file.write(f"{key}\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Ends the writing."""
        self._file.close()


async def move(source: Store, target: Store, spool: Spool, ledger: Path, progress: Progress) -> Moved:
    """Copies everything that is stored from `source` to `target`, until nothing new is left; then marks it.

    `StoreNotOurs` for a target of another database. Other errors of the stores break it off; a second
    call goes on. With damage the target is not marked, as it does not hold everything.
    """
    await _check_target(target)
    moved = Moved()
    with open_ledger(ledger) as known:
        while await _pass(source, target, spool, known, moved, progress):
            pass
    moved.present -= moved.copied  # the last pass found everything there
    if not moved.damaged:
        await _mark(target)
    return moved


async def _pass(
    source: Store, target: Store, spool: Spool, known: Ledger, moved: Moved, progress: Progress
) -> bool:
    """Everything once. Whether something was copied: more may have come meanwhile."""
    before = moved.copied
    moved.present, moved.damaged = 0, []
    async for content in stored_contents():
        if content.key in known and await target.size(content.key) == content.size:
            moved.present += 1
        else:
            await _one(source, target, spool, content, moved, known)
        progress(moved)
    return moved.copied > before


async def _one(
    source: Store, target: Store, spool: Spool, content: Content, moved: Moved, known: Ledger
) -> None:
    try:
        await transfer(source, target, content, spool)
    except Damaged as damaged:
        if await is_stored(content.key):
            moved.damaged.append(damaged)
        return
    known.add(content.key)
    moved.copied += 1
    moved.size += content.size


async def _check_target(target: Store) -> None:
    async with system_scope() as scope:
        mark = await own_mark(scope)
    if await read_mark(target) not in (None, mark):
        raise StoreNotOurs()


async def _mark(target: Store) -> None:
    async with system_scope() as scope:
        mark = await own_mark(scope)
    if await read_mark(target) != mark:
        await write_mark(target, mark)


@contextmanager
def open_ledger(path: Path) -> Generator[Ledger, None, None]:
    """The notes at `path`, which are closed after the block."""
    ledger = Ledger(path)
    try:
        yield ledger
    finally:
        ledger.close()


def ledger_path(directory: Path, address: str) -> Path:
    """Where it is noted what has arrived at `address`."""
    return directory / f"moved-{sha256(address.encode()).hexdigest()[:16]}"
