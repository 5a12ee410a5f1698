"""What a browser says was chosen, held against what there is: its word counts for nothing.

Asks for no permission: the context that takes the files has asked for its own.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.errors import FileTrashed
from crm_app.storage.models import STAGED, File, FileType
from crm_app.storage.placing_many import lock_files
from crm_app.storage.queries import Only
from crm_app.storage.sharing import may_share


async def verified_files(
    scope: Scope, file_uuids: Sequence[UUID], folder_permissions: Mapping[str, str], *, only: Only = "all"
) -> list[File]:
    """The files, locked and in the order in which they were chosen, each once.

    `NotFound` where one is unknown, waits for somebody's draft, is of another type, or may not be seen by the
    caller (`folder_permissions` are those of `find_readable`); `FileTrashed`.
    """
    wanted = list(dict.fromkeys(file_uuids))
    locked = await lock_files(scope, wanted)
    files = [locked[uuid] for uuid in wanted if uuid in locked]
    open_to_them = await may_share(scope, files, folder_permissions)
    good = [file for file in files if file.uuid in open_to_them and _fits(file, only)]
    if len(good) < len(wanted):
        raise NotFound()
    if any(file.trashed_at is not None for file in good):
        raise FileTrashed()
    return good


def _fits(file: File, only: Only) -> bool:
    if STAGED in file.meta:
        return False
    is_image = file.file_type == FileType.IMAGE
    return only == "all" or is_image == (only == "images")
