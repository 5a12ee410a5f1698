"""Contacts, companies, and what is attached to them.

`crm.attachments` is the part of the face that deals with files, `crm.interactions` the one that deals with
what was said and done.
"""

from crm_app.core.errors import AlreadyTrashed, Difference, EditConflict, NotTrashed
from crm_app.crm import attachments, commenting, interactions, topics
from crm_app.crm.companies import (
    company_form,
    company_named,
    create_company,
    delete_company,
    require_company,
    restore_company,
    suggest_companies,
    trash_company,
    update_company,
)
from crm_app.crm.company_forms import CompanyForm, company_errors, company_form_of
from crm_app.crm.company_listing import (
    CompanyPage,
    CompanyRow,
    company_row,
    count_companies,
    get_company,
    list_companies,
    matching_companies,
)
from crm_app.crm.contact_forms import ContactForm, clean_contact, contact_errors, contact_form_of
from crm_app.crm.contact_listing import (
    ContactPage,
    ContactRow,
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
from crm_app.crm.errors import AlreadyMember, NotRecordImage, RecordTrashed
from crm_app.crm.listing import SORTS, Cursor, Page, Sort, Status
from crm_app.crm.memberships import (
    MemberForm,
    add_member,
    change_member,
    member_errors,
    member_form,
    member_form_of,
    remove_member,
    set_primary_company,
)
from crm_app.crm.models import Company, CompanyMembership, Contact, Record, is_trashed
from crm_app.crm.naming import company_names, contact_names
from crm_app.crm.record_events import company_events, contact_events
from crm_app.crm.rosters import (
    MemberRow,
    PlaceRow,
    companies_of,
    companies_to_add,
    contacts_to_add,
    count_companies_of,
    count_members,
    members_of,
)

__all__ = [
    "SORTS",
    "AlreadyMember",
    "AlreadyTrashed",
    "Company",
    "CompanyForm",
    "CompanyMembership",
    "CompanyPage",
    "CompanyRow",
    "Contact",
    "ContactForm",
    "ContactPage",
    "ContactRow",
    "Cursor",
    "Difference",
    "EditConflict",
    "MemberForm",
    "MemberRow",
    "NotRecordImage",
    "NotTrashed",
    "Page",
    "PlaceRow",
    "Record",
    "RecordTrashed",
    "Sort",
    "Status",
    "add_member",
    "attachments",
    "change_member",
    "clean_contact",
    "commenting",
    "companies_of",
    "companies_to_add",
    "company_errors",
    "company_events",
    "company_form",
    "company_form_of",
    "company_named",
    "company_names",
    "company_row",
    "contact_errors",
    "contact_events",
    "contact_form",
    "contact_form_of",
    "contact_names",
    "contact_row",
    "contacts_to_add",
    "count_companies",
    "count_companies_of",
    "count_contacts",
    "count_members",
    "create_company",
    "create_contact",
    "delete_company",
    "delete_contact",
    "get_company",
    "get_contact",
    "interactions",
    "is_trashed",
    "list_companies",
    "list_contacts",
    "matching_companies",
    "matching_contacts",
    "member_errors",
    "member_form",
    "member_form_of",
    "members_of",
    "remove_member",
    "require_company",
    "require_contact",
    "restore_company",
    "restore_contact",
    "set_primary_company",
    "suggest_companies",
    "topics",
    "trash_company",
    "trash_contact",
    "update_company",
    "update_contact",
]
