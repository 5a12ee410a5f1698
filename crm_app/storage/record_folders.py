"""A record's folder: found by its name, made when it is first needed, one however many ask at once.

Asks for no permission: the record's context has asked for its own.
"""

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, String, any_, case, literal, or_
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.folder_access import require_live
from crm_app.storage.folder_fields import check_fields
from crm_app.storage.folders import insert_or_get
from crm_app.storage.locks import hold_name
from crm_app.storage.models import Folder
from crm_app.storage.searching import storable

Lookup = Callable[[], Awaitable[Folder | None]]


async def get_record_folder(scope: Scope, folder_uuid: UUID | None) -> Folder | None:
    """The folder, live or trashed; None for none."""
    return (await scope.session.exec(select(Folder).where(col(Folder.uuid) == folder_uuid))).one_or_none()


async def find_under(scope: Scope, name: str, parent_uuid: UUID | None) -> Folder | None:
    """The live folder of exactly this name directly below the parent (None: the root)."""
    if not storable(name):
        return None
    parent = col(Folder.parent_uuid)
    below = parent.is_(None) if parent_uuid is None else parent == parent_uuid
    query = select(Folder).where(col(Folder.name) == name, below, col(Folder.trashed_at).is_(None))
    return (await scope.session.exec(query)).one_or_none()


async def find_named(
    scope: Scope, name: str, *, parent_uuid: UUID | None = None, anywhere: bool = False
) -> Folder | None:
    """The live folder of this name: below the parent, else at the root, else (if `anywhere`) the oldest."""
    return (await find_named_all(scope, [name], parent_uuid=parent_uuid, anywhere=anywhere)).get(name)


async def find_named_all(
    scope: Scope, names: Collection[str], *, parent_uuid: UUID | None = None, anywhere: bool = False
) -> dict[str, Folder]:
    """The folder that `find_named` chooses for each of the names, in one query; only found ones appear."""
    wanted = [name for name in names if storable(name)]
    if not wanted:
        return {}
    name = col(Folder.name)
    query = (
        select(Folder)
        .where(name == any_(literal(wanted, ARRAY(String))), col(Folder.trashed_at).is_(None))
        .where(*_places(parent_uuid, anywhere))
        .distinct(name)
        .order_by(name, _preference(parent_uuid), col(Folder.inserted_at), col(Folder.uuid))
    )
    return {folder.name: folder for folder in (await scope.session.exec(query)).all()}


def _places(parent_uuid: UUID | None, anywhere: bool) -> list[ColumnElement[bool]]:
    parent = col(Folder.parent_uuid)
    return [] if anywhere else [or_(parent == parent_uuid, parent.is_(None))]


def _preference(parent_uuid: UUID | None) -> ColumnElement[int]:
    parent = col(Folder.parent_uuid)
    return case((parent == parent_uuid, 0), (parent.is_(None), 1), else_=2)


async def ensure(
    scope: Scope, name: str, *, parent_uuid: UUID | None = None, lookup: Lookup | None = None
) -> Folder:
    """Finds the folder of this name, or makes it below the parent; parallel callers get the same one.

    `lookup` may find it elsewhere (default: directly below the parent). `FolderUnavailable` for a
    trashed or missing parent: silently using the root instead would lose the folder from sight.
    """
    find = lookup or (lambda: find_under(scope, name, parent_uuid))
    return await find() or await _find_or_make(scope, name, parent_uuid, find)


async def _find_or_make(scope: Scope, name: str, parent_uuid: UUID | None, find: Lookup) -> Folder:
    check_fields({"name": name})
    await require_live(scope, parent_uuid)
    await hold_name(scope, parent_uuid, name)
    new = Folder(name=name, parent_uuid=parent_uuid, user_uuid=scope.actor_uuid)
    return await find() or await insert_or_get(scope, new)
