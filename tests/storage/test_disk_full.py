"""A disk without room: the real refusal of the system, told in plain words, with nothing left behind."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.storage.models import File
from tests.storage_help import a_folder, assert_nothing, assert_whole, rows, store

MEGABYTE = 1_000_000


async def upload_under_limit(url: str, user: User, folder: object, data_dir: Path, limit: int) -> str:
    """An upload of 2.5 MB by a process that may not write files larger than `limit`."""
    module = "tests.storage.uploading_process"
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", f"trap '' XFSZ; ulimit -f {limit // 1024}; exec \"$@\"", "bash"),
        *(sys.executable, "-m", module, url, str(user.uuid), str(folder), "nothing"),
        env={**os.environ, "DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().split("\n")[-2] if output else ""


async def test_a_system_that_refuses_to_write_more_is_told(database: str, data_dir: Path, mira: User) -> None:
    said = await upload_under_limit(database, mira, await a_folder(), data_dir, MEGABYTE)
    assert said == "disk_full"
    await assert_nothing(data_dir)


async def test_a_system_that_allows_it_stores_it(database: str, data_dir: Path, mira: User) -> None:
    said = await upload_under_limit(database, mira, await a_folder(), data_dir, 10 * MEGABYTE)
    assert said == ""
    assert len(await rows(File)) == 1
    await assert_whole(data_dir)


@pytest.fixture
def small_disk(data_dir: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this user may mount one."""
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(data_dir)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("this user may not mount")
    yield data_dir
    subprocess.run(["umount", str(data_dir)], check=True)


async def test_a_full_disk_is_told_and_has_room_again_afterwards(
    small_disk: Path, database: str, mira: User
) -> None:
    folder = await a_folder()
    await storage.start()
    with pytest.raises(storage.DiskFull):
        for _ in range(4):
            await store(mira, os.urandom(MEGABYTE), folder)
    await assert_whole(small_disk)
    await store(mira, b"small", folder)
    await assert_whole(small_disk)
    await storage.stop()
