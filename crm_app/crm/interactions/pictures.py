"""A file that waited for its thumbnail has it now: timelines show it."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.ids import parse_uuid
from crm_app.core.rows import find_row
from crm_app.core.scope import Scope
from crm_app.crm.attachments.folders import interaction_folder_name
from crm_app.crm.interactions.models import Interaction
from crm_app.crm.interactions.telling import contacts_of, tell
from crm_app.storage import Folder

_START = interaction_folder_name(UUID(int=0))[:-36]


async def tell_pictures_made(scope: Scope, file_uuid: UUID, folder_uuids: Collection[UUID]) -> None:
    """Tells the timelines of every interaction that has the file."""
    if not folder_uuids:
        return
    named = col(Folder.name).startswith(_START, autoescape=True)
    query = select(Folder.name).where(col(Folder.uuid).in_(folder_uuids), named)
    for name in await scope.session.exec(query):
        uuid = parse_uuid(name.removeprefix(_START))
        interaction = await find_row(scope, Interaction, uuid) if uuid else None
        if interaction is not None:
            await tell(scope, interaction, "updated", await contacts_of(scope, interaction.uuid))
