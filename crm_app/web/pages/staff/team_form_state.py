"""What the form of a team does: it also offers the departments, as they are now."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.kept_forms import Values, first_messages
from crm_app.web.pages.staff.org_form_state import NAMED, OrgFormState, new_uuid
from crm_app.web.pages.staff.org_words import TEAMS
from crm_app.web.ui.scripts import Choice


class TeamFormState(OrgFormState, rx.State):
    """A department, a name and a description. `/staff/teams/new?department=<uuid>` chooses the first."""

    departments: list[Choice] = []
    _words: ClassVar = TEAMS
    _labels: ClassVar = {"department_uuid": t("Department"), **NAMED}

    def _record_topics(self, uuid: UUID) -> tuple[str, ...]:
        return (staff.topics.team(uuid), staff.topics.DEPARTMENTS)

    def _new_topics(self) -> tuple[str, ...]:
        return (staff.topics.DEPARTMENTS,)

    async def _prepare(self, scope: Scope) -> Values:
        found = await staff.list_departments(scope)
        self.departments = [Choice(value=str(each.uuid), label=each.name) for each in found]
        wanted = self.router.url.query_parameters.get("department", "")
        known = any(each["value"] == wanted for each in self.departments)
        return dict.fromkeys(self._labels, "") | {"department_uuid": wanted if known else ""}

    async def _values(self, scope: Scope, uuid: UUID) -> Values:
        team = await staff.require_team(scope, uuid)
        return asdict(staff.validate_team({}, team))

    async def _store(self, scope: Scope, record: UUID | None, values: Values, seen: Values) -> Any:
        if record is None:
            return await staff.create_team(scope, values, uuid=new_uuid(values))
        return await staff.update_team(scope, record, values, seen=seen)

    def _problem(self, name: str, value: str) -> str:
        return first_messages(staff.validate_team({name: value}).errors).get(name, "")

    def _said(self, name: str, value: str) -> str:
        names = {each["value"]: each["label"] for each in self.departments}
        return names.get(value, value) if name == "department_uuid" else value
