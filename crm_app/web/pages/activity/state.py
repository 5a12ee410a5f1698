"""What the activity log does: reads what its address asks for, reads on, follows what happens."""

import reflex as rx

from crm_app import activity
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.activity.addresses import wanted_by
from crm_app.web.activity.choices import action_choices, people_choices
from crm_app.web.activity.records import names_of, noun_of
from crm_app.web.activity.rows import ActivityItem, activity_items
from crm_app.web.activity.source import MOST, ActivitySource
from crm_app.web.problems import explain
from crm_app.web.ui.scripts import Choice

PAGE = 50


class ActivityLog(rx.State):
    """The rows on the screen and where they stand. The address is the only memory of what is asked for."""

    live: patches.Live = patches.NOT_LIVE
    items: list[ActivityItem] = []
    people: list[Choice] = []
    actions: list[Choice] = []
    record: str = ""
    narrowed: bool = False
    loaded: bool = False
    problem: str = ""
    more: bool = False
    _next: activity.Cursor | None = None

    @handler("activity.view")
    async def load(self) -> None:
        """Shows the newest entries that the address asks for."""
        live.follow(self, {})
        try:
            await self._read(PAGE)
            async with scope_of(self) as scope:
                await self._choices(scope)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="ActivityLog.load").message

    @handler("activity.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: more has happened than a patch can tell."""
        await self._read(max(PAGE, len(self.items)))

    @handler("activity.view")
    async def read_on(self) -> None:
        """Appends the next page."""
        if self._next is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            page = await activity.list_activity(scope, self._wanted(), after=self._next, limit=PAGE)
            items = await activity_items(scope, page.entries)
        self.items = patches.appended(self, items, ended=page.next is None)
        self._turn(page)

    async def _read(self, limit: int) -> None:
        wanted = self._wanted()
        async with scope_of(self) as scope:
            areas = activity.areas_of(scope)
        base = await patches.follow(self, ActivitySource(wanted, areas), ActivityLog.refresh)
        async with scope_of(self) as scope:
            page = await activity.list_activity(scope, wanted, areas=areas, limit=limit)
            items = base.rows(await activity_items(scope, page.entries), ended=page.next is None)
        self.items, self.live, self.problem, self.loaded = items, base.live, "", True
        self.narrowed = wanted != activity.Wanted()
        self._turn(page)

    async def _choices(self, scope: Scope) -> None:
        wanted = self._wanted()
        self.people = await people_choices(scope, wanted)
        self.actions = await action_choices(scope, wanted)
        self.record = ""
        if wanted.record:
            names = await names_of(scope, [wanted.record])
            noun = noun_of(wanted.record[0]) or t("Record")
            self.record = names.get(wanted.record) or t("{noun}, deleted", noun=noun)

    def _wanted(self) -> activity.Wanted:
        return wanted_by(self.router.url.query_parameters)

    def _turn(self, page: activity.LogPage) -> None:
        self._next, self.more = page.next, page.next is not None and len(self.items) < MOST
