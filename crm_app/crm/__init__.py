"""Contacts, companies, and what is attached to them.

`crm.attachments` is the part of the face that deals with files.
"""

from crm_app.core.errors import AlreadyTrashed, Difference, EditConflict, NotTrashed
from crm_app.crm import attachments, commenting, topics
from crm_app.crm.companies import company_named, create_company, get_company, suggest_companies
from crm_app.crm.contact_events import contact_events
from crm_app.crm.contact_forms import ContactForm, clean_contact, contact_errors, contact_form_of
from crm_app.crm.contact_listing import (
    ContactPage,
    ContactRow,
    Cursor,
    Status,
    contact_row,
    count_contacts,
    get_contact,
    list_contacts,
    matching_contacts,
)
from crm_app.crm.contacts import (
    contact_form,
    create_contact,
    delete_contact,
    require_contact,
    restore_contact,
    trash_contact,
    update_contact,
)
from crm_app.crm.errors import NotRecordImage, RecordTrashed
from crm_app.crm.models import Company, CompanyMembership, Contact, Record, is_trashed

__all__ = [
    "AlreadyTrashed",
    "Company",
    "CompanyMembership",
    "Contact",
    "ContactForm",
    "ContactPage",
    "ContactRow",
    "Cursor",
    "Difference",
    "EditConflict",
    "NotRecordImage",
    "NotTrashed",
    "Record",
    "RecordTrashed",
    "Status",
    "attachments",
    "clean_contact",
    "commenting",
    "company_named",
    "contact_errors",
    "contact_events",
    "contact_form",
    "contact_form_of",
    "contact_row",
    "count_contacts",
    "create_company",
    "create_contact",
    "delete_contact",
    "get_company",
    "get_contact",
    "is_trashed",
    "list_contacts",
    "matching_contacts",
    "require_contact",
    "restore_contact",
    "suggest_companies",
    "topics",
    "trash_contact",
    "update_contact",
]
