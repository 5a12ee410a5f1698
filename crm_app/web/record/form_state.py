"""What the form of a contact or a company does: fills itself, checks fields, saves, shows conflicts."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web import live
from crm_app.web.access import RECORD_EDIT, handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values, first_messages
from crm_app.web.presence import look
from crm_app.web.record.addresses import record_in
from crm_app.web.record.kinds import FormKind, RecordKind
from crm_app.web.record.page_state import not_found


class RecordFormState(KeptFormState, mixin=True):
    """The form of one kind of record."""

    _kind: ClassVar[RecordKind]
    _form: ClassVar[FormKind]

    async def _prepare(self, scope: Scope, values: Values) -> None:
        """Reads what the form offers beside its values."""

    @handler(RECORD_EDIT)
    async def open_new(self) -> None:
        """An empty form."""
        live.follow(self, {})
        home, values = self._kind.home, _shown(self._form.blank)
        async with scope_of(self) as scope:
            await self._prepare(scope, values)
        self._open(f"{home}/new", back=home, title=self._form.title, values=values)

    @handler(RECORD_EDIT)
    async def open_edit(self) -> rx.event.EventSpec | None:
        """The form of the record that the address names; back to the list where there is none."""
        try:
            await self._open_record(record_in(self.router.url.path))
        except NotFound:
            return await not_found(self, self._kind)
        return None

    async def _open_record(self, uuid: UUID | None) -> None:
        if uuid is None:
            raise NotFound()
        topic = self._kind.of.page(uuid)
        live.follow(self, {topic: type(self).note_change})
        values, back = await self._stored(uuid), f"{self._kind.home}/{uuid}"
        async with scope_of(self) as scope:
            await self._prepare(scope, values)
        self._open(f"{back}/edit", back=back, title=values["name"], values=values, record=uuid)
        await look(self, topic, self._area, editing=True)

    async def _stored(self, uuid: UUID) -> Values:
        async with scope_of(self) as scope:
            return _shown(await self._form.read(scope, uuid))

    def _problem(self, name: str, value: str) -> str:
        form = self._form.of_attributes({name: value})
        return first_messages(self._form.errors(form)).get(name, "")

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        async with scope_of(self) as scope:
            if record is None:
                written = await self._form.create(scope, values, uuid=parse_uuid(values.get("uuid")))
            else:
                written = await self._form.update(scope, record, values, seen=seen)
        return Saved(f"{self._kind.home}/{written.uuid}", written.name)


def _shown(form: Any) -> Values:
    return {name: str(value) for name, value in asdict(form).items()}
