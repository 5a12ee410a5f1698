"""Files that wait for a home: uploaded for what is still being written, and what becomes of them.

Asks for no permission: the context that stages them has asked for its own.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.storage.holdings import change_file, put_staged_in_trash, take_from_trash
from crm_app.storage.locks import lock_file
from crm_app.storage.models import STAGED, File, FolderLink
from crm_app.storage.placing_many import lock_files
from crm_app.storage.queries import among
from crm_app.storage.record_media.avatars import POINTER
from crm_app.storage.record_media.record_types import known_types
from crm_app.storage.stored import StoredFile
from crm_app.storage.topics import FILE_RESTORED, publish_files


async def stage_stored(scope: Scope, stored: StoredFile) -> bool:
    """Keeps what was just uploaded without a folder; whether it came back from the trash for that.

    It is marked, so that it can be told from what lives without a folder. One that somebody had uploaded
    before stays as it is.
    """
    file = await lock_file(scope, stored.file.uuid)
    if file is None:
        raise NotFound()
    restored = file.trashed_at is not None
    if restored:
        await take_from_trash(scope, file, None)
        publish_files(scope, FILE_RESTORED, [file.uuid], [])
    if restored or not stored.duplicate:
        await change_file(scope, file, meta={**file.meta, STAGED: True})
    return restored


async def release_staged(scope: Scope, file_uuids: Collection[UUID]) -> int:
    """Puts those of the files into the trash that were staged and that nothing refers to; how many.

    For callers that have given up their own claims to them. What has a home or a link, or is a record's
    picture, stays, and so does everything that was not uploaded to be staged.
    """
    if not file_uuids:
        return 0
    files = await lock_files(scope, file_uuids)
    lost = {uuid for uuid, file in files.items() if _waits(file)}
    lost -= await _referred_to(scope, lost) if lost else set()
    for uuid in sorted(lost):
        await put_staged_in_trash(scope, files[uuid])
    return len(lost)


def _waits(file: File) -> bool:
    return bool(file.meta.get(STAGED)) and file.folder_uuid is None and file.trashed_at is None


async def _referred_to(scope: Scope, file_uuids: Collection[UUID]) -> set[UUID]:
    """Those that a folder links, or a record has as its picture."""
    links = select(col(FolderLink.file_uuid)).where(among(col(FolderLink.file_uuid), file_uuids))
    return set(await scope.session.exec(links)) | await pictures_among(scope, file_uuids)


async def pictures_among(scope: Scope, file_uuids: Collection[UUID]) -> set[UUID]:
    """Those of the files that a record has as its picture."""
    found: set[UUID] = set()
    texts = [str(uuid) for uuid in file_uuids]
    for of in known_types():
        pictures = select(POINTER.of(of.model)).where(POINTER.of(of.model).in_(texts))
        found |= {UUID(text) for text in await scope.session.exec(pictures)}
    return found
