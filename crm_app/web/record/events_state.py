"""What the Events tab of a record does: reads one page of what happened to it."""

from typing import TypedDict
from uuid import UUID

from crm_app import activity
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import RECORD_VIEW, handler, scope_of
from crm_app.web.activity.addresses import about_record
from crm_app.web.problems import explain
from crm_app.web.record.of_record import OfRecord


class EventItem(TypedDict):
    """One line of the trail."""

    uuid: str
    label: str
    detail: str
    icon: str
    tone: str
    actor: str
    at: str


class RecordEventsState(OfRecord, mixin=True):
    """One page of events, and where it stands."""

    items: list[EventItem] = []
    total: int = 0
    at_page: int = 1
    pages: int = 1
    loaded: bool = False
    problem: str = ""
    log_href: str = ""
    _record: str = ""

    async def _events(self, scope: Scope, uuid: UUID, page: int) -> activity.EventPage:
        """One page of the record's events, newest first. Raises NotFound, Forbidden."""
        raise NotImplementedError

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """The newest page of the record that the address names."""
        uuid = self._record_in(self.router.url.path)
        if uuid is None:
            return
        if str(uuid) != self._record:
            self._record, self.items, self.total, self.at_page, self.loaded = str(uuid), [], 0, 1, False
            self.log_href = about_record(*self._of.resource(uuid))
        live.follow(self, dict.fromkeys(self._topics(uuid), type(self).refresh), layer="events")
        try:
            await self._read(uuid, self.at_page)
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Something happened: reads the same page again."""
        if self._record:
            await self._read(UUID(self._record), self.at_page)

    @handler(RECORD_VIEW)
    async def turn(self, by: int) -> None:
        """To an older (1) or a newer (-1) page."""
        if self._record and by in (1, -1):
            await self._read(UUID(self._record), self.at_page + by)

    async def _read(self, uuid: UUID, page: int) -> None:
        async with scope_of(self) as scope:
            found = await self._events(scope, uuid, page)
        self.items = [_item(event) for event in found.events]
        self.total, self.at_page, self.pages = found.total, found.page, found.pages
        self.loaded, self.problem = True, ""


def _item(event: activity.Event) -> EventItem:
    return EventItem(
        uuid=str(event.uuid),
        label=event.label.text,
        detail=event.detail,
        icon=event.label.icon,
        tone=event.label.tone,
        actor=event.actor or t("System"),
        at=event.at.isoformat(),
    )
