"""The live topics of this context."""

from typing import Literal
from uuid import UUID

Resource = Literal["contact", "company"]

CONTACTS = "contacts"
COMPANIES = "companies"


def record(resource: Resource, uuid: UUID) -> str:
    """All that changes about one record, its media included: `contact:<uuid>`, `company:<uuid>`."""
    return f"{resource}:{uuid}"


def records(resource: Resource) -> str:
    """What lists of these records show."""
    return CONTACTS if resource == "contact" else COMPANIES


MEMBER_JOINED, MEMBER_LEFT, MEMBER_CHANGED = "member_joined", "member_left", "member_changed"
"""What `company:<uuid>` tells of a contact, which the change names."""
COMPANY_CHANGED = "company_changed"
"""What `contact:<uuid>` and the lists of contacts tell: one of their companies, or their place in it."""


def interactions(resource: Resource, uuid: UUID) -> str:
    """What the timeline of a record shows: `contact:<uuid>:interactions`.

    A change names interactions (`created`, `updated`, `deleted`); one that names none asks to read all again.
    """
    return f"{resource}:{uuid}:interactions"
