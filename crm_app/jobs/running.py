"""The worker of this process: started with it, stopped gently with it, and started again when it breaks."""

import asyncio
from contextlib import ExitStack, suppress

import structlog
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from psycopg import Error
from psycopg_pool import PoolTimeout

from crm_app.core.database import CONNECT_SECONDS, libpq_url
from crm_app.jobs import asking
from crm_app.jobs.queue import queue
from crm_app.jobs.schedule import TASKS
from crm_app.storage import newcomers

AT_ONCE = 2
CONNECTIONS = 4
"""At most, of this process: one listens, the others come and go."""

GRACE_SECONDS = 5.0
"""What a stopping process gives its jobs. What takes longer is taken up by the next worker."""

PAUSE_SECONDS = 5.0
LOST_SECONDS = 30.0
"""A worker that has given no sign of life for so long is dead, and its jobs are free."""

log = structlog.get_logger(__name__)
_open: ExitStack | None = None
_beside: list[asyncio.Task[None]] = []


async def start(url: str, *, work: bool) -> None:
    """Connects to the queue; with `work` this process does jobs too. It waits for a database that is away."""
    global _open
    assert TASKS, "the tasks are declared before the first worker"
    connector = PsycopgConnector(
        conninfo=libpq_url(url),
        min_size=0,
        max_size=CONNECTIONS,
        timeout=CONNECT_SECONDS * 2,
        kwargs={"connect_timeout": CONNECT_SECONDS, "application_name": "crm_app jobs"},
    )
    _open = ExitStack()
    _open.enter_context(queue.replace_connector(connector))
    await queue.open_async()
    newcomers.when_files_come(asking.files_came)
    if work:
        _beside.append(asyncio.create_task(_work(), name="worker"))
        _beside.append(asyncio.create_task(_free_lost_jobs(), name="lost jobs"))


async def stop() -> None:
    """Lets running jobs end for `GRACE_SECONDS`, gives back the others, closes the connections."""
    global _open
    newcomers.no_longer(asking.files_came)
    for task in _beside:
        task.cancel()
    for task in _beside:
        with suppress(asyncio.CancelledError):
            await task
    _beside.clear()
    await asking.settled()
    if _open is not None:
        await queue.close_async()
        _open.close()
        _open = None


async def work_off() -> None:
    """Does what is in the queue now and returns."""
    await _worker(wait=False)


async def _work() -> None:
    """Until it is cancelled. A worker that lost the database ends, and the next one looks for it."""
    while True:
        try:
            await _worker(wait=True)
        except (ConnectorException, Error, PoolTimeout) as error:
            log.warning("jobs.worker_lost", reason=type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)


async def _worker(*, wait: bool) -> None:
    await queue.run_worker_async(
        concurrency=AT_ONCE,
        wait=wait,
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE_SECONDS,
        stalled_worker_timeout=LOST_SECONDS,
    )


async def _free_lost_jobs() -> None:
    """Until it is cancelled: jobs of workers that were killed go back into the queue."""
    while True:
        try:
            await free_lost_jobs()
        except (ConnectorException, Error, PoolTimeout) as error:
            log.info("jobs.not_freed", reason=type(error).__name__)
        await asyncio.sleep(LOST_SECONDS / 2)


async def free_lost_jobs(lost_after: float = LOST_SECONDS) -> int:
    """Jobs of workers without a sign of life go back into the queue; how many."""
    lost = list(await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=lost_after))
    for job in lost:
        log.info("jobs.taken_over", task=job.task_name)
        await queue.job_manager.retry_job(job)  # once, however many free it at the same moment
    return len(lost)
