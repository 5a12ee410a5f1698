"""A backup into an empty machine: every byte is compared before the database is touched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import update
from sqlmodel import col

from crm_app.core.dumps import load
from crm_app.core.errors import Conflict
from crm_app.core.scope import system_scope
from crm_app.storage.local_copies import copied
from crm_app.storage.models import Blob, BlobFault
from crm_app.storage.refusals import BytesMissing, StoreNotOurs
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.comparing import Content, Damaged, fault_of, transfer
from crm_app.storage.stores.manifests import DUMP, BackupUnreadable, Manifest, latest
from crm_app.storage.stores.marked import read_mark, write_mark

_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


class NotEmpty(Conflict):
    """There is something in the database already, which a backup would mix with."""

    code = "not_empty"
    text = "The database is not empty. A backup is restored into an empty one only."


@dataclass(slots=True)
class Restored:
    """What was brought back: the backup's folder, contents and bytes, and what is damaged in the backup."""

    folder: str
    manifest: Manifest
    contents: int = 0
    size: int = 0
    damaged: list[Damaged] = field(default_factory=list[Damaged])
    complete: bool = False


Progress = Callable[[Restored], None]


async def restore(
    source: Store, store: Store, spool: Spool, url: str, *, despite_damage: bool, progress: Progress
) -> Restored:
    """Brings the newest backup of `source` back: bytes into `store`, the database at `url`, then the mark.

    With damage in the backup nothing is written into the database, unless `despite_damage`; `complete`
    says whether it was. `NotEmpty`, `StoreNotOurs`, `BackupUnreadable`, `DumpFailed`, and the errors of
    the stores break it off; the database is as empty as before then, and a second call goes on.
    """
    await _check_empty(url)
    folder, manifest = await latest(source)
    if await read_mark(store) not in (None, manifest.mark):
        raise StoreNotOurs()
    done = Restored(folder, manifest)
    for content in manifest.each():
        await _bring(source, store, spool, content, done)
        progress(done)
    if done.damaged and not despite_damage:
        return done
    await _load(source, spool, url, folder, manifest)
    await write_mark(store, manifest.mark)
    done.complete = True
    return done


async def mark_damage(done: Restored) -> None:
    """Notes beside the rows what could not be brought back. The database is running, and up to date."""
    faults = {damaged.content.key: damaged.fault for damaged in done.damaged}
    faults |= dict.fromkeys(done.manifest.missing, BlobFault.MISSING)
    async with system_scope() as scope:
        for key, fault in faults.items():
            await scope.session.exec(update(Blob).where(col(Blob.key) == key).values(fault=fault.value))


async def _check_empty(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        (tables,) = await (await connection.execute(_TABLES)).fetchone() or (0,)
    if tables:
        raise NotEmpty()


async def _bring(source: Store, store: Store, spool: Spool, content: Content, done: Restored) -> None:
    try:
        if await fault_of(store, content) is not None:
            await transfer(source, store, content, spool)
    except Damaged as damaged:
        done.damaged.append(damaged)
        return
    done.contents += 1
    done.size += content.size


async def _load(source: Store, spool: Spool, url: str, folder: str, manifest: Manifest) -> None:
    checksum, size = manifest.dump
    try:
        async with copied(source, spool, f"{folder}/{DUMP}", size) as copy:
            if copy.checksum != checksum:
                raise BackupUnreadable()
            await load(url, copy.path)
    except BytesMissing as error:
        raise BackupUnreadable() from error


def bring_secret(manifest: Manifest, path: Path) -> None:
    """Puts the secret that signs links where a new one would be made; one that is there stays."""
    if manifest.secret_key and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(manifest.secret_key)
