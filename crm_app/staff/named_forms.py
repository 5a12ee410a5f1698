"""What people may write about a department, a team or a skill: checked field by field before it is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from crm_app.core.edits import edited_fields
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.texts import t
from crm_app.core.typed_text import normalised, text_problem
from crm_app.staff.models import Department, Team

LIMITS = {"name": 255, "description": 100_000}
SPACIOUS = 4
"""Composing may shorten a text, so one of up to so many times the limit gets its chance."""


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A name and a description as text; "" where there is nothing."""

    name: str = ""
    description: str = ""

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by field; empty when the form may be stored."""
        return text_errors(self)


@dataclass(frozen=True, slots=True)
class DepartmentForm(NamedForm):
    """The fields of a department."""


@dataclass(frozen=True, slots=True)
class TeamForm(NamedForm):
    """The fields of a team. `department_uuid` is a uuid as text, or "" where none was chosen."""

    department_uuid: str = ""

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by field. Whether there is such a department only the database can tell."""
        missing = {} if self.department_uuid else {"department_uuid": [t("Choose a department.")]}
        return text_errors(self) | missing


AnyForm = TypeVar("AnyForm", bound=NamedForm)


def validate_department(
    attributes: Mapping[str, object], department: Department | None = None
) -> DepartmentForm:
    """The form that these attributes fill, over what `department` has; its `errors` say what is wrong."""
    return DepartmentForm(**typed(attributes, department))


def validate_team(attributes: Mapping[str, object], team: Team | None = None) -> TeamForm:
    """The form that these attributes fill, over what `team` has; its `errors` say what is wrong."""
    given = attributes.get("department_uuid", team.department_uuid if team else None)
    return TeamForm(**typed(attributes, team), department_uuid=str(uuid_of(given) or ""))


def text_errors(form: NamedForm) -> dict[str, list[str]]:
    """What is wrong with the name and the description, by field."""
    problems = {field: text_problem(getattr(form, field), limit) for field, limit in LIMITS.items()}
    found = {field: [problem] for field, problem in problems.items() if problem}
    return found if form.name else found | {"name": [t("A name is needed.")]}


def typed(attributes: Mapping[str, object], row: Department | Team | Any | None) -> dict[str, str]:
    """Name and description, trimmed and composed; what is not text counts as ""."""
    stored = {field: getattr(row, field, None) for field in LIMITS}
    return {field: _text(attributes.get(field, stored[field]), LIMITS[field]) for field in LIMITS}


def checked(form: AnyForm) -> AnyForm:
    """The form, if nothing is wrong with it; else `ValidationFailed`."""
    if form.errors:
        raise ValidationFailed(form.errors)
    return form


def changes(
    attributes: Mapping[str, object], before: AnyForm, current: AnyForm, wanted: AnyForm
) -> dict[str, Any]:
    """The fields that are given and change something; see `core.edits` for two people in one form."""
    given = [field.name for field in fields(wanted) if field.name in attributes]
    return {name: getattr(wanted, name) for name in edited_fields(given, before, current, checked(wanted))}


def as_dict(form: NamedForm) -> dict[str, Any]:
    """The form as attributes again."""
    return asdict(form)


def _text(value: object, limit: int) -> str:
    return normalised(value, SPACIOUS * limit) if isinstance(value, str) else ""
