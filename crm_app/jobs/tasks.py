"""What the tasks do. Each finds its own work, does it in small transactions, and may be repeated."""

from crm_app import accounts, crm, storage
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.core.texts import tn
from crm_app.jobs.forgetting import delete_old
from crm_app.settings import settings
from crm_app.storage import missing_pictures, orphans, texts
from crm_app.storage.stores.checking import check_slice
from crm_app.storage.stores.marked import MarkedStore

CHECKED_AT_NIGHT = 2_000


async def prune_trash() -> str:
    """Deletes for good what has been in the trash for longer than TRASH_RETENTION_DAYS."""
    async with system_scope() as scope:
        count = await storage.prune_trash(scope, settings().trash_retention_days, now=now())
    return tn("{count} file deleted.", "{count} files deleted.", count)


async def trash_orphans() -> str:
    """Trashes uploads that were staged for something, and that nothing refers to after a day."""
    count = 0
    while True:
        async with system_scope() as scope:
            some = await orphans.trash_orphans(scope, now=now())
        count += some
        if not some:
            return tn("{count} file moved to the trash.", "{count} files moved to the trash.", count)


async def tidy_accounts() -> str:
    """Deletes sign-in sessions, invitations and attempts that are over."""
    async with system_scope() as scope:
        count = await accounts.delete_expired_sessions(scope)
        count += await accounts.delete_expired_invitations(scope)
        count += await accounts.forget_attempts(scope)
    return tn("{count} entry deleted.", "{count} entries deleted.", count)


async def sweep_drafts() -> str:
    """Every draft that was left for a day, a few hundred in each transaction."""
    count = 0
    while True:
        async with system_scope() as scope:
            some = await crm.interactions.sweep_drafts(scope)
        count += some
        if not some:
            return tn("{count} draft removed.", "{count} drafts removed.", count)


async def make_pictures() -> str:
    """Makes the thumbnails that are missing."""
    tried, missing = await missing_pictures.make_missing_pictures()
    return tn("{count} file had its preview made.", "{count} files had their previews made.", tried - missing)


async def read_texts() -> str:
    """Reads the words of the files that have none yet."""
    read, problems = await texts.read_missing_texts()
    told = tn("{count} file read.", "{count} files read.", read)
    if not problems:
        return told
    return told + " " + tn("{count} of them has a problem.", "{count} of them have a problem.", problems)


async def check_store() -> str:
    """Compares some of the stored bytes with their checksums: those whose last check is longest ago."""
    store = storage.runtime().store
    assert isinstance(store, MarkedStore), "the running store is never a bare one"
    checked = await check_slice(store, CHECKED_AT_NIGHT)
    told = tn("{count} content checked.", "{count} contents checked.", checked.contents)
    if checked.clean:
        return told
    return told + " " + tn("{count} is damaged.", "{count} are damaged.", len(checked.faults))


async def forget_jobs() -> str:
    """Deletes jobs that ended weeks ago, those that failed later than those that went well."""
    async with system_scope() as scope:
        count = await delete_old(scope, now())
    return tn("{count} job forgotten.", "{count} jobs forgotten.", count)
