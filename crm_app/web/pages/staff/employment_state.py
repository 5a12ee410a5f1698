"""What the Employment tab does: shows the history of a person, ends and removes parts of it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.clock import now
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.pages.staff.employment_rows import SpanItem, span_item
from crm_app.web.problems import explain


class EmploymentState(rx.State):
    """The spans of the person on the screen; `doomed` is the one that a question is about."""

    spans: list[SpanItem] = []
    loaded: bool = False
    problem: str = ""
    doomed: str = ""
    _person: str = ""

    @handler("staff.view")
    async def load(self) -> None:
        """The history of the person that the address names."""
        uuid = person_in(self.router.url.path)
        if uuid is None:
            return
        if str(uuid) != self._person:
            self._person, self.spans, self.loaded, self.doomed = str(uuid), [], False, ""
        topics = (staff.topics.person(uuid), staff.topics.EVERY_PERSON)
        live.follow(self, dict.fromkeys(topics, EmploymentState.refresh), layer="employment")
        try:
            await self._show(uuid)
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler="EmploymentState.load").message

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Something about the person changed: reads again."""
        if self._person:
            await self._show(UUID(self._person))

    @handler("staff.edit")
    async def end_now(self, uuid: str) -> rx.event.EventSpec:
        """Ends a span today; the notice opens it again."""
        try:
            async with scope_of(self) as scope:
                await staff.end_employment(scope, uuid, now().date())
        except ValidationFailed:
            said = t("This employment has not started yet. Edit it to change its dates.")
            return notify(said, kind="error")
        return notify(t("The employment ends today."), kind="success", undo=EmploymentState.open_again(uuid))

    @handler("staff.edit")
    async def open_again(self, uuid: str) -> None:
        """Undoes the end of a span, whatever page is open by now."""
        async with scope_of(self) as scope:
            await staff.update_employment(scope, uuid, {"employment_end_date": ""})

    @handler("staff.edit")
    async def ask_to_remove(self, uuid: str) -> None:
        """Opens the question."""
        self.doomed = uuid

    @handler("staff.view")
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.doomed = ""

    @handler("staff.edit")
    async def remove(self) -> AsyncIterator[Any]:
        """Removes the span that the question is about."""
        doomed, self.doomed = parse_uuid(self.doomed), ""
        yield
        if doomed is None:
            raise NotFound()
        async with scope_of(self) as scope:
            await staff.delete_employment(scope, doomed)
        yield notify(t("The employment is removed."), kind="success")

    async def _show(self, uuid: UUID) -> None:
        try:
            async with scope_of(self) as scope:
                rows = await staff.list_employments(scope, uuid)
        except NotFound:
            self._person = ""  # the page's own state says so and leads away
            return
        self.spans, self.loaded, self.problem = [span_item(row) for row in rows], True, ""
        if all(span["uuid"] != self.doomed for span in self.spans):
            self.doomed = ""
