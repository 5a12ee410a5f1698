"""Jobs as they are: what is planned, what runs and waits, what failed and why, what went well. Live."""

from typing import TypedDict

import reflex as rx

from crm_app import jobs
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify


class JobRow(TypedDict):
    """One job; `at` is an ISO time: when it was due, or when it last changed."""

    id: int
    title: str
    status: str
    detail: str
    at: str


class PlannedRow(TypedDict):
    """One task: what it is for, when it comes, and how its latest job ended ("" where there was none)."""

    name: str
    title: str
    about: str
    when: str
    status: str
    said: str
    at: str


class JobsState(rx.State):
    """What the page of jobs shows and does."""

    ready: bool = False
    workers: int = 0
    planned: list[PlannedRow] = []
    open: list[JobRow] = []
    failed: list[JobRow] = []
    done: list[JobRow] = []

    @handler("settings.view")
    async def load(self) -> None:
        """The queue as it is, and from now on every step."""
        live.follow(self, {jobs.topics.JOBS: JobsState.refresh})
        await self._read()
        self.ready = True

    @handler("settings.view")
    async def refresh(self, kinds: list[str]) -> None:
        """A job came, began or ended."""
        await self._read()

    @handler("settings.edit")
    async def run_now(self, name: str) -> rx.event.EventSpec:
        """Asks for a task out of its turn."""
        async with scope_of(self) as scope:
            await jobs.run_now(scope, name)
        return notify(t("It is in the queue."), kind="success")

    @handler("settings.edit")
    async def run_again(self, job_id: int) -> rx.event.EventSpec:
        """Puts a failed job back into the queue."""
        async with scope_of(self) as scope:
            await jobs.run_again(scope, job_id)
        return notify(t("It is in the queue again."), kind="success")

    async def _read(self) -> None:
        async with scope_of(self) as scope:
            seen = await jobs.overview(scope)
        self.workers = seen.workers
        self.planned = [_planned(each) for each in seen.planned]
        self.open = [_row(job) for job in seen.open]
        self.failed = [_row(job) for job in seen.failed]
        self.done = [_row(job) for job in seen.done]


def _row(job: jobs.Job) -> JobRow:
    return JobRow(
        id=job.id,
        title=job.title,
        status=job.status,
        detail=job.problem or job.said,
        at=(job.changed_at if job.status != "running" else job.started_at or job.changed_at).isoformat(),
    )


def _planned(planned: jobs.Planned) -> PlannedRow:
    task, last = planned.task, planned.last
    return PlannedRow(
        name=task.name,
        title=task.title,
        about=task.about,
        when=t("Every hour")
        if task.hourly
        else t("Every night at {time} UTC", time=f"{planned.next_at:%H:%M}"),
        status=last.status if last else "",
        said=(last.problem or last.said) if last else "",
        at=last.changed_at.isoformat() if last else "",
    )
