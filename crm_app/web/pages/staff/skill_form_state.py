"""What the form of a skill does. Its levels travel as JSON, in the spelling of `JSON.stringify`."""

import json
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.kept_forms import Values, first_messages
from crm_app.web.pages.staff.org_form_state import NAMED, OrgFormState, new_uuid
from crm_app.web.pages.staff.org_words import SKILLS


class SkillFormState(OrgFormState, rx.State):
    """A name, a description, and levels."""

    _words: ClassVar = SKILLS
    _labels: ClassVar = {**NAMED, "levels": t("Levels")}

    def _record_topics(self, uuid: UUID) -> tuple[str, ...]:
        return (staff.topics.skill(uuid),)

    async def _prepare(self, scope: Scope) -> Values:
        return {"name": "", "description": "", "levels": "[]"}

    async def _values(self, scope: Scope, uuid: UUID) -> Values:
        skill = await staff.require_skill(scope, uuid)
        return {"name": skill.name, "description": skill.description or "", "levels": _written(skill.levels)}

    async def _store(self, scope: Scope, record: UUID | None, values: Values, seen: Values) -> Any:
        if record is None:
            return await staff.create_skill(scope, _read(values), uuid=new_uuid(values))
        return await staff.update_skill(scope, record, _read(values), seen=_read(seen))

    def _problem(self, name: str, value: str) -> str:
        return first_messages(staff.validate_skill(_read({name: value})).errors).get(name, "")

    def _said(self, name: str, value: str) -> str:
        return str(staff.validate_skill(_read({name: value})).levels) if name == "levels" else value


def _written(levels: list[dict[str, Any]]) -> str:
    return json.dumps(levels, ensure_ascii=False, separators=(",", ":"))


def _read(values: Values) -> dict[str, Any]:
    """The values as the context takes them; levels that are no JSON stay text, which it refuses."""
    if "levels" not in values:
        return dict(values)
    try:
        return values | {"levels": json.loads(values["levels"] or "[]")}
    except (ValueError, RecursionError):
        return dict(values)
