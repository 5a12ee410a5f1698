"""Tasks come in their turn, once for all processes, also when nothing ran at the time."""

import asyncio
from datetime import UTC, datetime

from crm_app import accounts, jobs
from crm_app.jobs.reading import next_tick
from crm_app.jobs.schedule import TASKS
from tests.factories import run_as
from tests.jobs.work import a_task, counting, jobs_now

OFTEN = "*/5 * * * *"
DAILY = "0 0 * * *"


async def test_what_was_due_while_nothing_ran_is_done_once(connected: None) -> None:
    done: list[str] = []
    with a_task("daily", counting(done), DAILY):
        for _ in range(2):
            await jobs.work_off()
            while not done:
                await jobs.work_off()
    assert done == ["done"]


async def test_two_workers_schedule_one_job(connected: None) -> None:
    done: list[str] = []
    with a_task("often", counting(done), OFTEN):
        while not done:
            await asyncio.gather(jobs.work_off(), jobs.work_off())
    assert len(await jobs_now()) == 1


def test_the_next_time_is_told_in_utc() -> None:
    at = datetime(2026, 3, 5, 3, 0, 1, tzinfo=UTC)
    assert next_tick(TASKS["trash.prune"], at) == datetime(2026, 3, 6, 3, tzinfo=UTC)
    assert next_tick(TASKS["files.texts"], at) == datetime(2026, 3, 5, 3, 45, tzinfo=UTC)


async def test_the_overview_names_every_task_with_its_latest_job(
    connected: None, owner: accounts.User
) -> None:
    seen = await run_as(owner, jobs.overview)
    assert [planned.task.name for planned in seen.planned] == list(TASKS)
    assert {planned.last for planned in seen.planned} == {None}
    await jobs.ask_for("accounts.tidy")
    await jobs.work_off()
    seen = await run_as(owner, jobs.overview)
    last = {planned.task.name: planned.last for planned in seen.planned}["accounts.tidy"]
    assert last and last.said == "0 entries deleted."
