"""Which bytes are known to be damaged: written down beside their row, and told to people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text, update
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.storage.library_models import FileVersion
from crm_app.storage.models import Blob, BlobFault, BlobState, FileInstance
from crm_app.storage.queries import holders
from crm_app.storage.topics import FILE_CHANGED, publish_files

_FAULTS = text("""
    SELECT f.uuid, f.original_file_name, i.variant_name AS part, b.fault, b.checked_at
    FROM blobs b JOIN file_instances i ON i.blob_key = b.key JOIN files f ON f.uuid = i.file_uuid
    WHERE b.fault IS NOT NULL
    UNION ALL
    SELECT f.uuid, f.original_file_name, 'version-' || v.number, b.fault, b.checked_at
    FROM blobs b JOIN file_versions v ON v.blob_key = b.key JOIN files f ON f.uuid = v.file_uuid
    WHERE b.fault IS NOT NULL
    ORDER BY 2, 3 LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file with damaged bytes. `part` is the variant, or `version-<number>`; `fault` a `BlobFault`."""

    file_uuid: UUID
    name: str
    part: str
    fault: str
    checked_at: datetime


async def faults(scope: Scope, most: int = 1000) -> list[FaultyFile]:
    """The damaged files, by name. Needs `media.view`."""
    scope.require("media.view")
    rows = (await scope.session.execute(_FAULTS, {"most": most})).all()
    return [FaultyFile(*row) for row in rows]


async def note_fault(scope: Scope, key: str, fault: BlobFault | None, begun: datetime) -> str | None:
    """Writes down what a reading that began at `begun` has found, and tells the pages when that is news.

    Answers what was known before, "" for nothing; None without a row, or when somebody has looked, or put
    the bytes back, since then.
    """
    locked = select(Blob.fault, Blob.checked_at).where(
        col(Blob.key) == key, col(Blob.state) == BlobState.STORED.value
    )
    row = (await scope.session.exec(locked.with_for_update())).first()
    if row is None or (row[1] is not None and row[1] > begun):
        return None
    values = {"fault": fault.value if fault else None, "checked_at": now()}
    await scope.session.exec(update(Blob).where(col(Blob.key) == key).values(values))
    known = row[0] or ""
    if known != (fault or ""):
        await _tell(scope, key)
    return known


async def _tell(scope: Scope, key: str) -> None:
    """Whoever looks at a file of these bytes sees that they are damaged, or well again."""
    present = select(FileInstance.file_uuid).where(col(FileInstance.blob_key) == key)
    former = select(FileVersion.file_uuid).where(col(FileVersion.blob_key) == key)
    files = {*(await scope.session.exec(present)).all(), *(await scope.session.exec(former)).all()}
    if files:
        publish_files(scope, FILE_CHANGED, files, await holders(scope, files))
