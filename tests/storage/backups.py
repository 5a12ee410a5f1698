"""A place for backups, and the empty machine that one of them is brought back into."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.rows import scalar_row

from crm_app.accounts import User
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import LocalStore, Store
from crm_app.storage.stores.backing_up import BackedUp, Progress, back_up
from crm_app.storage.stores.moving import ledger_path
from crm_app.storage.stores.restoring import Progress as RestoreProgress
from crm_app.storage.stores.restoring import Restored, restore
from tests import samples
from tests.storage_help import Stored, a_folder, marked, store

CONTENTS = [samples.noise(1000, seed) for seed in range(4)]


def seen(_: object) -> None: ...


async def four_files(user: User) -> list[Stored]:
    folder = await a_folder()
    return [await store(user, content, folder, f"{number}.bin") for number, content in enumerate(CONTENTS)]


@dataclass
class Machines:
    """The one that is backed up, where its backups are, and the empty one: no table, no bytes."""

    running: Runtime
    data_dir: Path
    backup: Store
    empty_database: str
    elsewhere: LocalStore

    @property
    def ledger(self) -> Path:
        return ledger_path(self.data_dir, "backup")

    async def back_up(self, progress: Progress = seen, target: Store | None = None) -> BackedUp:
        spool = self.running.spool
        return await back_up(marked(), target or self.backup, spool, self.ledger, "the secret", progress)

    async def bring_back(
        self, *, url: str = "", despite_damage: bool = False, progress: RestoreProgress = seen
    ) -> Restored:
        url = url or self.empty_database
        spool, whole = self.running.spool, despite_damage
        return await restore(self.backup, self.elsewhere, spool, url, despite_damage=whole, progress=progress)

    def asked(self, query: str) -> list[object]:
        """What the database of the empty machine answers."""
        with psycopg.connect(self.empty_database, row_factory=scalar_row) as connection:
            return connection.execute(query).fetchall()  # pyright: ignore

    def tables(self) -> int:
        return len(self.asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))


@contextmanager
def an_empty_database(beside: str) -> Iterator[str]:
    """The address of a database without a single table, gone after the block."""
    name = f"restored_{uuid4().hex}"
    with psycopg.connect(beside, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # pyright: ignore
        yield beside.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # pyright: ignore


@asynccontextmanager
async def two_machines(
    running: Runtime, data_dir: Path, database: str, backup: Store
) -> AsyncIterator[Machines]:
    elsewhere = data_dir / "elsewhere"
    elsewhere.mkdir()
    with an_empty_database(database) as empty:
        yield Machines(running, data_dir, backup, empty, LocalStore(elsewhere))
