"""How a file is shown: its icon, its size in words. Nothing here asks the database."""

from typing import Protocol

ICONS = {"image": "image", "video": "film", "audio": "music", "archive": "archive"}
UNITS = ("kB", "MB", "GB", "TB", "PB", "EB")


class Typed(Protocol):
    """What is known of a file's type."""

    @property
    def mime_type(self) -> str: ...
    @property
    def file_type(self) -> str: ...


def file_icon(file: Typed) -> str:
    """The lucide name of the icon for this type of file."""
    if file.mime_type == "application/pdf":
        return "file-text"
    return ICONS.get(file.file_type, "file")


def format_file_size(size: int | None) -> str:
    """`1.5 MB`: decimal units with one decimal; whole bytes below 1,000; "—" where it is not known."""
    if size is None:
        return "—"
    if size < 1_000:
        return f"{size} B"
    value = size / 1_000
    for unit in UNITS[:-1]:
        if round(value, 1) < 1_000:
            return f"{value:.1f} {unit}"
        value /= 1_000
    return f"{value:.1f} {UNITS[-1]}"
