"""Asking for a job: at once by somebody who may, soon after an upload, again after it failed."""

import asyncio

import structlog
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg_pool import PoolTimeout
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crm_app.core.errors import NotFound, Unavailable
from crm_app.core.scope import Scope
from crm_app.jobs import topics
from crm_app.jobs.errors import AlreadyWaiting
from crm_app.jobs.queue import queue, tell

_AGAIN = text("""
    SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)
    FROM (SELECT id FROM procrastinate_jobs WHERE id = :id AND status = 'failed' FOR UPDATE) AS failed
""")
log = structlog.get_logger(__name__)
_asking: set[asyncio.Task[None]] = set()


async def ask_for(name: str) -> bool:
    """Puts the task into the queue; False when it waits there already.

    `NotFound` for a task that does not exist, `Unavailable` when the queue cannot be reached.
    """
    if name not in queue.tasks:
        raise NotFound()
    try:
        await queue.tasks[name].defer_async()
    except AlreadyEnqueued:
        return False
    except (ConnectorException, PoolTimeout) as error:
        raise Unavailable() from error
    await tell()
    return True


def ask_soon(name: str) -> None:
    """`ask_for` that nobody waits for. A queue that is away is logged: the schedule asks again."""
    if not any(task.get_name() == name for task in _asking):
        task = asyncio.create_task(_ask(name), name=name)
        _asking.add(task)
        task.add_done_callback(_asking.discard)


def files_came() -> None:
    """Somebody has uploaded a file: its words are read."""
    ask_soon("files.texts")


async def settled() -> None:
    """Returns when nobody is asking any more."""
    while _asking:
        await asyncio.gather(*_asking, return_exceptions=True)


async def run_now(scope: Scope, name: str) -> None:
    """Asks for a task out of its turn. Needs `settings.edit`; `AlreadyWaiting`, `NotFound`, `Unavailable`."""
    scope.require("settings.edit")
    if not await ask_for(name):
        raise AlreadyWaiting()


async def run_again(scope: Scope, job_id: int) -> None:
    """Puts a failed job back into the queue. Needs `settings.edit`.

    `NotFound` for one that is not there or has not failed, `AlreadyWaiting` when the same task waits.
    """
    scope.require("settings.edit")
    try:
        again = (await scope.session.execute(_AGAIN, {"id": job_id})).first()
    except IntegrityError as error:
        raise AlreadyWaiting() from error
    if again is None:
        raise NotFound()
    scope.publish(topics.JOBS, topics.CHANGED)


async def _ask(name: str) -> None:
    try:
        await ask_for(name)
    except Unavailable:
        log.warning("jobs.not_queued", task=name)
