"""The queue of all processes: procrastinate, told to keep what a job said and to tell the pages.

A job takes no arguments: it finds out itself what is to be done, so that one which is lost, repeated or late
does no harm. Its row keeps beside it what it said at the end ("said") or what stopped it ("problem").
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, LiteralString

import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException, JobAborted, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from sqlalchemy.exc import SQLAlchemyError

from crm_app.core.clock import now
from crm_app.core.errors import AppError
from crm_app.core.scope import system_scope
from crm_app.jobs import topics

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PROBLEM = 500
CAUGHT_UP = timedelta(days=2).total_seconds()
"""What was due while nothing ran is done once, if it is not longer ago than this."""

Work = Callable[[], Awaitable[str]]
"""Does something and says what it did."""

_NOTE = "UPDATE procrastinate_jobs SET args = %(args)s WHERE id = %(id)s"
_MINE = """(
    SELECT id FROM procrastinate_jobs
    WHERE id = %(id)s AND status = 'doing' AND (worker_id IS NULL OR worker_id = %(worker)s)
    FOR UPDATE
) AS mine"""
_FINISH = f"SELECT procrastinate_finish_job_v1(id, %(status)s::procrastinate_job_status, false) FROM {_MINE}"
_RETRY = f"SELECT procrastinate_retry_job_v2(id, %(at)s, NULL, NULL, NULL) FROM {_MINE}"
log = structlog.get_logger(__name__)

for _noisy in ("procrastinate", "psycopg.pool"):  # we say in our own words what they would say
    logging.getLogger(_noisy).addHandler(logging.NullHandler())
    logging.getLogger(_noisy).propagate = False


class Backoff(BaseRetryStrategy):
    """Again after half a minute, two, eight, half an hour; at once what was stopped with its process."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError | JobAborted):
            return RetryDecision(retry_at=now())
        if job.attempts + 1 >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_at=now() + FIRST_PAUSE * 4**job.attempts)


class TellingManager(JobManager):
    """Tells the pages of each step of a job, and lets only its worker end it.

    A worker that was asleep for too long has lost its job to another one: what it says of it comes too late.
    """

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        job = await super().fetch_job(queues, worker_id)
        if job is not None:
            await tell()
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._end(job, _FINISH, status=status.value)

    async def retry_job(self, job: Job, retry_at: datetime | None = None, *_: Any, **__: Any) -> None:
        """One that waits in the queue meanwhile does the same: then this one ends here."""
        try:
            await self._end(job, _RETRY, at=retry_at or now())
        except UniqueViolation:
            await self._end(job, _FINISH, status=Status.FAILED.value)

    async def _end(self, job: Job, query: LiteralString, **values: Any) -> None:
        mine = await self.connector.execute_query_all_async(query, id=job.id, worker=job.worker_id, **values)
        if not mine:
            log.info("jobs.too_late", task=job.task_name)
            return
        await tell()


def make_queue() -> App:
    """The queue, not connected yet."""
    made = App(connector=PsycopgConnector(), periodic_defaults={"max_delay": CAUGHT_UP})
    made.job_manager = TellingManager(made.connector)
    return made


queue = make_queue()


async def tell() -> None:
    """Pages that show jobs look again. A database that is away for that is no reason to stop a worker."""
    try:
        async with system_scope() as scope:
            scope.publish(topics.JOBS, topics.CHANGED)
    except (AppError, SQLAlchemyError) as error:
        log.info("jobs.not_told", reason=type(error).__name__)


def add_task(name: str, work: Work, cron: str) -> None:
    """Declares the task. At most one of a kind waits, and at most one runs, in all processes together."""

    async def run(context: JobContext, timestamp: int = 0, **_: Any) -> None:
        try:
            said = await work()
        except Exception as error:
            await _note(context.job, {"problem": describe(error)})
            log.warning(
                "jobs.failed", task=name, reason=type(error).__name__, attempt=context.job.attempts + 1
            )
            raise
        await _note(context.job, {"said": said})
        log.info("jobs.done", task=name, said=said)

    declared: Any = queue.task(name=name, pass_context=True, lock=name, queueing_lock=name, retry=Backoff())(
        run
    )
    queue.periodic(cron=cron)(declared)


async def _note(job: Job, said: dict[str, str]) -> None:
    """Kept in the job's own row."""
    try:
        await queue.connector.execute_query_async(_NOTE, args=json.dumps(said), id=job.id)
    except ConnectorException as error:
        log.info("jobs.not_noted", reason=type(error).__name__)


def describe(error: Exception) -> str:
    """What stopped a job: our own sentence, or the kind of the error with its first line."""
    if isinstance(error, AppError):
        return error.message
    if isinstance(error, SQLAlchemyError):  # what follows would be the statement
        error = getattr(error, "orig", None) or error
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}"[:LONGEST_PROBLEM].removesuffix(": ")
