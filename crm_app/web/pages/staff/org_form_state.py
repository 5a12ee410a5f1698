"""What the forms of departments, teams and skills share; each says how its record is read and written."""

from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values
from crm_app.web.notices import notify_now
from crm_app.web.pages.staff.org_addresses import record_in
from crm_app.web.pages.staff.org_words import Words
from crm_app.web.presence import look

NAMED = {"name": t("Name"), "description": t("Description")}


class OrgFormState(KeptFormState, mixin=True):
    """The form of one kind of record."""

    _area: ClassVar[str] = "staff"
    _words: ClassVar[Words]

    async def _values(self, scope: Scope, uuid: UUID) -> Values:
        """What the form of this record shows; `NotFound`."""
        raise NotImplementedError

    async def _store(self, scope: Scope, record: UUID | None, values: Values, seen: Values) -> Any:
        """Writes the record, a new one where `record` is None, and answers it."""
        raise NotImplementedError

    async def _prepare(self, scope: Scope) -> Values:
        """Reads what the form offers; answers what stands in a new one at first."""
        return dict.fromkeys(self._labels, "")

    def _record_topics(self, uuid: UUID) -> tuple[str, ...]:
        """What the form of this record shows; first the record itself."""
        raise NotImplementedError

    def _new_topics(self) -> tuple[str, ...]:
        """What an empty form shows."""
        return ()

    @handler("staff.edit")
    async def open_new(self) -> None:
        """An empty form."""
        live.follow(self, dict.fromkeys(self._new_topics(), type(self).note_change))
        words = self._words
        async with scope_of(self) as scope:
            values = await self._prepare(scope)
        self._open(f"{words.path}/new", back=words.path, title=words.new, values=values)

    @handler("staff.edit")
    async def open_edit(self) -> Any:
        """The form of the record that the address names; back to the list where there is none."""
        uuid = record_in(self.router.url.path, self._words)
        try:
            await self._open_record(uuid)
        except NotFound:
            return await not_found(self, self._words)
        return None

    @handler("staff.edit")
    async def note_change(self, kinds: list[str]) -> None:
        """Somebody changed the record, or what its form offers, while it is open."""
        async with scope_of(self) as scope:
            await self._prepare(scope)
        await self._note_change()

    async def _open_record(self, uuid: UUID | None) -> None:
        if uuid is None:
            raise NotFound()
        live.follow(self, dict.fromkeys(self._record_topics(uuid), type(self).note_change))
        async with scope_of(self) as scope:
            await self._prepare(scope)
            values = await self._values(scope, uuid)
        back = f"{self._words.path}/{uuid}"
        self._open(f"{back}/edit", back=back, title=values["name"], values=values, record=uuid)
        await look(self, self._record_topics(uuid)[0], self._area, editing=True)

    async def _stored(self, uuid: UUID) -> Values:
        async with scope_of(self) as scope:
            return await self._values(scope, uuid)

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        async with scope_of(self) as scope:
            written = await self._store(scope, record, values, seen)
        return Saved(f"{self._words.path}/{written.uuid}", written.name)


def new_uuid(values: Values) -> UUID | None:
    """The key that the browser made for a new record."""
    return parse_uuid(values.get("uuid"))


async def not_found(state: rx.State, words: Words) -> rx.event.EventSpec:
    """Back to the list, with a word about it: the address leads to no record (any more)."""
    await notify_now(state, words.not_found, "error")
    return rx.redirect(words.path, replace=True)
