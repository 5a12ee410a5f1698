"""`/s/<token>`: what somebody without an account reads by a link. Plain pages without a script.

The page of a file or folder, its bytes, its archive; a form where the link has a password. Nothing of it is
kept by browsers or found by search engines, and each use is counted.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from crm_app import shares, storage
from crm_app.core.errors import AppError
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope, system_scope
from crm_app.shares import Opened, ShareGone
from crm_app.web.cookies import cookie_in
from crm_app.web.http.files import send_file
from crm_app.web.http.origin import check_origin
from crm_app.web.http.requests import client_address, is_secure, read_form
from crm_app.web.http.shared_pages import asking_page, file_page, folder_page, gone_page
from crm_app.web.http.zips import zip_answer
from crm_app.web.permits import PUBLIC, permit
from crm_app.web.problems import explain, message_of

KEPT = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Vary": "Cookie"}
_PAGE = KEPT | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers send the form from nowhere
}
OPEN_SECONDS = int(shares.opening.OPEN_FOR.total_seconds())

Show = Callable[[Request, Scope, Opened], Awaitable[Response]]


def share_route(path: str, show: Show) -> Route:
    """A route below a link: it works as long as the link does, after the password where there is one."""

    @permit(PUBLIC)
    async def endpoint(request: Request) -> Response:
        try:
            async with system_scope() as scope:
                opened = await shares.find_share(scope, request.path_params["token"])
                if opened.needs_password(_key_in(request, opened)):
                    return _page(asking_page(_address(request)), 401)
                return await show(request, scope, opened)
        except Exception as error:  # noqa: BLE001 - every kind of failure is told on a page
            return _told(error)

    return Route(path, endpoint, methods=["GET"])


async def show_page(request: Request, scope: Scope, opened: Opened) -> Response:
    """The page of the file, or of a folder inside the shared one (`?in=`)."""
    address = _address(request)
    if opened.kind == "file":
        served = await shares.readable_in(scope, opened, opened.target_uuid, "original")
        page = file_page(address, shares.seen(served.file))
    else:
        inside = request.query_params.get("in")
        page = folder_page(
            address, await shares.folder_in(scope, opened, _uuid_in(inside) if inside else None)
        )
    if request.method == "GET":
        await shares.count_use(scope, opened, "opened")
    return _page(page)


async def show_file(request: Request, scope: Scope, opened: Opened) -> Response:
    """The bytes of a file, whole or in part. A part that does not begin the file is no further use."""
    served = await _served(request, scope, opened, "original")
    if _begins(request):
        await shares.count_use(scope, opened, "downloaded")
    return await send_file(request, served, KEPT)


async def show_picture(request: Request, scope: Scope, opened: Opened) -> Response:
    """A small picture of a file, for the page."""
    return await send_file(request, await _served(request, scope, opened, "thumbnail"), KEPT)


async def show_zip(request: Request, scope: Scope, opened: Opened) -> Response:
    """All that a folder holds as one zip: of the shared one, or of one inside (`?in=`)."""
    inside = request.query_params.get("in")
    listing = await shares.folder_in(scope, opened, _uuid_in(inside) if inside else None)
    plan = await storage.library.zip_plan(scope, [f"folder:{listing.trail[-1][0]}"])
    if request.method == "GET":
        await shares.count_use(scope, opened, "downloaded")
    answer = zip_answer(request, plan)
    answer.headers.update(KEPT)
    return answer


async def _served(request: Request, scope: Scope, opened: Opened, variant: str) -> storage.Served:
    return await shares.readable_in(scope, opened, _uuid_in(request.path_params["file"]), variant)


@permit(PUBLIC)
async def open_with_password(request: Request) -> Response:
    """The form of a link with a password: leads to the page, with a cookie that opens it for some hours."""
    address = _address(request)
    try:
        check_origin(request)
        token, form = request.path_params["token"], await read_form(request)
        key = await shares.unlock(token, form.get("password", ""), client_address(request))
    except ShareGone as error:
        return _told(error)
    except Exception as error:  # noqa: BLE001 - every kind of failure is told at the form
        known = explain(error, route="/s/{token}")
        return _page(asking_page(address, message_of(known)), known.status)
    response = RedirectResponse(address, 303, headers=KEPT)
    _set_key(request, response, address, key)
    return response


def _set_key(request: Request, response: Response, address: str, key: str) -> None:
    name = _cookie(request.path_params["token"])
    response.set_cookie(
        *(name, key, OPEN_SECONDS),
        path=address,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )


def _key_in(request: Request, opened: Opened) -> str:
    return cookie_in(request.headers.get("cookie", ""), _cookie(str(opened.uuid)))


def _cookie(token: str) -> str:
    """One for each link: who knows the password of one does not know that of another."""
    return f"crm_share_{token.partition('.')[0]}"


def _address(request: Request) -> str:
    return f"/s/{request.path_params['token']}"


def _begins(request: Request) -> bool:
    return request.method == "GET" and request.headers.get("range", "bytes=0-").startswith("bytes=0-")


def _uuid_in(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise ShareGone()
    return uuid


def _page(content: str, status: int = 200) -> Response:
    return HTMLResponse(content, status, headers=_PAGE)


def _told(error: Exception) -> Response:
    known: AppError = explain(error, route="/s/{token}")
    return _page(gone_page(message_of(known)), known.status)


routes = [
    share_route("/s/{token}", show_page),
    Route("/s/{token}", open_with_password, methods=["POST"]),
    share_route("/s/{token}/files/{file}", show_file),
    share_route("/s/{token}/zip", show_zip),
    share_route("/s/{token}/pictures/{file}", show_picture),
]
