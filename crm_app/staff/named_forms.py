"""What people may write about a department, a team or a skill: checked field by field before it is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from crm_app.core.edits import edited_fields
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed
from crm_app.staff.models import Department, Skill, Team
from crm_app.staff.skill_levels import Levels, LevelsRefused, clean_levels

LIMITS = {"name": 255, "description": 100_000}


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


@dataclass(frozen=True, slots=True)
class SkillForm(NamedForm):
    """The fields of a skill. `levels` are `Levels`, or what was given instead when that cannot be levels."""

    levels: object = field(default_factory=Levels)

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by field; empty when the form may be stored."""
        problem = _levels_problem(self.levels)
        return text_errors(self) | ({"levels": [problem]} if problem else {})


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


def validate_skill(attributes: Mapping[str, object], skill: Skill | None = None) -> SkillForm:
    """The form that these attributes fill, over what `skill` has; its `errors` say what is wrong."""
    given = attributes.get("levels", skill.levels if skill else [])
    levels = given if _levels_problem(given) else clean_levels(given)
    return SkillForm(**typed(attributes, skill), levels=levels)


def text_errors(form: NamedForm) -> dict[str, list[str]]:
    """What is wrong with the name and the description, by field."""
    problems = {name: text_problem(getattr(form, name), limit) for name, limit in LIMITS.items()}
    found = {name: [problem] for name, problem in problems.items() if problem}
    return found if form.name else found | {"name": [t("A name is needed.")]}


def typed(attributes: Mapping[str, object], row: Department | Team | Skill | None) -> dict[str, str]:
    """Name and description, trimmed and composed; what is not text counts as ""."""
    stored = {name: getattr(row, name, None) for name in LIMITS}
    return {name: text_typed(attributes.get(name, stored[name]), limit) for name, limit in LIMITS.items()}


def checked(form: AnyForm) -> AnyForm:
    """The form, if nothing is wrong with it; else `ValidationFailed`."""
    if form.errors:
        raise ValidationFailed(form.errors)
    return form


def changes(
    attributes: Mapping[str, object], before: AnyForm, current: AnyForm, wanted: AnyForm
) -> dict[str, Any]:
    """The fields that are given and change something; see `core.edits` for two people in one form."""
    given = [one.name for one in fields(wanted) if one.name in attributes]
    return {name: getattr(wanted, name) for name in edited_fields(given, before, current, checked(wanted))}


def as_dict(form: NamedForm) -> dict[str, Any]:
    """The form as attributes again."""
    return asdict(form)


def _levels_problem(given: object) -> str:
    try:
        clean_levels(given)
    except LevelsRefused as refused:
        return str(refused)
    return ""
