"""What people may write about somebody on staff, checked field by field before anything is stored.

A profile has more columns than its form: those of employments, the picture and what the trash remembers
are written where they belong, never by a form.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from crm_app import accounts
from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.soft_trash import STASH, TRASHED
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed
from crm_app.staff.models import Person

LIMITS = {
    "name": 255,
    "bio": 100_000,
    "work_phone": 50,
    "personal_phone": 50,
    "personal_email": 255,
    "emergency_contact_name": 255,
    "emergency_contact_relationship": 100,
    "emergency_contact_phone": 50,
}
FORM_STATUSES = ("active", "inactive")
FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class PersonForm:
    """The fields of a profile as text; "" where there is nothing, a date as `1990-12-31`."""

    name: str = ""
    status: str = "active"
    bio: str = ""
    work_phone: str = ""
    personal_phone: str = ""
    date_of_birth: str = ""
    personal_email: str = ""
    emergency_contact_name: str = ""
    emergency_contact_relationship: str = ""
    emergency_contact_phone: str = ""

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by field; empty when the form may be stored."""
        problems = {name: text_problem(getattr(self, name), limit) for name, limit in LIMITS.items()}
        problems["personal_email"] = problems["personal_email"] or _email_problem(self.personal_email)
        problems["status"] = None if self.status in FORM_STATUSES else t("Choose one of the statuses.")
        problems["date_of_birth"] = _birth_problem(self.date_of_birth)
        return {name: [problem] for name, problem in problems.items() if problem}


FIELDS = tuple(field.name for field in fields(PersonForm))


def validate_person(attributes: Mapping[str, object], person: Person | None = None) -> PersonForm:
    """The form that these attributes fill, trimmed; what is not given is as `person` has it.

    Its `errors` tell what is wrong. Nothing is written, unknown keys are ignored.
    """
    stored = as_dict(form_of(person) if person else PersonForm())
    given = {name: attributes[name] for name in FIELDS if name in attributes}
    if person and given.get("status") == person.status:
        del given["status"]
    return PersonForm(**stored | {name: _text(name, value) for name, value in given.items()})


def checked(form: PersonForm) -> PersonForm:
    """The form, if nothing is wrong with it; else `ValidationFailed` by field."""
    if errors := form.errors:
        raise ValidationFailed(errors)
    return form


def form_of(person: Person) -> PersonForm:
    """What the form of this person shows; of somebody in the trash the status that restoring gives back."""
    status = person.details.get(STASH) if person.status == TRASHED else person.status
    shown = {name: str(getattr(person, name) or "") for name in FIELDS}
    return PersonForm(**shown | {"status": status if status == "inactive" else "active"})


def columns_of(form: PersonForm, names: list[str]) -> dict[str, object]:
    """The columns of these fields."""
    values: dict[str, object] = {name: getattr(form, name) or None for name in names}
    if "date_of_birth" in values:
        values["date_of_birth"] = _date(form.date_of_birth)
    return values


def as_dict(form: PersonForm) -> dict[str, str]:
    """The form as attributes again."""
    return asdict(form)


def _text(name: str, value: object) -> str:
    if name == "date_of_birth" and isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return text_typed(value, LIMITS.get(name, 50))


def _email_problem(email: str) -> str | None:
    if not email or accounts.is_valid_email(email):
        return None
    return t("This does not look like an e-mail address.")


def _birth_problem(text: str) -> str | None:
    if not text:
        return None
    born = _date(text)
    if born is None:
        return t("This is not a date.")
    if born > now().date():
        return t("A date of birth cannot be in the future.")
    return t("Use a year from {year} on.", year=FIRST_YEAR) if born.year < FIRST_YEAR else None


def _date(text: str) -> date | None:
    """The day written as `1990-12-31`; None for anything else, other ways of ISO 8601 included."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
