"""`python -m crm_app backup TO`, `prune-backups TO`, `restore FROM`: exit code 0 when all is well."""

import argparse
import asyncio
from collections.abc import Callable

from crm_app.commands import say
from crm_app.core.database import database, libpq_url
from crm_app.core.embedded import postgres
from crm_app.core.migrations import migrate
from crm_app.settings import settings
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import PLACES, make_store, typed_store
from crm_app.storage.stores.backing_up import BackedUp, back_up
from crm_app.storage.stores.comparing import Damaged
from crm_app.storage.stores.moving import ledger_path
from crm_app.storage.stores.pruning import prune_backups
from crm_app.storage.stores.restoring import Restored, bring_secret, mark_damage, restore
from crm_app.store_commands import (
    DAMAGE,
    FAULTS,
    SHOWN,
    WELL,
    Teller,
    in_words,
    over_the_database,
    storage,
    telling,
)


def backup(arguments: list[str]) -> int:
    """Copies database and bytes of one moment, while people work; what is there already is kept."""
    parser = argparse.ArgumentParser(prog="crm_app backup", description=backup.__doc__)
    parser.add_argument("to", help=PLACES)
    to: str = parser.parse_args(arguments).to
    return over_the_database(lambda: _back_up(to), "There is no new backup; the same command goes on.")


async def _back_up(typed: str) -> int:
    to, target = typed_store(typed)
    async with storage() as (store, spool):
        ledger = ledger_path(settings().data_path / "moving", to)
        tell = Teller()
        done = await back_up(
            store, target, spool, ledger, settings().secret(), lambda now: tell(_backed_up(now))
        )
    say(_backed_up(done))
    if done.damaged:
        say(_damage(f"{len(done.damaged)} are damaged in the store:", done.damaged))
        say(f"{len(done.missing)} of them are not in the backup; the others are, from before.")
    say(f"The backup {done.folder} is whole." if not done.missing else f"The backup {done.folder} is made.")
    return DAMAGE if done.damaged else WELL


def _backed_up(done: BackedUp) -> str:
    return f"{done.copied} copied ({in_words(done.size)}), {done.present} were there"


def prune(arguments: list[str]) -> int:
    """Removes old backups: the newest ones stay, with every content that one of them names."""
    parser = argparse.ArgumentParser(prog="crm_app prune-backups", description=prune.__doc__)
    parser.add_argument("to", help=PLACES)
    parser.add_argument("--keep", type=_at_least_one, required=True, help="how many of the newest ones stay")
    chosen = parser.parse_args(arguments)
    return over_the_database(lambda: _prune(chosen.to, chosen.keep), "The same command goes on.")


async def _prune(typed: str, keep: int) -> int:
    _, target = typed_store(typed)
    database.start(settings().database_url or "")
    try:
        done = await prune_backups(target, keep)
    finally:
        await database.stop()
    say(f"{len(done.removed)} removed, {len(done.kept)} kept; the oldest is {done.kept[0]}.")
    say(f"{done.contents} contents ({in_words(done.size)}) that none of these names went with them.")
    return WELL


def _at_least_one(typed: str) -> int:
    if not typed.isdecimal() or not int(typed):
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return int(typed)


def restore_backup(arguments: list[str]) -> int:
    """Brings the newest backup back into an empty database and the store that STORAGE_URL names."""
    parser = argparse.ArgumentParser(prog="crm_app restore", description=restore_backup.__doc__)
    parser.add_argument("source", metavar="from", help=PLACES)
    parser.add_argument("--despite-damage", action="store_true", help="bring back all that is not damaged")
    chosen = parser.parse_args(arguments)
    return telling(lambda: _restore(chosen.source, chosen.despite_damage), "The same command goes on.")


def _restore(typed: str, despite_damage: bool) -> int:
    _, source = typed_store(typed)
    with postgres(settings().database_url, settings().data_path) as url:
        done = asyncio.run(_bring_back(source, libpq_url(url), despite_damage))
        if done.complete:
            migrate(url)
            asyncio.run(_note_damage(url, done))
    if done.complete:
        bring_secret(done.manifest, settings().data_path / "secret_key")
    say("\n".join(_told(done)))
    return DAMAGE if done.damaged or done.manifest.missing else WELL


async def _bring_back(source: Store, url: str, despite_damage: bool) -> Restored:
    spool = Spool(settings().data_path / "spool")
    spool.open()
    tell = Teller()
    try:
        return await restore(
            source,
            make_store(settings()),
            spool,
            url,
            despite_damage=despite_damage,
            progress=lambda now: tell(_restored(now)),
        )
    finally:
        spool.close()


async def _note_damage(url: str, done: Restored) -> None:
    database.start(url)
    await mark_damage(done)
    await database.stop()


def _told(done: Restored) -> list[str]:
    lines = [f"The backup of {done.manifest.made_at}.", _restored(done)]
    if done.damaged:
        lines += [_damage(f"{len(done.damaged)} are damaged in the backup:", done.damaged)]
    if done.manifest.missing:
        lines += [f"{len(done.manifest.missing)} were lost before the backup was made."]
    if not done.complete:
        return [*lines, "The database was left empty. To bring back everything else: --despite-damage"]
    return [*lines, "Everything else is back." if len(lines) > 2 else "Everything is back. Start the app."]


def _restored(done: Restored) -> str:
    return f"{done.contents} contents ({in_words(done.size)}), each compared"


def _damage(title: str, damaged: list[Damaged]) -> str:
    return "\n".join([title, *(f"  {it.content.key}: {FAULTS[it.fault]}" for it in damaged[:SHOWN])])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "backup": backup,
    "prune-backups": prune,
    "restore": restore_backup,
}
