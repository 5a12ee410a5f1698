"""What the tasks do, each run by a worker."""

from pathlib import Path

import pytest
from sqlalchemy import text

from crm_app import accounts, jobs, storage
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.jobs import asking, forgetting
from crm_app.storage import newcomers
from crm_app.storage.library_models import FileText
from crm_app.storage.runtime import Runtime
from tests import samples
from tests.factories import file_now, is_trashed, make_file
from tests.jobs.work import jobs_now
from tests.storage_help import a_folder, instances, rows, store, stored_bytes


async def execute(statement: str) -> None:
    async with system_scope() as scope:
        await scope.session.execute(text(statement))


async def done(name: str) -> str:
    """What the job said, run by a worker."""
    await jobs.ask_for(name)
    await jobs.work_off()
    return next(job.said for job in await jobs_now() if job.name == name)


async def test_what_was_in_the_trash_for_too_long_is_deleted(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    old, young = await make_file(mira), await make_file(mira)
    await execute("UPDATE files SET status = 'trashed', trashed_at = now() - interval '29 days'")
    await execute(f"UPDATE files SET trashed_at = now() - interval '31 days' WHERE uuid = '{old}'")
    assert await done("trash.prune") == "1 file deleted."
    assert [file.uuid for file in await rows(storage.File)] == [young]


async def test_a_picture_whose_thumbnails_were_lost_gets_them_again(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    file = (await store(mira, samples.picture(), await a_folder(), "a.jpg")).file
    await running.variants.idle()
    await execute("DELETE FROM file_instances WHERE variant_name <> 'original'")
    assert await done("files.pictures") == "1 file had its preview made."
    assert "thumbnail" in await instances(file.uuid)
    assert await done("files.pictures") == "0 files had their previews made."


async def test_a_picture_that_was_interrupted_is_made(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    file = (await store(mira, samples.picture(), await a_folder(), "a.jpg")).file
    await running.variants.stop()
    await execute("DELETE FROM file_instances WHERE variant_name <> 'original'")
    await execute("UPDATE files SET status = 'processing'")
    assert await done("files.pictures") == "1 file had its preview made."
    assert (await file_now(file.uuid)).status == "active"


async def test_after_an_upload_its_words_are_read(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    await store(mira, b"words", await a_folder(), "a.txt")
    await asking.settled()
    await jobs.work_off()
    assert [row.content for row in await rows(FileText)] == ["words"]


async def test_many_uploads_at_once_are_read_by_one_job(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    folder = await a_folder()
    for number in range(5):
        await store(mira, b"words %d" % number, folder, f"{number}.txt")
    await asking.settled()
    await jobs.work_off()
    assert [job.said for job in await jobs_now()] == ["5 files read."]


async def test_an_upload_goes_well_while_the_queue_is_away(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    await jobs.stop()
    await jobs.start("postgresql://nobody@127.0.0.1:1/nothing", work=False)
    stored = await store(mira, b"words", await a_folder(), "a.txt")
    await jobs.stop()
    assert (await file_now(stored.file.uuid)).status == "active"


async def test_a_file_that_cannot_be_read_fails_no_job(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    await store(mira, samples.word_document()[:-30], await a_folder(), "a.docx")
    assert await done("files.texts") == "1 file read. 1 of them has a problem."


async def test_an_upload_for_a_draft_that_is_gone_is_trashed(
    running: Runtime, connected: None, mira: accounts.User
) -> None:
    lost, kept = await make_file(mira, meta={"staged": True}), await make_file(mira)
    old = "now() - interval '2 days'"
    await execute(f"UPDATE files SET inserted_at = {old}, updated_at = {old}")
    assert await done("files.orphans") == "1 file moved to the trash."
    assert (await is_trashed(lost), await is_trashed(kept)) == (True, False)


async def test_bytes_that_have_changed_are_told(
    running: Runtime, connected: None, mira: accounts.User, data_dir: Path
) -> None:
    folder = await a_folder()
    for content in (b"good", b"spoiled"):
        key = (await instances((await store(mira, content, folder)).file.uuid))["original"].blob_key
    path = stored_bytes(data_dir)[key]
    path.chmod(0o600)
    path.write_bytes(b"SPOILED")
    assert await done("store.check") == "2 contents checked. 1 is damaged."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("drafts.sweep", "0 drafts removed."),
        ("accounts.tidy", "0 entries deleted."),
        ("jobs.forget", "0 jobs forgotten."),
    ],
)
async def test_where_nothing_is_to_be_done_a_task_says_so(connected: None, name: str, said: str) -> None:
    assert await done(name) == said


async def test_old_jobs_are_forgotten_failed_ones_later(connected: None) -> None:
    for _ in range(3):
        await done("accounts.tidy")
    first, second, _ = sorted(job.id for job in await jobs_now())
    await execute(f"UPDATE procrastinate_jobs SET status = 'failed' WHERE id = {second}")
    await execute(f"UPDATE procrastinate_events SET at = now() - interval '8 days' WHERE job_id <= {second}")
    async with system_scope() as scope:
        assert await forgetting.delete_old(scope, now()) == 1
    assert first not in {job.id for job in await jobs_now()}


def test_nobody_is_told_of_files_while_no_queue_is_open() -> None:
    assert newcomers._listeners == []
