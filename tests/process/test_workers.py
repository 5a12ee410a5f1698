"""`python -m crm_app work` as people start, stop and lose it: several over one database and one store."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from crm_app.accounts import User
from crm_app.storage.runtime import Runtime
from tests.commands import PATIENCE, Command
from tests.jobs.conftest import EMPTY
from tests.storage.conftest import running  # noqa: F401 - a fixture
from tests.storage_help import a_folder, store

READING = """
    SELECT id, status::text, worker_id, args->>'said' FROM procrastinate_jobs
    WHERE task_name = 'files.texts'
"""
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
READ = """
    SELECT f.original_file_name, t.content, t.xmin::text
    FROM file_texts t JOIN files f ON f.uuid = t.file_uuid
"""
LAST_SIGN = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' WHERE id = %s"
NAMES = ["1.txt", "2.txt", "3.txt"]


class Queue:
    """What the database says, asked past the app; and one file that nobody gets at."""

    def __init__(self, url: str) -> None:
        self._asking = psycopg.connect(url, autocommit=True)
        self._holding = psycopg.connect(url)

    def ask(self, query: str, *values: object) -> list[tuple]:
        return self._asking.execute(query, values).fetchall()  # type: ignore[arg-type]

    def hold(self, name: str) -> None:
        """Whoever writes about this file waits from now on."""
        self._holding.execute("SELECT 1 FROM files WHERE original_file_name = %s FOR UPDATE", [name])

    def let_go(self) -> None:
        self._holding.rollback()

    def age(self, worker: int) -> None:
        """Half a minute, and more, has gone by since the worker's last sign of life."""
        self._asking.execute(LAST_SIGN, [worker])

    def in_the_middle(self) -> bool:
        """One file is read and kept, and the next one waits for us."""
        return [name for name, *_ in self.ask(READ)] == ["3.txt"] and self.ask(WAITING) != [(0,)]

    def at_work(self) -> int:
        """The worker that reads the words of files; 0 for none."""
        return next((worker for _, status, worker, _ in self.ask(READING) if status == "doing"), 0)

    def close(self) -> None:
        self._asking.close()
        self._holding.close()


@pytest.fixture
async def queue(database: str) -> AsyncIterator[Queue]:
    asked = Queue(database)
    asked._asking.execute(EMPTY)
    yield asked
    asked.close()


@pytest.fixture
async def files(running: Runtime, mira: User) -> None:  # noqa: F811
    """Three files with words, of which the third is read first."""
    folder = await a_folder()
    for name in NAMES:
        await store(mira, name.encode(), folder, name)


@pytest.fixture
def start(database: str, data_dir: Path) -> Iterator[Callable[[], Command]]:
    """Starts a worker over the same database and store; each is ended after the test."""
    started: list[Command] = []

    def one_more() -> Command:
        started.append(Command(data_dir, "work", database=database))
        return started[-1]

    yield one_more
    for each in started:
        each.signal(signal.SIGCONT)
        each.put_away()


async def all_read(worker: Command, queue: Queue) -> None:
    """Returns when the job has ended well; every file has been written about."""
    await worker.until(lambda: "succeeded" in {status for _, status, *_ in queue.ask(READING)})
    assert sorted((name, content) for name, content, _ in queue.ask(READ)) == [(name, name) for name in NAMES]


async def test_the_job_of_a_killed_process_is_done_by_another_one_and_nothing_of_it_twice(
    files: None, queue: Queue, start: Callable[[], Command]
) -> None:
    queue.hold("2.txt")
    first = start()
    await first.until(queue.in_the_middle)
    second = start()
    await second.until(lambda: "Ready" in second.said)
    before, lost, readers = queue.ask(READ), queue.at_work(), first.children
    first.signal(signal.SIGKILL)
    assert (await first.ended())[0] == -signal.SIGKILL
    queue.let_go()
    queue.age(lost)
    await all_read(second, queue)
    assert set(before) < set(queue.ask(READ))
    assert "2 files read." in {said for *_, said in queue.ask(READING)}
    assert readers
    assert await asyncio.to_thread(psutil.wait_procs, readers, PATIENCE) == (readers, [])


async def test_a_process_that_is_told_to_end_gives_its_job_back(
    files: None, queue: Queue, start: Callable[[], Command]
) -> None:
    queue.hold("2.txt")
    first = start()
    code, said = await first.stopped_when(signal.SIGTERM, queue.in_the_middle)
    assert (code, said.splitlines()[-1]) == (0, "Ended. What was not done is in the queue.")
    assert "todo" in {status for _, status, *_ in queue.ask(READING)}
    queue.let_go()
    await all_read(start(), queue)


async def test_a_process_that_was_asleep_for_too_long_does_not_end_the_job_of_another_one(
    files: None, queue: Queue, start: Callable[[], Command]
) -> None:
    queue.hold("2.txt")
    first = start()
    await first.until(queue.in_the_middle)
    asleep = queue.at_work()
    first.signal(signal.SIGSTOP)
    second = start()
    await second.until(lambda: "Ready" in second.said)
    queue.age(asleep)
    await second.until(lambda: queue.at_work() not in (0, asleep))
    first.signal(signal.SIGCONT)
    queue.let_go()
    await first.until(lambda: "jobs.too_late" in first.said)
    await all_read(second, queue)
    assert "jobs.too_late" not in second.said


async def test_a_worker_says_what_it_does_and_ends_with_ctrl_c(
    files: None, queue: Queue, start: Callable[[], Command]
) -> None:
    worker = start()
    code, said = await worker.stopped_when(signal.SIGINT, lambda: "3 files read." in worker.said)
    lines = said.splitlines()
    assert (code, lines[0]) == (0, "Ready: doing jobs. Ctrl-C ends it.")
    assert lines[-2:] == [
        "Ending: what is being done has 5 seconds.",
        "Ended. What was not done is in the queue.",
    ]
