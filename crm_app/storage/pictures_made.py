"""Tells other contexts that the pictures of a file are made. Storage knows no records: they ask for it."""

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from crm_app.core.scope import Scope

Listener = Callable[[Scope, UUID, Collection[UUID]], Awaitable[None]]
"""Gets the file and the folders that hold it, in the transaction that makes the pictures visible."""

_listeners: list[Listener] = []


def when_pictures_are_made(listener: Listener) -> None:
    """Calls `listener` from now on; the same one twice is called once."""
    if listener not in _listeners:
        _listeners.append(listener)


async def tell_pictures_made(scope: Scope, file_uuid: UUID, folder_uuids: Collection[UUID]) -> None:
    """Calls everybody who asked."""
    for listener in _listeners:
        await listener(scope, file_uuid, folder_uuids)
