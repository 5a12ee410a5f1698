"""The whole way of a file over HTTP with an S3 store behind it: sent, pictured, read, lost, deleted."""

from pathlib import Path
from uuid import UUID

import pytest

from crm_app import storage
from crm_app.core.scope import system_scope
from crm_app.settings import settings
from crm_app.storage.models import Blob, File
from crm_app.storage.runtime import Runtime
from tests import samples
from tests.s3 import S3Server
from tests.storage_help import key_of, rows, spooled
from tests.web.http.conftest import Browser, send


@pytest.fixture
def bucket(stalling_s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the store, named by STORAGE_URL."""
    address = stalling_s3.address()
    monkeypatch.setenv("STORAGE_URL", address)
    settings.cache_clear()
    return address


@pytest.fixture
def data_dir(data_dir: Path, bucket: str) -> Path:
    """A DATA_DIR without files: they are in the bucket."""
    settings.cache_clear()
    return data_dir


def blobs_in(server: S3Server, bucket: str) -> set[str]:
    return {name for name in server.objects(bucket) if name.startswith("crm/files/blobs/")}


async def test_what_is_sent_is_in_the_bucket_and_can_be_read(
    as_mira: Browser, anna: UUID, stalling_s3: S3Server, bucket: str, data_dir: Path
) -> None:
    content = samples.noise(300_000)
    sent = (await send(as_mira, content, anna)).json()["file"]
    assert blobs_in(stalling_s3, bucket) == {f"crm/files/{key_of(content)}"}
    assert (await as_mira.get(sent["url"])).content == content
    part = await as_mira.get(sent["url"], headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, content[1000:2000])
    assert spooled(data_dir) == []
    assert not (data_dir / "storage").exists()


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
async def test_thumbnails_are_made_from_a_copy_that_goes_again(
    as_mira: Browser, anna: UUID, running: Runtime, data_dir: Path, kind: str
) -> None:
    content, where = (samples.pdf(), "files") if kind == "PDF" else (samples.picture(), "images")
    sent = (await send(as_mira, content, anna, kind=where)).json()["file"]
    await running.variants.idle()
    assert (await as_mira.get(sent["url"].replace("original", "thumbnail"))).status_code == 200
    assert spooled(data_dir) == []


async def test_what_is_deleted_for_good_leaves_the_bucket(
    as_mira: Browser, anna: UUID, stalling_s3: S3Server, bucket: str, running: Runtime
) -> None:
    sent = (await send(as_mira, samples.picture(), anna, kind="images")).json()["file"]
    await running.variants.idle()
    async with system_scope() as scope:
        await storage.delete_file_completely(scope, UUID(sent["uuid"]))
    assert blobs_in(stalling_s3, bucket) == set()
    assert await rows(Blob) == []


async def test_while_the_store_is_held_up_uploads_and_downloads_are_refused_and_come_back(
    as_mira: Browser, anna: UUID, stalling_s3: S3Server
) -> None:
    sent = (await send(as_mira, b"hello", anna)).json()["file"]
    stalling_s3.hold_up(storage.runtime().store)
    answer = await send(as_mira, b"other", anna)
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
    assert (await as_mira.get(sent["url"])).status_code == 503
    with pytest.raises(storage.StoreUnavailable):
        await storage.check_health()
    stalling_s3.go_on()
    assert (await as_mira.get(sent["url"])).content == b"hello"
    assert (await send(as_mira, b"other", anna)).status_code == 201
    assert len(await rows(File)) == 2


async def test_pictures_wait_for_a_store_that_is_away(
    as_mira: Browser, anna: UUID, stalling_s3: S3Server, running: Runtime
) -> None:
    await send(as_mira, samples.picture(), anna, kind="images")
    stalling_s3.hold_up(storage.runtime().store)
    await running.variants.idle()
    stalling_s3.go_on()
    (file,) = await rows(File)
    if file.status == "processing":
        await running.variants.resume()
        await running.variants.idle()
    (file,) = await rows(File)
    assert (file.status, storage.has_pictures(file)) == ("active", True)
