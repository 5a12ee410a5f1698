"""What the plain routes ask of a request: who sent it and from where, and what its form says."""

from urllib.parse import parse_qsl, urlsplit

from starlette.requests import HTTPConnection, Request

from crm_app import accounts
from crm_app.core.errors import AppError, Forbidden, ValidationFailed
from crm_app.settings import settings
from crm_app.web.cookies import token_in

FORM_BYTES = 16_384
FORM_FIELDS = 20


class FormTooLarge(AppError):
    """More than any form of ours can have."""

    code = "form_too_large"
    status = 413
    text = "That is too much text for this form."


def token_of(request: HTTPConnection) -> str | None:
    """The session token in the request's cookie."""
    return token_in(request.headers.get("cookie", ""))


async def current_session(request: HTTPConnection) -> accounts.CurrentSession | None:
    """The live session that the request belongs to, as it is now; None for anybody else."""
    token = token_of(request)
    return await accounts.session_user(token) if token else None


async def signed_in_user(request: HTTPConnection) -> accounts.SignedInUser:
    """Who sent the request; SignedOut (401) when nobody is signed in."""
    current = await current_session(request)
    if current is None:
        raise accounts.SignedOut()
    return current.user


async def permitted_user(request: HTTPConnection, permission: str) -> accounts.SignedInUser:
    """Who sent the request, if their role grants the permission now; SignedOut or Forbidden."""
    user = await signed_in_user(request)
    if not user.can(permission):
        raise Forbidden()
    return user


def is_secure(request: HTTPConnection) -> bool:
    """Whether the person's browser speaks https with us, also through a proxy that we trust."""
    if (settings().base_url or "").startswith("https://") or request.url.scheme in ("https", "wss"):
        return True
    return settings().trust_proxy and request.headers.get("x-forwarded-proto", "") == "https"


def client_address(request: HTTPConnection) -> str:
    """The address that the request came from: the proxy's word with TRUST_PROXY, else the connection's."""
    forwarded = request.headers.get("x-forwarded-for", "") if settings().trust_proxy else ""
    last = forwarded.rsplit(",", 1)[-1].strip()
    return last or (request.client.host if request.client else "")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a urlencoded form. FormTooLarge before much is read, ValidationFailed for no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise FormTooLarge()
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FORM_FIELDS))
    except ValueError:
        raise ValidationFailed({}) from None


def local_path(path: str, fallback: str) -> str:
    """`path` if it leads to a page of ours, else the fallback: nobody is sent elsewhere after sign-in."""
    return path if path.isprintable() and "\\" not in path and _is_local(path) else fallback


def _is_local(path: str) -> bool:
    try:
        parts = urlsplit(path)
    except ValueError:  # a bracket that is no IPv6 address
        return False
    return path.startswith("/") and not path.startswith("//") and not parts.scheme and not parts.netloc
