"""The commands of the store as processes: killed in the middle, and over a machine that was empty."""

import shutil
import signal
from pathlib import Path

import httpx
import pytest

from crm_app.__main__ import main
from crm_app.accounts import User
from crm_app.accounts.sessions import open_session
from crm_app.core.embedded import embedded_postgres
from crm_app.core.scope import system_scope
from crm_app.storage.runtime import Runtime
from crm_app.web.cookies import SESSION_COOKIE
from tests import samples
from tests.commands import Command
from tests.route_server import route_server
from tests.s3 import S3Server
from tests.storage_help import Stored, a_folder, key_of, store

MANY = 40


@pytest.fixture
async def filled(running: Runtime, mira: User) -> list[Stored]:
    """Many files of Mira's, in a store that is running."""
    folder = await a_folder()
    return [await store(mira, samples.noise(20_000, seed), folder) for seed in range(MANY)]


async def test_a_move_that_is_killed_and_interrupted_comes_to_its_end(
    filled: list[Stored], database: str, data_dir: Path, shared_s3: S3Server
) -> None:
    to = shared_s3.address()

    def arrived() -> int:
        return sum("/blobs/" in name for name in shared_s3.objects(to))

    killed = Command(data_dir, "move-storage", to, database=database)
    code, _ = await killed.stopped_when(signal.SIGKILL, lambda: arrived() >= 3)
    assert code == -signal.SIGKILL
    seen = arrived()
    assert seen < MANY
    interrupted = Command(data_dir, "move-storage", to, database=database)
    code, said = await interrupted.stopped_when(signal.SIGINT, lambda: arrived() >= seen + 3)
    assert (code, said.splitlines()[-1]) == (
        130,
        "Interrupted. The same command goes on where this one stopped.",
    )
    code, said = await Command(data_dir, "move-storage", to, database=database).ended()
    assert code == 0, said
    assert "Everything is there, compared and marked." in said
    assert arrived() == MANY
    code, said = await Command(data_dir, "check-storage", database=database, storage_url=to).ended()
    assert code == 0, said
    assert f"{MANY} contents" in said


async def test_a_check_says_what_is_damaged_and_ends_with_one(
    filled: list[Stored], database: str, data_dir: Path
) -> None:
    key = key_of(samples.noise(20_000, 0))
    (data_dir / "storage" / key).write_bytes(samples.noise(20_000, MANY))
    code, said = await Command(data_dir, "check-storage", database=database).ended()
    assert code == 1
    assert f"{key}: changed since it was stored" in said


async def test_a_check_of_a_store_that_is_not_mounted_ends_with_two_until_it_is_adopted(
    filled: list[Stored], database: str, data_dir: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(data_dir / "storage" / "blobs", other / "blobs")
    code, said = await Command(
        data_dir, "check-storage", database=database, storage_url=other.as_uri()
    ).ended()
    assert code == 2
    assert "not mounted" in said
    code, said = await Command(
        data_dir, "adopt-storage", database=database, storage_url=other.as_uri()
    ).ended()
    assert code == 0, said
    assert f"{MANY} contents" in said


async def test_a_backup_restored_into_an_empty_machine_serves_everything(
    filled: list[Stored], database: str, data_dir: Path, tmp_path: Path, mira: User
) -> None:
    async with system_scope() as scope:
        token = await open_session(scope, mira, "127.0.0.1", "a test")
    backup, machine = tmp_path / "backup", tmp_path / "machine"
    code, said = await Command(data_dir, "backup", str(backup), database=database).ended()
    assert code == 0, said
    code, said = await Command(machine, "restore", str(backup)).ended()
    assert code == 0, said
    assert "Everything is back." in said
    assert (machine / "secret_key").read_text() == (data_dir / "secret_key").read_text()
    with embedded_postgres(machine) as url, route_server(url, machine) as server:
        async with httpx.AsyncClient(base_url=server.url, cookies={SESSION_COOKIE: token}) as client:
            for seed, stored in enumerate(filled):
                answer = await client.get(f"/files/{stored.file.uuid}/original")
                assert answer.content == samples.noise(20_000, seed)
    code, said = await Command(machine, "restore", str(backup)).ended()
    assert code == 2
    assert "not empty" in said
    code, said = await Command(
        data_dir, "prune-backups", str(backup), "--keep", "1", database=database
    ).ended()
    assert code == 0, said
    assert said.startswith("0 removed, 1 kept;")


@pytest.mark.parametrize("keep", ["0", "-1", "many"])
def test_at_least_one_backup_is_kept(keep: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["prune-backups", "/nowhere", f"--keep={keep}"])
    assert ended.value.code == 2
