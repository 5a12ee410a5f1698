"""The tree beside the library, opened node by node, and the way from its root to a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.storage.library.listing import Names
from crm_app.storage.library.record_places import (
    folder_names,
    is_of,
    is_of_any,
    place_named,
    read_record_names,
)
from crm_app.storage.library.statements import ITEMS
from crm_app.storage.library.views import Place
from crm_app.storage.queries import ancestry

MOST_NODES = 500
"""More folders in one folder are looked for in its list, or by searching."""


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A folder of the tree. `label` is what people read, `items` how much it holds directly."""

    uuid: UUID
    name: str
    label: str
    color: str
    has_children: bool
    items: int


@dataclass(frozen=True, slots=True)
class Crumb:
    """A folder on the way to another one. `record_url` is the page of the record that it belongs to."""

    uuid: UUID
    name: str
    label: str
    color: str
    record_url: str | None
    trashed: bool


@dataclass(frozen=True, slots=True)
class OpenPath:
    """Where in the tree a folder is: in which place, below which folders, the outermost first."""

    place: Place
    folders: list[UUID]


async def folder_children(scope: Scope, parent_uuid: UUID | None, place: Place = "folders") -> list[TreeNode]:
    """The live folders directly below the parent, else at the root of the place, by label; 500 at most.

    Two statements. Needs `media.view`; a place of records shows nothing to those who may not see them.
    """
    scope.require("media.view")
    record = place_named(place) if parent_uuid is None else None
    if (record and not scope.can(record.view)) or (not record and not parent_uuid and place != "folders"):
        return []
    statement = _statement(parent_uuid, place)
    values: dict[str, Any] = {"limit": MOST_NODES}
    values |= {"parent": parent_uuid} if parent_uuid else {}

    def read(connection: Connection) -> list[TreeNode]:
        rows = connection.execute(text(statement), values).fetchall()
        return _nodes(rows, dict(read_record_names(scope, connection, (row[1] for row in rows))))

    return await past_the_orm(scope, read)


def _statement(parent_uuid: UUID | None, place: Place) -> str:
    record = place_named(place) if parent_uuid is None else None
    chosen, order, joined = f"folder.parent_uuid IS NULL AND NOT {is_of_any()}", "lower(folder.name)", ""
    if parent_uuid is not None:
        chosen = "folder.parent_uuid = :parent"
    elif record is not None:
        chosen, order = is_of(record), "coalesce(record.sort, '')"
        joined = f"LEFT JOIN {folder_names(record)} AS record ON record.folder_name = folder.name"
    return f"""
    SELECT folder.uuid, folder.name, folder.color, EXISTS (
        SELECT FROM folders AS child WHERE child.parent_uuid = folder.uuid AND child.trashed_at IS NULL
    ), {ITEMS}
    FROM (SELECT folder.*, {order} AS place FROM folders AS folder {joined}
          WHERE folder.trashed_at IS NULL AND {chosen} ORDER BY place, folder.uuid LIMIT :limit) AS folder
    ORDER BY folder.place, folder.uuid"""


def _nodes(rows: Sequence[Any], names: Names) -> list[TreeNode]:
    return [
        TreeNode(uuid, name, names[name].name if name in names else name, color, below, items)
        for uuid, name, color, below, items in rows
    ]


async def breadcrumbs(scope: Scope, folder_uuid: UUID | None) -> list[Crumb]:
    """The way from the root to the folder, itself included; empty for none and for an unknown one.

    Needs `media.view`.
    """
    scope.require("media.view")
    chain = (await ancestry(scope, folder_uuid))[::-1]
    names = await _names(scope, [folder.name for folder in chain])
    return [
        Crumb(
            folder.uuid,
            folder.name,
            names[folder.name].name if folder.name in names else folder.name,
            folder.color,
            names[folder.name].url if folder.name in names else None,
            folder.trashed_at is not None,
        )
        for folder in chain
    ]


async def open_path(scope: Scope, folder_uuid: UUID) -> OpenPath:
    """Which nodes of which place have to be open for the folder to be seen. Needs `media.view`.

    The folder of a record begins the way, wherever it has been moved.
    """
    scope.require("media.view")
    chain = (await ancestry(scope, folder_uuid))[::-1]
    names = await _names(scope, [folder.name for folder in chain])
    starts = [index for index, folder in enumerate(chain) if folder.name in names]
    first = starts[-1] if starts else 0
    place: Place = names[chain[first].name].place if starts else "folders"
    return OpenPath(place, [folder.uuid for folder in chain[first:-1]])


async def _names(scope: Scope, folder_names: Sequence[str]) -> Names:
    return await past_the_orm(
        scope, lambda connection: dict(read_record_names(scope, connection, folder_names))
    )
