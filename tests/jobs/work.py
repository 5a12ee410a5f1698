"""Tasks of tests: what they do can be watched, and they can be made to fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crm_app.core.scope import system_scope
from crm_app.jobs.queue import Work, add_task, queue
from crm_app.jobs.reading import Job, overview
from crm_app.jobs.running import work_off

NEVER = "0 0 29 2 *"


@contextmanager
def a_task(name: str, work: Work, cron: str = NEVER) -> Iterator[None]:
    """A task that exists in the block."""
    add_task(name, work, cron)
    try:
        yield
    finally:
        del queue.tasks[name]
        queue.periodic_registry.periodic_tasks.clear()


async def jobs_now() -> list[Job]:
    """All of them, newest first."""
    async with system_scope() as scope:
        found = await overview(scope)
    return sorted([*found.open, *found.failed, *found.done], key=lambda job: -job.id)


async def until_ended() -> Job:
    """Works until nothing is due any more; the only job there is."""
    while True:
        await work_off()
        (job,) = await jobs_now()
        if job.status in ("succeeded", "failed"):
            return job


def counting(done: list[str], failing: Callable[[], Exception | None] = lambda: None) -> Work:
    """Work that notes when it is done, or fails as it is told."""

    async def work() -> str:
        error = failing()
        if error is not None:
            raise error
        done.append("done")
        return f"{len(done)} done."

    return work
