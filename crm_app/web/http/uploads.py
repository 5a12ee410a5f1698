"""`POST /uploads`: one file, its bytes as the body. Who, where and how big is asked before the first byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from crm_app import accounts, storage
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.http.origin import check_origin
from crm_app.web.http.requests import token_of
from crm_app.web.http.upload_targets import Target, VersionTarget, target_of
from crm_app.web.permits import SIGNED_IN, permit

AT_ONCE = 6
"""How many uploads of one person are received at the same time; more wait with their first byte unread."""


@permit(SIGNED_IN)
async def upload(request: Request) -> Response:
    """Takes the file in and answers what became of it."""
    try:
        return await _upload(request)
    except ClientDisconnect:
        return Response(status_code=499)  # nobody hears it, and it is no fault of ours


async def _upload(request: Request) -> Response:
    check_origin(request)
    open_scope = partial(accounts.scope_for_session, token_of(request) or "")
    async with open_scope() as scope:
        target = target_of(request)
        await target.check(scope)
        user_uuid = scope.actor_uuid
    wanted = storage.Upload(
        name=request.query_params.get("name", ""),
        declared_size=_declared_size(request),
        limit=target.limit,
        accept=target.accept,
        open_scope=open_scope,
        place=partial(_place, target),
        version_of=target.file_uuid if isinstance(target, VersionTarget) else None,
    )
    async with _turn(user_uuid):
        stored, placed = await storage.take_in(request.stream(), wanted)
    return _answer(stored, placed, new_version=isinstance(target, VersionTarget))


async def _place(
    target: Target, scope: Scope, stored: storage.StoredFile
) -> tuple[storage.StoredFile, storage.Placed]:
    placed = await target.place(scope, stored)
    return (storage.StoredFile(placed.file, duplicate=False) if placed.file else stored), placed


def _declared_size(request: Request) -> int | None:
    """The length that the client promises; None when it sends chunks, which are counted instead."""
    declared = request.headers.get("content-length", "")
    return int(declared) if declared.isascii() and declared.isdecimal() else None


def _answer(stored: storage.StoredFile, placed: storage.Placed, *, new_version: bool) -> JSONResponse:
    file = stored.file
    shown = {
        "uuid": str(file.uuid),
        "name": file.original_file_name,
        "size": file.size,
        "file_type": file.file_type,
        "url": storage.download_url(file),
        "thumb_url": storage.thumb_url(file),
    }
    outcome, message = _version_outcome(stored) if new_version else _outcome(stored, placed)
    return JSONResponse(
        {"file": shown, "outcome": outcome, "message": message},
        201 if outcome == "added" else 200,
        {"Cache-Control": "no-store"},
    )


def _outcome(stored: storage.StoredFile, placed: storage.Placed) -> tuple[str, str]:
    name = stored.file.original_file_name
    if placed.restored:
        return "restored", t("{name} was in the trash and has been restored.", name=name)
    if placed.attached is storage.Attached.ALREADY_ATTACHED:
        text = "This file is identical to {name}, which is already attached. Nothing was added."
        return "already_attached", t(text, name=name)
    if stored.duplicate:
        return "duplicate", t("You had uploaded this file before as {name}. It was attached here.", name=name)
    return "added", t("{name} was added.", name=name)


def _version_outcome(stored: storage.StoredFile) -> tuple[str, str]:
    name = stored.file.original_file_name
    if stored.duplicate:
        return "already_attached", t("{name} has this content already. Nothing was added.", name=name)
    return "added", t("{name} has a new version.", name=name)


@asynccontextmanager
async def _turn(user_uuid: UUID | None) -> AsyncIterator[None]:
    """A person's turn to upload. What waits has not been read, so it costs nothing."""
    room = _rooms.setdefault(user_uuid, Room())
    room.wanted += 1
    try:
        async with room.places:
            yield
    finally:
        room.wanted -= 1
        if not room.wanted:
            _rooms.pop(user_uuid, None)


class Room:
    """The places of one person, kept while anybody wants one."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(AT_ONCE)
        self.wanted = 0


_rooms: dict[UUID | None, Room] = {}

routes = [Route("/uploads", upload, methods=["POST"])]
