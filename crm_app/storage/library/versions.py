"""The contents that a file has had: the present one is the file's, the former ones can come back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FileTrashed
from crm_app.storage.locks import lock_listed
from crm_app.storage.models import File
from crm_app.storage.renewing import content_of_version, put_content, write_original
from crm_app.storage.runtime import runtime
from crm_app.storage.serving import VERSION_LENGTH

FILE = "media_file"

_VERSIONS = text("""
SELECT file.version, file.original_file_name, file.mime_type, file.file_type, file.size, file.file_checksum,
  coalesce(file.content_at, file.inserted_at), users.name, true
FROM files AS file LEFT JOIN users
  ON users.uuid = CASE WHEN file.content_at IS NULL THEN file.user_uuid ELSE file.content_by_uuid END
WHERE file.uuid = :file_uuid AND NOT file.system_managed
UNION ALL
SELECT version.number, version.original_file_name, version.mime_type, version.file_type, version.size,
  version.file_checksum, version.inserted_at, users.name, false
FROM file_versions AS version LEFT JOIN users ON users.uuid = version.user_uuid
WHERE version.file_uuid = :file_uuid
ORDER BY 1 DESC
""")


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a file: who brought it and when. `present` is the one that the file has now."""

    number: int
    name: str
    mime_type: str
    file_type: str
    size: int
    at: datetime
    by: str
    present: bool
    url: str


async def list_versions(scope: Scope, file_uuid: UUID) -> list[Version]:
    """All contents of the file, the present one first; none for an unknown file. Needs `media.view`."""
    scope.require("media.view")
    rows = await scope.session.execute(_VERSIONS, {"file_uuid": file_uuid})
    return [_version(file_uuid, *row) for row in rows]


def _version(
    file_uuid: UUID,
    number: int,
    name: str,
    mime_type: str,
    file_type: str,
    size: int,
    checksum: str,
    at: datetime,
    by: str | None,
    present: bool,
) -> Version:
    variant = "original" if present else f"version-{number}"
    url = f"/files/{file_uuid}/{variant}?v={checksum[:VERSION_LENGTH]}"
    return Version(number, name, mime_type, file_type, size, at, by or "", present, url)


async def check_version(scope: Scope, file_uuid: UUID) -> None:
    """`Forbidden`, `NotFound` or `FileTrashed` where the caller cannot give this file a new content."""
    scope.require("media.edit")
    await _live(scope, file_uuid)


async def restore_version(scope: Scope, file_uuid: UUID, number: int) -> File:
    """Gives the file this content again; the present one becomes a version. The present one changes nothing.

    Needs `media.edit`. `NotFound`, `FileTrashed`.
    """
    scope.require("media.edit")
    file = await _live(scope, file_uuid)
    if number == file.version:
        return file
    content = await content_of_version(scope, file_uuid, number)
    if content is None:
        raise NotFound()
    if await put_content(scope, file, content):
        await write_original(scope, file, content.blob_key)
        name = file.original_file_name
        scope.record("media.file_version_restored", (FILE, file_uuid), name=name, version=number)
        scope.after_commit(lambda: _make_pictures(file_uuid))
    return file


async def _make_pictures(file_uuid: UUID) -> None:
    runtime().variants.add_again(file_uuid)


async def _live(scope: Scope, file_uuid: UUID) -> File:
    file = await lock_listed(scope, file_uuid)
    if file is None:
        raise NotFound()
    if file.trashed_at is not None:
        raise FileTrashed()
    return file
