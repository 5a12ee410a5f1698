"""A backup while people work: one moment of the database, and the bytes of just this moment.

First nobody may delete bytes any more. Then one snapshot gives both the dump and the list of what is
stored; bytes never change, so whatever is copied later is what the snapshot meant. The description
comes last: without it there is no backup.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from crm_app.core.clock import now
from crm_app.core.database import database
from crm_app.core.dumps import dump
from crm_app.core.scope import system_scope
from crm_app.storage import blobs
from crm_app.storage.incoming import incoming
from crm_app.storage.locks import BACKUP
from crm_app.storage.spool import Spool
from crm_app.storage.store import CHUNK_SIZE, Store
from crm_app.storage.stores.comparing import Content, Damaged, fault_of, transfer
from crm_app.storage.stores.manifests import DUMP, FOLDER, Manifest, write_manifest
from crm_app.storage.stores.marked import MarkedStore, own_mark
from crm_app.storage.stores.moving import Ledger, open_ledger

_HOLD = "SELECT pg_advisory_lock(%s)"
_STORED = "SELECT key, checksum, size FROM blobs WHERE state = 'stored' ORDER BY key"
_LARGEST_DUMP = 2**50


@dataclass(slots=True)
class BackedUp:
    """What a backup has done; `damaged` is what the store has lost, `missing` what the backup lacks of it."""

    folder: str = ""
    copied: int = 0
    size: int = 0
    present: int = 0
    damaged: list[Damaged] = field(default_factory=list[Damaged])
    missing: list[str] = field(default_factory=list[str])


Progress = Callable[[BackedUp], None]


async def back_up(
    store: MarkedStore, target: Store, spool: Spool, ledger: Path, secret_key: str | None, progress: Progress
) -> BackedUp:
    """Makes a backup of database and bytes in `target`, beside those that are there; known bytes are kept.

    `StoreNotOurs`, `StoreUnavailable`, `DiskFull`, `DumpFailed`: then there is no new backup.
    """
    await store.verify()
    done = BackedUp(folder=f"{FOLDER}/{now():%Y%m%dt%H%M%S%f}z")
    async with system_scope() as scope:
        mark = await own_mark(scope)
    async with deletions_held() as connection:
        made_at = now().isoformat()
        contents, dumped = await _snapshot(connection, spool, target, done.folder)
        with open_ledger(ledger) as known:
            for content in contents:
                await _copy(store, target, spool, content, known, done)
                progress(done)
        await connection.execute("SELECT 1")  # whoever has lost it may have lost bytes too
        held = [(it.checksum, it.size) for it in contents if it.key not in done.missing]
        manifest = Manifest(made_at, mark, dumped, held, done.missing, secret_key)
        await write_manifest(target, done.folder, manifest)
    await blobs.sweep_doomed(store)
    return done


@asynccontextmanager
async def deletions_held() -> AsyncIterator[psycopg.AsyncConnection]:
    """Bytes that are deleted meanwhile stay until the connection ends, however it does."""
    async with await psycopg.AsyncConnection.connect(database.url, autocommit=True) as connection:
        await connection.execute(_HOLD, [BACKUP])
        yield connection


async def _snapshot(
    connection: psycopg.AsyncConnection, spool: Spool, target: Store, folder: str
) -> tuple[list[Content], tuple[str, int]]:
    """What is stored at one moment, and the checksum and size of the dump of the same moment."""
    path = spool.new_path()
    try:
        async with connection.transaction():
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            (snapshot,) = await (await connection.execute("SELECT pg_export_snapshot()")).fetchone() or ("",)
            rows = await (await connection.execute(_STORED)).fetchall()
            await dump(database.url, path, snapshot)
        dumped = await _keep_dump(path, spool, target, f"{folder}/{DUMP}")
    finally:
        path.unlink(missing_ok=True)
    return [Content(*row) for row in rows], dumped


async def _keep_dump(path: Path, spool: Spool, target: Store, key: str) -> tuple[str, int]:
    async with incoming(spool, _LARGEST_DUMP) as copy:
        with path.open("rb") as written:
            while chunk := written.read(CHUNK_SIZE):
                await copy.add(chunk)
        await copy.sync()
        await target.promote(copy.path, key)
        return copy.checksum, copy.size


async def _copy(
    store: Store, target: Store, spool: Spool, content: Content, known: Ledger, done: BackedUp
) -> None:
    """One content. What the store has lost, the backup may still have from before."""
    if content.key in known and await target.size(content.key) == content.size:
        done.present += 1
        return
    try:
        await transfer(store, target, content, spool)
    except Damaged as damaged:
        done.damaged.append(damaged)
        if await fault_of(target, content) is not None:
            done.missing.append(content.key)
        return
    known.add(content.key)
    done.copied += 1
    done.size += content.size
