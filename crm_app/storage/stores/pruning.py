"""Old backups: the newest ones stay with everything they name; the rest goes.

Nothing is removed before every backup that stays has been read: one whose description is damaged may name
anything. Whoever is interrupted leaves backups that are whole, and some contents for the next time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crm_app.core.scope import system_scope
from crm_app.storage.refusals import StoreNotOurs
from crm_app.storage.store import Store, Stored
from crm_app.storage.stores.backing_up import deletions_held
from crm_app.storage.stores.manifests import FOLDER, MANIFEST, BackupUnreadable, Manifest, read_manifest
from crm_app.storage.stores.marked import own_mark


@dataclass(slots=True)
class Pruned:
    """The folders of the backups that stayed and of those that went; contents that went, and their bytes."""

    kept: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    contents: int = 0
    size: int = 0


async def prune_backups(target: Store, keep: int) -> Pruned:
    """Removes all but the `keep` newest whole backups, and the contents that none of these names.

    Waits for a backup that is being made. `BackupUnreadable` when there is none, or one that stays is
    damaged, `StoreNotOurs` for the backups of another database: then everything stays.
    """
    assert keep > 0, "a place for backups without any"
    async with deletions_held():
        found = await _folders(target)
        whole = sorted(folder for folder in found if f"{folder}/{MANIFEST}" in found[folder])
        done = Pruned(kept=whole[-keep:])
        named = await _named(target, done.kept)
        for folder in sorted(found.keys() - set(done.kept)):
            await _remove(target, folder, found[folder])
            done.removed.append(folder)
        async for stored in target.listed("blobs"):
            if stored.key not in named:
                await _drop(target, stored, done)
    return done


async def _folders(target: Store) -> dict[str, set[str]]:
    """The keys in each folder of a backup, whole or broken off."""
    found: dict[str, set[str]] = {}
    async for stored in target.listed(FOLDER):
        found.setdefault(stored.key.rpartition("/")[0], set()).add(stored.key)
    return found


async def _named(target: Store, folders: Sequence[str]) -> set[str]:
    """The keys of every content that these backups hold."""
    if not folders:
        raise BackupUnreadable()
    manifests = [await read_manifest(target, folder) for folder in folders]
    await _check_ours(manifests)
    return {content.key for manifest in manifests for content in manifest.each()}


async def _check_ours(manifests: Sequence[Manifest]) -> None:
    async with system_scope() as scope:
        mark = await own_mark(scope)
    if any(manifest.mark != mark for manifest in manifests):
        raise StoreNotOurs()


async def _remove(target: Store, folder: str, keys: set[str]) -> None:
    """The description first: without it there is no backup, and nobody takes the rest for one."""
    for key in sorted(keys, key=lambda key: (not key.endswith(MANIFEST), key)):
        await target.delete(key)
    path = target.local_path(folder)
    if path is not None and not any(path.iterdir()):
        path.rmdir()


async def _drop(target: Store, stored: Stored, done: Pruned) -> None:
    await target.delete(stored.key)
    done.contents += 1
    done.size += stored.size
