"""What runs, waits, ran and failed, and what is due next: for the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from croniter import croniter
from sqlalchemy import text

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.jobs.schedule import TASKS, Task

Status = Literal["waiting", "running", "succeeded", "failed"]
SHOWN = 50

_COLUMNS = """
    job.id, job.task_name, job.status::text, job.attempts, job.scheduled_at, job.args,
    (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id AND type = 'started') AS started_at,
    (
        SELECT max(at) FROM procrastinate_events
        WHERE job_id = job.id AND type NOT IN ('started', 'scheduled')
    ) AS changed_at
"""
_OPEN = text(f"""
    SELECT {_COLUMNS} FROM procrastinate_jobs AS job
    WHERE status <> 'succeeded'
    ORDER BY id DESC LIMIT :limit
""")
_DONE = text(f"""
    SELECT {_COLUMNS} FROM procrastinate_jobs AS job
    WHERE status = 'succeeded' ORDER BY id DESC LIMIT :limit
""")
_LAST = text(f"""
    SELECT {_COLUMNS} FROM procrastinate_jobs AS job
    WHERE id IN (
        SELECT max(id) FROM procrastinate_jobs WHERE status NOT IN ('todo', 'doing') GROUP BY task_name
    )
""")
_WORKERS = text("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > :since")


@dataclass(frozen=True, slots=True)
class Job:
    """One job: what it is called, how far it is, what it said or what stopped it."""

    id: int
    name: str
    title: str
    status: Status
    attempts: int
    due_at: datetime | None
    started_at: datetime | None
    changed_at: datetime
    said: str
    problem: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A task with its schedule: when it is due, and its latest job that ended."""

    task: Task
    next_at: datetime
    last: Job | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All there is to see. `workers` have given a sign of life within the last half minute."""

    workers: int
    planned: list[Planned]
    open: list[Job]
    failed: list[Job]
    done: list[Job]


async def overview(scope: Scope, *, at: datetime | None = None) -> Overview:
    """The queue as it is. Needs `settings.view`; four statements, however many jobs there are."""
    scope.require("settings.view")
    at = at or now()
    unfinished = await _jobs(scope, _OPEN)
    last = {job.name: job for job in await _jobs(scope, _LAST)}
    return Overview(
        workers=int(await scope.session.scalar(_WORKERS, {"since": at - timedelta(seconds=30)}) or 0),
        planned=[Planned(task, next_tick(task, at), last.get(task.name)) for task in TASKS.values()],
        open=[job for job in unfinished if job.status in ("running", "waiting")],
        failed=[job for job in unfinished if job.status == "failed"],
        done=await _jobs(scope, _DONE),
    )


def next_tick(task: Task, at: datetime) -> datetime:
    """When the task is due next, in UTC."""
    return datetime.fromtimestamp(croniter(task.cron, at.timestamp()).get_next(float), UTC)


async def _jobs(scope: Scope, query: Any) -> list[Job]:
    return [_job(tuple(row)) for row in await scope.session.execute(query, {"limit": SHOWN})]


def _job(row: Sequence[Any]) -> Job:
    job_id, name, status, attempts, due_at, args, started_at, changed_at = row
    known = TASKS.get(name)
    statuses: dict[str, Status] = {"doing": "running", "todo": "waiting", "succeeded": "succeeded"}
    return Job(
        id=job_id,
        name=name,
        title=known.title if known else name,
        status=statuses.get(status, "failed"),
        attempts=attempts,
        due_at=due_at,
        started_at=started_at,
        changed_at=changed_at,
        said=str(args.get("said", "")),
        problem=str(args.get("problem", "")),
    )
