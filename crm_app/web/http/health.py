"""`GET /healthz`: whether database, storage, live listener and Redis work, told apart.

`GET /health/ready`: the same in one word, and 503 as soon as this process is about to end.
"""

import asyncio
from collections.abc import Awaitable, Mapping

from reflex.utils.prerequisites import get_redis_status
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from crm_app import storage
from crm_app.core.database import database
from crm_app.core.errors import Unavailable
from crm_app.core.live import listener
from crm_app.settings import settings
from crm_app.web.draining import is_draining
from crm_app.web.permits import PUBLIC, permit

PATIENCE = 3


@permit(PUBLIC)
async def healthz(request: Request) -> JSONResponse:
    """200 when everything works, else 503; the body says which part does not."""
    parts = await _parts()
    return _told("ok" if _well(parts) else "down", parts)


@permit(PUBLIC)
async def ready(request: Request) -> JSONResponse:
    """200 while this process takes people in; 503 when something does not work, and while it drains."""
    if is_draining():
        return _told("draining")
    return _told("ok" if _well(await _parts()) else "down")


def _told(status: str, parts: Mapping[str, str] | None = None) -> JSONResponse:
    body = {"status": status, **(parts or {})}
    return JSONResponse(body, 200 if status == "ok" else 503, headers={"Cache-Control": "no-store"})


async def _parts() -> dict[str, str]:
    parts = {
        "database": await _answer(database.ping()),
        "storage": await _answer(storage.check_health()),
        "listener": "ok" if listener.connected.is_set() else "down",
    }
    return parts | ({"redis": await _answer(_check_redis())} if settings().redis_url else {})


def _well(parts: Mapping[str, str]) -> bool:
    return all(part == "ok" for part in parts.values())


async def _check_redis() -> None:
    if not (await get_redis_status())["redis"]:
        raise Unavailable()


async def _answer(check: Awaitable[None]) -> str:
    try:
        await asyncio.wait_for(check, PATIENCE)
    except Exception:  # noqa: BLE001 - a health check reports every kind of failure as the same word
        return "down"
    return "ok"


routes = [Route("/healthz", healthz), Route("/health/ready", ready)]
