"""What is selected into the trash, back, and away for good: all of it or nothing."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, update

from crm_app.core.errors import NotFound
from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage.deletion import delete_file_completely
from crm_app.storage.deletion import empty_trash as empty
from crm_app.storage.errors import NotTrashed
from crm_app.storage.file_trash import restore_file, trash_file
from crm_app.storage.folder_access import read_folder
from crm_app.storage.folder_removal import delete_folder_completely
from crm_app.storage.folder_trash import restore_folder, trash_folder
from crm_app.storage.holdings import nearest_live
from crm_app.storage.library.changing import FILE, FOLDER, names_below
from crm_app.storage.library.numbering import free_name
from crm_app.storage.library.record_places import read_record_names
from crm_app.storage.library.views import key_of, split_keys
from crm_app.storage.locks import hold_tree_alone, lock_listed
from crm_app.storage.models import Folder
from crm_app.storage.record_names import refuse_of_records


async def trash_items(scope: Scope, keys: Collection[str]) -> list[str]:
    """Puts folders, with all that is in them, and files into the trash; answers the keys of what went.

    What is gone for good or lies in the trash already is left out. Needs `media.delete`.
    `BelongsToRecord` for the folders of records, which go with them: nothing is trashed then.
    """
    scope.require("media.delete")
    folders, files = split_keys(keys)
    if folders:
        await hold_tree_alone(scope)
        await refuse_of_records(scope, *folders)
    return [
        *[key_of("folder", uuid) for uuid in folders if await _trash_folder(scope, uuid)],
        *[key_of("file", uuid) for uuid in sorted(files) if await _trash_file(scope, uuid)],
    ]


async def _trash_folder(scope: Scope, uuid: UUID) -> bool:
    folder = await _folder(scope, uuid)
    if folder is None or folder.trashed_at is not None:
        return False
    await trash_folder(scope, uuid)
    scope.record("media.folder_trashed", (FOLDER, uuid), name=folder.name)
    return True


async def _trash_file(scope: Scope, uuid: UUID) -> bool:
    file = await lock_listed(scope, uuid)
    if file is None or file.trashed_at is not None:
        return False
    await trash_file(scope, uuid)
    scope.record("media.file_trashed", (FILE, uuid), name=file.original_file_name)
    return True


async def restore_items(scope: Scope, keys: Collection[str]) -> list[str]:
    """Brings folders, with what went with them, and files back; answers the keys of what came back.

    A folder whose name is taken by now comes back as "name (restored)". What is not in the trash any more
    is left out. Needs `media.edit`.
    """
    scope.require("media.edit")
    folders, files = split_keys(keys)
    if folders:
        await hold_tree_alone(scope)
    return [
        *[key_of("folder", uuid) for uuid in folders if await _restore_folder(scope, uuid)],
        *[key_of("file", uuid) for uuid in sorted(files) if await _restore_file(scope, uuid)],
    ]


async def _restore_folder(scope: Scope, uuid: UUID) -> bool:
    folder = await _folder(scope, uuid)
    if folder is None or folder.trashed_at is None:
        return False
    restored = await restore_folder_renamed(scope, folder)
    scope.record("media.folder_restored", (FOLDER, uuid), name=restored.name)
    return True


async def restore_folder_renamed(scope: Scope, folder: Folder) -> Folder:
    """`restore_folder` for callers that hold the tree alone, under a name that is free."""
    taken = await names_below(scope, await nearest_live(scope, folder.parent_uuid))
    if folder.name in taken:
        called = await _called(scope, folder.name)
        name = free_name(called, {*taken, called}, t("restored"))
        await scope.session.exec(update(Folder).where(col(Folder.uuid) == folder.uuid).values(name=name))
    return await restore_folder(scope, folder.uuid)


async def _called(scope: Scope, name: str) -> str:
    """The record's name for the folder of a record, which has got another folder meanwhile."""
    names = await past_the_orm(scope, lambda connection: read_record_names(scope, connection, [name]))
    return names[name].name if name in names else name


async def _restore_file(scope: Scope, uuid: UUID) -> bool:
    file = await lock_listed(scope, uuid)
    if file is None or file.trashed_at is None:
        return False
    await restore_file(scope, uuid)
    scope.record("media.file_restored", (FILE, uuid), name=file.original_file_name)
    return True


async def delete_items(scope: Scope, keys: Collection[str]) -> list[str]:
    """Deletes for good what lies in the trash; answers the keys of what went.

    `NotTrashed` where somebody has brought one of them back meanwhile: nothing is deleted then. What is gone
    already is left out. Needs `media.delete`.
    """
    scope.require("media.delete")
    folders, files = split_keys(keys)
    await hold_tree_alone(scope)
    return [
        *[key_of("folder", uuid) for uuid in folders if await _delete_folder(scope, uuid)],
        *[key_of("file", uuid) for uuid in sorted(files) if await _delete_file(scope, uuid)],
    ]


async def _delete_folder(scope: Scope, uuid: UUID) -> bool:
    folder = await _folder(scope, uuid)
    if folder is None:
        return False
    if folder.trashed_at is None:
        raise NotTrashed()
    name = folder.name
    await delete_folder_completely(scope, uuid)
    scope.record("media.folder_deleted", (FOLDER, uuid), name=name)
    return True


async def _delete_file(scope: Scope, uuid: UUID) -> bool:
    file = await lock_listed(scope, uuid)
    if file is None:
        return False
    name = file.original_file_name
    await delete_file_completely(scope, uuid, trashed_only=True)
    scope.record("media.file_deleted", (FILE, uuid), name=name)
    return True


async def _folder(scope: Scope, uuid: UUID) -> Folder | None:
    try:
        return await read_folder(scope, uuid)
    except NotFound:
        return None


async def empty_library_trash(scope: Scope) -> int:
    """Deletes everything in the trash for good; how many files. Needs `media.delete`."""
    scope.require("media.delete")
    count = await empty(scope)
    if scope.actor_uuid is not None:
        scope.record("media.trash_emptied", ("media_trash", scope.actor_uuid), count=count)
    return count
