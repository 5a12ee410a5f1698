"""What describes a backup: its dump, every content by its SHA-256, the mark of the store, and the secret."""

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_app.core.errors import AppError
from crm_app.storage.keys import key_for
from crm_app.storage.store import Store
from crm_app.storage.stores.comparing import Content

FOLDER = "backups"
MANIFEST = "manifest.json"
DUMP = "database.dump"


class BackupUnreadable(AppError):
    """There is no whole backup there, or what describes it is damaged."""

    code = "backup_unreadable"
    status = 422
    text = "There is no whole backup there."


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `contents` are pairs of SHA-256 and size, `missing` those that the store had lost."""

    made_at: str
    mark: UUID
    dump: tuple[str, int]
    contents: list[tuple[str, int]]
    missing: list[str]
    secret_key: str | None

    def each(self) -> list[Content]:
        """Every content that the backup holds."""
        return [Content(key_for(checksum), checksum, size) for checksum, size in self.contents]


async def write_manifest(target: Store, folder: str, manifest: Manifest) -> None:
    """The last step of a backup: without it there is none."""
    body = json.dumps(asdict(manifest) | {"mark": str(manifest.mark)})
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / MANIFEST
        path.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n")
        path.chmod(0o600)
        await target.promote(path, f"{folder}/{MANIFEST}")


async def latest(source: Store) -> tuple[str, Manifest]:
    """The newest whole backup and its folder. `BackupUnreadable`."""
    folders = [
        stored.key.removesuffix(f"/{MANIFEST}")
        async for stored in source.listed(FOLDER)
        if stored.key.endswith(f"/{MANIFEST}")
    ]
    if not folders:
        raise BackupUnreadable()
    return max(folders), await read_manifest(source, max(folders))


async def read_manifest(source: Store, folder: str) -> Manifest:
    """The description of the backup in `folder`. `BackupUnreadable` when a single bit of it has changed."""
    key = f"{folder}/{MANIFEST}"
    size = await source.size(key)
    if size is None:
        raise BackupUnreadable()
    checksum, _, body = b"".join([chunk async for chunk in source.stream(key, 0, size)]).partition(b"\n")
    body = body.removesuffix(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        raise BackupUnreadable()
    return _manifest(json.loads(body))


def _manifest(read: dict[str, Any]) -> Manifest:
    pairs = [(str(checksum), int(size)) for checksum, size in read["contents"]]
    checksum, size = read["dump"]
    return Manifest(
        read["made_at"], UUID(read["mark"]), (checksum, size), pairs, read["missing"], read["secret_key"]
    )
