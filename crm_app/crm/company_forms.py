"""What people may write about a company, checked field by field before anything is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm_app.core.texts import t
from crm_app.crm.record_forms import FormRules

LIMITS = {
    "name": 255,
    "website": 255,
    "email": 255,
    "phone": 50,
    "industry": 255,
    "address": 2_000,
    "notes": 100_000,
}
_WEBSITE = re.compile(
    r"(?:https?://)?[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CompanyForm:
    """The fields of a company as text; "" where there is nothing."""

    name: str = ""
    status: str = "active"
    website: str = ""
    email: str = ""
    phone: str = ""
    industry: str = ""
    address: str = ""
    notes: str = ""


def _website(form: CompanyForm) -> dict[str, list[str]]:
    """A website becomes a link: nothing but an address on the web, with or without `https://`."""
    if not form.website or _WEBSITE.fullmatch(form.website):
        return {}
    return {"website": [t("This does not look like a web address.")]}


COMPANY_RULES = FormRules(CompanyForm, LIMITS, _website)


def company_form_of(attributes: Mapping[str, object]) -> CompanyForm:
    """The form that these attributes fill, trimmed and not yet checked; what is not text counts as ""."""
    return COMPANY_RULES.filled(attributes)


def company_errors(form: CompanyForm) -> dict[str, list[str]]:
    """The messages by field; empty when the form may be stored."""
    return COMPANY_RULES.problems(form)
