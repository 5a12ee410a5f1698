"""What runs beside the pages in each process: the database's connections, storage, the live listener."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from reflex.utils.prerequisites import get_app

from crm_app import accounts, crm, jobs, staff, storage
from crm_app.core.database import database
from crm_app.core.live import PRESENCE_CHANNEL, announce, listener
from crm_app.core.live import presence as everybody
from crm_app.core.scope import system_scope
from crm_app.settings import settings
from crm_app.web import live, presence
from crm_app.web.log_records import keep_secrets_out_of_logs
from crm_app.web.once import number_events
from crm_app.web.outgoing import forget_what_was_sent
from crm_app.web.returning import let_pages_return


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Starts everything in order and ends it in the opposite one. RuntimeError without a DATABASE_URL."""
    url = settings().database_url
    if not url:
        raise RuntimeError("DATABASE_URL is not set. Start the app with `make run`.")
    keep_secrets_out_of_logs()
    crm.interactions.when_staff_takes_part(staff.facts_of_people)
    database.start(url)
    await storage.start()
    async with system_scope() as scope:
        await accounts.ensure_owner_from_environment(scope, settings())
    await jobs.start(url, work=settings().worker == "on")
    app = get_app().app
    live.forget_closed_tabs(app)
    live.when_closed(presence.leave)
    let_pages_return(app)
    number_events(app)
    forget_what_was_sent()
    listener.hears(PRESENCE_CHANNEL, everybody.hear, everybody.ask)
    beside = (
        asyncio.create_task(announce(everybody, live.is_open), name="presence"),
        asyncio.create_task(listener.run(database.url), name="live listener"),
    )
    _spare_what_stays()
    try:
        yield
    finally:
        for task in beside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await jobs.stop()
        await storage.stop()
        await database.stop()


def _spare_what_stays() -> None:
    """What a started process consists of is no garbage. Looking through it all for some takes a tenth of a
    second, in which nobody is answered, and comes when most is to do."""
    gc.collect()
    gc.freeze()
