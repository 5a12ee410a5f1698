"""The files of interactions: one flat folder each."""

from collections.abc import Iterable
from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.attachments.folders import interaction_folder_name, interaction_folder_uuid
from crm_app.storage import File


async def list_interaction_files(scope: Scope, interaction_uuid: UUID) -> list[File]:
    """The interaction's live files, newest first."""
    return await storage.list_files(scope, await interaction_folder_uuid(scope, interaction_uuid))


async def list_files_by_interaction(
    scope: Scope, interaction_uuids: Iterable[UUID]
) -> dict[UUID, list[File]]:
    """The files of many interactions, only of those that have any; newest first.

    A constant number of queries; none for no interactions.
    """
    scope.require("crm.view")
    names = {interaction_folder_name(uuid): uuid for uuid in interaction_uuids}
    if not names:
        return {}
    folders = await storage.find_named_all(scope, list(names), anywhere=True)
    files = await storage.files_by_folder(scope, [folder.uuid for folder in folders.values()])
    held = {names[name]: files.get(folder.uuid, []) for name, folder in folders.items()}
    return {uuid: found for uuid, found in held.items() if found}


async def purge_interaction_media(scope: Scope, interaction_uuid: UUID) -> None:
    """Deletes the interaction's folders for good; files held elsewhere survive there."""
    scope.require("crm.delete")
    await storage.purge_named(scope, interaction_folder_name(interaction_uuid))
