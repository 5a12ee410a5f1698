"""What is inside a shared folder, as it is now; and whether a folder or file is inside it at all.

The folder of a record is called as the record is, here as in the library and in a zip.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.shares.errors import ShareGone
from crm_app.shares.opening import Opened

MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file as strangers see it: `size` in bytes, whether it has a small picture."""

    uuid: UUID
    name: str
    size: int
    file_type: str
    pictured: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One folder: the way to it from the shared one, its folders (pairs of uuid and name) and files."""

    trail: list[tuple[UUID, str]]
    folders: list[tuple[UUID, str]]
    files: list[FileSeen]


async def folder_in(scope: Scope, opened: Opened, folder_uuid: UUID | None) -> Listing:
    """What the folder holds (None: the shared one), for the system. `ShareGone` if it is not inside."""
    trail = await _trail(scope, opened, folder_uuid or opened.target_uuid)
    here = trail[-1][0]
    below = select(storage.Folder).where(
        col(storage.Folder.parent_uuid) == here, col(storage.Folder.trashed_at).is_(None)
    )
    inside = [(folder.uuid, folder.name) for folder in (await scope.session.exec(below)).all()]
    files = await storage.list_files(scope, here, limit=MOST_FILES)
    labels = await storage.library.read_labels(scope, [name for _, name in (*trail, *inside)])
    return Listing(
        [(uuid, labels[name]) for uuid, name in trail],
        sorted(((uuid, labels[name]) for uuid, name in inside), key=lambda each: each[1].casefold()),
        sorted((seen(file) for file in files), key=lambda file: file.name.casefold()),
    )


async def readable_in(scope: Scope, opened: Opened, file_uuid: UUID, variant: str) -> storage.Served:
    """The bytes of the shared file, or of one inside the shared folder. `ShareGone` for any other."""
    if not await _holds(scope, opened, file_uuid):
        raise ShareGone()
    served = await storage.find_readable(scope, file_uuid, variant, {})
    if served is None or served.file.trashed_at is not None:
        raise ShareGone()
    return served


def seen(file: storage.File) -> FileSeen:
    """What a stranger sees of the file."""
    pictured = storage.has_pictures(file)
    return FileSeen(file.uuid, file.original_file_name, file.size, file.file_type, pictured)


async def _holds(scope: Scope, opened: Opened, file_uuid: UUID) -> bool:
    if opened.kind == "file":
        return file_uuid == opened.target_uuid
    file = await scope.session.get(storage.File, file_uuid)
    if file is None:
        return False
    links = select(col(storage.FolderLink.folder_uuid)).where(col(storage.FolderLink.file_uuid) == file_uuid)
    for holder in [file.folder_uuid, *(await scope.session.exec(links)).all()]:
        if holder is not None and await _is_inside(scope, opened, holder):
            return True
    return False


async def _is_inside(scope: Scope, opened: Opened, folder_uuid: UUID) -> bool:
    try:
        await _trail(scope, opened, folder_uuid)
    except ShareGone:
        return False
    return True


async def _trail(scope: Scope, opened: Opened, folder_uuid: UUID) -> list[tuple[UUID, str]]:
    """From the shared folder down to this one. All of them are live, or it is not inside."""
    if opened.kind != "folder":
        raise ShareGone()
    trail: list[tuple[UUID, str]] = []
    for folder in reversed(await storage.folder_breadcrumbs(scope, folder_uuid)):
        if folder.trashed_at is not None:
            break
        trail.append((folder.uuid, folder.name))
        if folder.uuid == opened.target_uuid:
            return trail[::-1]
    raise ShareGone()
