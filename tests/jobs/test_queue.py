"""A job is done once, told about, repeated when it fails, and never lost with its worker."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from crm_app import accounts, jobs
from crm_app.core.errors import Forbidden, NotFound, Unavailable
from crm_app.core.scope import system_scope
from crm_app.jobs import queue, running
from tests.factories import run_as
from tests.jobs.work import a_task, counting, jobs_now, until_ended


async def seize_the_job(last_sign: str) -> None:
    """Another worker has it, and gave its last sign of life then."""
    worker = f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({last_sign}) RETURNING id"
    async with system_scope() as scope:
        number = await scope.session.scalar(text(worker))
        taken = text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :number")
        await scope.session.execute(taken, {"number": number})


async def test_a_job_is_done_and_says_what_it_did(connected: None) -> None:
    done: list[str] = []
    with a_task("count", counting(done)):
        assert await jobs.ask_for("count")
        await jobs.work_off()
    (job,) = await jobs_now()
    assert (done, job.name, job.status, job.said) == (["done"], "count", "succeeded", "1 done.")
    assert job.started_at and job.started_at <= job.changed_at


async def test_what_waits_already_is_not_asked_for_twice(connected: None) -> None:
    done: list[str] = []
    with a_task("count", counting(done)):
        assert await jobs.ask_for("count")
        assert not await jobs.ask_for("count")
        await jobs.work_off()
    assert done == ["done"]


async def test_two_workers_do_one_job_once(connected: None) -> None:
    done: list[str] = []
    with a_task("count", counting(done)):
        await jobs.ask_for("count")
        await asyncio.gather(jobs.work_off(), jobs.work_off())
    assert done == ["done"]


async def test_two_of_a_kind_never_run_at_the_same_time(connected: None) -> None:
    at_work, most = 0, 0
    first = asyncio.Event()

    async def slow() -> str:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        first.set()
        await asyncio.sleep(0)
        at_work -= 1
        return ""

    with a_task("slow", slow):
        await jobs.ask_for("slow")
        worker = asyncio.create_task(jobs.work_off())
        await first.wait()
        await jobs.ask_for("slow")
        await asyncio.gather(worker, jobs.work_off())
        await jobs.work_off()
    assert most == 1
    assert [job.status for job in await jobs_now()] == ["succeeded", "succeeded"]


async def test_a_job_that_fails_is_repeated_later_and_tells_why(connected: None) -> None:
    done: list[str] = []
    with a_task("count", counting(done, lambda: Unavailable("The store is away."))):
        await jobs.ask_for("count")
        await jobs.work_off()
        await jobs.work_off()  # it is not due yet
    (job,) = await jobs_now()
    assert (job.status, job.attempts, job.problem) == ("waiting", 1, "The store is away.")
    assert job.due_at and job.started_at and job.due_at - job.started_at >= queue.FIRST_PAUSE


async def test_after_the_last_attempt_it_has_failed(connected: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "FIRST_PAUSE", timedelta())
    with a_task("count", counting([], lambda: ValueError("odd\nsecret second line"))):
        await jobs.ask_for("count")
        job = await until_ended()
    assert (job.status, job.attempts, job.problem) == ("failed", queue.MOST_ATTEMPTS, "ValueError: odd")


async def test_a_failed_job_is_done_when_somebody_asks_for_it_again(
    connected: None, owner: accounts.User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "FIRST_PAUSE", timedelta())
    done: list[str] = []
    broken = True
    with a_task("count", counting(done, lambda: ValueError("odd") if broken else None)):
        await jobs.ask_for("count")
        job = await until_ended()
        broken = False
        await run_as(owner, jobs.run_again, job.id)
        await jobs.work_off()
    (job,) = await jobs_now()
    assert (job.status, job.said, job.problem) == ("succeeded", "1 done.", "")


async def test_a_failed_job_whose_like_waits_is_not_asked_for_again(
    connected: None, owner: accounts.User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_ATTEMPTS", 1)
    with a_task("count", counting([], lambda: ValueError("odd"))):
        await jobs.ask_for("count")
        await jobs.work_off()
        (failed,) = await jobs_now()
        await jobs.ask_for("count")
        with pytest.raises(jobs.AlreadyWaiting):
            await run_as(owner, jobs.run_again, failed.id)


async def test_a_job_that_fails_while_its_like_waits_ends_there(connected: None) -> None:
    started = asyncio.Event()
    queued = asyncio.Event()

    async def fails() -> str:
        started.set()
        await queued.wait()
        raise ValueError("odd")

    with a_task("fails", fails):
        await jobs.ask_for("fails")
        worker = asyncio.create_task(jobs.work_off())
        await started.wait()
        await jobs.ask_for("fails")
        queued.set()
        await worker
    assert sorted(job.status for job in await jobs_now()) == ["failed", "waiting"]


async def test_a_job_that_has_not_failed_cannot_be_asked_for_again(
    connected: None, owner: accounts.User
) -> None:
    with a_task("count", counting([])):
        await jobs.ask_for("count")
        (waiting,) = await jobs_now()
        with pytest.raises(NotFound):
            await run_as(owner, jobs.run_again, waiting.id)


async def test_an_unknown_task_is_refused(connected: None, owner: accounts.User) -> None:
    with pytest.raises(NotFound):
        await run_as(owner, jobs.run_now, "builtin:anything")


async def test_a_task_can_be_run_out_of_its_turn(connected: None, owner: accounts.User) -> None:
    done: list[str] = []
    with a_task("count", counting(done)):
        await run_as(owner, jobs.run_now, "count")
        with pytest.raises(jobs.AlreadyWaiting):
            await run_as(owner, jobs.run_now, "count")
        await jobs.work_off()
    assert done == ["done"]


async def test_who_has_no_say_over_settings_neither_sees_nor_starts_jobs(
    connected: None, mira: accounts.User
) -> None:
    for call in ((jobs.overview,), (jobs.run_now, "files.texts"), (jobs.run_again, 1)):
        with pytest.raises(Forbidden):
            await run_as(mira, *call)


async def test_a_stopped_worker_gives_its_job_back_and_the_next_one_does_it(
    connected: None, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "GRACE_SECONDS", 0.01)
    started, finished = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        started.set()
        await finished.wait()
        return "late"

    with a_task("slow", slow):
        await jobs.ask_for("slow")
        worker = asyncio.create_task(jobs.work_off())
        await started.wait()
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
        finished.set()
        assert [job.status for job in await jobs_now()] == ["waiting"]
        await jobs.work_off()
    assert [(job.status, job.said) for job in await jobs_now()] == [("succeeded", "late")]


async def test_the_job_of_a_killed_worker_is_taken_over(connected: None) -> None:
    done: list[str] = []
    with a_task("count", counting(done)):
        await jobs.ask_for("count")
        await seize_the_job("now() - interval '1 minute'")
        await jobs.work_off()
        assert done == []
        assert await jobs.free_lost_jobs() == 1
        await jobs.work_off()
    assert done == ["done"]


async def test_the_job_of_a_living_worker_is_left_to_it(connected: None) -> None:
    with a_task("count", counting([])):
        await jobs.ask_for("count")
        await seize_the_job("now()")
        assert await jobs.free_lost_jobs() == 0


async def test_who_free_the_same_lost_job_at_once_free_it_once(connected: None) -> None:
    with a_task("count", counting([])):
        await jobs.ask_for("count")
        await seize_the_job("now() - interval '1 minute'")
        await asyncio.gather(*(jobs.free_lost_jobs() for _ in range(4)))
        (job,) = await jobs_now()
    assert (job.status, job.attempts) == ("waiting", 1)


@pytest.mark.parametrize("error", [None, ValueError("odd")], ids=["well", "badly"])
async def test_a_worker_that_has_lost_its_job_to_another_one_does_not_end_it(
    connected: None, error: Exception | None
) -> None:
    started, taken = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        started.set()
        await taken.wait()
        if error is not None:
            raise error
        return ""

    with a_task("slow", slow):
        await jobs.ask_for("slow")
        worker = asyncio.create_task(jobs.work_off())
        await started.wait()
        await seize_the_job("now()")
        taken.set()
        await worker
        assert [job.status for job in await jobs_now()] == ["running"]


async def test_pages_are_told_of_every_step(connected: None, statements: list[str]) -> None:
    with a_task("count", counting([])):
        await jobs.ask_for("count")
        asked = len([each for each in statements if "pg_notify" in each])
        await jobs.work_off()
    assert (asked, len([each for each in statements if "pg_notify" in each])) == (1, 3)


async def test_a_queue_that_is_away_is_told_to_who_asks_and_to_nobody_else(
    connected: None, caplog: pytest.LogCaptureFixture
) -> None:
    await jobs.stop()
    await jobs.start("postgresql://nobody@127.0.0.1:1/nothing", work=False)
    jobs.ask_soon("files.texts")
    with pytest.raises(Unavailable):
        await jobs.ask_for("files.texts")
    await jobs.stop()
