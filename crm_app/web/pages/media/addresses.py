"""What the address of the library asks for."""

from collections.abc import Mapping
from typing import get_args

from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.storage import FileType
from crm_app.storage.files import Sort
from crm_app.storage.library import LibraryView, Place

HOME = "/media"
LONGEST_SEARCH = 200

SORTS: dict[str, Sort] = {
    "name": "name_asc",
    "-name": "name_desc",
    "-added": "newest",
    "added": "oldest",
    "-size": "largest",
    "size": "smallest",
}

PLACES: dict[Place, str] = {
    "folders": t("Media"),
    "all": t("All files"),
    "contacts": t("Contacts"),
    "companies": t("Companies"),
    "people": t("People"),
    "interactions": t("Interactions"),
    "duplicates": t("Duplicates"),
    "trash": t("Trash"),
}

PERMISSIONS: dict[Place, str] = {
    "contacts": "crm.view",
    "companies": "crm.view",
    "interactions": "crm.view",
    "people": "staff.view",
}
"""What a place takes beside `media.view`."""


def view_in(query: Mapping[str, str]) -> LibraryView:
    """`/media?place=&folder=&q=&type=&sort=`; what makes no sense counts as not said."""
    return LibraryView(
        place=next((place for place in get_args(Place) if place == query.get("place")), "folders"),
        folder_uuid=parse_uuid(query.get("folder", "")),
        search=query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        file_type=next((str(each) for each in FileType if each == query.get("type")), ""),
        sort=SORTS.get(query.get("sort", ""), "name_asc"),
    )


def name_of(view: LibraryView) -> str:
    """What tells one list from another: what was chosen of one is not chosen of the other."""
    return f"{view.place} {view.folder_uuid or ''} {view.search} {view.file_type}"


def sort_of(view: LibraryView) -> str:
    """The order as the address says it."""
    return next(name for name, sort in SORTS.items() if sort == view.sort)
