"""What `python -m crm_app` does with the store as a whole. Each answers an exit code: 0 when all is well."""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

from crm_app.commands import prepared_database, say
from crm_app.core.database import database
from crm_app.core.errors import AppError
from crm_app.core.logs import configure_logs
from crm_app.settings import settings
from crm_app.storage.models import BlobFault
from crm_app.storage.spool import Spool
from crm_app.storage.stores.addresses import PLACES, make_store, typed_store
from crm_app.storage.stores.checking import Checked, check_store
from crm_app.storage.stores.marked import MarkedStore, adopt
from crm_app.storage.stores.moving import Moved, ledger_path, move

WELL, DAMAGE, BROKEN_OFF, INTERRUPTED = 0, 1, 2, 130
TELL_EVERY = 2.0
"""Seconds between two lines about how far it is."""

SHOWN = 50

FAULTS = {
    BlobFault.MISSING: "missing",
    BlobFault.CHANGED: "changed since it was stored",
    BlobFault.UNREADABLE: "cannot be read",
}


def move_storage(arguments: list[str]) -> int:
    """Copies everything to another store; interrupt it whenever you like."""
    parser = argparse.ArgumentParser(prog="crm_app move-storage", description=move_storage.__doc__)
    parser.add_argument("to", help=PLACES)
    to: str = parser.parse_args(arguments).to
    return over_the_database(lambda: _move(to), "The same command goes on where this one stopped.")


def check_storage(arguments: list[str]) -> int:
    """Reads everything that is stored and tells what is missing, changed, unreadable, or known to nobody."""
    argparse.ArgumentParser(prog="crm_app check-storage", description=check_storage.__doc__).parse_args(
        arguments
    )
    return over_the_database(_check, "What was found so far is noted.")


def adopt_storage(arguments: list[str]) -> int:
    """Makes the store that STORAGE_URL names the one of this database, whatever it was before."""
    argparse.ArgumentParser(prog="crm_app adopt-storage", description=adopt_storage.__doc__).parse_args(
        arguments
    )
    return over_the_database(_adopt, "")


async def _move(typed: str) -> int:
    to, target = typed_store(typed)
    async with storage() as (source, spool):
        ledger = ledger_path(settings().data_path / "moving", to)
        tell = Teller()
        moved = await move(source, target, spool, ledger, lambda now: tell(_moved(now, tell.seconds)))
    say(_moved(moved, tell.seconds))
    if moved.damaged:
        lines = [f"  {damaged.content.key}: {FAULTS[damaged.fault]}" for damaged in moved.damaged[:SHOWN]]
        say("\n".join([f"{len(moved.damaged)} are damaged in the old store and were not copied:", *lines]))
        return DAMAGE
    say(
        "Everything is there, compared and marked. Now stop the app, run this command once more for what\n"
        f"came meanwhile, and start the app with STORAGE_URL='{to}'. The old store is as it was."
    )
    return WELL


def _moved(moved: Moved, seconds: float) -> str:
    rate = moved.size / 1_000_000 / max(seconds, 0.001)
    return f"{moved.copied} copied ({in_words(moved.size)}, {rate:.1f} MB/s), {moved.present} were there"


async def _check() -> int:
    async with storage() as (store, _):
        tell = Teller()
        checked = await check_store(store, lambda now: tell(f"{now.contents} read ({in_words(now.size)})"))
    say("\n".join(_report(checked)))
    return WELL if checked.clean else DAMAGE


def _report(checked: Checked) -> list[str]:
    lines = [f"{checked.contents} contents, {in_words(checked.size)}, each read and compared."]
    lines += [f"{checked.healed} that were damaged are well again."] if checked.healed else []
    lines += [f"{key}: {FAULTS[fault]}" for key, fault in list(checked.faults.items())[:SHOWN]]
    lines += (
        [f"{len(checked.faults)} are damaged; the library shows which files they belong to."]
        if checked.faults
        else []
    )
    if checked.orphans:
        size = sum(orphan.size for orphan in checked.orphans)
        lines += [f"Known to nobody: {orphan.key}" for orphan in checked.orphans[:SHOWN]]
        lines += [
            f"{len(checked.orphans)} objects ({in_words(size)}) belong to no file. They may be removed."
        ]
    return [*lines, "All is well." if checked.clean else "Upload those again, or bring them from a backup."]


async def _adopt() -> int:
    async with storage() as (store, _):
        await adopt(store.inner)
        checked = await check_store(store)
    say("\n".join(["The store is this database's now.", *_report(checked)]))
    return WELL if checked.clean else DAMAGE


@asynccontextmanager
async def storage() -> AsyncIterator[tuple[MarkedStore, Spool]]:
    """The store that the settings name, and room for what is on its way; the database is running."""
    database.start(settings().database_url or "")
    spool = Spool(settings().data_path / "spool")
    spool.open()
    try:
        yield MarkedStore(make_store(settings())), spool
    finally:
        spool.close()
        await database.stop()


def over_the_database(work: Callable[[], Coroutine[None, None, int]], when_interrupted: str) -> int:
    """Runs it over the running, migrated database; see `telling`."""

    def run() -> int:
        with prepared_database():
            return asyncio.run(work())

    return telling(run, when_interrupted)


def telling(work: Callable[[], int], when_interrupted: str) -> int:
    """Runs it; what breaks it off is told in one line, with what comes of it."""
    configure_logs(settings().log_format)
    try:
        return work()
    except AppError as error:
        say(f"Broken off: {error.message} {when_interrupted}".strip())
        return BROKEN_OFF
    except KeyboardInterrupt:
        say(f"Interrupted. {when_interrupted}".strip())
        return INTERRUPTED


class Teller:
    """Says how far it is, not more often than people read."""

    def __init__(self) -> None:
        self._begun = self._said = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begun

    def __call__(self, text: str) -> None:
        if time.monotonic() - self._said >= TELL_EVERY:
            self._said = time.monotonic()
            say(text)


def in_words(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1_000_000:.1f} MB"


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "adopt-storage": adopt_storage,
    "check-storage": check_storage,
    "move-storage": move_storage,
}
