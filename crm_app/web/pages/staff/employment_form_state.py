"""The form of a span of employment. It has an address: `?tab=employment&form=new`, or the span's uuid."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values, first_messages
from crm_app.web.notices import notify_now
from crm_app.web.pages.staff.addresses import person_in, person_tab_in
from crm_app.web.pages.staff.employment_rows import department_options, team_options
from crm_app.web.ui.scripts import Choice

LAYER = "employment form"
NEW = "new"
LABELS = {
    "employment_type": t("Kind of employment"),
    "job_title": t("Job title"),
    "primary_department_uuid": t("Department"),
    "primary_team_uuid": t("Team"),
    "employment_start_date": t("First day"),
    "employment_end_date": t("Last day"),
    "work_location": t("Place of work"),
    "notes": t("Notes"),
}


class EmploymentFormState(KeptFormState, rx.State):
    """`form` names the form that is open: "new", the uuid of a span, or "" for none."""

    form: str = ""
    carried: str = ""
    carried_over: bool = False
    departments: list[Choice] = []
    teams: list[Choice] = []
    _person: str = ""
    _area: ClassVar[str] = "staff"
    _labels: ClassVar[dict[str, str]] = LABELS

    @handler("staff.view")
    async def load(self) -> Any:
        """Opens the form that the address names, for those who may fill it in."""
        query = self.router.url.query_parameters
        person, form = person_in(self.router.url.path), query.get("form", "")
        wanted = form and person_tab_in(query) == "employment"
        if person is None or not wanted or not await self._may_change():
            return self._close()
        try:
            await self._open_form(person, form)
        except NotFound:
            self._close()
            await notify_now(self, t("This employment does not exist any more."), "error")
            return rx.redirect(_tab_of(person), replace=True)
        return None

    @handler("staff.edit")
    async def note_change(self, kinds: list[str]) -> None:
        """Somebody changed the span, or what its form offers, while it is open."""
        async with scope_of(self) as scope:
            await self._read_options(scope)
        await self._note_change()

    async def _open_form(self, person: UUID, form: str) -> None:
        record = None if form == NEW else parse_uuid(form)
        if form != NEW and record is None:
            raise NotFound()
        topics = (staff.topics.person(person), staff.topics.DEPARTMENTS, staff.topics.TEAMS)
        live.follow(self, dict.fromkeys(topics, EmploymentFormState.note_change), layer=LAYER)
        self._person = str(person)
        async with scope_of(self) as scope:
            await self._read_options(scope)
            values = await self._of(scope, record) if record else await self._prefilled(scope, person)
        address, back = f"{_tab_of(person)}&form={form}", _tab_of(person)
        self._open(address, back=back, title="", values=values, record=record)
        self.form = form

    async def _may_change(self) -> bool:
        async with scope_of(self) as scope:
            return scope.can("staff.edit")

    def _close(self) -> None:
        live.follow(self, {}, layer=LAYER)
        self.form = ""

    async def _read_options(self, scope: Scope) -> None:
        self.departments, self.teams = await department_options(scope), await team_options(scope)

    async def _prefilled(self, scope: Scope, person: UUID) -> Values:
        """What the latest span says goes on from today, with whatever changes."""
        current = await staff.current_employment(scope, person)
        today = {"employment_start_date": now().date().isoformat(), "employment_end_date": ""}
        self.carried_over = current is not None
        self.carried = (current.job_title or "") if current else ""
        return asdict(staff.validate_employment(today, current))

    async def _of(self, scope: Scope, record: UUID) -> Values:
        self.carried_over = False
        span = await staff.get_employment(scope, record)
        if span is None or str(span.staff_person_uuid) != self._person:
            raise NotFound()
        return asdict(staff.validate_employment({}, span))

    async def _stored(self, uuid: UUID) -> Values:
        async with scope_of(self) as scope:
            return await self._of(scope, uuid)

    def _problem(self, name: str, value: str) -> str:
        return first_messages(staff.validate_employment({name: value}).errors).get(name, "")

    def _said(self, name: str, value: str) -> str:
        choices = self.departments if name == "primary_department_uuid" else self.teams
        if name == "employment_type":
            return staff.employment_type_label(value) or ""
        names = {each["value"]: each["label"] for each in choices}
        return names.get(value, value) if name.endswith("_uuid") else value

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        async with scope_of(self) as scope:
            if record is None:
                key = parse_uuid(values.get("uuid"))
                span = await staff.create_employment(scope, self._person, values, uuid=key)
            else:
                span = await staff.update_employment(scope, record, values, seen=seen)
        return Saved(_tab_of(span.staff_person_uuid), span.job_title or t("The employment"))


def _tab_of(person: UUID) -> str:
    return f"/staff/people/{person}?tab=employment"
