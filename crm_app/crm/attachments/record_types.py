"""Contacts and companies as records with media."""

from crm_app.crm import topics
from crm_app.crm.errors import NotRecordImage, RecordTrashed
from crm_app.crm.models import Company, Contact, Record
from crm_app.crm.topics import Resource
from crm_app.storage.library import RecordPlace, known_place
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


def _names(table: str) -> str:
    return f"SELECT uuid, name, sort_name AS sort, '/{table}/' || uuid AS url FROM {table}"


known_place(
    RecordPlace("contacts", "contact", CONTACT.folder, CONTACT.view, _names("contacts"), "Deleted contact")
)
known_place(
    RecordPlace("companies", "company", COMPANY.folder, COMPANY.view, _names("companies"), "Deleted company")
)
known_place(
    RecordPlace(
        place="interactions",
        kind="interaction",
        folder="crm-interaction",
        view="crm.view",
        names="""
        SELECT noted.uuid, coalesce(NULLIF(noted.subject, ''), initcap(noted.interaction_type)) || ' · '
          || coalesce(contacts.name, companies.name) AS name,
          lower(coalesce(NULLIF(noted.subject, ''), noted.interaction_type)) AS sort,
          CASE WHEN noted.contact_uuid IS NULL THEN '/companies/' || noted.company_uuid
            ELSE '/contacts/' || noted.contact_uuid END || '?tab=interactions' AS url
        FROM interactions AS noted LEFT JOIN contacts ON contacts.uuid = noted.contact_uuid
        LEFT JOIN companies ON companies.uuid = noted.company_uuid
        """,
        gone="Deleted interaction",
    )
)
