"""Contacts and companies as records with media."""

from crm_app.crm import topics
from crm_app.crm.errors import NotRecordImage, RecordTrashed
from crm_app.crm.models import Company, Contact, Record
from crm_app.crm.topics import Resource
from crm_app.storage.record_media import RecordType, known

CONTACT = known(
    RecordType(
        area="crm",
        name="contact",
        model=Contact,
        page=lambda uuid: topics.record("contact", uuid),
        lists=topics.CONTACTS,
        trashed=RecordTrashed,
        not_image=NotRecordImage,
    )
)
COMPANY = known(
    RecordType(
        area="crm",
        name="company",
        model=Company,
        page=lambda uuid: topics.record("company", uuid),
        lists=topics.COMPANIES,
        trashed=RecordTrashed,
        not_image=NotRecordImage,
    )
)
TYPES: dict[Resource, RecordType[Record]] = {"contact": CONTACT, "company": COMPANY}
