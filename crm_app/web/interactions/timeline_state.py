"""What the Interactions tab of a record does: shows its timeline, follows it, deletes from it."""

from typing import Any, cast
from uuid import UUID

import reflex as rx

from crm_app import crm, staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.crm.interactions import Anchor, TimelineCursor, TimelinePage
from crm_app.crm.topics import Resource
from crm_app.web import live, patches
from crm_app.web.access import RECORD_EDIT, RECORD_VIEW, handler, scope_of
from crm_app.web.interactions.rows import InteractionRow, anchor_page, interaction_rows
from crm_app.web.interactions.source import (
    MOST,
    TimelineSource,
    Wanted,
    timeline_facts,
    timeline_page,
    timeline_rows,
    wanted_in,
)
from crm_app.web.notices import notify
from crm_app.web.presence import look
from crm_app.web.problems import explain
from crm_app.web.record.of_record import TabOfRecord, known_uuid

PAGE = 25
LAYER = "interactions"


class RecordInteractionsState(TabOfRecord, mixin=True):
    """The timeline on the screen and where it stands.

    What of it changes afterwards goes past this state to the browser. What somebody writes is not here: the
    composer keeps it in the browser and on the server (`web/http/drafts.py`).
    """

    live: patches.Live = patches.NOT_LIVE
    items: list[InteractionRow] = []
    count: int = 0
    more: bool = False
    filtered: bool = False
    who: str = ""
    loaded: bool = False
    problem: str = ""
    _next: TimelineCursor | None = None
    _writing: bool = False

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """Shows the newest of what the address asks for."""
        uuid = self._arrived()
        if uuid is None:
            return
        live.follow(self, {}, layer=LAYER)
        try:
            await self._read(uuid, PAGE)
        except NotFound:
            self._forget()  # the page's own state says so and leads away
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message
        if self._writing:
            await self._look(uuid)  # the page's own load has just said that nobody does

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many rows as are on the screen: more has changed there than a patch can tell."""
        if uuid := parse_uuid(self.record):
            await self._read(uuid, max(PAGE, len(self.items)))

    @handler(RECORD_VIEW)
    async def read_on(self) -> None:
        """Appends the next page."""
        uuid = parse_uuid(self.record)
        if self._next is None or uuid is None or len(self.items) >= MOST:
            return
        async with scope_of(self) as scope:
            page = await timeline_page(
                scope, self._anchor(uuid), self._wanted(), limit=PAGE, after=self._next
            )
        self.items = patches.appended(self, interaction_rows(page.rows), ended=page.next is None, layer=LAYER)
        self._turn(page)

    @handler(RECORD_EDIT)
    async def delete(self, uuid: str) -> Any:
        """Deletes an interaction of this record, for good and with its files."""
        record = known_uuid(self.record)
        async with scope_of(self) as scope:
            await crm.interactions.delete_interaction(scope, known_uuid(uuid), on=self._anchor(record))
        return notify(t("The interaction was deleted."), kind="success")

    @handler(RECORD_VIEW)
    async def saved(self, uuid: str) -> Any:
        """Somebody has saved something here: where the filter would leave it out, all is shown again."""
        record, wanted = known_uuid(self.record), self._wanted()
        if not wanted.filtered:
            return None
        async with scope_of(self) as scope:
            shown = await timeline_rows(scope, self._anchor(record), wanted, [known_uuid(uuid)])
        return None if shown else rx.redirect(anchor_page(*self._anchor(record)))

    @handler(RECORD_EDIT)
    async def writing(self, on: bool) -> None:
        """Somebody writes here now, or has stopped: the others see it."""
        uuid = parse_uuid(self.record)
        if uuid is None or on == self._writing:
            return
        self._writing = on
        await self._look(uuid)

    def _is_written_about(self, uuid: UUID) -> bool:
        """Whether somebody has begun to write about this record in this tab."""
        return self._writing and self.record == str(uuid)

    async def _read(self, uuid: UUID, limit: int) -> None:
        anchor, wanted = self._anchor(uuid), self._wanted()
        base = await patches.follow(self, TimelineSource(anchor, wanted), type(self).refresh, layer=LAYER)
        async with scope_of(self) as scope:
            page = await timeline_page(scope, anchor, wanted, limit=limit)
            facts = base.facts(await timeline_facts(scope, anchor))
            self.who = await _name_of(scope, wanted)
        self.items = base.rows(interaction_rows(page.rows), ended=page.next is None)
        self.live, self.count, self.filtered = base.live, facts["count"], wanted.filtered
        self.loaded, self.problem = True, ""
        self._turn(page)

    async def _look(self, uuid: UUID) -> None:
        await look(self, self._of.page(uuid), self._of.area, editing=self._writing)

    def _anchor(self, uuid: UUID) -> Anchor:
        return cast(Resource, self._of.name), uuid

    def _wanted(self) -> Wanted:
        return wanted_in(self.router.url.query_parameters)

    def _turn(self, page: TimelinePage) -> None:
        self._next, self.more = page.next, page.next is not None and len(self.items) < MOST

    def _forget(self) -> None:
        live.follow(self, {}, layer=LAYER)
        self.record = self.problem = self.who = ""
        self.items, self.live, self.count, self._next = [], patches.NOT_LIVE, 0, None
        self.loaded = self.more = self.filtered = self._writing = False


async def _name_of(scope: Scope, wanted: Wanted) -> str:
    """Whose interactions are asked for, by name; "" for everybody's."""
    if wanted.who is None:
        return ""
    contact = await crm.get_contact(scope, wanted.who)
    if contact is not None:
        return contact.name
    person = await staff.person_row(scope, wanted.who) if scope.can("staff.view") else None
    return person.name if person else t("Somebody")
