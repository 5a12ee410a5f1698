"""`GET /files/<uuid>/<variant>`: the bytes of a file, to whoever may read the record that holds it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.web.http.requests import token_of
from crm_app.web.permits import SIGNED_IN, permit

FOLDER_PERMISSIONS: Mapping[str, str] = {"crm-": "crm.view", "staff-person-": "staff.view"}
"""Which permission opens the files in the folders of records, by how those folders are named."""

_NO_STORE = {"Cache-Control": "private, no-store"}


@permit(SIGNED_IN)
async def serve_file(request: Request) -> Response:
    """The variant, whole or in part. One and the same 404 for what is not there and what may not be read."""
    return await send_file(request, await _find(request))


async def _find(request: Request) -> storage.Served:
    file_uuid = parse_uuid(request.path_params["uuid"])
    variant: str = request.path_params["variant"]
    async with accounts.scope_for_session(token_of(request) or "") as scope:
        if file_uuid is None:
            raise NotFound()
        served = await storage.find_readable(scope, file_uuid, variant, FOLDER_PERMISSIONS)
    if served is None:
        raise NotFound()
    return served


async def send_file(
    request: Request, served: storage.Served, more: Mapping[str, str] | None = None
) -> Response:
    """What the request asks for of these bytes; the headers in `more` stand above our own."""
    download = request.query_params.get("dl") == "1"
    headers = storage.serving_headers(served, request.query_params.get("v", ""), download=download)
    headers |= more or {}
    if _known(request.headers.get("if-none-match", ""), served.etag):
        return Response(status_code=304, headers=headers)
    wanted = request.headers.get("range") if _still_the_same(request, served.etag) else None
    try:
        part = storage.parse_range(wanted, served.size)
    except storage.NotSatisfiable:
        unmet = {"Content-Range": f"bytes */{served.size}", "Accept-Ranges": "bytes", **_NO_STORE}
        return Response(status_code=416, headers=unmet)
    return await _bytes(request, served, part, headers)


async def _bytes(
    request: Request, served: storage.Served, part: tuple[int, int] | None, headers: dict[str, str]
) -> Response:
    start, end = part or (0, served.size)
    headers["Content-Length"] = str(end - start)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{served.size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    return StreamingResponse(await storage.read(served, start, end), status, headers)


def _known(if_none_match: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or tags == ["*"]


def _still_the_same(request: Request, etag: str) -> bool:
    """Whether a part may be answered: what asks with `If-Range` has the beginning of just these bytes."""
    return request.headers.get("if-range", etag) == etag


routes = [Route("/files/{uuid}/{variant}", serve_file)]
