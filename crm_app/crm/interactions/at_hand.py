"""Files that a record has already, for who wants to hang one of them on an interaction."""

from crm_app.core.scope import Scope
from crm_app.crm.attachments.files import list_files
from crm_app.crm.attachments.folders import folder_uuid
from crm_app.crm.interactions.anchors import Anchor
from crm_app.storage import File
from crm_app.storage.record_media import Kind

MOST = 60
KINDS: tuple[Kind, ...] = ("files", "images")


async def files_at_hand(scope: Scope, anchor: Anchor, *, search: str = "", limit: int = MOST) -> list[File]:
    """The live files and images of the record whose names contain `search`, newest first.

    Needs `crm.view`.
    """
    scope.require("crm.view")
    folders = [await folder_uuid(scope, *anchor, kind) for kind in KINDS]
    found = [file for folder in folders for file in await list_files(scope, folder)]
    wanted = {file.uuid: file for file in found if search.casefold() in file.original_file_name.casefold()}
    newest = sorted(wanted.values(), key=lambda file: (file.inserted_at, file.uuid), reverse=True)
    return newest[:limit]
