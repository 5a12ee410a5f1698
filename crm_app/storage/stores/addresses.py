"""Which store an address names: a directory of this machine, or a bucket that speaks S3."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from crm_app.core.errors import Unavailable
from crm_app.settings import Settings
from crm_app.storage.store import LocalStore, Store
from crm_app.storage.stores.s3 import S3Store

SECONDS = 30
"""How long an S3 store may keep a request waiting, unless its address says `timeout=`."""

PLACES = (
    "A store is a directory, file:///a/directory, or s3://bucket/prefix?endpoint=...&region=...&timeout=..."
)
_OPTIONS = frozenset({"endpoint", "region", "timeout"})


def make_store(chosen: Settings) -> Store:
    """The store that STORAGE_URL names; without one a directory below DATA_DIR. `Unavailable`."""
    if chosen.storage_url is None:
        return _local(chosen.data_path / "storage")
    return store_at(chosen.storage_url)


def store_at(address: str) -> Store:
    """`file:///a/directory`, or `s3://bucket/prefix?endpoint=...&region=...`. `Unavailable` for all else."""
    url = urlsplit(address)
    if url.scheme == "file" and url.netloc in ("", "localhost") and url.path:
        return _local(Path(unquote(url.path)))
    options = dict(parse_qsl(url.query))
    if url.scheme == "s3" and url.netloc and options.keys() <= _OPTIONS:
        return _bucket(url.netloc, unquote(url.path).strip("/"), options)
    raise Unavailable(PLACES)


def typed_store(typed: str) -> tuple[str, Store]:
    """The store that a person means by an address or a plain path, and its whole address. `Unavailable`."""
    if not typed:
        raise Unavailable(PLACES)
    address = typed if "://" in typed else Path(typed).expanduser().resolve().as_uri()
    return address, store_at(address)


def _bucket(name: str, prefix: str, options: dict[str, str]) -> S3Store:
    seconds = options.get("timeout", str(SECONDS))
    if not seconds.isdecimal() or not int(seconds):
        raise Unavailable("The timeout of an S3 store is a whole number of seconds.")
    return S3Store(name, prefix, options.get("endpoint"), options.get("region", "us-east-1"), int(seconds))


def _local(root: Path) -> LocalStore:
    root.mkdir(parents=True, exist_ok=True)
    return LocalStore(root)
