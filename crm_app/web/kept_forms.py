"""What every `kept_form` does, whatever record it is about: opens, checks, saves, shows conflicts.

A state of a form mixes this in, names its area (whose permission to edit its handlers ask for), and says how
its record is read and written.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import reflex as rx

from crm_app.core.errors import EditConflict, NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web.access import RECORD_EDIT, handler
from crm_app.web.notices import notify
from crm_app.web.permits import permit_in
from crm_app.web.ui.scripts import Conflict

Values = dict[str, str]


class Saved(NamedTuple):
    """What a form has written: the page to go on to, and what the record is called."""

    path: str
    name: str


class KeptFormState(rx.State, mixin=True):
    """The form as it was when it was opened, and the answers to it. What is typed stays in the browser."""

    path: str = ""
    back: str = ""
    title: str = ""
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    conflicts: list[Conflict] = []
    answered: int = 0
    saved: str = ""
    changed_elsewhere: bool = False
    gone: bool = False
    _record: str = ""
    _area: ClassVar[str] = ""
    _labels: ClassVar[dict[str, str]] = {}
    """Field names with what they are called."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls._mixin:
            for each in cls.event_handlers.values():
                permit_in(cls._area, each.fn)

    async def _stored(self, uuid: UUID) -> Values:
        """What the form of this record shows now; `NotFound`."""
        raise NotImplementedError

    def _problem(self, name: str, value: str) -> str:
        """What is wrong with this value in this field; "" for nothing."""
        raise NotImplementedError

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        """Stores the form: a new record where `record` is None. Raises as the context does."""
        raise NotImplementedError

    def _said(self, name: str, value: str) -> str:
        """A value as people read it."""
        return value

    @handler(RECORD_EDIT)
    async def note_change(self, kinds: list[str]) -> None:
        """Somebody changed the record, or what its form offers, while it is open."""
        await self._note_change()

    @handler(RECORD_EDIT)
    async def check(self, name: str, value: str) -> None:
        """Says what is wrong with a field that somebody has just left."""
        if name in self._labels:
            self.problems = {**self.problems, name: self._problem(name, value)}

    @handler(RECORD_EDIT)
    async def save(self, values: dict[str, str], seen: dict[str, str]) -> Any:
        """Writes the form; the same form twice is one record."""
        return await self._save(values, seen)

    def _open(self, path: str, *, back: str, title: str, values: Values, record: UUID | None = None) -> None:
        self.path, self.back, self.title, self.values = path, back, title, values
        self.problems, self.conflicts = dict.fromkeys(self._labels, ""), []
        self.saved, self.changed_elsewhere, self.gone = "", False, False
        self._record = str(record or "")

    async def _note_change(self) -> None:
        """Somebody changed the record, or something of it, while its form is open."""
        uuid = parse_uuid(self._record)
        if uuid is None or self.saved:
            return
        try:
            self.changed_elsewhere = await self._stored(uuid) != self.values
        except NotFound:
            self.gone, self.changed_elsewhere = True, False

    async def _save(self, values: Values, seen: Values) -> rx.event.EventSpec | None:
        """Writes the form; the same form twice is one record. Keeps everything where it is refused."""
        self.saved, self.conflicts = "", []
        try:
            written = await self._write(parse_uuid(self._record), values, seen)
        except ValidationFailed as error:
            self.problems = {**dict.fromkeys(self._labels, ""), **first_messages(error.fields)}
            return None
        except EditConflict as error:
            self.conflicts = await self._conflicts(error, values)
            return None
        finally:
            self.answered += 1
        self.problems = dict.fromkeys(self._labels, "")
        self.saved = written.path
        return notify(t("{name} is saved.", name=written.name), kind="success")

    async def _conflicts(self, error: EditConflict, values: Values) -> list[Conflict]:
        record = parse_uuid(self._record)
        stored = await self._stored(record) if record else {}
        return [
            self._conflict(name, stored.get(name, ""), values.get(name, ""))
            for name in (difference.field for difference in error.differences)
        ]

    def _conflict(self, name: str, theirs: str, yours: str) -> Conflict:
        return Conflict(
            field=name,
            label=self._labels.get(name, name),
            theirs=theirs,
            yours=yours,
            theirs_text=self._said(name, theirs),
            yours_text=self._said(name, yours),
        )


def first_messages(messages: Mapping[str, list[str]]) -> dict[str, Any]:
    """The first message of each field that has one."""
    return {name: texts[0] for name, texts in messages.items() if texts}
