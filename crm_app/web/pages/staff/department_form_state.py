"""What the form of a department does."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.kept_forms import Values, first_messages
from crm_app.web.pages.staff.org_form_state import NAMED, OrgFormState, new_uuid
from crm_app.web.pages.staff.org_words import DEPARTMENTS


class DepartmentFormState(OrgFormState, rx.State):
    """A name and a description."""

    _words: ClassVar = DEPARTMENTS
    _labels: ClassVar = NAMED

    def _record_topics(self, uuid: UUID) -> tuple[str, ...]:
        return (staff.topics.department(uuid),)

    async def _values(self, scope: Scope, uuid: UUID) -> Values:
        department = await staff.require_department(scope, uuid)
        return asdict(staff.validate_department({}, department))

    async def _store(self, scope: Scope, record: UUID | None, values: Values, seen: Values) -> Any:
        if record is None:
            return await staff.create_department(scope, values, uuid=new_uuid(values))
        return await staff.update_department(scope, record, values, seen=seen)

    def _problem(self, name: str, value: str) -> str:
        return first_messages(staff.validate_department({name: value}).errors).get(name, "")
