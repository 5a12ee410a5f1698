"""Takes a file of the demo in as the upload route does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.scope import Scope

Place = Callable[[Scope, storage.StoredFile], Awaitable[None]]


async def take_in(name: str, content: bytes, user_uuid: UUID, place: Place) -> None:
    """Stores the bytes as this user's file, and lets `place` put it where it belongs."""
    wanted = storage.Upload(
        name=name,
        declared_size=len(content),
        limit=len(content),
        accept=_anything,
        open_scope=partial(accounts.scope_for, user_uuid),
        place=place,
    )
    await storage.take_in(_stream(content), wanted)


def _anything(sniffed: storage.Sniffed) -> None:
    """Our own files go where we put them."""


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    yield content
