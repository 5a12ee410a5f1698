"""The files of an interaction: attached with it in one transaction, or not at all."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.crm.attachments.folders import ensure_interaction_folder
from crm_app.crm.interactions.errors import AttachmentUnavailable, TooManyFiles
from crm_app.storage import File

MOST_FILES = 10
"""How many files are added at one time."""
FOLDERS = {"crm-": "crm.view"}
"""Files in the folders of contacts, companies and interactions are open to whoever may look at those."""


async def attach_files(
    scope: Scope, interaction_uuid: UUID, file_uuids: Sequence[UUID], names: Mapping[UUID, str] | None = None
) -> list[UUID]:
    """Puts all these files into the interaction's folder, made when there is none; answers those new in it.

    `names` are what to call those that cannot be found. Raises `AttachmentUnavailable` when one is trashed,
    gone or not this person's to attach, and `TooManyFiles`: the caller lets nothing of it be written.
    """
    wanted = list(dict.fromkeys(file_uuids))
    if len(wanted) > MOST_FILES:
        raise TooManyFiles()
    if not wanted:
        return []
    folder = await ensure_interaction_folder(scope, interaction_uuid)
    files = await storage.lock_files(scope, wanted)
    allowed = await attachable(scope, files.values())
    if missing := [uuid for uuid in wanted if uuid not in allowed]:
        raise AttachmentUnavailable(_names(scope, missing, files, names or {}))
    return await storage.attach_all(scope, [files[uuid] for uuid in wanted], folder)


async def attachable(scope: Scope, files: Collection[File]) -> set[UUID]:
    """Those of the files that are live and that this person may attach to something."""
    live = [file for file in files if file.trashed_at is None]
    return await storage.may_share(scope, live, FOLDERS)


def _names(
    scope: Scope, uuids: Sequence[UUID], files: Mapping[UUID, File], names: Mapping[UUID, str]
) -> list[str]:
    """What this person knows the files by; nothing of a file that they may not know of."""
    own = {
        uuid: file.original_file_name for uuid, file in files.items() if file.user_uuid == scope.actor_uuid
    }
    return [name for uuid in uuids if (name := names.get(uuid) or own.get(uuid))]
