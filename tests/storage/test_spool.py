"""The spool: what a killed process leaves is recognised by its free lock, and by nothing else."""

import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from crm_app.storage import spool as spools
from crm_app.storage.spool import Spool

KILLED = """
import os, signal, sys
from pathlib import Path
from crm_app.storage.spool import Spool

spool = Spool(Path(sys.argv[1]))
spool.open()
spool.new_path().write_bytes(b"half a file")
print(spool.writer_uuid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def a_killed_process(root: Path) -> UUID:
    """The writer of a process that ended without a word."""
    result = subprocess.run([sys.executable, "-c", KILLED, str(root)], capture_output=True, text=True)
    assert result.returncode == -signal.SIGKILL
    return UUID(result.stdout.strip())


def opened(root: Path) -> Spool:
    spool = Spool(root)
    spool.open()
    return spool


def test_a_running_process_is_alive_for_itself_and_for_others(tmp_path: Path) -> None:
    spool = opened(tmp_path)
    assert spools.alive_writers(tmp_path) == [spool.writer_uuid]
    assert spools.dead_writers(tmp_path) == []
    spool.close()


def test_closing_leaves_nothing_and_may_be_repeated(tmp_path: Path) -> None:
    spool = opened(tmp_path)
    spool.new_path().write_bytes(b"x")
    spool.close()
    spool.close()
    assert spools.alive_writers(tmp_path) == []
    assert spools.dead_writers(tmp_path) == []
    assert not spool.directory.exists()


def test_a_killed_process_is_dead_and_can_be_swept(tmp_path: Path) -> None:
    spool = opened(tmp_path)
    writer_uuid = a_killed_process(tmp_path)
    assert spools.dead_writers(tmp_path) == [writer_uuid]
    assert spools.alive_writers(tmp_path) == [spool.writer_uuid]
    spools.sweep(tmp_path, writer_uuid)
    assert spools.dead_writers(tmp_path) == []
    assert spool.directory.exists()
    spool.close()


def test_a_spool_without_a_lock_belongs_to_nobody(tmp_path: Path) -> None:
    spool = opened(tmp_path)
    spool.close()
    spool.directory.mkdir()
    assert spools.dead_writers(tmp_path) == [spool.writer_uuid]


def test_other_things_in_the_directory_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "note.txt").write_text("mine")
    assert spools.dead_writers(tmp_path) == []
    assert spools.alive_writers(tmp_path) == []


def test_no_directory_means_nobody(tmp_path: Path) -> None:
    assert spools.dead_writers(tmp_path / "none") == []
    assert spools.alive_writers(tmp_path / "none") == []


def test_names_are_never_given_twice(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert len({spool.new_path() for _ in range(100)}) == 100


def test_looking_at_spools_leaves_no_open_files(tmp_path: Path) -> None:
    spool = opened(tmp_path)
    before = len(list(Path("/proc/self/fd").iterdir()))
    spools.dead_writers(tmp_path)
    spools.alive_writers(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    spool.close()
