"""What the library shows: reads what its address asks for, follows changes, reads on as one scrolls."""

import reflex as rx

from crm_app.core.scope import Scope
from crm_app.settings import settings
from crm_app.storage import library
from crm_app.storage.library import LibraryPage, LibraryView
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.library.rows import CrumbItem, LibraryItem, library_items
from crm_app.web.library.source import MOST, LibrarySource, is_scattered, library_facts, read_items
from crm_app.web.pages.media.addresses import PERMISSIONS, PLACES, name_of, sort_of, view_in
from crm_app.web.problems import explain

PAGE = 100


class LibraryState(rx.State):
    """The rows on the screen and where they stand. The address is the only memory of what is looked at.

    What of the rows changes afterwards goes past this state to the browser. `missing`: the folder is gone.
    `more`: there are rows behind those on the screen; `cut`: so many that they are not shown.
    """

    live: patches.Live = patches.NOT_LIVE
    items: list[LibraryItem] = []
    list_name: str = ""
    place: str = "folders"
    folder: str = ""
    title: str = PLACES["folders"]
    crumbs: list[CrumbItem] = []
    record_href: str = ""
    record_name: str = ""
    search: str = ""
    narrowed: bool = False
    scattered: bool = False
    sort: str = "name"
    trashed: int = 0
    limit: int = 0
    more: bool = False
    cut: bool = False
    loaded: bool = False
    missing: bool = False
    problem: str = ""
    _next: str | None = None

    @rx.var
    def trail(self) -> list[str]:
        """The folders from the root to the one that is shown."""
        return [crumb["uuid"] for crumb in self.crumbs]

    @handler("media.view")
    async def load(self) -> None:
        """Shows the first page of what the address asks for."""
        live.follow(self, {})
        try:
            await self._read(self._view(), PAGE)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="LibraryState.load").message

    @handler("media.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: more has changed there than a patch can tell."""
        await self._read(self._view(), max(PAGE, len(self.items)))

    @handler("media.view")
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        view = self._view()
        async with scope_of(self) as scope:
            page = await library.library_page(scope, view, self._next, PAGE)
            items = _items(view, page)
        self.items = patches.appended(self, items, ended=page.next is None)
        self._turn(page)

    @handler("media.view")
    async def read_all(self) -> None:
        """Reads the rest of the rows, so that all can be chosen; as many as are ever shown."""
        await self._read(self._view(), MOST)

    async def _read(self, view: LibraryView, limit: int) -> None:
        source = LibrarySource(view, PERMISSIONS.get(view.place, "media.view"))
        base = await patches.follow(self, source, LibraryState.refresh)
        async with scope_of(self) as scope:
            await self._locate(scope, view)
            page, items = await read_items(scope, view, limit=limit)
            facts = base.facts(await library_facts(scope, view))
        self.items, self.live = base.rows(items, ended=page.next is None), base.live
        self.trashed = facts["trashed"]
        self.list_name, self.search, self.sort = name_of(view), view.search, sort_of(view)
        self.narrowed = bool(view.search or view.file_type)
        self.scattered = is_scattered(view)
        self.limit = settings().max_upload_bytes
        self.problem, self.loaded = "", True
        self._turn(page)

    async def _locate(self, scope: Scope, view: LibraryView) -> None:
        """Where the address leads; a folder of a record belongs to that record's place, whatever it says."""
        crumbs = await library.breadcrumbs(scope, view.folder_uuid)
        self.missing = view.folder_uuid is not None and (not crumbs or crumbs[-1].trashed)
        place = view.place
        if crumbs and view.folder_uuid is not None:
            place = (await library.open_path(scope, view.folder_uuid)).place
        record = next((crumb for crumb in reversed(crumbs) if crumb.record_url), None)
        self.record_href, self.record_name = (record.record_url or "", record.label) if record else ("", "")
        start = crumbs.index(record) if record else 0
        self.crumbs = [
            CrumbItem(uuid=str(crumb.uuid), label=crumb.label, color=crumb.color) for crumb in crumbs[start:]
        ]
        self.place, self.title = place, PLACES[place]
        self.folder = str(view.folder_uuid) if view.folder_uuid and not self.missing else ""

    def _view(self) -> LibraryView:
        return view_in(self.router.url.query_parameters)

    def _turn(self, page: LibraryPage) -> None:
        self._next, full = page.next, len(self.items) >= MOST
        self.more, self.cut = page.next is not None and not full, page.next is not None and full


def _items(view: LibraryView, page: LibraryPage) -> list[LibraryItem]:
    return library_items(page.rows, searched=is_scattered(view), in_trash=view.place == "trash")
