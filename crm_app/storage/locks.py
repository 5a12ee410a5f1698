"""The locks of storage, and the one order in which they are taken: tree, name, file, blob.

Whoever changes where a file lies or whether it is trashed holds the tree still (shared: they do not
hinder each other), so that a folder found live stays live until the commit. Whoever changes the tree
itself holds it alone, and therefore needs no lock on the rows below. All end with the transaction.
A transaction that needs the tree alone takes it so from the start: two that hold it shared and then
both want it alone would wait for each other until PostgreSQL ends one of them.
"""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.models import ROOT, STAGED, File

TREE = 7_262_012  # any number that nobody else of this database uses
PICTURES = 7_262_015  # any number that nobody else of this database uses
BACKUP = 7_262_016  # any number that nobody else of this database uses
FRESH = {"populate_existing": True}
"""Reads the row as it is now, also where the session remembers it from before."""


async def hold_tree_still(scope: Scope) -> None:
    """No folder moves, comes to the trash or leaves it until this transaction ends."""
    await scope.session.exec(select(func.pg_advisory_xact_lock_shared(TREE)))


async def hold_tree_alone(scope: Scope) -> None:
    """Nobody else changes the tree, nor what lies where in it, until this transaction ends."""
    await scope.session.exec(select(func.pg_advisory_xact_lock(TREE)))


async def hold_name(scope: Scope, parent_uuid: UUID | None, name: str) -> None:
    """Of all who would make a folder of this name below this parent, one at a time."""
    key = f"{parent_uuid or ROOT}/{name}"
    await scope.session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(key, TREE))))


async def hold_pictures_of(scope: Scope, file_uuid: UUID) -> bool:
    """Whether nobody else is making the pictures of this file; then nobody does until this transaction ends.

    No lock of the order above: nobody waits for it.
    """
    alone = select(func.pg_try_advisory_xact_lock(func.hashtextextended(str(file_uuid), PICTURES)))
    return bool((await scope.session.exec(alone)).one())


async def lock_file(scope: Scope, file_uuid: UUID) -> File | None:
    """The file's current row, which nobody else changes until this transaction ends; the tree is held still.

    None for an unknown or a system-managed one. Whoever locks several files goes in the order of their uuids.
    """
    await hold_tree_still(scope)
    query = select(File).where(File.uuid == file_uuid, ~col(File.system_managed))
    locked = query.with_for_update(key_share=True).execution_options(**FRESH)
    return (await scope.session.exec(locked)).one_or_none()


async def lock_listed(scope: Scope, file_uuid: UUID) -> File | None:
    """`lock_file` for what the library shows; None, too, for what waits without a folder for a draft."""
    file = await lock_file(scope, file_uuid)
    staged = file is not None and file.folder_uuid is None and STAGED in file.meta
    return None if staged else file


async def may_delete_bytes(scope: Scope) -> bool:
    """Whether no backup is being made; then none begins until this transaction ends.

    No lock of the order above: nobody waits for it. A backup holds it alone, in a session of its own.
    """
    return bool((await scope.session.exec(select(func.pg_try_advisory_xact_lock_shared(BACKUP)))).one())
