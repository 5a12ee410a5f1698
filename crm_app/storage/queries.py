"""The pieces that queries over folders and files are put together from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ARRAY, CTE, ColumnElement, CompoundSelect, Select, Uuid, any_, literal, true, union_all
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.storage.models import File, FileType, Folder, FolderLink

MOST_ROWS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Not:
    """All types but this one."""

    file_type: FileType


Only = Literal["all", "images", "non_images"] | FileType | Not
"""Which kinds of files are wanted."""


def of_kind(only: Only) -> ColumnElement[bool]:
    """The rule that a file is of the wanted kind. A kind that does not exist matches nothing."""
    kind = col(File.file_type)
    match only:
        case "all":
            return true()
        case "images":
            return kind == FileType.IMAGE.value
        case "non_images":
            return kind != FileType.IMAGE.value
        case Not():
            return kind != only.file_type.value
        case _:
            return kind == str(only)


def is_live() -> ColumnElement[bool]:
    """The rule that a file may be seen: not in the trash, not a technical child of another."""
    return col(File.trashed_at).is_(None) & ~col(File.system_managed)


def is_trashed() -> ColumnElement[bool]:
    """The rule that a file lies in the trash for people to see."""
    return col(File.trashed_at).is_not(None) & ~col(File.system_managed)


def possible(number: int) -> int:
    """A limit or offset that PostgreSQL takes, whatever number a page was asked for."""
    return min(max(number, 0), MOST_ROWS)


def among(column: Mapped[Any], uuids: Iterable[UUID]) -> ColumnElement[bool]:
    """`column` is one of `uuids`, sent as ONE parameter however many they are."""
    return column == any_(literal(list(uuids), ARRAY(Uuid)))


def subtree(*folder_uuids: UUID) -> CTE:
    """The folders and everything below them. UNION drops what was seen, so a corrupt cycle ends too."""
    roots = among(col(Folder.uuid), folder_uuids)
    tree = select(col(Folder.uuid)).where(roots).cte("subtree", recursive=True)
    return tree.union(select(col(Folder.uuid)).join(tree, col(Folder.parent_uuid) == tree.c.uuid))


def uuids_of(tree: CTE) -> Select[tuple[UUID]]:
    """What a CTE of uuids holds, for `IN (...)`."""
    return select(tree.c.uuid)


def holdings(folders: ColumnElement[bool], links: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Pairs (folder_uuid, file_uuid) of homes and links, each limited by its own condition."""
    file: Any = col(File.uuid)
    homes: Any = select(col(File.folder_uuid), file.label("file_uuid")).where(folders)
    return union_all(homes, select(col(FolderLink.folder_uuid), col(FolderLink.file_uuid)).where(links))


def held_by(folder_uuids: Collection[UUID]) -> CompoundSelect[Any]:
    """Pairs (folder_uuid, file_uuid) of everything that these folders hold."""
    home, link = col(File.folder_uuid), col(FolderLink.folder_uuid)
    return holdings(among(home, folder_uuids), among(link, folder_uuids))


async def held_pairs(scope: Scope, file_uuids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs (folder, file) of every folder, live or not, that holds one of the files."""
    pairs = holdings(
        among(col(File.uuid), file_uuids) & col(File.folder_uuid).is_not(None),
        among(col(FolderLink.file_uuid), file_uuids),
    ).subquery()
    rows = await scope.session.exec(select(pairs.c.folder_uuid, pairs.c.file_uuid))
    return [(folder_uuid, file_uuid) for folder_uuid, file_uuid in rows]


async def holders(scope: Scope, file_uuids: Collection[UUID]) -> set[UUID]:
    """Every folder that holds one of the files, as its home or by a link, live or not."""
    return {folder_uuid for folder_uuid, _ in await held_pairs(scope, file_uuids)}


async def ancestry(scope: Scope, folder_uuid: UUID | None) -> list[Folder]:
    """The folder and all above it, nearest first; none for none. A corrupt cycle is walked once."""
    up = select(Folder.uuid, Folder.parent_uuid).where(Folder.uuid == folder_uuid).cte("up", recursive=True)
    above = select(Folder.uuid, Folder.parent_uuid).join(up, col(Folder.uuid) == up.c.parent_uuid)
    query = select(Folder).where(col(Folder.uuid).in_(select(up.union(above).c.uuid)))
    rows = (await scope.session.exec(query.execution_options(populate_existing=True))).all()
    return _chain({folder.uuid: folder for folder in rows}, folder_uuid)


def _chain(folders: dict[UUID, Folder], start: UUID | None) -> list[Folder]:
    chain: list[Folder] = []
    while start is not None and (folder := folders.pop(start, None)) is not None:
        chain.append(folder)
        start = folder.parent_uuid
    return chain
