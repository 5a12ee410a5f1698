"""Starting and stopping the storage of a process, and where its bytes go."""

from pathlib import Path

import pytest

from crm_app import storage
from crm_app.core.errors import Unavailable
from crm_app.settings import Settings
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import LocalStore
from crm_app.storage.stores.addresses import make_store, typed_store
from crm_app.storage.stores.s3 import S3Store


def test_bytes_go_below_the_data_directory_unless_told_otherwise(tmp_path: Path) -> None:
    store = make_store(Settings(data_dir=tmp_path, storage_url=None))
    assert isinstance(store, LocalStore)
    assert store.root == tmp_path / "storage"
    assert store.root.is_dir()


@pytest.mark.parametrize("url", ["file://{}", "file://localhost{}"])
def test_a_file_url_names_another_directory(tmp_path: Path, url: str) -> None:
    store = make_store(Settings(data_dir=tmp_path, storage_url=url.format(tmp_path / "with%20space")))
    assert isinstance(store, LocalStore)
    assert store.root == tmp_path / "with space"


def test_an_s3_url_names_a_bucket(tmp_path: Path) -> None:
    url = "s3://bucket/a/prefix?endpoint=https://s3.example.com&region=eu-central-1&timeout=5"
    assert isinstance(make_store(Settings(data_dir=tmp_path, storage_url=url)), S3Store)


@pytest.mark.parametrize(
    "url",
    [
        *("s3://", "s3://bucket?nonsense=1", "s3://bucket?timeout=soon", "s3://bucket?timeout=0"),
        *("file://elsewhere/path", "nonsense", "file://"),
    ],
)
def test_a_url_that_names_no_store_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unavailable):
        make_store(Settings(data_dir=tmp_path, storage_url=url))


def test_a_plain_path_is_a_directory_and_nothing_is_no_place(tmp_path: Path) -> None:
    address, store = typed_store(str(tmp_path / "a place"))
    assert isinstance(store, LocalStore)
    assert (address, store.root) == (f"{tmp_path.as_uri()}/a%20place", tmp_path / "a place")
    with pytest.raises(Unavailable):
        typed_store("")


async def test_a_running_storage_is_healthy(running: Runtime) -> None:
    await storage.check_health()


async def test_a_store_that_takes_no_bytes_is_told(running: Runtime, data_dir: Path) -> None:
    (data_dir / "storage").rename(data_dir / "unmounted")
    with pytest.raises(storage.StoreUnavailable):
        await storage.check_health()
    (data_dir / "unmounted").rename(data_dir / "storage")


async def test_stopping_twice_is_fine(running: Runtime, data_dir: Path) -> None:
    await storage.stop()
    await storage.stop()
    assert list((data_dir / "spool").glob("*-*")) == []
