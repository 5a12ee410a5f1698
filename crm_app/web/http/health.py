"""`GET /healthz`: whether database, storage and live listener work, told apart."""

import asyncio
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from crm_app import storage
from crm_app.core.database import database
from crm_app.core.live import listener
from crm_app.web.permits import PUBLIC, permit

PATIENCE = 3


@permit(PUBLIC)
async def healthz(request: Request) -> JSONResponse:
    """200 when everything works, else 503; the body says which part does not."""
    parts = {
        "database": await _answer(database.ping()),
        "storage": await _answer(storage.check_health()),
        "listener": "ok" if listener.connected.is_set() else "down",
    }
    well = all(part == "ok" for part in parts.values())
    body = {"status": "ok" if well else "down", **parts}
    return JSONResponse(body, 200 if well else 503, headers={"Cache-Control": "no-store"})


async def _answer(check: Awaitable[None]) -> str:
    try:
        await asyncio.wait_for(check, PATIENCE)
    except Exception:  # noqa: BLE001 - a health check reports every kind of failure as the same word
        return "down"
    return "ok"


routes = [Route("/healthz", healthz)]
