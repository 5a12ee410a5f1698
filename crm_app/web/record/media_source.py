"""The files or the images of a record as a source of patches: who may see the record sees the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.live import Facts
from crm_app.core.scope import system_scope
from crm_app.storage.record_media import Kind, RecordType
from crm_app.web.media.rows import FileRow
from crm_app.web.patches import WholeSource
from crm_app.web.record.media_reading import Media, folders_of, read_media


@dataclass(frozen=True, slots=True)
class MediaSource(WholeSource):
    """One of the two lists. Of a record that is gone there is nothing left."""

    of: RecordType[Any] = field(compare=False)
    record: UUID
    kind: Kind
    topics: frozenset[str]
    permission: str

    async def read(self) -> tuple[Sequence[FileRow], Facts]:
        """The newest of them, and what is said beside them by the names of the state's vars."""
        async with system_scope() as scope:
            try:
                folders = await folders_of(scope, self.of, self.record)
                media = await read_media(scope, self.of, self.record, folders)
            except NotFound:
                return [], {}
        return (media.images if self.kind == "images" else media.files), media_facts(media)


def media_facts(media: Media) -> Facts:
    """What both lists say beside their rows."""
    return {
        "file_count": media.file_count,
        "image_count": media.image_count,
        "has_photo": media.has_photo,
    }
