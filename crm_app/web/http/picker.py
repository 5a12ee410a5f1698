"""`GET /picker`: what the picker shows. Asked for while it is open, and never otherwise."""

from typing import Any, cast
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request

from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.storage import FileType, record_media
from crm_app.storage.library import LibraryView, Place, breadcrumbs, library_page
from crm_app.storage.record_media import RecordType
from crm_app.web.http.json_routes import json_route
from crm_app.web.http.upload_targets import RECORD_TYPES, BadTarget
from crm_app.web.picker.items import crumb_item, file_item, row_item

OWN = "own"
PER_PAGE = 30
LONGEST_SEARCH = 200
PLACES: dict[Place, str] = {
    "all": "",
    "folders": "",
    "contacts": "crm.view",
    "companies": "crm.view",
    "people": "staff.view",
    "interactions": "crm.view",
}
"""Where one can look beside the record's own files, for who may see the library, and what each takes."""


async def show(request: Request, scope: Scope) -> Any:
    """A page of files and folders, the folders above them, and where else this person can look.

    `place` is `own` (the files of `record`, as `contact:<uuid>`) or one of the library; `folder`, `search`,
    `type` narrow it. Who may not see the library sees the record's own files, whatever is asked for.
    """
    query = request.query_params
    record = _record(query.get("record", ""))
    places = _places(scope, record is not None)
    place = query.get("place", "") if query.get("place") in places else next(iter(places), "")
    if place == OWN and record is not None:
        page = await _own(scope, *record, query)
    else:
        page = await _library(scope, cast(Place, place or "all"), query)
    return {"places": places, "place": place, **page}


def _record(text: str) -> tuple[RecordType[Any], UUID] | None:
    if not text:
        return None
    name, _, rest = text.partition(":")
    of, uuid = RECORD_TYPES.get(name), parse_uuid(rest)
    if of is None or uuid is None:
        raise BadTarget()
    return of, uuid


def _places(scope: Scope, of_record: bool) -> list[str]:
    own = [OWN] if of_record else []
    if not scope.can("media.view"):
        return own
    return own + [place for place, permission in PLACES.items() if not permission or scope.can(permission)]


async def _library(scope: Scope, place: Place, query: QueryParams) -> dict[str, Any]:
    folder_uuid = parse_uuid(query.get("folder"))
    view = LibraryView(place, folder_uuid, _search(query), _type(query), "newest")
    page = await library_page(scope, view, query.get("after") or None, PER_PAGE)
    crumbs = await breadcrumbs(scope, folder_uuid) if folder_uuid else []
    return {
        "items": [row_item(row) for row in page.rows],
        "next": page.next,
        "crumbs": [crumb_item(crumb) for crumb in crumbs],
    }


async def _own(scope: Scope, of: RecordType[Any], record_uuid: UUID, query: QueryParams) -> dict[str, Any]:
    """Files and images together, the newest first; the record's area asks for its permission."""
    folders = [await record_media.folder_uuid(scope, of, record_uuid, kind) for kind in ("files", "images")]
    found = [file for folder in folders for file in await record_media.list_files(scope, of, folder)]
    wanted, search = _type(query), _search(query).casefold()
    files = [
        file
        for file in {file.uuid: file for file in found}.values()
        if search in file.original_file_name.casefold() and wanted in ("", file.file_type)
    ]
    files.sort(key=lambda file: (file.inserted_at, file.uuid), reverse=True)
    after = query.get("after", "")
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 6 else 0
    end = start + PER_PAGE
    shown = [file_item(file) for file in files[start:end]]
    return {"items": shown, "next": str(end) if len(files) > end else None, "crumbs": []}


def _search(query: QueryParams) -> str:
    return query.get("search", "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _type(query: QueryParams) -> str:
    return next((str(each) for each in FileType if each == query.get("type")), "")


routes = [json_route("/picker", "GET", show)]
