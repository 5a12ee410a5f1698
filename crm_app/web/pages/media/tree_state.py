"""The tree beside the library: read node by node as it is opened, and again when folders change."""

from uuid import UUID

import reflex as rx

from crm_app import storage
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.storage import library
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.library.rows import TreeItem

MOST_OPEN = 300
ROOT = ""


class LibraryTree(rx.State):
    """The children of the root and of every folder that was opened in this tab, by the parent's uuid."""

    children: dict[str, list[TreeItem]] = {}

    @handler("media.view")
    async def load(self) -> None:
        """Reads the root and what was open before."""
        live.follow(self, {storage.topics.FILES: LibraryTree.look_again}, layer="tree")
        await self._read([ROOT, *self.children])

    @handler("media.view")
    async def look_again(self, kinds: list[str]) -> None:
        """Folders have changed; what happens to files alone does not concern the tree."""
        if not kinds or set(kinds) - _OF_FILES:
            await self._read([ROOT, *self.children])

    @handler("media.view")
    async def open(self, parents: list[str]) -> None:
        """Reads the folders below these."""
        room = MOST_OPEN - len(self.children)
        wanted = [parent for parent in parents if parse_uuid(parent) and parent not in self.children][:room]
        async with scope_of(self) as scope:
            read = {parent: await _children(scope, parse_uuid(parent)) for parent in wanted}
        self.children = {**self.children, **read}

    async def _read(self, parents: list[str]) -> None:
        async with scope_of(self) as scope:
            read = {parent: await _children(scope, parse_uuid(parent)) for parent in dict.fromkeys(parents)}
        if read != self.children:
            self.children = read


_OF_FILES = {
    storage.topics.FILE_ADDED,
    storage.topics.FILE_REMOVED,
    storage.topics.FILE_TRASHED,
    storage.topics.FILE_RESTORED,
    storage.topics.FILE_DELETED,
    storage.topics.FILE_CHANGED,
}


async def _children(scope: Scope, parent: UUID | None) -> list[TreeItem]:
    return [
        TreeItem(uuid=str(node.uuid), label=node.label, color=node.color, has_children=node.has_children)
        for node in await library.folder_children(scope, parent)
    ]
