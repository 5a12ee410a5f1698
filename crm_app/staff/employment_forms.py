"""What people may write about a span of employment, checked field by field before it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Protocol

from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed
from crm_app.staff.labels import EMPLOYMENT_TYPES

LIMITS = {"job_title": 255, "work_location": 255, "notes": 100_000}
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = 50
"""More than any date or uuid has; what is neither is refused."""
DATES = ("employment_start_date", "employment_end_date")
PLACES = ("primary_department_uuid", "primary_team_uuid")


class Span(Protocol):
    """A span of employment as it is stored, or as a list shows it."""

    @property
    def employment_start_date(self) -> date | None: ...
    @property
    def employment_end_date(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class EmploymentForm:
    """The fields of a span as text; "" where there is nothing, a date as `2024-12-31`."""

    employment_type: str = ""
    job_title: str = ""
    primary_department_uuid: str = ""
    primary_team_uuid: str = ""
    employment_start_date: str = ""
    employment_end_date: str = ""
    work_location: str = ""
    notes: str = ""

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by field. Whether there are such a department and team only the database can tell."""
        problems = {name: text_problem(getattr(self, name), limit) for name, limit in LIMITS.items()}
        problems |= {name: _date_problem(getattr(self, name)) for name in DATES}
        problems |= {name: _place_problem(name, getattr(self, name)) for name in PLACES}
        if self.employment_type and self.employment_type not in EMPLOYMENT_TYPES:
            problems["employment_type"] = t("Choose one of the kinds of employment.")
        if not any(problems[name] for name in DATES) and self._ends_before_it_starts():
            problems["employment_end_date"] = t("The end must not be before the start.")
        return {name: [problem] for name, problem in problems.items() if problem}

    def _ends_before_it_starts(self) -> bool:
        start, end = day_of(self.employment_start_date), day_of(self.employment_end_date)
        return start is not None and end is not None and end < start


FIELDS = tuple(field.name for field in fields(EmploymentForm))


def validate_employment(attributes: Mapping[str, object], employment: Span | None = None) -> EmploymentForm:
    """The form that these attributes fill, over what `employment` has; its `errors` say what is wrong.

    Nothing is written, unknown keys are ignored. A date is one of Python's, or text as `2024-12-31`.
    """
    given = {name: attributes.get(name, getattr(employment, name, None)) for name in FIELDS}
    return EmploymentForm(**{name: _text(name, value) for name, value in given.items()})


def checked_employment(form: EmploymentForm) -> EmploymentForm:
    """The form, if nothing is wrong with it; else `ValidationFailed` by field."""
    if errors := form.errors:
        raise ValidationFailed(errors)
    return form


def employment_columns(form: EmploymentForm, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """The columns of these fields."""
    return {name: _stored(name, getattr(form, name)) for name in names}


def as_dict(form: EmploymentForm) -> dict[str, str]:
    """The form as attributes again."""
    return asdict(form)


def day_of(text: str) -> date | None:
    """The day written as `2024-12-31`; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2024-12-31") else None
    except ValueError:
        return None


def _text(name: str, value: object) -> str:
    if name in DATES + PLACES and value is not None:
        return str(value.date() if isinstance(value, datetime) else value)[:LONGEST].strip()
    return text_typed(value, LIMITS.get(name, 50))


def _stored(name: str, text: str) -> object:
    if name in DATES:
        return day_of(text)
    return uuid_of(text) if name in PLACES else text or None


def _date_problem(text: str) -> str | None:
    day = day_of(text)
    if not text or (day and FIRST_YEAR <= day.year <= LAST_YEAR):
        return None
    if day is None:
        return t("This is not a date.")
    return t("Use a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)


def _place_problem(name: str, text: str) -> str | None:
    return no_such_place(name) if text and uuid_of(text) is None else None


def refuse_missing(names: Iterable[str]) -> None:
    """`ValidationFailed` at these fields for a department or team that does not exist."""
    if fields_of := {name: [no_such_place(name)] for name in names}:
        raise ValidationFailed(fields_of)


def no_such_place(name: str) -> str:
    """What to say at the field for a department or team that does not exist."""
    if name == "primary_team_uuid":
        return t("This team does not exist any more.")
    return t("This department does not exist any more.")
