"""The live topics of storage, and the one way to tell who looks at a folder or a file."""

from collections.abc import Iterable
from uuid import UUID

from crm_app.core.scope import Scope

FILES = "files"
"""Every change of any file or folder: the library, the trash, counters."""

FILE_ADDED = "file_added"
FILE_REMOVED = "file_removed"
FILE_TRASHED = "file_trashed"
FILE_RESTORED = "file_restored"
FILE_DELETED = "file_deleted"
FILE_CHANGED = "file_changed"
FOLDER_CHANGED = "folder_changed"


def folder(folder_uuid: UUID) -> str:
    """Changes of what this folder holds, and of the folder itself."""
    return f"folder:{folder_uuid}"


def publish_files(
    scope: Scope, kind: str, file_uuids: Iterable[UUID], folder_uuids: Iterable[UUID | None]
) -> None:
    """Tells the library, and who looks at one of the folders, what happened to each of these few files."""
    files = tuple(file_uuids)
    scope.publish(FILES, kind, *files)
    for folder_uuid in folder_uuids:
        if folder_uuid is not None:
            scope.publish(folder(folder_uuid), kind, *files)


def publish_holdings(
    scope: Scope, kind: str, file_uuids: Iterable[UUID], pairs: Iterable[tuple[UUID | None, UUID]]
) -> None:
    """`publish_files` for any number: who looks at a folder is told of the files that it holds.

    The pairs are of a folder and a file.
    """
    files = tuple(file_uuids)
    if files:
        scope.publish(FILES, kind, *files)
    for folder_uuid, file_uuid in pairs:
        if folder_uuid is not None:
            scope.publish(folder(folder_uuid), kind, file_uuid)


def publish_folders(scope: Scope, pairs: Iterable[tuple[UUID, UUID | None]]) -> None:
    """Tells the library, the folders and their parents that these folders changed, came or went.

    The pairs are of a folder and a parent that it has or had.
    """
    for folder_uuid, parent_uuid in pairs:
        scope.publish(FILES, FOLDER_CHANGED, folder_uuid)
        scope.publish(folder(folder_uuid), FOLDER_CHANGED, folder_uuid)
        if parent_uuid is not None:
            scope.publish(folder(parent_uuid), FOLDER_CHANGED, folder_uuid)
