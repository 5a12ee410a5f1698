"""Which page a writing request or a socket comes from: only our own may, whatever cookies come along."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from crm_app.core.errors import AppError
from crm_app.settings import settings


class ForeignOrigin(AppError):
    """Another site's page tried to act in our user's name."""

    code = "foreign_origin"
    status = 403
    text = "This request did not come from this app."


def check_origin(request: HTTPConnection) -> None:
    """Raises `ForeignOrigin` for what a browser sends from another site's page.

    Browsers name the page in Origin or Referer; where one sends neither, Sec-Fetch-Site tells. A client that
    sends none of them is no browser, and has no user's cookies that it was not given.
    """
    headers = request.headers
    source = headers.get("origin") or headers.get("referer")
    if source is not None:
        allowed = is_own(source, headers)
    else:
        allowed = headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    if not allowed:
        raise ForeignOrigin()


def is_own(url: str, headers: Mapping[str, str]) -> bool:
    """Whether the URL's host and port are those that this request was sent to, or those of BASE_URL."""
    return host_of(url) in _own_hosts(headers) - {""}


def host_of(url: str) -> str:
    """Host and port of a URL in lower case; empty for what is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _own_hosts(headers: Mapping[str, str]) -> set[str]:
    forwarded = headers.get("x-forwarded-host", "") if settings().trust_proxy else ""
    return {headers.get("host", "").lower(), forwarded.lower(), host_of(settings().base_url or "")}
