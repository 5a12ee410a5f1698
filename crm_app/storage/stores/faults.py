"""The files whose bytes the last check found damaged, for people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from crm_app.core.scope import Scope

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
