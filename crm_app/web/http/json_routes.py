"""Plain requests of our own components: one request, one transaction, JSON in and out.

No events of a page: each is answered, may be sent while the page goes away, and needs no state of a tab.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from crm_app import accounts
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope
from crm_app.web.http.answers import refused
from crm_app.web.http.origin import check_origin
from crm_app.web.http.requests import FormTooLarge, token_of
from crm_app.web.permits import SIGNED_IN, permit
from crm_app.web.problems import explain

Work = Callable[[Request, Scope], Awaitable[Any]]
Refuse = Callable[[Exception, str], Response]
PLAIN = {"Cache-Control": "no-store"}


def told(error: Exception, path: str) -> Response:
    """The error as every route tells it."""
    return refused(explain(error, route=path))


def json_route(path: str, method: str, work: Work, refuse: Refuse = told) -> Route:
    """A route for one request in one transaction; the context asks for the permissions."""

    @permit(SIGNED_IN)
    async def endpoint(request: Request) -> Response:
        try:
            check_origin(request)
            async with accounts.scope_for_session(token_of(request) or "") as scope:
                answer = await work(request, scope)
            return JSONResponse(answer, 200, PLAIN)
        except ClientDisconnect:
            return Response(status_code=499)  # nobody hears it, and it is no fault of ours
        except Exception as error:  # noqa: BLE001 - every kind of failure is told to who asked
            return refuse(error, path)

    return Route(path, endpoint, methods=[method])


async def content_of(request: Request, most_bytes: int) -> Mapping[str, Any]:
    """The JSON object that was sent. FormTooLarge before much is read, ValidationFailed for anything else."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise FormTooLarge()
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise ValidationFailed({})
    return content
