"""Contacts and companies as records that take comments."""

from crm_app import comments
from crm_app.comments import Commentable
from crm_app.crm import topics
from crm_app.crm.errors import RecordTrashed
from crm_app.crm.models import Company, Contact
from crm_app.crm.topics import Resource

CONTACT = comments.known(
    Commentable(
        area="crm",
        name="contact",
        page=lambda uuid: topics.record("contact", uuid),
        model=Contact,
        trashed=RecordTrashed,
    )
)
COMPANY = comments.known(
    Commentable(
        area="crm",
        name="company",
        page=lambda uuid: topics.record("company", uuid),
        model=Company,
        trashed=RecordTrashed,
    )
)
TYPES: dict[Resource, Commentable] = {"contact": CONTACT, "company": COMPANY}
