"""One folder or file of the library as the browser knows it: everything is worked out here."""

from collections.abc import Iterable
from typing import TypedDict

from crm_app.storage import FileStatus, ShownFile, library, record_media
from crm_app.web.media.rows import FileRow, shown_file_row


class LibraryItem(FileRow):
    """A tile of the grid, a line of the list, a page of the viewer; of a folder most of a file is empty.

    `label` is what people read, `name` what it is called: they differ where a folder belongs to a `record`,
    whose page `href` would be. `items` is None for files. Times are ISO texts, "" where there is none.
    Among duplicates `copies` files have the same `content`, not all of which need to be shown; else 0 and "".
    """

    kind: str
    label: str
    color: str
    description: str
    items: int | None
    held: str
    record: bool
    href: str
    path: str
    from_path: str
    changed_at: str
    trashed_at: str
    trashed_by: str
    goes_at: str
    snippet: str
    version: int
    content: str
    copies: int


class TreeItem(TypedDict):
    """A folder in the tree."""

    uuid: str
    label: str
    color: str
    has_children: bool


class CrumbItem(TypedDict):
    """A folder on the way to the one that is shown."""

    uuid: str
    label: str
    color: str


class PlaceItem(TypedDict):
    """An entry beside the list; a `count` of 0 is not shown."""

    place: str
    label: str
    count: int


def library_items(rows: Iterable[library.LibraryRow], *, searched: bool, in_trash: bool) -> list[LibraryItem]:
    """The rows for the browser; where they were `searched` for, each says where it lies."""
    return [_item(row, searched=searched, in_trash=in_trash) for row in rows]


def _item(row: library.LibraryRow, *, searched: bool, in_trash: bool) -> LibraryItem:
    return LibraryItem(
        **_file(row),
        kind=row.kind,
        label=row.label,
        color=row.color,
        description=row.description,
        items=row.items,
        held=row.held or "",
        record=row.record_url is not None or row.record_kind is not None,
        href="",
        path=row.from_path if searched and not in_trash else "",
        from_path=row.from_path if in_trash else "",
        changed_at=row.inserted_at.isoformat(),
        trashed_at=row.trashed_at.isoformat() if row.trashed_at else "",
        trashed_by=row.trashed_by,
        goes_at=row.goes_at.isoformat() if row.goes_at else "",
        snippet=row.snippet or "",
        version=row.version,
        content=row.checksum if row.copies else "",
        copies=row.copies,
    )


def _file(row: library.LibraryRow) -> FileRow:
    shown = shown_file_row(
        ShownFile(
            uuid=row.uuid,
            original_file_name=row.name,
            mime_type=row.mime_type,
            file_type=row.file_type,
            ext="",
            size=row.size,
            width=row.width,
            height=row.height,
            status=row.status,
            file_checksum=row.checksum,
            inserted_at=row.inserted_at,
            meta={},
        )
    )
    shown["by"] = row.owner_name
    if row.kind == "folder":
        return {**shown, "size": "", "url": "", "download_url": "", "thumb_url": "", "large_url": ""}
    if row.thumb_url is None:
        shown["thumb_url"] = shown["large_url"] = ""
        if shown["preview"] == "image" and not shown["full_url"] and row.status != FileStatus.PROCESSING:
            shown["preview"] = "none"
    shown["size"] = record_media.format_file_size(row.size)
    return shown
