"""Sign-in, sign-out, set-up, invitations: plain HTML forms, answered by a redirect and an HttpOnly cookie."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crm_app import accounts
from crm_app.core.errors import AppError, ValidationFailed
from crm_app.core.scope import system_scope
from crm_app.web.cookies import SESSION_COOKIE, TYPED_COOKIE
from crm_app.web.http.origin import check_origin
from crm_app.web.http.requests import (
    client_address,
    current_session,
    is_secure,
    local_path,
    read_form,
    token_of,
)
from crm_app.web.permits import PUBLIC, SIGNED_IN, permit
from crm_app.web.problems import explain

START = "/contacts"
LONGEST_TOKEN = 200
COOKIE_SECONDS = 30 * 24 * 3600
TYPED_SECONDS, TYPED_LENGTH = 60, 255
KEPT_FIELDS = ("name", "email")
"""What a refused form shows again."""

Form = dict[str, str]
Action = Callable[[Request, Form], Awaitable[Response]]
Page = Callable[[Form], str]


def form_route(path: str, page: str | Page, action: Action, permission: str = PUBLIC) -> Route:
    """A route for the form of `page`: what goes wrong leads back there with `?error=<code>`."""
    page_of: Page = page if callable(page) else lambda _: page

    @permit(permission)
    async def endpoint(request: Request) -> Response:
        form: Form = {}
        try:
            check_origin(request)
            form = await read_form(request)
            return await action(request, form)
        except Exception as error:  # noqa: BLE001 - every kind of failure is told on the page
            return _back(request, page_of(form), form, explain(error, route=path))

    return Route(path, endpoint, methods=["POST"])


async def log_in(request: Request, form: Form) -> Response:
    """Opens a new session, ends the one that this browser had, goes to `next` or the start page."""
    email, password = form.get("email", ""), form.get("password", "")
    signed_in = await accounts.sign_in(email, password, client_address(request), _user_agent(request))
    if before := token_of(request):
        await accounts.sign_out(before)
    return _enter(request, signed_in.token, _following(request, form) or START)


async def log_out(request: Request, form: Form) -> Response:
    """Ends the session of this browser; without one it just goes to sign-in."""
    await accounts.sign_out(token_of(request) or "")
    response = _see_other("/login")
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


async def set_up(request: Request, form: Form) -> Response:
    """Makes the owner of an empty app and signs them in."""
    email, password = form.get("email", ""), form.get("password", "")
    async with system_scope() as scope:
        await accounts.create_owner(scope, email, form.get("name", ""), password)
    signed_in = await accounts.sign_in(email, password, client_address(request), _user_agent(request))
    return _enter(request, signed_in.token, START)


async def claim(request: Request, form: Form) -> Response:
    """Gives the account of an invitation to whoever has its link, and signs them in."""
    name, password, address = form.get("name", ""), form.get("password", ""), client_address(request)
    signed_in = await accounts.claim(form.get("token", ""), name, password, address, _user_agent(request))
    if before := token_of(request):
        await accounts.sign_out(before)
    return _enter(request, signed_in.token, START)


def page_of_invitation(form: Form) -> str:
    """Where the form of `claim` stands."""
    token = form.get("token", "")[:LONGEST_TOKEN]
    return f"/claim/{quote(token, safe='', errors='replace')}" if token else "/login"


async def change_password(request: Request, form: Form) -> Response:
    """Sets a new password; all other browsers of this user are signed out."""
    current = await current_session(request)
    if current is None:
        raise accounts.SignedOut()
    async with accounts.scope_for(current.user.uuid) as scope:
        old, new = form.get("current_password", ""), form.get("new_password", "")
        await accounts.change_password(scope, old, new, keep_session=current.uuid)
    return _see_other("/settings?done=password")


def _enter(request: Request, token: str, path: str) -> Response:
    response = _see_other(path)
    _set_cookie(request, response, SESSION_COOKIE, token, COOKIE_SECONDS)
    response.delete_cookie(TYPED_COOKIE, path="/")
    return response


def _back(request: Request, page: str, form: Form, error: AppError) -> Response:
    query = {"error": error.code}
    if isinstance(error, ValidationFailed) and error.fields:
        query["fields"] = ",".join(error.fields)
    if following := _following(request, form):
        query["next"] = following
    if isinstance(error, accounts.SetupDone | accounts.SignedOut):
        page = "/login"
    response = _see_other(f"{page}?{urlencode(query)}")
    typed = {name: text for name in KEPT_FIELDS if 0 < len(text := form.get(name, "")) <= TYPED_LENGTH}
    if typed:
        _set_cookie(request, response, TYPED_COOKIE, urlencode(typed, errors="replace"), TYPED_SECONDS)
    return response


def _following(request: Request, form: Form) -> str:
    """Where sign-in leads on to. A page whose script has not put it into the form has it in its address."""
    address = parse_qs(request.headers.get("referer", "").partition("?")[2])
    return local_path(form.get("next") or address.get("next", [""])[0], "")


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    secure = is_secure(request)
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)


def _see_other(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, headers={"Cache-Control": "no-store"})


def _user_agent(request: Request) -> str:
    return request.headers.get("user-agent", "")


routes = [
    form_route("/auth/login", "/login", log_in),
    form_route("/auth/logout", "/login", log_out),
    form_route("/auth/setup", "/setup", set_up),
    form_route("/auth/claim", page_of_invitation, claim),
    form_route("/auth/password", "/settings", change_password, SIGNED_IN),
]
