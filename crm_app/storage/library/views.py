"""What somebody looks at in the library, and what they see there."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast, get_args
from uuid import UUID

from crm_app.core.ids import parse_uuid
from crm_app.storage.files import Sort
from crm_app.storage.searching import storable

Place = Literal["folders", "all", "contacts", "companies", "people", "interactions", "trash", "duplicates"]
Kind = Literal["folder", "file"]
PAGE = 50
MOST = 200


@dataclass(frozen=True, slots=True)
class LibraryView:
    """What is looked at: a place, or a folder wherever it is; with a search everything below it.

    `folder_uuid` None is the place's own root. `file_type` is one of `FileType`, "" all of them. The sort is
    of files; folders come before them, by name. In the trash the latest trashed comes first.
    """

    place: Place = "folders"
    folder_uuid: UUID | None = None
    search: str = ""
    file_type: str = ""
    sort: Sort = "name_asc"


class LibraryRow(NamedTuple):
    """A folder or a file as the library shows it.

    `key` is `folder:<uuid>` or `file:<uuid>`. `label` is what people read: the record's name where a folder
    belongs to a record, whose page `record_url` is; else the name. `held` says how the folder that is
    looked at holds a file. `items` is how much a folder holds directly. `from_path` names the folders above,
    where it is not one that is looked at: in the trash and in what a search has found. `goes_at` is when
    it leaves the trash for good, `snippet` the words around what was found inside a file. Duplicates have the
    same `checksum`, and `copies` says how many of them there are in all (0 elsewhere).
    """

    key: str
    kind: Kind
    uuid: UUID
    name: str
    label: str
    color: str
    description: str
    file_type: str
    mime_type: str
    size: int
    width: int | None
    height: int | None
    inserted_at: datetime
    updated_at: datetime
    held: Literal["home", "link"] | None
    items: int | None
    thumb_url: str | None
    url: str
    status: str
    owner_name: str
    trashed_at: datetime | None
    trashed_by: str
    from_path: str
    goes_at: datetime | None
    version: int
    snippet: str | None
    record_url: str | None = None
    record_kind: str | None = None
    parent_uuid: UUID | None = None
    checksum: str = ""
    copies: int = 0


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Rows, folders first; where the next page begins, if there is one; how many in all, if known."""

    rows: list[LibraryRow]
    next: str | None
    total: int | None = None


class Behind(NamedTuple):
    """Where a page ended, in the order of its kind of rows."""

    kind: Kind
    place: str | int | datetime
    uuid: UUID


def encode(behind: Behind) -> str:
    """The cursor as a text that may travel."""
    place = behind.place
    timed = isinstance(place, datetime)
    return json.dumps([behind.kind, place.isoformat() if timed else place, timed, str(behind.uuid)])


def decode(cursor: str | None) -> Behind | None:
    """The place that `encode` wrote; None for none, and for what nobody wrote: the page is then the first."""
    try:
        kind, place, timed, uuid = cast(list[Any], json.loads(cursor or ""))
        known = parse_uuid(uuid)
        if kind not in get_args(Kind) or known is None or not _is_place(place):
            return None
        return Behind(kind, datetime.fromisoformat(str(place)) if timed else place, known)
    except (ValueError, TypeError):
        return None


def _is_place(place: object) -> bool:
    """Whether the database can compare with it."""
    if isinstance(place, str):
        return storable(place)
    return isinstance(place, int) and not isinstance(place, bool) and abs(place) < 2**63


def key_of(kind: Kind, uuid: UUID) -> str:
    """`folder:<uuid>` or `file:<uuid>`."""
    return f"{kind}:{uuid}"


def split_keys(keys: Any) -> tuple[list[UUID], list[UUID]]:
    """The folders and the files that keys name, each once, in their order; what names nothing is left out."""
    folders: dict[UUID, None] = {}
    files: dict[UUID, None] = {}
    for key in keys:
        kind, _, text = str(key).partition(":")
        uuid = parse_uuid(text)
        if uuid is not None and kind in get_args(Kind):
            (folders if kind == "folder" else files)[uuid] = None
    return list(folders), list(files)
