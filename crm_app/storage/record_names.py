"""How the folders of records are called: `<area>-<record>-<uuid>`, and `Images` below.

Records find their folders by these names. Nobody gives one to a folder, or takes one away from it, by hand.
"""

import re
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.errors import BelongsToRecord
from crm_app.storage.models import Folder

IMAGES = "Images"
_ROOT = re.compile(r"(.+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_starts: set[str] = set()


def keep_names(start: str) -> None:
    """Folders `<start>-<uuid>` belong to records from now on."""
    _starts.add(start)


def record_in(folder_name: str) -> tuple[str, UUID] | None:
    """What the name of a record's folder begins with, and the record; None for any other name."""
    match = _ROOT.fullmatch(folder_name)
    return (match[1], UUID(match[2])) if match and match[1] in _starts else None


async def refuse_of_records(scope: Scope, *folder_uuids: UUID) -> None:
    """Raises `BelongsToRecord` where one of the folders is a record's, or the Images of one."""
    above = aliased(Folder)
    named = func.coalesce(col(above.name), "")
    query = select(col(Folder.name), named).outerjoin(above, col(above.uuid) == col(Folder.parent_uuid))
    for name, parent in await scope.session.exec(query.where(col(Folder.uuid).in_(folder_uuids))):
        if record_in(name) or (name == IMAGES and record_in(parent)):
            raise BelongsToRecord()
