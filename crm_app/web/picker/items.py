"""What the picker shows of files and folders."""

from typing import TypedDict

from crm_app import storage
from crm_app.storage import record_media
from crm_app.storage.library import Crumb, LibraryRow


class PickerItem(TypedDict):
    """A folder that opens, or a file that can be chosen. `note` is what stands below the name."""

    uuid: str
    kind: str
    name: str
    icon: str
    color: str
    note: str
    size: str
    file_type: str
    thumb_url: str
    pending: bool


class PickerCrumb(TypedDict):
    """A folder above what is shown."""

    uuid: str
    name: str


def file_item(file: storage.File) -> PickerItem:
    """A file of a record."""
    return _file(file, file.original_file_name, storage.thumb_url(file))


def row_item(row: LibraryRow) -> PickerItem:
    """A row of the library."""
    if row.kind == "folder":
        return PickerItem(
            uuid=str(row.uuid),
            kind="folder",
            name=row.label,
            icon="folder",
            color=row.color,
            note=row.from_path,
            size=str(row.items or 0),
            file_type="",
            thumb_url="",
            pending=False,
        )
    return _file(row, row.label, row.thumb_url)


def crumb_item(crumb: Crumb) -> PickerCrumb:
    """A folder above, under the name that people read."""
    return PickerCrumb(uuid=str(crumb.uuid), name=crumb.label)


def _file(file: storage.File | LibraryRow, name: str, thumb_url: str | None) -> PickerItem:
    measured = f"{file.width} × {file.height}" if file.width and file.height else ""
    return PickerItem(
        uuid=str(file.uuid),
        kind="file",
        name=name,
        icon=record_media.file_icon(file),
        color="",
        note=measured,
        size=record_media.format_file_size(file.size),
        file_type=file.file_type,
        thumb_url=thumb_url or "",
        pending=file.status == storage.FileStatus.PROCESSING,
    )
