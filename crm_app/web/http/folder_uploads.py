"""What a dropped folder asks before its files are sent: which names are taken, and its empty folders."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from crm_app import storage
from crm_app.core.scope import Scope
from crm_app.web.http.json_routes import content_of, json_route
from crm_app.web.http.upload_targets import BadTarget, folder_in

MOST_BYTES = 4_000_000
MOST_AT_ONCE = 5_000
"""Names or folders in one question; the browser asks again for the next ones."""


async def ask_names(request: Request, scope: Scope) -> Any:
    """Of `files`, pairs of a path and a name, the taken ones: where they stand, and whose name it is."""
    content = await content_of(request, MOST_BYTES)
    wanted = [(storage.path_in(path), name) for path, name in _pairs(content.get("files"))]
    taken = await storage.names_taken(scope, _folder(content), wanted)
    return {"taken": [[each.index, str(each.file_uuid), each.name] for each in taken]}


async def make_folders(request: Request, scope: Scope) -> Any:
    """Makes the folders at `paths`."""
    content = await content_of(request, MOST_BYTES)
    paths = [storage.path_in(path) for path in _texts(content.get("paths"))]
    await storage.make_folders(scope, _folder(content), paths)
    return {}


def _folder(content: Mapping[str, Any]) -> Any:
    return folder_in(str(content.get("folder", "")))


def _texts(given: object) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST_AT_ONCE:
        raise BadTarget()
    if not all(isinstance(text, str) for text in given):
        raise BadTarget()
    return given


def _pairs(given: object) -> list[tuple[str, str]]:
    if not isinstance(given, list) or len(given) > MOST_AT_ONCE:
        raise BadTarget()
    pairs = [tuple(_texts(pair)) for pair in given]
    if any(len(pair) != 2 for pair in pairs):
        raise BadTarget()
    return [(pair[0], pair[1]) for pair in pairs]


routes = [
    json_route("/uploads/names", "POST", ask_names),
    json_route("/uploads/folders", "POST", make_folders),
]
