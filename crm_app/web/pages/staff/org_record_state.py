"""What the pages of one department, team or skill do: read it, follow it, say when it is gone, delete it."""

from typing import Any
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify_now
from crm_app.web.pages.staff.org_addresses import record_in
from crm_app.web.pages.staff.org_deleting import OrgDeleting
from crm_app.web.pages.staff.org_form_state import not_found
from crm_app.web.presence import look
from crm_app.web.problems import explain

STEP = 100
"""So many people are sent to the browser; more as one scrolls."""


class OrgRecordState(OrgDeleting, mixin=True):
    """The record on the screen. `path` is the address that this was read for."""

    path: str = ""
    uuid: str = ""
    name: str = ""
    description: str = ""
    problem: str = ""
    most: int = STEP

    def _topics(self, uuid: UUID) -> tuple[str, ...]:
        """What the page of this record shows; first the record itself."""
        raise NotImplementedError

    async def _read(self, scope: Scope, uuid: UUID) -> None:
        """Reads all that the page shows; `NotFound`."""
        raise NotImplementedError

    @handler("staff.view")
    async def load(self) -> Any:
        """Reads the record that the address names; an unknown one leads back to the list."""
        uuid = record_in(self.router.url.path, self._words)
        if uuid is None:
            return await not_found(self, self._words)
        if self.uuid != str(uuid):
            self._turn_to(uuid)
        live.follow(self, dict.fromkeys(self._topics(uuid), type(self).refresh))
        try:
            await self._show(uuid)
            await look(self, self._topics(uuid)[0], "staff")
        except NotFound:
            return await not_found(self, self._words)
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message
            self.path = f"{self._words.path}/{uuid}"
        return None

    @handler("staff.view")
    async def refresh(self, kinds: list[str]) -> Any:
        """Something that the page shows has changed; whoever looks at what was deleted is told so."""
        uuid = parse_uuid(self.uuid)
        if uuid is None:
            return None
        try:
            await self._show(uuid)
        except NotFound:
            return await self._leave()
        return None

    @handler("staff.view")
    async def read_on(self) -> None:
        """Shows more people."""
        self.most += STEP
        await self._show(self._uuid())

    def _turn_to(self, uuid: UUID) -> None:
        """Another record than before: nothing of that one stays."""
        self.uuid, self.doomed, self.most = str(uuid), "", STEP

    def _uuid(self) -> UUID:
        uuid = parse_uuid(self.uuid)
        if uuid is None:
            raise NotFound()
        return uuid

    async def _show(self, uuid: UUID) -> None:
        async with scope_of(self) as scope:
            await self._read(scope, uuid)
            await self._ask_again(scope)
        self.problem, self.path = "", f"{self._words.path}/{uuid}"

    async def _leave(self) -> rx.event.EventSpec:
        name, self.uuid = self.name, ""
        live.follow(self, {})
        await notify_now(self, t("{name} was deleted.", name=name), "info")
        return rx.redirect(self._words.path, replace=True)

    async def _after_deletion(self, uuid: UUID) -> rx.event.EventSpec | None:
        """This page leads on, unless the change that was told has led it on already."""
        if self.uuid != str(uuid):
            return None
        live.follow(self, {})
        self.uuid = ""
        return rx.redirect(self._words.path)
