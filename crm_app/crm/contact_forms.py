"""What people may write about a contact, checked field by field before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm_app.crm.record_forms import FormRules

LIMITS = {"name": 255, "email": 255, "phone": 50, "company": 255, "role_in_company": 255, "notes": 100_000}


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


CONTACT_RULES = FormRules(ContactForm, LIMITS)


def clean_contact(attributes: Mapping[str, object]) -> ContactForm:
    """The form that these attributes fill, trimmed and checked; unknown keys are ignored.

    Raises `ValidationFailed` with messages by field.
    """
    return CONTACT_RULES.clean(attributes)


def contact_form_of(attributes: Mapping[str, object]) -> ContactForm:
    """The form that these attributes fill, trimmed and not yet checked; what is not text counts as ""."""
    return CONTACT_RULES.filled(attributes)


def contact_errors(form: ContactForm) -> dict[str, list[str]]:
    """The messages by field; empty when the form may be stored."""
    return CONTACT_RULES.problems(form)
