"""What people may write about a contact, checked field by field before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from crm_app import accounts
from crm_app.core.errors import ValidationFailed
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed

LIMITS = {"name": 255, "email": 255, "phone": 50, "company": 255, "role_in_company": 255, "notes": 100_000}
FORM_STATUSES = ("active", "inactive")


@dataclass(frozen=True, slots=True)
class ContactForm:
    """The fields of a contact as text; "" where there is nothing. `company` is a name."""

    name: str = ""
    status: str = "active"
    email: str = ""
    phone: str = ""
    company: str = ""
    role_in_company: str = ""
    notes: str = ""


FIELDS = tuple(field.name for field in fields(ContactForm))


def clean_contact(attributes: Mapping[str, object]) -> ContactForm:
    """The form that these attributes fill, trimmed and checked; unknown keys are ignored.

    Raises `ValidationFailed` with messages by field.
    """
    form = contact_form_of(attributes)
    errors = contact_errors(form)
    if errors:
        raise ValidationFailed(errors)
    return form


def contact_form_of(attributes: Mapping[str, object]) -> ContactForm:
    """The form that these attributes fill, trimmed and not yet checked; what is not text counts as ""."""
    return ContactForm(**{name: _text(name, attributes[name]) for name in FIELDS if name in attributes})


def contact_errors(form: ContactForm) -> dict[str, list[str]]:
    """The messages by field; empty when the form may be stored."""
    problems = {name: text_problem(getattr(form, name), limit) for name, limit in LIMITS.items()}
    errors = {name: [problem] for name, problem in problems.items() if problem}
    if not form.name:
        errors["name"] = [t("A name is needed.")]
    if form.email and "email" not in errors and not accounts.is_valid_email(form.email):
        errors["email"] = [t("This does not look like an e-mail address.")]
    if form.status not in FORM_STATUSES:
        errors["status"] = [t("Choose one of the statuses.")]
    return errors


def _text(name: str, value: object) -> str:
    return text_typed(value, LIMITS.get(name, 50))
