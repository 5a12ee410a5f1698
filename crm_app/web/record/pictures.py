"""The pictures of many contacts or companies, looked up together."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from crm_app import crm
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope


class Pictured(Protocol):
    """A row that may have a picture."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def avatar_uuid(self) -> str | None: ...


async def pictures_of(scope: Scope, rows: Sequence[Pictured]) -> dict[UUID, str]:
    """The addresses of the thumbnails by record; a record without a picture is not there."""
    pictures = {row.uuid: picture for row in rows if (picture := parse_uuid(row.avatar_uuid))}
    addresses = await crm.attachments.avatar_urls(scope, pictures.values())
    return {row: addresses[picture] for row, picture in pictures.items() if picture in addresses}
