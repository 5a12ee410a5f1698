"""Looking through the library in tests."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from crm_app import storage
from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from crm_app.storage.library import LibraryRow, LibraryView, library_page
from crm_app.storage.library_models import FileText
from tests.factories import run


async def rows(view: LibraryView | None = None, **chosen: Any) -> list[LibraryRow]:
    """The first 200 rows of the view."""
    page = await run(library_page, view or LibraryView(**chosen), limit=200)
    return page.rows


async def names(view: LibraryView | None = None, **chosen: Any) -> list[str]:
    """What its rows are called."""
    return [row.label for row in await rows(view, **chosen)]


async def a_record_folder(kind: str, uuid: UUID) -> UUID:
    """The folder of a record of this kind (`crm-contact`), as `record_media` makes it."""
    async with system_scope() as scope:
        return (await storage.ensure(scope, f"{kind}-{uuid}")).uuid


async def say(file: UUID, text: str) -> None:
    """Writes the words that are in the file, as the reading of texts does."""
    async with system_scope() as scope:
        found = await scope.session.get_one(storage.File, file)
        scope.session.add(FileText(file_uuid=file, file_checksum=found.file_checksum, content=text))


async def actions(resource: UUID) -> list[str]:
    """What the audit trail says of the file or folder, the oldest first."""
    async with system_scope() as scope:
        query = select(Activity).where(Activity.resource_uuid == resource)
        return [entry.action for entry in await scope.session.exec(query.order_by(col(Activity.uuid)))]
