"""The statements behind the library's pages: at most one for folders and one for files.

Each chooses its rows first and looks up what belongs to them (owner, path, contents) only for those.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm_app.storage.library.record_places import (
    RecordPlace,
    folder_names,
    is_of,
    is_of_any,
    place_named,
)
from crm_app.storage.library.searching import Search
from crm_app.storage.library.views import Kind, LibraryView
from crm_app.storage.models import STAGED

SEEN = f"NOT file.system_managed AND NOT (file.folder_uuid IS NULL AND file.metadata ? '{STAGED}')"
LIVE = f"file.trashed_at IS NULL AND {SEEN}"
TREE = """tree AS (
    SELECT uuid FROM folders WHERE {roots} AND trashed_at IS NULL
    UNION SELECT below.uuid FROM folders AS below JOIN tree ON below.parent_uuid = tree.uuid
    WHERE below.trashed_at IS NULL
)"""
PATH = """(WITH RECURSIVE up AS (
    SELECT above.parent_uuid, above.name, 1 AS depth FROM folders AS above WHERE above.uuid = {start}
    UNION ALL SELECT above.parent_uuid, above.name, up.depth + 1
    FROM folders AS above JOIN up ON above.uuid = up.parent_uuid WHERE up.depth < 100
) SELECT array_agg(up.name ORDER BY up.depth DESC) FROM up)"""
ITEMS = """(
    SELECT count(*) FROM files AS file WHERE file.folder_uuid = folder.uuid
    AND file.trashed_at IS NOT DISTINCT FROM folder.trashed_at AND NOT file.system_managed
) + (
    SELECT count(*) FROM folder_links AS link JOIN files AS file ON file.uuid = link.file_uuid
    WHERE link.folder_uuid = folder.uuid AND file.trashed_at IS NULL AND NOT file.system_managed
) + (
    SELECT count(*) FROM folders AS child WHERE child.parent_uuid = folder.uuid
    AND child.trashed_at IS NOT DISTINCT FROM folder.trashed_at
)"""
"""What lies directly in a folder: of a live one what is live, of a trashed one what went with it."""

_ORDERS: dict[str, tuple[str, str]] = {
    "newest": ("file.inserted_at", "DESC"),
    "oldest": ("file.inserted_at", "ASC"),
    "name_asc": ("lower(file.original_file_name)", "ASC"),
    "name_desc": ("lower(file.original_file_name)", "DESC"),
    "largest": ("file.size", "DESC"),
    "smallest": ("file.size", "ASC"),
}
_TYPES: dict[str, type[int | datetime]] = {
    "newest": datetime,
    "oldest": datetime,
    "largest": int,
    "smallest": int,
}
_BY_TRASHING = ("{row}.trashed_at", "DESC")
_BY_CONTENT = ("lpad(CAST(file.size AS text), 19, '0') || file.file_checksum", "DESC")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL and what it asks with."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows: all, those behind a place in the order, or just these.

    Folders of the records in `named` may be found by the names of their records.
    """

    limit: int
    behind: Any = None
    these: list[Any] | None = None
    named: Sequence[RecordPlace] = ()

    def condition(self, row: str, place: str, direction: str) -> str:
        """SQL for it."""
        if self.these is not None:
            return f"{row}.uuid = ANY(:these)"
        if self.behind is None:
            return "true"
        return f"({place}, {row}.uuid) {'<' if direction == 'DESC' else '>'} (:behind, :behind_uuid)"

    def values(self) -> dict[str, Any]:
        """What the SQL asks with."""
        if self.these is not None:
            return {"these": self.these, "limit": self.limit}
        if self.behind is None:
            return {"limit": self.limit}
        return {"behind": self.behind.place, "behind_uuid": self.behind.uuid, "limit": self.limit}


def folders_of(view: LibraryView, part: Part, *, anywhere: bool = False) -> Statement | None:
    """The folders that the view shows, in their order. None where it shows none.

    `anywhere` leaves out where they have to be: these folders, live or trashed.
    """
    search = Search(view.search)
    if _without_folders(view, search) and not anywhere:
        return None
    record = place_named(view.place) if view.folder_uuid is None else None
    place, direction = ("lower(folder.name)", "ASC")
    if view.place == "trash":
        place, direction = (_BY_TRASHING[0].format(row="folder"), _BY_TRASHING[1])
    elif record is not None:
        place = "coalesce(record.sort, '')"
    asked = ["true"] if anywhere else _folders_chosen(view, search, record, part.named)
    chosen = " AND ".join([*asked, part.condition("folder", place, direction)])
    joined = (
        f"LEFT JOIN {folder_names(record)} AS record ON record.folder_name = folder.name" if record else ""
    )
    return Statement(
        f"""{_with_tree(view, search, record)}
        SELECT folder.uuid, folder.name, folder.color, folder.description, folder.inserted_at,
          folder.updated_at, folder.trashed_at, folder.parent_uuid, owner.name, trasher.name, {ITEMS},
          {_path(view, search, "folder.parent_uuid")}, folder.place
        FROM (SELECT folder.*, {place} AS place FROM folders AS folder {joined}
              WHERE {chosen} ORDER BY place {direction}, folder.uuid {direction} LIMIT :limit) AS folder
        LEFT JOIN users AS owner ON owner.uuid = folder.user_uuid
        LEFT JOIN users AS trasher ON trasher.uuid = folder.trashed_by_uuid
        ORDER BY folder.place {direction}, folder.uuid {direction}""",
        _asked(view, search, part),
    )


def files_of(view: LibraryView, part: Part, *, anywhere: bool = False) -> Statement | None:
    """The files that the view shows, in their order. None where it shows none.

    `anywhere` leaves out where they have to be: these files, live or trashed.
    """
    search = Search(view.search)
    record = place_named(view.place) if view.folder_uuid is None else None
    if record is not None and not search:
        return None
    place, direction = _file_order(view)
    asked = [SEEN] if anywhere else _files_chosen(view, search)
    chosen = " AND ".join([*asked, part.condition("file", place, direction)])
    return Statement(
        f"""{_with_tree(view, search, record)}
        SELECT file.uuid, file.original_file_name, file.description, file.file_type, file.mime_type,
          file.size, file.width, file.height, file.inserted_at, file.updated_at, file.held, file.status,
          file.file_checksum, NULLIF(file.metadata, '{{}}'), owner.name, file.trashed_at, trasher.name,
          file.version, file.folder_uuid, {_path(view, search, "file.folder_uuid")},
          {search.snippet() if search else "NULL"}, file.copies, file.place
        FROM (SELECT file.*, {place} AS place FROM {_candidates(view, search)} AS file
              WHERE {chosen} ORDER BY place {direction}, file.uuid {direction} LIMIT :limit) AS file
        LEFT JOIN users AS owner ON owner.uuid = file.user_uuid
        LEFT JOIN users AS trasher ON trasher.uuid = file.trashed_by_uuid
        ORDER BY file.place {direction}, file.uuid {direction}""",
        _asked(view, search, part),
    )


def _asked(view: LibraryView, search: Search, part: Part) -> dict[str, Any]:
    values: dict[str, Any] = dict(part.values())
    if view.folder_uuid is not None:
        values["folder_uuid"] = view.folder_uuid
    if view.file_type:
        values["file_type"] = view.file_type
    return values | (search.values if search else {})


def _without_folders(view: LibraryView, search: Search) -> bool:
    if view.place == "duplicates":
        return True
    if search:
        return bool(view.file_type)
    return view.place == "all" and view.folder_uuid is None


def _below(view: LibraryView, search: Search) -> bool:
    """Whether a search goes through a part of the tree; else through everything."""
    return (
        bool(search)
        and view.place != "trash"
        and (view.folder_uuid is not None or place_named(view.place) is not None)
    )


def _with_tree(view: LibraryView, search: Search, record: RecordPlace | None) -> str:
    if not _below(view, search):
        return ""
    roots = is_of(record, "name") if record else "uuid = :folder_uuid"
    return f"WITH RECURSIVE {TREE.format(roots=roots)}"


def _path(view: LibraryView, search: Search, start: str) -> str:
    elsewhere = bool(search) or view.place in ("all", "trash", "duplicates")
    return PATH.format(start=start) if elsewhere else "NULL"


def _folders_chosen(
    view: LibraryView, search: Search, record: RecordPlace | None, named: Sequence[RecordPlace]
) -> list[str]:
    if view.place == "trash":
        return [*_trashed_folders(view), *([search.named("folder.name")] if search else [])]
    live = "folder.trashed_at IS NULL"
    if search:
        inside = ["folder.uuid IN (SELECT uuid FROM tree)"] if _below(view, search) else []
        itself = ["folder.uuid <> :folder_uuid"] if view.folder_uuid else []
        return [live, *inside, *itself, _folder_called(search, named)]
    if record is not None:
        return [live, is_of(record)]
    if view.folder_uuid is not None:
        return [live, "folder.parent_uuid = :folder_uuid"]
    return [live, "folder.parent_uuid IS NULL", f"NOT {is_of_any()}"]


def _folder_called(search: Search, named: Sequence[RecordPlace]) -> str:
    """A folder of a record is found by the record's name, any other by its own."""
    ways = [f"({search.named('folder.name')} AND NOT {is_of_any()})"]
    for known in named:
        of_records = f"SELECT named.folder_name FROM {folder_names(known)} AS named"
        ways.append(f"folder.name IN ({of_records} WHERE {search.named('named.name')})")
    return f"({' OR '.join(ways)})"


def _trashed_folders(view: LibraryView) -> list[str]:
    trashed = "folder.trashed_at IS NOT NULL"
    if view.folder_uuid is not None:
        return [trashed, "folder.parent_uuid = :folder_uuid"]
    with_it = "SELECT FROM folders AS above WHERE above.uuid = folder.parent_uuid"
    return [trashed, f"NOT EXISTS ({with_it} AND above.trashed_at = folder.trashed_at)"]


def _file_order(view: LibraryView) -> tuple[str, str]:
    if view.place == "trash":
        return (_BY_TRASHING[0].format(row="file"), _BY_TRASHING[1])
    if view.place == "duplicates":
        return _BY_CONTENT
    return _ORDERS.get(view.sort, _ORDERS["name_asc"])


def ordered_by(view: LibraryView, kind: Kind) -> type[str | int | datetime]:
    """Of what type the values are that the view's folders or files are in order by."""
    if view.place == "trash":
        return datetime
    if kind == "folder" or view.place == "duplicates":
        return str
    return _TYPES.get(view.sort, str)


def _candidates(view: LibraryView, search: Search) -> str:
    """The files among which is chosen, with how the folder that is looked at holds them."""
    if view.place == "duplicates":
        return f"""(
            SELECT file.*, CAST(NULL AS text) AS held, again.copies FROM files AS file JOIN (
                SELECT file.file_checksum, count(*) AS copies FROM files AS file WHERE {LIVE}
                GROUP BY 1 HAVING count(*) > 1) AS again ON again.file_checksum = file.file_checksum)"""
    if view.folder_uuid is None or search or view.place == "trash":
        return "(SELECT file.*, CAST(NULL AS text) AS held, 0 AS copies FROM files AS file)"
    return """(
        SELECT file.*, 'home' AS held, 0 AS copies FROM files AS file WHERE file.folder_uuid = :folder_uuid
        UNION ALL SELECT file.*, 'link', 0 FROM folder_links AS link
        JOIN files AS file ON file.uuid = link.file_uuid WHERE link.folder_uuid = :folder_uuid)"""


def _files_chosen(view: LibraryView, search: Search) -> list[str]:
    asked = [*(["file.file_type = :file_type"] if view.file_type else [])]
    asked += [search.files()] if search else []
    if view.place == "trash":
        return [*_trashed_files(view), *asked]
    if view.place == "duplicates":
        return [LIVE, *asked]
    if _below(view, search):
        tree = "(SELECT uuid FROM tree)"
        linked = f"SELECT link.file_uuid FROM folder_links AS link WHERE link.folder_uuid IN {tree}"
        return [LIVE, f"(file.folder_uuid IN {tree} OR file.uuid IN ({linked}))", *asked]
    at_root = view.place == "folders" and view.folder_uuid is None and not search
    return [LIVE, *(["file.folder_uuid IS NULL"] if at_root else []), *asked]


def _trashed_files(view: LibraryView) -> list[str]:
    trashed = f"file.trashed_at IS NOT NULL AND {SEEN}"
    if view.folder_uuid is not None:
        return [trashed, "file.folder_uuid = :folder_uuid"]
    with_it = "SELECT FROM folders AS home WHERE home.uuid = file.folder_uuid"
    return [trashed, f"NOT EXISTS ({with_it} AND home.trashed_at = file.trashed_at)"]
