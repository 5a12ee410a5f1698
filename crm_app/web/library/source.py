"""One place of the library as a source of patches: everybody who may see it sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_app import storage
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.storage import library
from crm_app.storage.library import LibraryPage, LibraryView
from crm_app.web.library.rows import LibraryItem, library_items

MOST = 2_000
"""So many rows are shown at most; beyond them one searches."""


@dataclass(frozen=True, slots=True)
class LibrarySource:
    """What an address of the library asks for; `permission` opens the place."""

    view: LibraryView
    permission: str = "media.view"

    @property
    def topics(self) -> frozenset[str]:
        """Every change: how many things a folder holds, too, is said on its tile."""
        return frozenset({storage.topics.FILES})

    async def first(self, limit: int) -> Reading:
        """The first rows in their order."""
        async with reading_scope() as scope:
            page, items = await read_items(scope, self.view, limit=min(limit, MOST))
            return Reading(items, page.next is None, await library_facts(scope, self.view))

    async def these(self, uuids: Collection[UUID]) -> Sequence[LibraryItem] | None:
        """None: a file that comes or goes changes the number on a folder's tile, which nobody names."""
        return None

    async def facts(self) -> Facts:
        """The numbers."""
        async with reading_scope() as scope:
            return await library_facts(scope, self.view)


async def read_items(
    scope: Scope, view: LibraryView, *, limit: int, after: str | None = None
) -> tuple[LibraryPage, list[LibraryItem]]:
    """One page of what the view shows; more than one page of the service where the limit asks for it."""
    rows, page = list[library.LibraryRow](), LibraryPage([], after)
    while len(rows) < limit and (not rows or page.next):
        page = await library.library_page(scope, view, page.next, limit - len(rows))
        if not page.rows:
            break
        rows += page.rows
    in_trash = view.place == "trash"
    return page, library_items(rows, searched=is_scattered(view), in_trash=in_trash)


def is_scattered(view: LibraryView) -> bool:
    """Whether the rows lie in many folders: each says in which."""
    return bool(view.search) or view.place in ("all", "duplicates")


async def library_facts(scope: Scope, view: LibraryView) -> Facts:
    """What stands beside the rows, by the names of the state's vars."""
    counts = await library.library_counts(scope)
    return {"trashed": counts["trash"]}
