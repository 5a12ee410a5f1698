"""kill -9 between every two steps of storing: afterwards the file is whole, or was never there."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from uuid import UUID

import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.storage.models import File
from tests import samples
from tests.storage_help import a_folder, assert_nothing, assert_whole, rows, spooled, store, stored_bytes

STEPS_BEFORE = ["receiving", "received", "reserved", "promoted", "placing", "named"]


async def upload_until(step: str, url: str, user: User, folder_uuid: UUID, data_dir: Path) -> int:
    """Runs an upload in its own process up to the step; answers how that process ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.uploading_process"),
        *(url, str(user.uuid), str(folder_uuid), step),
        env={**os.environ, "DATA_DIR": str(data_dir)},
    )
    return await process.wait()


@pytest.mark.parametrize("step", STEPS_BEFORE)
async def test_killed_before_the_commit_nothing_is_left(
    step: str, database: str, data_dir: Path, mira: User
) -> None:
    folder = await a_folder()
    assert await upload_until(step, database, mira, folder, data_dir) == -signal.SIGKILL
    assert spooled(data_dir)
    await storage.start()
    await assert_nothing(data_dir)
    await storage.stop()


async def test_killed_after_the_commit_the_file_is_whole(database: str, data_dir: Path, mira: User) -> None:
    folder = await a_folder()
    assert await upload_until("committed", database, mira, folder, data_dir) == -signal.SIGKILL
    await storage.start()
    await assert_whole(data_dir)
    assert [(file.original_file_name, file.folder_uuid) for file in await rows(File)] == [
        ("half.bin", folder)
    ]
    assert len(stored_bytes(data_dir)) == 1
    await storage.stop()


async def test_an_upload_after_the_crash_of_the_same_one_arrives(
    database: str, data_dir: Path, mira: User
) -> None:
    folder = await a_folder()
    assert await upload_until("promoted", database, mira, folder, data_dir) == -signal.SIGKILL
    await storage.start()
    stored = await store(mira, samples.noise(900_000, seed=7), folder)
    assert not stored.duplicate
    await assert_whole(data_dir)
    await storage.stop()


async def test_a_living_process_is_not_cleaned_up_after(database: str, data_dir: Path, mira: User) -> None:
    """A second server starts while the first one is at work."""
    folder = await a_folder()
    await storage.start()

    async def second_server_starts(step: str) -> None:
        assert await upload_until("nothing", database, mira, folder, data_dir) == 0

    started: list[asyncio.Task[None]] = []
    await store(
        mira, b"first", folder, on_step=lambda step: started.append(_task(second_server_starts(step)))
    )
    await asyncio.gather(*started)
    assert len(await rows(File)) == 2
    await assert_whole(data_dir)
    await storage.stop()


def _task(work: object) -> "asyncio.Task[None]":
    return asyncio.ensure_future(work)
