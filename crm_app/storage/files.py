"""Looking at files as the library shows them."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, false, func, or_
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.folder_access import require_within
from crm_app.storage.models import File, FileType, Folder, FolderLink
from crm_app.storage.queries import holdings, is_live, subtree, uuids_of
from crm_app.storage.searching import containing

MOST_PER_PAGE = 200
LAST_PAGE = 1_000_000

Sort = Literal["newest", "oldest", "name_asc", "name_desc", "largest", "smallest"]


@dataclass(frozen=True, slots=True)
class FileFilter:
    """Which files of the library are shown, and in which order. Odd page numbers become possible ones."""

    folder_uuid: UUID | None = None
    search: str = ""
    file_type: str | None = None
    include_orphaned: bool = False
    sort: Sort = "newest"
    page: int = 1
    per_page: int = 20

    @property
    def limit(self) -> int:
        """How many files a page has."""
        return min(max(self.per_page, 1), MOST_PER_PAGE)

    @property
    def offset(self) -> int:
        """How many files come before the page."""
        return (min(max(self.page, 1), LAST_PAGE) - 1) * self.limit


async def get_file(scope: Scope, file_uuid: UUID | None) -> File | None:
    """The file, trashed or live; None for an unknown or system-managed one. Asks for no permission:
    a record's context uses it for what it holds."""
    query = select(File).where(col(File.uuid) == file_uuid, ~col(File.system_managed))
    return (await scope.session.exec(query)).one_or_none()


async def list_files_in_scope(
    scope: Scope, wanted: FileFilter | None = None, *, within: UUID | None = None
) -> tuple[list[File], int]:
    """A page of live files and how many there are in all. Needs `media.view`.

    Without a search the direct contents of the chosen folder (else of `within`); with one its whole
    subtree. With neither folder nor `within`: the whole library, or with `include_orphaned` what has
    no home. The search looks into the name and the uuid. `OutOfScope` for a folder not `within`.
    """
    scope.require("media.view")
    wanted = wanted or FileFilter()
    if wanted.folder_uuid is not None:
        await require_within(scope, within, wanted.folder_uuid)
    conditions = _conditions(wanted, wanted.folder_uuid or within)
    total = await scope.session.exec(select(func.count()).select_from(File).where(*conditions))
    page = select(File).where(*conditions).order_by(*_order(wanted.sort))
    files = await scope.session.exec(page.limit(wanted.limit).offset(wanted.offset))
    return list(files.all()), total.one()


def _conditions(wanted: FileFilter, start: UUID | None) -> list[ColumnElement[bool]]:
    pattern = containing(wanted.search)
    conditions = [is_live()]
    if start is not None:
        conditions.append(_below(start) if pattern else _directly_in(start))
    elif wanted.include_orphaned:
        conditions.append(col(File.folder_uuid).is_(None))
    if wanted.file_type:
        known = wanted.file_type in set(FileType)
        conditions.append(col(File.file_type) == wanted.file_type if known else false())
    if pattern:
        conditions.append(_matches(pattern))
    return conditions


def _matches(pattern: str) -> ColumnElement[bool]:
    uuid_text = cast(col(File.uuid), String)
    return or_(
        col(File.original_file_name).ilike(pattern, escape="\\"), uuid_text.ilike(pattern, escape="\\")
    )


def _directly_in(folder_uuid: UUID) -> ColumnElement[bool]:
    return _held(col(File.folder_uuid) == folder_uuid, col(FolderLink.folder_uuid) == folder_uuid)


def _below(folder_uuid: UUID) -> ColumnElement[bool]:
    tree = subtree(folder_uuid)
    live = (
        uuids_of(tree).join(Folder, col(Folder.uuid) == tree.c.uuid).where(col(Folder.trashed_at).is_(None))
    )
    return _held(col(File.folder_uuid).in_(live), col(FolderLink.folder_uuid).in_(live))


def _held(homes: ColumnElement[bool], links: ColumnElement[bool]) -> ColumnElement[bool]:
    held = holdings(homes, links).subquery()
    return col(File.uuid).in_(select(held.c.file_uuid))


def _order(sort: str) -> list[Any]:
    uuid, name = col(File.uuid), func.lower(col(File.original_file_name))
    inserted_at, size = col(File.inserted_at), col(File.size)
    orders: dict[str, list[Any]] = {
        "newest": [inserted_at.desc(), uuid.desc()],
        "oldest": [inserted_at, uuid],
        "name_asc": [name, uuid],
        "name_desc": [name.desc(), uuid.desc()],
        "largest": [size.desc(), uuid.desc()],
        "smallest": [size, uuid],
    }
    return orders.get(sort, orders["newest"])
